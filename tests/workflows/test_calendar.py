"""Schedules: each intended local time fires exactly once, whatever the clocks of its zone do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from largesse.workflows.calendar import (
    WEEKDAYS,
    Every,
    Misfire,
    OnceAt,
    OnceNow,
    Schedule,
    due_fires,
    first_fire,
    next_fire,
)
from largesse.workflows.wall_clock import to_instant

SCHEDULES: TypeAdapter[Schedule] = TypeAdapter(Schedule)
QUARTERS = [timedelta(minutes=15 * quarter) for quarter in range(-48, 61)]
# A zone, and a year in which its clocks do something of note.
ZONES = [
    ("Europe/Warsaw", 2026),
    ("America/New_York", 2026),
    ("America/Sao_Paulo", 2018),  # midnight is skipped on 4 November
    ("America/Havana", 2026),  # midnight is skipped on 8 March, and comes twice on 1 November
    ("Australia/Lord_Howe", 2026),  # clocks move by half an hour
    ("Africa/Casablanca", 2026),  # summer time pauses for Ramadan
    ("Asia/Kathmandu", 2026),  # 5:45 from Greenwich, never moved
    ("Antarctica/Troll", 2026),  # clocks move by two hours
    ("Pacific/Apia", 2011),  # 30 December was left out
]
NIGHT = [f"{hour:02}:{minute:02}" for hour in range(5) for minute in (0, 30)]


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def daily(zone: str, *times: str, **more: object) -> Every:
    return Every.model_validate({"unit": "days", "times_of_day": times, "zone": zone, **more})


def fires_of(rule: Schedule, *, anchor: datetime, until: datetime) -> list[datetime]:
    fires = []
    fire = first_fire(rule, anchor=anchor)
    while fire is not None and fire <= until:
        fires.append(fire)
        fire = next_fire(rule, after=fire, anchor=anchor)
    return fires


def seen_on_the_wall(local: datetime, zone: ZoneInfo) -> datetime:
    """The expected fire, found by looking at the clock: where it first shows `local`, else what follows."""
    shown = (local.replace(tzinfo=UTC) - offset for offset in QUARTERS)
    hits = [moment for moment in shown if moment.astimezone(zone).replace(tzinfo=None) == local]
    if hits:
        return min(hits)
    moment = local.replace(tzinfo=UTC) - timedelta(hours=26)
    while moment.astimezone(zone).replace(tzinfo=None) < local:
        moment += timedelta(minutes=1)
    return moment


def simulated(
    rule: Schedule, *, anchor: datetime, until: datetime, misfire: Misfire, random: Random
) -> Iterator[tuple[datetime, datetime]]:
    """What a worker that looks every few minutes by a jumping clock runs: (scheduled for, run at)."""
    next_at, now = first_fire(rule, anchor=anchor), anchor
    while now < until and next_at is not None:
        run, _, next_at = due_fires(rule, next_at=next_at, now=now, misfire=misfire, anchor=anchor)
        yield from ((fire, now) for fire in run)
        back = timedelta(hours=1) if random.random() < 0.002 else timedelta()
        now += timedelta(seconds=random.randint(5, 290)) - back


@pytest.mark.parametrize(("zone", "year"), ZONES)
@pytest.mark.parametrize("times", [["07:00"], ["00:00"], ["01:45", "02:15", "02:30", "12:00"]], ids=str)
def test_a_year_of_a_daily_rule_fires_once_for_each_intended_time(
    zone: str, year: int, times: list[str]
) -> None:
    rule, seed = daily(zone, *times, begin_at=f"{year}-01-01"), year + len(times)
    print(f"seed {seed}")  # noqa: T201  shown when the test fails
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    intended = [datetime.fromisoformat(f"{day}T{text}") for day in days for text in times]
    expected = sorted({seen_on_the_wall(local, ZoneInfo(zone)) for local in intended})
    until = seen_on_the_wall(datetime.fromisoformat(f"{year + 1}-01-01T00:00"), ZoneInfo(zone))
    for misfire in Misfire:
        ran = list(
            simulated(
                rule,
                anchor=at(f"{year - 1}-12-31", zone),
                until=until + timedelta(minutes=5),
                misfire=misfire,
                random=Random(seed),
            )
        )
        assert [fire for fire, _ in ran if fire < until] == [fire for fire in expected if fire < until]
        assert all(timedelta() <= now - fire < timedelta(minutes=5) for fire, now in ran)


@pytest.mark.parametrize(("zone", "year"), ZONES)
def test_every_half_hour_of_the_night_comes_once_a_day(zone: str, year: int) -> None:
    start, end = f"{year}-01-01T00:00", f"{year + 1}-01-01T23:59"
    rule = daily(zone, *NIGHT, begin_at=start, end_at=end)
    fires = fires_of(rule, anchor=at(start, zone) - timedelta(days=1), until=at("2100-01-01"))
    assert len(fires) == len(set(fires))
    shown = [fire.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for fire in fires]
    begin = datetime.fromisoformat(start)
    half_hours = {begin + timedelta(days=day, minutes=30 * n) for day in range(366) for n in range(10)}
    existing = {local for local in half_hours if at_exists(local, ZoneInfo(zone))}
    assert sorted(existing) == [local for local in shown if local in half_hours]
    assert set(shown) == {shown_at(seen_on_the_wall(local, ZoneInfo(zone)), zone) for local in half_hours}


def at_exists(local: datetime, zone: ZoneInfo) -> bool:
    return shown_at(local.replace(tzinfo=zone).astimezone(UTC), zone.key) == local


def shown_at(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("zone", "local", "fires"),
    [
        ("Europe/Warsaw", "2026-03-29T02:30", "2026-03-29T01:00"),  # skipped: 03:00 summer time
        ("Europe/Warsaw", "2026-03-29T02:00", "2026-03-29T01:00"),
        ("Europe/Warsaw", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("Europe/Warsaw", "2026-10-25T02:30", "2026-10-25T00:30"),  # twice: the first
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00"),
        ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45"),
        ("Pacific/Apia", "2011-12-30T07:00", "2011-12-30T10:00"),  # the whole day is missing
        ("Pacific/Apia", "2011-12-31T07:00", "2011-12-30T17:00"),
    ],
)
def test_skipped_and_repeated_times_have_one_moment(zone: str, local: str, fires: str) -> None:
    assert to_instant(datetime.fromisoformat(local), ZoneInfo(zone)) == at(fires)
    once = OnceAt.model_validate({"at": local, "zone": zone})
    assert first_fire(once, anchor=at("2000-01-01")) == at(fires)


def test_seconds_in_a_skipped_hour_are_no_excuse() -> None:
    local = datetime.fromisoformat("2026-03-29T02:30:15.250000")
    assert to_instant(local, ZoneInfo("Europe/Warsaw")) == at("2026-03-29T01:00")


units = st.sampled_from(["days", "weeks", "months"])
times_of_day = st.lists(st.times().map("{:%H:%M}".format), max_size=4)


@st.composite
def rules(draw: st.DrawFn) -> Every:
    """Calendar rules of all sorts, begun in the year of their zone in which something happens."""
    zone, year = draw(st.sampled_from(ZONES))
    unit = draw(units)
    minutes = draw(st.integers(0, 365 * 24 * 60))
    begin = local(f"{year}-01-01") + timedelta(minutes=minutes)
    length = draw(st.none() | st.integers(0, 400))
    return Every(
        unit=unit,
        count=draw(st.integers(1, 5)),
        begin_at=begin,
        end_at=None if length is None else begin + timedelta(days=length),
        times_of_day=tuple(draw(times_of_day)),
        weekdays=tuple(draw(st.lists(st.sampled_from(WEEKDAYS), max_size=4))) if unit == "weeks" else (),
        days_of_month=tuple(draw(st.lists(st.integers(1, 31), max_size=4))) if unit == "months" else (),
        zone=zone,
    )


def intended_by(rule: Every, *, days: int) -> Iterator[datetime]:
    """The local times of a rule, by asking of each day whether it is one of them."""
    assert rule.begin_at is not None
    for number in range(days):
        day = rule.begin_at.date() + timedelta(days=number)
        if not is_day_of(rule, day, begin=rule.begin_at.date()):
            continue
        for text in sorted(set(rule.times_of_day)) or [f"{rule.begin_at:%H:%M}"]:
            local = datetime.fromisoformat(f"{day}T{text}")
            if local >= rule.begin_at and (rule.end_at is None or local <= rule.end_at):
                yield local


def is_day_of(rule: Every, day: date, *, begin: date) -> bool:
    if rule.unit == "days":
        return (day - begin).days % rule.count == 0
    if rule.unit == "weeks":
        weeks = ((day - timedelta(days=day.weekday())) - (begin - timedelta(days=begin.weekday()))).days // 7
        wanted = rule.weekdays or (WEEKDAYS[begin.weekday()],)
        return weeks % rule.count == 0 and WEEKDAYS[day.weekday()] in wanted
    months = (day.year - begin.year) * 12 + day.month - begin.month
    is_last = (day + timedelta(days=1)).day == 1
    days = rule.days_of_month or (begin.day,)
    return months % rule.count == 0 and (day.day in days or (is_last and max(days) > day.day))


@settings(max_examples=150, deadline=None, print_blob=True)
@given(rule=rules(), data=st.data())
def test_any_rule_fires_once_for_each_intended_local_time(rule: Every, data: st.DataObject) -> None:
    zone = ZoneInfo(rule.zone)
    assert rule.begin_at is not None
    expected = sorted({seen_on_the_wall(local, zone) for local in intended_by(rule, days=420)})
    anchor = rule.begin_at.replace(tzinfo=UTC) - timedelta(days=2)
    horizon = rule.begin_at.replace(tzinfo=UTC) + timedelta(days=415)
    assert fires_of(rule, anchor=anchor, until=horizon) == [fire for fire in expected if fire <= horizon]
    after = horizon - data.draw(st.timedeltas(timedelta(), timedelta(days=500)))
    later = [fire for fire in expected if fire > after]
    if later or rule.end_at is not None:
        assert next_fire(rule, after=after, anchor=anchor) == (later[0] if later else None)
    assert SCHEDULES.validate_json(SCHEDULES.dump_json(rule)) == rule
    assert rule.in_words().startswith("every ")


@settings(max_examples=100, deadline=None, print_blob=True)
@given(rule=rules(), gap=st.integers(0, 60 * 24 * 40), misfire=st.sampled_from(list(Misfire)))
def test_downtime_runs_the_latest_fire_at_most_and_counts_the_others(
    rule: Every, gap: int, misfire: Misfire
) -> None:
    assert rule.begin_at is not None
    anchor = rule.begin_at.replace(tzinfo=UTC) - timedelta(days=2)
    next_at = first_fire(rule, anchor=anchor)
    if next_at is None:
        return
    now = next_at + timedelta(minutes=gap)
    due = fires_of(rule, anchor=anchor, until=now)
    run, skipped, following = due_fires(rule, next_at=next_at, now=now, misfire=misfire, anchor=anchor)
    late = now - due[-1] > timedelta(minutes=5)
    assert run == ([] if misfire is Misfire.SKIP and late else due[-1:])
    assert len(run) + skipped == len(due)
    assert following == next_fire(rule, after=now, anchor=anchor)


@pytest.mark.parametrize(
    ("misfire", "back_at", "runs", "skipped"),
    [
        (Misfire.ONCE_LATE, "2026-03-04T09:00", ["2026-03-04T07:00"], 3),
        (Misfire.SKIP, "2026-03-04T09:00", [], 4),
        (Misfire.SKIP, "2026-03-04T07:03", ["2026-03-04T07:00"], 3),
        (Misfire.ONCE_LATE, "2026-03-01T06:59", [], 0),
        (Misfire.SKIP, "2026-03-01T06:59", [], 0),
    ],
)
def test_three_days_of_downtime(misfire: Misfire, back_at: str, runs: list[str], skipped: int) -> None:
    zone = "Europe/Warsaw"
    rule, now = daily(zone, "07:00"), at(back_at, zone)
    due = due_fires(
        rule, next_at=at("2026-03-01T07:00", zone), now=now, misfire=misfire, anchor=at("2026-01-01")
    )
    following = "2026-03-01T07:00" if back_at < "2026-03-01T07" else "2026-03-05T07:00"
    assert due == ([at(text, zone) for text in runs], skipped, at(following, zone))


@pytest.mark.parametrize(
    ("misfire", "due"),
    [(Misfire.ONCE_LATE, ([at("2026-03-01T07:00")], 0, None)), (Misfire.SKIP, ([], 1, None))],
)
def test_a_missed_one_off_runs_late_or_is_skipped(
    misfire: Misfire, due: tuple[list[datetime], int, datetime | None]
) -> None:
    once = OnceAt(at=at("2026-03-01T07:00"))
    late = at("2026-03-04T07:00")
    assert due_fires(once, next_at=once.at, now=late, misfire=misfire, anchor=at("2026-01-01")) == due


def test_a_clock_that_is_set_back_fires_nothing_twice() -> None:
    rule, first, second = daily("Europe/Warsaw", "07:00"), at("2026-03-01T06:00"), at("2026-03-02T06:00")
    for misfire in Misfire:
        due = partial(due_fires, rule, misfire=misfire, anchor=at("2026-01-01"))
        assert due(next_at=first, now=first) == ([first], 0, second)
        assert due(next_at=second, now=first - timedelta(hours=1)) == ([], 0, second)
        assert due(next_at=second, now=second) == ([second], 0, at("2026-03-03T06:00"))


def test_minutes_and_hours_are_elapsed_time_across_a_change_of_clocks() -> None:
    begin = at("2026-03-28T22:30")
    rule = Every(unit="hours", begin_at=local("2026-03-28T23:30"), zone="Europe/Warsaw")
    fires = fires_of(rule, anchor=at("2026-01-01"), until=at("2026-03-29T03:00"))
    assert fires == [begin + timedelta(hours=n) for n in range(5)]
    assert [shown_at(fire, rule.zone).hour for fire in fires] == [23, 0, 1, 3, 4]


def test_an_interval_counts_from_its_begin_or_else_from_publication() -> None:
    published = at("2026-05-01T10:07:30")
    rule = Every(unit="minutes", count=15, zone="UTC")
    assert first_fire(rule, anchor=published) == at("2026-05-01T10:22:30")
    begun = Every(unit="minutes", count=15, begin_at=local("2026-05-01T10:00"), zone="UTC")
    assert first_fire(begun, anchor=published) == at("2026-05-01T10:15")
    assert next_fire(begun, after=at("2026-05-01T10:15"), anchor=published) == at("2026-05-01T10:30")
    assert next_fire(begun, after=at("2026-05-01T10:14:59"), anchor=published) == at("2026-05-01T10:15")
    assert next_fire(begun, after=at("2020-01-01"), anchor=published) == at("2026-05-01T10:00")


def test_a_rule_without_begin_takes_day_and_time_from_publication() -> None:
    published = at("2026-01-31T18:45:10", "Europe/Warsaw")
    monthly = Every(unit="months", zone="Europe/Warsaw")
    fires = fires_of(monthly, anchor=published, until=at("2026-05-01"))
    assert fires == [
        at(f"{day}T18:45", "Europe/Warsaw") for day in ("2026-02-28", "2026-03-31", "2026-04-30")
    ]
    weekly = Every(unit="weeks", zone="Europe/Warsaw")
    assert first_fire(weekly, anchor=published) == at("2026-02-07T18:45", "Europe/Warsaw")


def test_a_day_that_a_month_lacks_is_its_last_one_and_comes_once() -> None:
    rule = Every.model_validate(
        {
            "unit": "months",
            "days_of_month": [31, 30, 29],
            "times_of_day": ["12:00"],
            "zone": "UTC",
            "begin_at": "2027-12-31",
            "end_at": "2028-03-01",
        }
    )
    fires = fires_of(rule, anchor=at("2027-01-01"), until=at("2100-01-01"))
    assert [f"{fire:%Y-%m-%d}" for fire in fires] == [
        "2027-12-31",
        "2028-01-29",
        "2028-01-30",
        "2028-01-31",
        "2028-02-29",
    ]


def test_the_leap_day_comes_every_four_years_and_the_28th_between() -> None:
    rule = Every(unit="months", count=12, begin_at=local("2024-02-29T07:00"), zone="Europe/Warsaw")
    fires = fires_of(rule, anchor=at("2024-01-01"), until=at("2029-01-01"))
    assert [f"{fire:%Y-%m-%d}" for fire in fires] == [
        "2024-02-29",
        "2025-02-28",
        "2026-02-28",
        "2027-02-28",
        "2028-02-29",
    ]


@pytest.mark.parametrize(
    ("end_at", "last"),
    [
        ("2026-03-03T07:00", "2026-03-03"),
        ("2026-03-03T06:59", "2026-03-02"),
        ("2026-03-03", "2026-03-03"),
    ],
)
def test_the_end_is_inclusive(end_at: str, last: str) -> None:
    rules = [
        daily("Asia/Kathmandu", "07:00", begin_at="2026-03-01", end_at=end_at),
        Every.model_validate(
            {
                "unit": "hours",
                "count": 24,
                "begin_at": "2026-03-01T07:00",
                "end_at": end_at,
                "zone": "Asia/Kathmandu",
            }
        ),
    ]
    for rule in rules:
        fires = fires_of(rule, anchor=at("2026-01-01"), until=at("2100-01-01"))
        assert fires[-1] == at(f"{last}T07:00", "Asia/Kathmandu")
        assert next_fire(rule, after=fires[-1], anchor=at("2026-01-01")) is None


def test_now_fires_at_publication_and_never_again() -> None:
    published = at("2026-05-01T10:00")
    assert first_fire(OnceNow(), anchor=published) == published
    assert next_fire(OnceNow(), after=published, anchor=published) is None
    past = OnceAt(at=at("2026-05-01T09:59"))
    assert first_fire(past, anchor=published) is None


def test_a_naive_moment_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="has no offset"):
        next_fire(OnceNow(), after=local("2026-01-01"), anchor=at("2026-01-01"))
