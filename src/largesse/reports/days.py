"""Days of a workspace: where they begin and end, by the clocks of its time zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE: timedelta = timedelta(days=1)


def begin_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day begins; where clocks skip midnight, the first one that there is."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day that a moment falls on."""
    return moment.astimezone(zone).date()


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
