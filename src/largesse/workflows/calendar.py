"""When a workflow runs: rules in wall-clock time of an IANA zone, and the moments that follow from them.

Pure: no database and no clock of its own. Every moment that goes in or comes out is aware; fires are UTC.
A wall-clock time that a zone skips fires at the first moment after the gap; one that it shows twice, at the
first of the two. Times that thereby fall on one moment fire once.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count as counting
from typing import Annotated, ClassVar, Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.accounts.schemas import TimeZone
from largesse.workflows.wall_clock import BeginAt, EndAt, MomentOrLocal, TimeOfDay, to_instant

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DayOfMonth = Annotated[StrictInt, Field(ge=1, le=31)]
Unit = Literal["minutes", "hours", "days", "weeks", "months"]

WEEKDAYS: Final[tuple[Weekday, ...]] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
MAX_COUNT: Final = 10_000
DEFAULT_GRACE: Final = timedelta(minutes=5)
_INTERVALS: Final[dict[str, timedelta]] = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}


class OnceNow(BaseModel):
    """Runs once, as soon as the workflow is published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["now"] = "now"
    title: ClassVar[str] = "Once, at once"

    def in_words(self) -> str:
        """The schedule as people say it."""
        return "once, as soon as it is published"


class OnceAt(BaseModel):
    """Runs once, at a moment you choose."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"type": "at", "at": "2027-03-01T07:00", "zone": "Europe/Warsaw"},
                {"type": "at", "at": "2027-03-01T06:00:00Z"},
            ]
        },
    )

    type: Literal["at"] = "at"
    title: ClassVar[str] = "Once, at a time"
    at: MomentOrLocal = Field(description="A moment with an offset, or a local time that `zone` places.")
    zone: TimeZone | None = Field(
        default=None, description="IANA zone of a local time; only for display if `at` has an offset."
    )

    @model_validator(mode="after")
    def _check_place(self) -> Self:
        if self.at.tzinfo is None and self.zone is None:
            msg = "`at` is a local time: add `zone` (such as Europe/Warsaw), or an offset to `at` (such as Z)"
            raise ValueError(msg)
        return self

    def instant(self) -> datetime:
        """The moment it fires, in UTC."""
        if self.at.tzinfo is None and self.zone is not None:
            return to_instant(self.at, ZoneInfo(self.zone))
        return self.at.astimezone(UTC)

    def in_words(self) -> str:
        """The schedule as people say it."""
        local = self.at
        if self.zone is not None and local.tzinfo is not None:
            local = local.astimezone(ZoneInfo(self.zone))
        return f"once on {_day_and_time(local)} ({self.zone or local.tzname()})"


class Every(BaseModel):
    """Runs again and again, every so many minutes, hours, days, weeks or months.

    Minutes and hours are elapsed time: they are not moved by the change of the clocks. Days, weeks and
    months are wall-clock time: 07:00 stays 07:00. A time of day in the hour that the clocks skip is taken at
    the first moment after it; in the hour that comes twice, the first time. Weeks begin on Monday.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"type": "every", "unit": "days", "times_of_day": ["07:00"], "zone": "Europe/Warsaw"},
                {
                    "type": "every",
                    "count": 2,
                    "unit": "weeks",
                    "weekdays": ["monday", "friday"],
                    "times_of_day": ["09:30"],
                    "begin_at": "2027-03-01T00:00",
                    "zone": "America/New_York",
                },
            ]
        },
    )

    type: Literal["every"] = "every"
    title: ClassVar[str] = "Repeatedly"
    count: StrictInt = Field(default=1, ge=1, le=MAX_COUNT, description="Every how many units.")
    unit: Unit = Field(description="What is counted.")
    begin_at: BeginAt | None = Field(
        default=None,
        description="Local time of the first run at the earliest, from which units are counted. Without it "
        "they are counted from publication, and the first run comes after it.",
    )
    end_at: EndAt | None = Field(
        default=None,
        description="Local time of the last run at the latest; a run at that very minute still happens. "
        "A date alone means the end of that day.",
    )
    times_of_day: tuple[TimeOfDay, ...] = Field(
        default=(),
        max_length=48,
        description="Local times of the runs of a day, for days, weeks and months. Without them: "
        "the time of `begin_at` or of publication.",
    )
    weekdays: tuple[Weekday, ...] = Field(
        default=(),
        max_length=7,
        description="On which days of the week, for weeks. Without them: "
        "that of `begin_at` or of publication.",
    )
    days_of_month: tuple[DayOfMonth, ...] = Field(
        default=(),
        max_length=31,
        description="On which days, for months; a day that a month does not have is its last one. "
        "Without them: that of `begin_at` or of publication.",
    )
    zone: TimeZone = Field(description="IANA zone in which local times are read.")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        wrong = (
            ("times_of_day", self.times_of_day, ("days", "weeks", "months")),
            ("weekdays", self.weekdays, ("weeks",)),
            ("days_of_month", self.days_of_month, ("months",)),
        )
        for name, value, units in wrong:
            if value and self.unit not in units:
                msg = f"`{name}` goes with the unit {' or '.join(units)}, not with {self.unit}"
                raise ValueError(msg)
        if self.begin_at is not None and self.end_at is not None and self.end_at < self.begin_at:
            msg = f"`end_at` ({self.end_at:%Y-%m-%dT%H:%M}) lies before `begin_at`; it would never run"
            raise ValueError(msg)
        return self

    def in_words(self) -> str:
        """The schedule as people say it."""
        head = f"every {self.unit[:-1]}" if self.count == 1 else f"every {self.count} {self.unit}"
        words = head + self._days_in_words() + self._times_in_words()
        if self.unit in _INTERVALS and self.begin_at is None:
            words += " from publication on"
        words += f" ({self.zone})"
        if self.begin_at is not None:
            words += f", from {_day_and_time(self.begin_at)}"
        return words if self.end_at is None else f"{words}, until {_day_and_time(self.end_at)}"

    def _days_in_words(self) -> str:
        if self.weekdays:
            return f" on {_listed([day.capitalize() for day in sorted(self.weekdays, key=WEEKDAYS.index)])}"
        if self.days_of_month:
            days = sorted(set(self.days_of_month))
            last = " (or the month's last day)" if days[-1] > 28 else ""
            return f" on day {_listed([str(day) for day in days])}{last}"
        if self.unit not in ("weeks", "months"):
            return ""
        if self.begin_at is None:
            return " on the weekday of publication" if self.unit == "weeks" else " on the day of publication"
        if self.unit == "weeks":
            return f" on {WEEKDAYS[self.begin_at.weekday()].capitalize()}"
        return f" on day {self.begin_at.day}"

    def _times_in_words(self) -> str:
        if self.unit in _INTERVALS:
            return ""
        if self.times_of_day:
            return f" at {_listed(sorted(set(self.times_of_day)))}"
        return " at the time of publication" if self.begin_at is None else f" at {self.begin_at:%H:%M}"


Schedule = Annotated[OnceNow | OnceAt | Every, Field(discriminator="type")]


class Misfire(StrEnum):
    """What becomes of runs whose time passed while no worker was running."""

    ONCE_LATE = "once_late"  # the latest of them runs, late; the others are skipped
    SKIP = "skip"  # all are skipped, save one that is late by no more than the grace


def first_fire(schedule: Schedule, *, anchor: datetime) -> datetime | None:
    """The first moment a schedule published at `anchor` fires, in UTC; None when that has passed already.

    Unlike `next_fire` after the anchor this counts the anchor itself, which is when OnceNow fires.
    """
    return next_fire(schedule, after=anchor - timedelta(microseconds=1), anchor=anchor)


def next_fire(schedule: Schedule, *, after: datetime, anchor: datetime) -> datetime | None:
    """The first moment strictly after `after` at which the schedule fires, in UTC; None when it is over.

    `anchor` is the moment of publication, from which a rule without `begin_at` counts. ValueError for a
    moment without an offset.
    """
    return next(_fires(schedule, after=_in_utc(after), anchor=_in_utc(anchor)), None)


def due_fires(
    schedule: Schedule,
    *,
    next_at: datetime,
    now: datetime,
    misfire: Misfire,
    anchor: datetime,
    grace: timedelta = DEFAULT_GRACE,
) -> tuple[list[datetime], int, datetime | None]:
    """Which fire to run now (none or one), how many are skipped for good, and the next `next_at`.

    `next_at` is the fire that the store waits for; `anchor` is as in `next_fire`. However many were missed,
    at most the latest of them runs. It depends on nothing but the arguments, so a clock that is set back
    fires nothing twice. ValueError for a moment without an offset.
    """
    now, next_at = _in_utc(now), _in_utc(next_at)
    if now < next_at:
        return [], 0, next_at
    latest, missed = next_at, 0
    for fire in _fires(schedule, after=next_at, anchor=_in_utc(anchor)):
        if fire > now:
            following: datetime | None = fire
            break
        latest, missed = fire, missed + 1
    else:
        following = None
    if misfire is Misfire.SKIP and now - latest > grace:
        return [], missed + 1, following
    return [latest], missed, following


def _fires(schedule: Schedule, *, after: datetime, anchor: datetime) -> Iterator[datetime]:
    """Every fire strictly after `after`, in order."""
    match schedule:
        case OnceNow():
            once = anchor
        case OnceAt():
            once = schedule.instant()
        case Every():
            interval = _INTERVALS.get(schedule.unit)
            if interval is None:
                yield from _calendar_fires(schedule, after=after, anchor=anchor)
            else:
                yield from _interval_fires(
                    schedule, after=after, anchor=anchor, step=interval * schedule.count
                )
            return
    if once > after:
        yield once


def _interval_fires(rule: Every, *, after: datetime, anchor: datetime, step: timedelta) -> Iterator[datetime]:
    zone = ZoneInfo(rule.zone)
    begin, earliest = (anchor, 1) if rule.begin_at is None else (to_instant(rule.begin_at, zone), 0)
    end = None if rule.end_at is None else to_instant(rule.end_at, zone)
    for number in counting(max(earliest, (after - begin) // step + 1)):
        fire = begin + number * step
        if end is not None and fire > end:
            return
        yield fire


def _calendar_fires(rule: Every, *, after: datetime, anchor: datetime) -> Iterator[datetime]:
    zone = ZoneInfo(rule.zone)
    begin = rule.begin_at
    if begin is None:
        begin = anchor.astimezone(zone).replace(tzinfo=None, fold=0, second=0, microsecond=0)
        after = max(after, anchor)
    times = sorted({time.fromisoformat(text) for text in rule.times_of_day}) or [begin.time()]
    for day in _days(rule, begin=begin.date(), around=after.astimezone(zone).date()):
        for moment in times:
            intended = datetime.combine(day, moment)
            if rule.end_at is not None and intended > rule.end_at:
                return
            fire = to_instant(intended, zone)
            # Two intended times can share a moment after a gap: it fires once.
            if intended >= begin and fire > after:
                yield fire
                after = fire


def _days(rule: Every, *, begin: date, around: date) -> Iterator[date]:
    """Days of the rule in order, from a period before `around`, since a gap may have moved a fire on."""
    if rule.unit == "months":
        yield from _days_of_months(rule, begin=begin, around=around)
        return
    length, start, offsets = rule.count, begin, [0]
    if rule.unit == "weeks":
        length, start = 7 * rule.count, begin - timedelta(days=begin.weekday())
        offsets = sorted({WEEKDAYS.index(day) for day in rule.weekdays}) or [begin.weekday()]
    for period in counting(max(0, (around - start).days // length - 1)):
        for offset in offsets:
            yield start + timedelta(days=period * length + offset)


def _days_of_months(rule: Every, *, begin: date, around: date) -> Iterator[date]:
    start = begin.year * 12 + begin.month - 1
    elapsed = around.year * 12 + around.month - 1 - start
    wanted = sorted(set(rule.days_of_month)) or [begin.day]
    for period in counting(max(0, elapsed // rule.count - 1)):
        year, month = divmod(start + period * rule.count, 12)
        following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
        last = (following - timedelta(days=1)).day
        for day in sorted({min(day, last) for day in wanted}):
            yield date(year, month + 1, day)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        msg = f"{moment.isoformat()} has no offset; pass an aware moment"
        raise ValueError(msg)
    return moment.astimezone(UTC)


def _day_and_time(local: datetime) -> str:
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
