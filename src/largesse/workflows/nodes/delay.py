"""Lets time pass."""

from datetime import datetime, time, timedelta
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from largesse.accounts.schemas import TimeZone
from largesse.core.moments import Moment
from largesse.workflows.calendar import WEEKDAYS, Weekday
from largesse.workflows.durations import LIFE, Duration
from largesse.workflows.node import Group, Node
from largesse.workflows.paths import Batch
from largesse.workflows.wall_clock import TimeOfDay, to_instant


class Delay(Node):
    """Lets the path rest: for a length of time, until a moment, or until the next of some weekdays at a time.

    A path whose moment is past goes on at once.
    """

    group: ClassVar[Group] = "flow"
    name: ClassVar[str] = "Delay"
    rests: ClassVar[bool] = True

    type: Literal["delay"] = "delay"
    wait: Literal["for", "until", "until_weekday"] = Field(default="for", description="What to wait for.")
    duration: Duration | None = Field(default=None, description="How long, with `wait` = `for`.")
    moment: Moment | None = Field(default=None, description="Until when, with `wait` = `until`.")
    weekdays: tuple[Weekday, ...] = Field(
        default=(), max_length=7, description="On which days, with `wait` = `until_weekday`; none: any day."
    )
    time_of_day: TimeOfDay | None = Field(
        default=None, description="At what time of these days, such as 09:30."
    )
    zone: TimeZone = Field(default="UTC", description="Time zone of the time of day.")

    @model_validator(mode="after")
    def _is_whole(self) -> "Delay":
        needed = {"for": "duration", "until": "moment", "until_weekday": "time_of_day"}[self.wait]
        if getattr(self, needed) is None:
            msg = f"`wait` = `{self.wait}` needs a `{needed}`"
            raise ValueError(msg)
        return self

    async def advance(self, batch: Batch) -> None:
        until = self.until(batch.now)
        for path in batch.paths:
            if path.timed_out or until <= batch.now:
                batch.go(path)
            else:
                batch.wait(path, path.due_at or min(until, path.started_at + LIFE))

    def until(self, now: datetime) -> datetime:
        """When a path that comes now goes on."""
        if self.duration is not None and self.wait == "for":
            return now + self.duration.length
        if self.moment is not None and self.wait == "until":
            return self.moment
        return self._next_weekday(now, time.fromisoformat(self.time_of_day or "00:00"))

    def _next_weekday(self, now: datetime, at: time) -> datetime:
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        for ahead in range(9):
            day = today + timedelta(days=ahead)
            moment = to_instant(datetime.combine(day, at), zone)
            if moment > now and (not self.weekdays or WEEKDAYS[day.weekday()] in self.weekdays):
                return moment
        return now
