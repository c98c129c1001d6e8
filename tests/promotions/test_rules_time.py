"""Rules of time: days, hours and windows on the wall clock of the promotion's zone, whatever clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from largesse.promotions.verdicts import PASSED
from tests.promotions.rule_facts import NEW_YORK, WARSAW, at, facts_of, rule_of

WEEKEND = {"type": "weekdays", "days": ["saturday", "sunday"]}
NIGHT = {"type": "hours", "starts_at": "22:00", "ends_at": "06:00"}
# Days on which clocks change in 2027: Warsaw on 28 March and 31 October, New York on 14 March and 7 November.
SPRING, AUTUMN = "2027-03-28", "2027-10-31"


def passes(settings: dict[str, object], moment: datetime, zone: ZoneInfo = WARSAW) -> bool:
    return rule_of(settings).check(facts_of(now=moment, zone=zone)).passed


def test_a_weekday_is_one_of_the_zone_and_lasts_from_midnight_to_midnight() -> None:
    assert not passes(WEEKEND, at("2027-03-05T23:59:59.999999"))
    assert passes(WEEKEND, at("2027-03-06T00:00"))
    assert passes(WEEKEND, at("2027-03-07T23:59:59.999999"))
    assert not passes(WEEKEND, at("2027-03-08T00:00"))
    assert passes(WEEKEND, datetime(2027, 3, 8, 4, 59, tzinfo=UTC), NEW_YORK)  # still Sunday there
    assert not passes(WEEKEND, datetime(2027, 3, 8, 5, tzinfo=UTC), NEW_YORK)


def test_the_refusal_of_a_weekday_tells_both_days() -> None:
    verdict = rule_of(WEEKEND).check(facts_of(now=at("2027-03-03T12:00")))
    assert (verdict.reason, verdict.observed, verdict.needed) == (
        "outside_time_window",
        "wednesday",
        ("saturday", "sunday"),
    )
    assert not verdict.unknown


def test_the_common_pass_is_one_shared_verdict() -> None:
    assert rule_of(WEEKEND).check(facts_of(now=at("2027-03-06T12:00"))) is PASSED


def test_hours_are_half_open() -> None:
    happy = {"type": "hours", "starts_at": "17:00", "ends_at": "19:00"}
    assert not passes(happy, at("2027-03-03T16:59:59.999999"))
    assert passes(happy, at("2027-03-03T17:00"))
    assert passes(happy, at("2027-03-03T18:59:59.999999"))
    assert not passes(happy, at("2027-03-03T19:00"))


def test_hours_may_cross_midnight() -> None:
    assert not passes(NIGHT, at("2027-03-03T21:59:59"))
    assert passes(NIGHT, at("2027-03-03T22:00"))
    assert passes(NIGHT, at("2027-03-04T00:00"))
    assert passes(NIGHT, at("2027-03-04T05:59:59"))
    assert not passes(NIGHT, at("2027-03-04T06:00"))


def test_hours_to_midnight_end_there() -> None:
    evening = {"type": "hours", "starts_at": "20:00", "ends_at": "00:00"}
    assert passes(evening, at("2027-03-03T23:59:59"))
    assert not passes(evening, at("2027-03-04T00:00"))


def test_the_days_of_hours_that_cross_midnight_are_those_on_which_they_begin() -> None:
    friday_night = {**NIGHT, "days": ["friday"]}
    assert not passes(friday_night, at("2027-03-05T05:00"))  # the night from Thursday
    assert passes(friday_night, at("2027-03-05T22:00"))
    assert passes(friday_night, at("2027-03-06T05:59"))  # Saturday's morning
    assert not passes(friday_night, at("2027-03-06T22:00"))
    verdict = rule_of(friday_night).check(facts_of(now=at("2027-03-06T23:00")))
    assert (verdict.reason, verdict.observed) == ("outside_time_window", "saturday 23:00")
    assert verdict.needed == "22:00 to 06:00 on friday"


def test_the_refusal_of_hours_tells_the_wall_clock() -> None:
    verdict = rule_of(NIGHT).check(facts_of(now=datetime(2027, 7, 1, 19, 59, tzinfo=UTC)))
    assert (verdict.reason, verdict.observed) == ("outside_time_window", "21:59")  # two hours ahead in summer
    assert verdict.needed == "22:00 to 06:00"


def test_an_hour_that_comes_twice_counts_twice_and_one_left_out_does_not_come() -> None:
    early = {"type": "hours", "starts_at": "02:00", "ends_at": "03:00"}
    assert passes(early, at(f"{AUTUMN}T02:30"))
    assert passes(early, at(f"{AUTUMN}T02:30", fold=1))
    assert not passes(early, at(f"{AUTUMN}T03:00"))
    before = at(f"{SPRING}T01:59:59")
    assert not passes(early, before)
    assert not passes(early, before + timedelta(seconds=1))  # it is 03:00 now
    new_york = at("2027-11-07T01:30", NEW_YORK, fold=1)
    assert passes({"type": "hours", "starts_at": "01:00", "ends_at": "02:00"}, new_york, NEW_YORK)


def test_hours_of_no_length_are_refused() -> None:
    with pytest.raises(ValidationError, match="must differ"):
        rule_of({"type": "hours", "starts_at": "08:00", "ends_at": "08:00"})
    for wrong in ("24:00", "8:00", "08:60", "08:00:00", "٠٨:00"):
        with pytest.raises(ValidationError):
            rule_of({"type": "hours", "starts_at": wrong, "ends_at": "09:00"})


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1439))
def test_hours_and_the_hours_between_them_never_hold_together(start: int, end: int, now: int) -> None:
    if start == end:
        return
    clock = [f"{minute // 60:02}:{minute % 60:02}" for minute in (start, end)]
    moment = at(f"2027-03-03T{now // 60:02}:{now % 60:02}")
    inside = passes({"type": "hours", "starts_at": clock[0], "ends_at": clock[1]}, moment)
    outside = passes({"type": "hours", "starts_at": clock[1], "ends_at": clock[0]}, moment)
    assert inside != outside


@pytest.mark.parametrize("zone", [WARSAW, NEW_YORK], ids=lambda zone: zone.key)
def test_a_range_of_dates_holds_whole_days_of_the_zone(zone: ZoneInfo) -> None:
    dates = {"type": "date_range", "first_day": SPRING, "last_day": AUTUMN}
    assert not passes(dates, at("2027-03-27T23:59:59.999999", zone), zone)
    assert passes(dates, at(f"{SPRING}T00:00", zone), zone)
    assert passes(dates, at(f"{AUTUMN}T23:59:59.999999", zone), zone)
    assert not passes(dates, at("2027-11-01T00:00", zone), zone)


def test_a_range_of_dates_may_be_open_at_one_end() -> None:
    assert passes({"type": "date_range", "first_day": "2027-01-01"}, at("2099-01-01T00:00"))
    assert passes({"type": "date_range", "last_day": "2027-12-31"}, at("1999-01-01T00:00"))
    verdict = rule_of({"type": "date_range", "last_day": "2027-12-31"}).check(
        facts_of(now=at("2028-01-01T00:00"))
    )
    assert (verdict.reason, verdict.observed) == ("outside_time_window", "2028-01-01")
    assert verdict.needed == "/2027-12-31"


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"first_day": "2027-02-02", "last_day": "2027-02-01"},
        {"first_day": 20270301},
        {"first_day": "1800000000"},
        {"first_day": "2027-03-01T10:00:00Z"},
        {"first_day": "2027-02-29"},
    ],
)
def test_a_range_of_dates_that_nobody_could_mean_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rule_of({"type": "date_range", **settings})


WEEKLY = {
    "type": "recurring_window",
    "starts_at": "2027-03-06T18:00:00+01:00",
    "duration": "PT2H",
    "every": 1,
    "unit": "weeks",
}


def test_a_weekly_window_stays_at_its_hour_when_the_clocks_change() -> None:
    for day in ("2027-03-06", "2027-03-27", "2027-04-03", "2027-11-06"):
        assert not passes(WEEKLY, at(f"{day}T17:59:59"))
        assert passes(WEEKLY, at(f"{day}T18:00"))
        assert passes(WEEKLY, at(f"{day}T19:59:59"))
        assert not passes(WEEKLY, at(f"{day}T20:00"))
    assert not passes(WEEKLY, at("2027-04-04T18:30"))


def test_a_window_of_hours_counts_the_hours_that_pass() -> None:
    every_day = {**WEEKLY, "unit": "hours", "every": 24, "duration": "PT1H"}
    assert passes(every_day, at("2027-03-27T18:30"))
    assert not passes(every_day, at(f"{SPRING}T18:30"))  # the night was an hour short
    assert passes(every_day, at(f"{SPRING}T19:30"))


def test_a_window_of_whole_days_ends_at_midnight_even_on_days_of_23_and_25_hours() -> None:
    for day, following in ((SPRING, "2027-03-29"), (AUTUMN, "2027-11-01")):
        whole_day = {
            "type": "recurring_window",
            "starts_at": at(f"{day}T00:00").isoformat(),
            "duration": "P1D",
            "unit": "weeks",
        }
        assert passes(whole_day, at(f"{following}T00:00") - timedelta(microseconds=1))
        assert not passes(whole_day, at(f"{following}T00:00"))


def test_a_window_that_would_begin_in_the_hour_left_out_begins_an_hour_later() -> None:
    nightly = {
        "type": "recurring_window",
        "starts_at": at("2027-03-27T02:30").isoformat(),
        "duration": "PT30M",
    }
    assert passes(nightly, at("2027-03-27T02:59"))
    assert not passes(nightly, at(f"{SPRING}T03:29"))
    assert passes(nightly, at(f"{SPRING}T03:30"))
    assert not passes(nightly, at(f"{SPRING}T04:00"))
    assert passes(nightly, at("2027-03-29T02:30"))


def test_a_window_that_begins_in_the_hour_that_comes_twice_comes_once() -> None:
    nightly = {
        "type": "recurring_window",
        "starts_at": at("2027-10-30T02:30").isoformat(),
        "duration": "PT30M",
    }
    assert passes(nightly, at(f"{AUTUMN}T02:30"))
    assert not passes(nightly, at(f"{AUTUMN}T02:30", fold=1))


def test_a_monthly_window_of_the_31st_is_on_the_last_day_of_short_months() -> None:
    monthly = {
        "type": "recurring_window",
        "starts_at": at("2027-01-31T00:00").isoformat(),
        "duration": "P1D",
        "unit": "months",
    }
    for day in ("2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2028-02-29"):
        assert passes(monthly, at(f"{day}T12:00")), day
    for day in ("2027-01-30", "2027-02-27", "2027-03-01", "2027-03-30", "2028-02-28"):
        assert not passes(monthly, at(f"{day}T12:00")), day


def test_a_window_is_not_open_before_the_first_nor_after_the_last() -> None:
    twice = {**WEEKLY, "times": 2}
    first = rule_of(twice).check(facts_of(now=at("2027-02-27T18:30")))
    assert (first.reason, first.observed, first.needed) == (
        "outside_time_window",
        "2027-02-27T17:30:00Z",
        "2027-03-06T17:00:00Z",
    )
    assert passes(twice, at("2027-03-13T18:00"))
    last = rule_of(twice).check(facts_of(now=at("2027-03-20T18:00")))
    assert (last.reason, last.needed) == ("outside_time_window", None)


def test_the_refusal_of_a_window_tells_when_the_next_one_begins() -> None:
    verdict = rule_of(WEEKLY).check(facts_of(now=at("2027-03-27T20:00")))
    assert verdict.needed == "2027-04-03T16:00:00Z"  # 18:00 in summer


@pytest.mark.parametrize(
    "settings",
    [
        {"duration": "PT0S"},
        {"duration": "P8D"},
        {"every": 0},
        {"every": 523},
        {"starts_at": "2027-03-06T18:00:00"},
        {"starts_at": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_a_window_that_overlaps_itself_or_is_none_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rule_of({**WEEKLY, **settings})


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)),  # noqa: DTZ001  a wall clock
    st.integers(0, 60 * 24 * 700),
    st.sampled_from(["hours", "days", "weeks", "months"]),
    st.integers(1, 5),
    st.sampled_from([WARSAW, NEW_YORK]),
)
def test_a_recurring_window_agrees_with_counting_them_one_by_one(
    first: datetime, minutes: int, unit: str, every: int, zone: ZoneInfo
) -> None:
    start = first.replace(second=0, microsecond=0, tzinfo=zone).astimezone(UTC)
    now = start + timedelta(minutes=minutes)
    settings = {"starts_at": start.isoformat(), "duration": "PT40M", "every": every, "unit": unit}
    local, begins = start.astimezone(zone), []
    for number in range(0, 24 * 701, every):
        if unit == "months":
            month = local.month - 1 + number
            year, month = local.year + month // 12, month % 12 + 1
            day = min(local.day, _days_of(year, month))
            begin = local.replace(year=year, month=month, day=day, fold=local.fold if not number else 0)
        elif unit == "hours":
            begin = start + timedelta(hours=number)
        else:
            begin = local + timedelta(days=number * (7 if unit == "weeks" else 1))
            begin = begin.replace(fold=local.fold if not number else 0)
        begins.append(begin.astimezone(UTC))
        if begins[-1] > now:
            break
    expected = any(begin <= now < begin + timedelta(minutes=40) for begin in begins)
    assert passes({"type": "recurring_window", **settings}, now, zone) == expected


def _days_of(year: int, month: int) -> int:
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return (following - timedelta(days=1)).day
