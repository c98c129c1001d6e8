"""When a set of offers begins and ends: days from the first reading, fixed dates, or from weekday to weekday.

Pure: no database and no clock of its own. Every moment that goes in is aware; periods are UTC. A wall-clock
time that the zone skips is the first moment after the gap; one that it shows twice, the first of the two.
"""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, ClassVar, Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: Final[tuple[Weekday, ...]] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
TimeOfDay = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["06:00"])]
Day = Annotated[date, Field(ge=date(1971, 1, 1), le=date(2199, 12, 31))]
SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts_at` on, and not at `ends_at` any more."""

    starts_at: datetime
    ends_at: datetime


class Activity(BaseModel):
    """How long a set of offers is good."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str]

    @abstractmethod
    def period(self, now: datetime, zone: ZoneInfo) -> Period | None:
        """The period of a set that is made at this moment; None when none is made then."""

    def is_over(self, now: datetime, zone: ZoneInfo) -> bool:  # noqa: ARG002
        """Whether no set is made at this moment or later."""
        return False

    def next_begin(self, now: datetime, zone: ZoneInfo) -> datetime | None:  # noqa: ARG002
        """Where no set is made now: when one is made again."""
        return None


class RelativeActivity(Activity):
    """A set is good for so many days of 24 hours from when it is made for the customer."""

    title: ClassVar[str] = "Days from the first reading"

    type: Literal["relative"] = "relative"
    days: Annotated[StrictInt, Field(ge=1, le=366)] = Field(description="How many.", examples=[7])

    def period(self, now: datetime, zone: ZoneInfo) -> Period | None:  # noqa: ARG002
        return Period(now.astimezone(UTC), now.astimezone(UTC) + timedelta(days=self.days))


class FixedActivity(Activity):
    """One set for each customer, good on these days of the workspace's time zone."""

    title: ClassVar[str] = "Fixed dates"

    type: Literal["fixed"] = "fixed"
    first_day: Day = Field(description="From the first moment of this day on.", examples=["2027-03-01"])
    last_day: Day = Field(description="The last day it is good, all of it.", examples=["2027-03-14"])

    @model_validator(mode="after")
    def _is_a_stretch(self) -> Self:
        if self.last_day < self.first_day:
            msg = "last_day must not be before first_day"
            raise ValueError(msg)
        return self

    def period(self, now: datetime, zone: ZoneInfo) -> Period | None:
        period = self.whole(zone)
        return period if period.starts_at <= now < period.ends_at else None

    def whole(self, zone: ZoneInfo) -> Period:
        """All of it, whatever the moment is."""
        return Period(_midnight(self.first_day, zone), _midnight(self.last_day + timedelta(days=1), zone))

    def is_over(self, now: datetime, zone: ZoneInfo) -> bool:
        return now >= self.whole(zone).ends_at

    def next_begin(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        begin = self.whole(zone).starts_at
        return begin if begin > now else None


class WeeklyActivity(Activity):
    """A new set every week: from this weekday and time of the workspace's time zone to the next one."""

    title: ClassVar[str] = "Every week"

    type: Literal["weekly"] = "weekly"
    weekday: Weekday = Field(description="When a week begins.", examples=["thursday"])
    time: TimeOfDay = Field(default="00:00", description="At this time of day.")

    def period(self, now: datetime, zone: ZoneInfo) -> Period | None:
        hour, minute = (int(part) for part in self.time.split(":"))
        today = now.astimezone(zone).date()
        # One week on either side is enough: a change of the clock moves a begin by hours, never by a week.
        back = (today.weekday() - WEEKDAYS.index(self.weekday)) % 7
        days = [today - timedelta(days=back) + timedelta(weeks=week) for week in (-1, 0, 1, 2)]
        begins = [to_instant(datetime.combine(day, time(hour, minute)), zone) for day in days]
        at = max(place for place, begin in enumerate(begins) if begin <= now)
        return Period(begins[at], begins[at + 1])


AnyActivity = Annotated[RelativeActivity | FixedActivity | WeeklyActivity, Field(discriminator="type")]


def to_instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, that a wall-clock time without offset means in the zone.

    In a gap `fold=1` reads the time before the change and `fold=0` after it (PEP 495), so the change lies
    between the two, and is found by halving.
    """
    instant = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(fold=0):
        return instant
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    behind = instant + SECOND
    offset = behind.astimezone(zone).utcoffset()
    while behind - before > SECOND:
        middle = before + timedelta(seconds=(behind - before) // (2 * SECOND))
        if middle.astimezone(zone).utcoffset() == offset:
            behind = middle
        else:
            before = middle
    return behind


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return to_instant(datetime.combine(day, time()), zone)
