"""When sets begin and end, in zones whose clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from largesse.personalization.handbills.activity import (
    WEEKDAYS,
    AnyActivity,
    FixedActivity,
    Period,
    RelativeActivity,
    WeeklyActivity,
    to_instant,
)

ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/Warsaw",
        "America/New_York",
        "America/Santiago",  # midnight itself is skipped
        "Australia/Lord_Howe",  # the clock moves by half an hour
        "Asia/Kathmandu",
        "Pacific/Apia",
    )
]
FIRST = datetime.fromisoformat("2020-01-02T00:00")
LAST = datetime.fromisoformat("2035-01-01T00:00")
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
zones = st.sampled_from(ZONES)
weeklies = st.builds(
    WeeklyActivity,
    weekday=st.sampled_from(WEEKDAYS),
    time=st.times().map(lambda moment: f"{moment:%H:%M}"),
)


def period(activity: AnyActivity, now: datetime, zone: ZoneInfo) -> Period:
    found = activity.period(now, zone)
    assert found is not None
    return found


@given(weeklies, moments, zones)
def test_every_moment_is_in_exactly_one_week(activity: WeeklyActivity, now: datetime, zone: ZoneInfo) -> None:
    week = period(activity, now, zone)
    assert week.starts_at <= now < week.ends_at
    assert week.starts_at.tzinfo is UTC
    assert period(activity, week.starts_at, zone) == week
    assert period(activity, week.ends_at - timedelta(microseconds=1), zone) == week
    assert period(activity, week.ends_at, zone).starts_at == week.ends_at
    assert abs((week.ends_at - week.starts_at) - timedelta(days=7)) <= timedelta(hours=1, days=1)


@given(weeklies, moments, zones)
def test_a_week_begins_at_its_weekday_and_time(
    activity: WeeklyActivity, now: datetime, zone: ZoneInfo
) -> None:
    begin = period(activity, now, zone).starts_at.astimezone(zone)
    wanted = time.fromisoformat(activity.time)
    if begin.replace(tzinfo=None).time() != wanted:  # then the zone skips that time on that day
        skipped = datetime.combine(begin.date(), wanted)
        there = skipped.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        assert there != skipped or begin.date() != skipped.date()
    else:
        assert WEEKDAYS[begin.weekday()] == activity.weekday


@given(st.integers(1, 366), moments, zones)
def test_relative_days_are_days_of_24_hours(days: int, now: datetime, zone: ZoneInfo) -> None:
    assert period(RelativeActivity(days=days), now, zone) == Period(now, now + timedelta(days=days))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60), moments, zones)
def test_fixed_dates_are_whole_days_of_the_zone(
    first: date, more: int, now: datetime, zone: ZoneInfo
) -> None:
    activity = FixedActivity(first_day=first, last_day=first + timedelta(days=more))
    found = activity.period(now, zone)
    today = now.astimezone(zone).date()
    inside = activity.first_day <= today <= activity.last_day
    assert (found is not None) == inside
    assert activity.is_over(now, zone) == (today > activity.last_day)
    assert (activity.next_begin(now, zone) is not None) == (today < activity.first_day)
    if found is not None:
        assert found == activity.whole(zone)


def test_a_week_that_loses_an_hour_is_an_hour_shorter() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    activity = WeeklyActivity(weekday="thursday", time="06:00")
    week = period(activity, datetime(2027, 3, 27, 12, tzinfo=UTC), warsaw)
    assert week.starts_at == datetime(2027, 3, 25, 5, tzinfo=UTC)
    assert week.ends_at == datetime(2027, 4, 1, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "zone", "instant"),
    [
        ("2027-03-28T02:30", "Europe/Warsaw", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("2027-10-31T02:30", "Europe/Warsaw", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2026-09-06T00:00", "America/Santiago", datetime(2026, 9, 6, 4, tzinfo=UTC)),
    ],
)
def test_skipped_and_doubled_times_mean_one_moment(local: str, zone: str, instant: datetime) -> None:
    assert to_instant(datetime.fromisoformat(local), ZoneInfo(zone)) == instant


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "relative", "days": 0},
        {"type": "relative", "days": 367},
        {"type": "relative", "days": "7"},
        {"type": "relative"},
        {"type": "fixed", "first_day": "2027-03-02", "last_day": "2027-03-01"},
        {"type": "fixed", "first_day": "0001-01-01", "last_day": "2027-03-01"},
        {"type": "weekly", "weekday": "someday"},
        {"type": "weekly", "weekday": "monday", "time": "24:00"},
        {"type": "weekly", "weekday": "monday", "time": "7:00"},
        {"type": "never"},
    ],
)
def test_what_is_no_activity_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(AnyActivity).validate_python(wrong)
