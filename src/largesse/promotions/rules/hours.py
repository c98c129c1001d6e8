"""At which hours of the day."""

from datetime import datetime
from functools import cached_property
from typing import ClassVar, Final, Literal

from pydantic import Field, model_validator

from largesse.promotions.facts import Facts
from largesse.promotions.rules.clock import WEEKDAYS, TimeOfDay, Weekday, minutes_of
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed

EVERY_DAY: Final = frozenset(range(7))


class Hours(Rule):
    """The time of day, on the wall clock of the promotion's time zone, is from one time to before another.

    Hours may cross midnight: from 22:00 to 06:00. Then `days` are those on which they begin. When clocks
    go back, an hour that comes twice counts twice; one that is left out in spring does not come.
    """

    title: ClassVar[str] = "Hours of the day"
    group: ClassVar[Group] = "time"
    sentence: ClassVar[str] = "From {starts_at} to {ends_at}[ on {days}]"

    type: Literal["hours"] = "hours"
    starts_at: TimeOfDay = Field(description="The first minute, such as `18:00`.", examples=["18:00"])
    ends_at: TimeOfDay = Field(
        description="The minute after the last; `00:00` is the end of the day.", examples=["20:00"]
    )
    days: tuple[Weekday, ...] = Field(
        default=(), max_length=7, description="Days on which the hours begin; every day unless you say."
    )

    @model_validator(mode="after")
    def _is_a_stretch(self) -> "Hours":
        if self.starts_at == self.ends_at:
            msg = "`ends_at` must differ from `starts_at`; for whole days leave this rule out"
            raise ValueError(msg)
        return self

    def holds(self, facts: Facts) -> bool:
        begun = self._begun_on(facts.local)
        return begun is not None and begun in self._window[2]

    def check(self, facts: Facts) -> Verdict:
        if self.holds(facts):
            return PASSED
        now = facts.local
        is_wrong_day = self._begun_on(now) is not None
        days = f" on {', '.join(self.days)}" if self.days else ""
        return failed(
            "outside_time_window",
            observed=f"{WEEKDAYS[now.weekday()]} {now:%H:%M}" if is_wrong_day else f"{now:%H:%M}",
            needed=f"{self.starts_at} to {self.ends_at}{days}",
        )

    def _begun_on(self, now: datetime) -> int | None:
        """The number of the weekday on which the hours began that it is now in."""
        minute = now.hour * 60 + now.minute
        start, end, _ = self._window
        if start <= minute and (minute < end or end < start):
            return now.weekday()
        return (now.weekday() - 1) % 7 if minute < end < start else None

    @cached_property
    def _window(self) -> tuple[int, int, frozenset[int]]:
        days = frozenset(WEEKDAYS.index(day) for day in self.days) or EVERY_DAY
        return minutes_of(self.starts_at), minutes_of(self.ends_at), days
