"""In a stretch of time that comes again and again."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import ClassVar, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StrictInt, model_validator

from largesse.core.moments import Moment, Span
from largesse.promotions.facts import Facts
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed

LENGTHS: Final = {
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
    "months": timedelta(days=28),
}
LONGEST: Final = timedelta(days=3660)
# Moments of which a calendar can be reckoned with in every zone.
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


class RecurringWindow(Rule):
    """Now is in a stretch of time that began at a moment and comes again at every interval.

    Days, weeks and months are counted on the wall clock of the promotion's time zone, so that a window
    from 18:00 on stays there when the clocks change; in months that are too short it begins on their last
    day. Hours are counted as they pass. Whole days of `duration` are days of the calendar.
    """

    title: ClassVar[str] = "Recurring window"
    group: ClassVar[Group] = "time"
    sentence: ClassVar[str] = "For {duration}, every {every} {unit} from {starts_at}[, {times} times]"

    type: Literal["recurring_window"] = "recurring_window"
    starts_at: Moment = Field(
        ge=EARLIEST,
        le=LATEST,
        description="Where the first window begins.",
        examples=["2027-03-05T17:00:00+01:00"],
    )
    duration: Span = Field(description="How long each lasts, such as `PT2H`.", examples=["PT2H"])
    every: StrictInt = Field(default=1, ge=1, le=87_600, description="After so many units it begins again.")
    unit: Literal["hours", "days", "weeks", "months"] = Field(default="days", description="Of `every`.")
    times: StrictInt | None = Field(
        default=None, ge=1, le=1_000_000, description="How many windows there are; null: without end."
    )

    @model_validator(mode="after")
    def _is_a_window(self) -> "RecurringWindow":
        if not timedelta() < self.duration <= LENGTHS[self.unit] * self.every:
            msg = "`duration` must be more than nothing, and no more than the interval"
            raise ValueError(msg)
        if LENGTHS[self.unit] * self.every > LONGEST:
            msg = "the interval must not be longer than ten years"
            raise ValueError(msg)
        return self

    def holds(self, facts: Facts) -> bool:
        now, zone = facts.now, facts.zone
        if now < self.starts_at:
            return False
        about = self._number_at(now, zone)
        # A wall clock that was moved can put a beginning on either side of the guess.
        for number in (about, about - 1):
            if self._is_one(number) and self._begin(number, zone) <= now:
                return now < self._end(number, zone)
        return False

    def check(self, facts: Facts) -> Verdict:
        if self.holds(facts):
            return PASSED
        return failed(
            "outside_time_window",
            observed=f"{facts.now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            needed=self._next_after(facts.now, facts.zone),
        )

    def _is_one(self, number: int) -> bool:
        return number >= 0 and (self.times is None or number < self.times)

    def _number_at(self, now: datetime, zone: ZoneInfo) -> int:
        """The number of the window that begins last on or before this day (of hours: at or before now)."""
        if self.unit == "hours":
            return (now - self.starts_at) // (LENGTHS["hours"] * self.every)
        first, today = self.starts_at.astimezone(zone).date(), now.astimezone(zone).date()
        if self.unit == "months":
            return ((today.year - first.year) * 12 + today.month - first.month) // self.every
        return (today - first).days // (self.every * LENGTHS[self.unit].days)

    def _begin(self, number: int, zone: ZoneInfo) -> datetime:
        return _begin(self.starts_at, self.unit, self.every * number, zone)

    def _end(self, number: int, zone: ZoneInfo) -> datetime:
        begin = self._begin(number, zone)
        days, rest = timedelta(days=self.duration.days), timedelta(seconds=self.duration.seconds)
        if not days:
            return begin + rest
        return (begin.astimezone(zone) + days).replace(fold=0).astimezone(UTC) + rest

    def _next_after(self, now: datetime, zone: ZoneInfo) -> str | None:
        """When the next window begins, or None when there is none any more."""
        about = self._number_at(now, zone) if now >= self.starts_at else 0
        for number in range(max(about - 1, 0), max(about, 0) + 2):
            if self._is_one(number) and (begin := self._begin(number, zone)) > now:
                return f"{begin:%Y-%m-%dT%H:%M:%SZ}"
        return None


@lru_cache(maxsize=4096)
def _begin(first: datetime, unit: str, count: int, zone: ZoneInfo) -> datetime:
    """So many units after the first beginning, in UTC."""
    if unit == "hours":
        return (first + LENGTHS["hours"] * count).astimezone(UTC)
    local = first.astimezone(zone)
    if count == 0:
        return first.astimezone(UTC)
    if unit != "months":
        return (local + LENGTHS[unit] * count).replace(fold=0).astimezone(UTC)
    year, month = divmod(local.month - 1 + count, 12)
    year, month = local.year + year, month + 1
    day = min(local.day, monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day, fold=0).astimezone(UTC)
