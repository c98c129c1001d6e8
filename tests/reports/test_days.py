"""Days begin and end by the clocks of the workspace, also where these jump."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from largesse.reports.days import ONE, begin_of, day_of, days_between

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize(
    ("zone", "day", "begin", "hours"),
    [
        ("Europe/Warsaw", date(2027, 3, 27), datetime(2027, 3, 26, 23, tzinfo=UTC), 24),
        ("Europe/Warsaw", date(2027, 3, 28), datetime(2027, 3, 27, 23, tzinfo=UTC), 23),
        ("Europe/Warsaw", date(2027, 10, 31), datetime(2027, 10, 30, 22, tzinfo=UTC), 25),
        ("Asia/Kolkata", date(2027, 3, 28), datetime(2027, 3, 27, 18, 30, tzinfo=UTC), 24),
        # Clocks of Beirut jump at midnight: the day begins at one o'clock.
        ("Asia/Beirut", date(2027, 3, 28), datetime(2027, 3, 27, 22, tzinfo=UTC), 23),
    ],
)
def test_a_day_begins_and_ends_with_the_clocks_of_the_zone(
    zone: str, day: date, begin: datetime, hours: int
) -> None:
    there = ZoneInfo(zone)
    assert begin_of(day, there) == begin
    assert begin_of(day + ONE, there) - begin_of(day, there) == timedelta(hours=hours)
    assert day_of(begin, there) == day
    assert day_of(begin - timedelta(microseconds=1), there) == day - ONE


def test_days_are_counted_from_both_ends() -> None:
    found = list(days_between(date(2027, 2, 27), date(2027, 3, 1)))
    assert found == [date(2027, 2, 27), date(2027, 2, 28), date(2027, 3, 1)]
