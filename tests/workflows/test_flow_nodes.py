"""Nodes that part, join, hold and end paths."""

from datetime import UTC, datetime, timedelta

import pytest

from largesse.workflows.commands.publications import publish
from tests.conftest import SetClock
from tests.workflows.graphs import (
    END,
    begin,
    everybody,
    generate,
    line,
    mail,
    node,
    number_below,
    wait,
    workflow,
)
from tests.workflows.stage import Stage


async def one(stage: Stage, **attributes: object) -> int:
    [who] = await stage.profiles("a", attributes=attributes)
    return who


async def test_a_split_goes_every_way_and_a_merge_lets_each_path_pass(stage: Stage) -> None:
    graph = workflow(
        [begin(), node("split", ways=3), node("merge"), mail(), END],
        "begin>split",
        "split:1>merge",
        "split:2>merge",
        "split:3>merge",
        "merge>mail",
        "mail>end",
    )
    who = await one(stage)
    workflow_id = await stage.publish(graph)
    await stage.receive(who, "go")
    await stage.settle()
    assert await stage.entered(workflow_id) == {"begin": 1, "split": 1, "merge": 3, "mail": 3, "end": 3}
    view = await stage.view(workflow_id)
    assert (view.started, view.open, view.ended) == (1, 0, 3)
    assert len(await stage.rows("select id from messages where workspace_id = $1")) == 3


@pytest.mark.parametrize("ends_others", [True, False])
async def test_the_first_path_at_an_end_ends_the_others_of_its_journey_only(
    stage: Stage, clock: SetClock, *, ends_others: bool
) -> None:
    first = node("end", "first", ends_others=ends_others)
    graph = workflow(
        [
            begin(),
            node("split"),
            wait("a"),
            node("delay", duration={"count": 1, "unit": "hours"}),
            first,
            END,
        ],
        "begin>split",
        "split:1>wait",
        "split:2>delay",
        "wait:matched>first",
        "delay>end",
        open_paths=None,
    )
    who, other = await stage.profiles("a", "b")
    workflow_id = await stage.publish(graph)
    for number in (who, other):
        await stage.receive(number, "go")
    await stage.settle()
    await stage.receive(who, "a")
    await stage.settle()
    assert (await stage.view(workflow_id)).open == (2 if ends_others else 3)
    assert clock.now is not None
    clock.now += timedelta(hours=1)
    await stage.settle()
    assert (await stage.entered(workflow_id))["end"] == (1 if ends_others else 2)
    assert (await stage.view(workflow_id)).open == 1


async def test_an_end_that_ends_others_reaches_those_of_the_same_batch_and_of_no_other_journey(
    stage: Stage,
) -> None:
    who = await one(stage)
    graph = workflow(
        [begin(), wait("a", "first"), node("split"), wait("b"), node("end", ends_others=True)],
        "begin>first",
        "first:matched>split",
        "split:1>wait",
        "split:2>end",
        "wait:matched>end",
        open_paths=None,
    )
    workflow_id = await stage.publish(graph)
    for _ in range(2):
        await stage.receive(who, "go")
    await stage.settle()
    await stage.receive(
        who, "a"
    )  # both journeys split; each ends its own second path before that ever rested
    await stage.receive(who, "go")
    await stage.settle()
    view = await stage.view(workflow_id)
    assert (view.started, view.open) == (3, 1)
    assert sorted(journey.state for journey in await stage.journeys(workflow_id)) == [
        "ended", "ended", "stopped", "stopped", "waiting",
    ]  # fmt: skip


async def test_paths_of_one_journey_that_end_each_other_in_one_batch_do_not_hold_up_the_engine(
    stage: Stage,
) -> None:
    who = await one(stage)
    graph = workflow(
        [
            begin(),
            node("split"),
            wait("a"),
            wait("a", "also"),
            wait("z", "never"),
            node("end", ends_others=True),
        ],
        "begin>split",
        "split:1>wait",
        "split:2>also",
        "wait:matched>end",
        "also:matched>never",
        "never:matched>end",
    )
    workflow_id = await stage.publish(graph)
    await stage.receive(who, "go")
    await stage.settle()
    await stage.receive(who, "a")
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 0


async def test_shares_are_kept_and_a_profile_goes_the_same_way_every_time(stage: Stage) -> None:
    variants = [{"name": "a", "share": 20}, {"name": "b", "share": "30.5"}, {"name": "c", "share": "49.5"}]
    graph = workflow(
        [everybody(), node("abx_test", variants=variants), *(node("end", name) for name in "abc")],
        "begin>abx_test",
        *(f"abx_test:{name}>{name}" for name in "abc"),
        trace="off",
    )
    await stage.rows(
        "insert into profiles (workspace_id, uuid, custom_id, created_at, updated_at)"
        " select $1, gen_random_uuid(), n::text, now(), now() from generate_series(1, 10000) n returning id"
    )
    workflow_id = await stage.publish(graph)
    ways = []
    for _ in range(2):
        run = await stage.run(workflow_id)
        await stage.settle()
        entered = await stage.entered(workflow_id, run)
        for name, share in {"a": 2000, "b": 3050, "c": 4950}.items():
            assert abs(entered[name] - share) < 250  # five standard deviations at the most
        rows = await stage.rows(
            "select j.profile_id, j.node from journeys j join workflow_runs r on r.number = j.run"
            " where j.workspace_id = $1 and r.id = $2",
            run,
        )
        ways.append({row["profile_id"]: row["node"] for row in rows})
    assert ways[0] == ways[1]


@pytest.mark.parametrize(
    ("now", "settings", "until"),
    [
        ("2026-11-23T12:00Z", {"duration": {"count": 90, "unit": "minutes"}}, "2026-11-23T13:30Z"),
        ("2026-11-23T12:00Z", {"wait": "until", "moment": "2026-12-01T00:00:00+01:00"}, "2026-11-30T23:00Z"),
        # A Monday; 07:00 in Warsaw is past.
        ("2026-11-23T12:00Z", {"time_of_day": "07:00"}, "2026-11-24T06:00Z"),
        ("2026-11-23T12:00Z", {"time_of_day": "14:00"}, "2026-11-23T13:00Z"),
        ("2026-11-23T12:00Z", {"time_of_day": "13:00"}, "2026-11-24T12:00Z"),
        ("2026-11-23T12:00Z", {"time_of_day": "07:00", "weekdays": ["monday"]}, "2026-11-30T06:00Z"),
        (
            "2026-11-23T12:00Z",
            {"time_of_day": "07:00", "weekdays": ["sunday", "friday"]},
            "2026-11-27T06:00Z",
        ),
        # The clocks skip 02:00 to 03:00 on 28 March 2027, and show it twice on 31 October 2027.
        ("2027-03-27T12:00Z", {"time_of_day": "02:30"}, "2027-03-28T01:00Z"),
        ("2027-10-30T12:00Z", {"time_of_day": "02:30"}, "2027-10-31T00:30Z"),
        ("2027-10-31T00:45Z", {"time_of_day": "02:30"}, "2027-11-01T01:30Z"),
        ("2027-03-27T12:00Z", {"time_of_day": "07:00"}, "2027-03-28T05:00Z"),
    ],
)
async def test_a_delay_lasts_until_its_moment_and_no_longer(
    stage: Stage, clock: SetClock, now: str, settings: dict[str, object], until: str
) -> None:
    clock.now = datetime.fromisoformat(now)
    if "time_of_day" in settings:
        settings = {"wait": "until_weekday", "zone": "Europe/Warsaw", **settings}
    who = await one(stage)
    workflow_id = await stage.publish(line(begin(), node("delay", **settings)))
    await stage.receive(who, "go")
    await stage.settle()
    clock.now = datetime.fromisoformat(until) - timedelta(microseconds=1)
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 1
    clock.now = datetime.fromisoformat(until)
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 0


async def test_a_delay_until_a_past_moment_holds_nobody_up(stage: Stage) -> None:
    who = await one(stage)
    past = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    workflow_id = await stage.publish(line(begin(), node("delay", wait="until", moment=past)))
    await stage.receive(who, "go")
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 0


@pytest.mark.parametrize(
    ("settings", "ways"),
    [
        (
            {"measure": "count", "threshold": 2},
            {"two": "matched", "one": "not_matched", "none": "not_matched"},
        ),
        (
            {"measure": "count", "comparison": "less", "threshold": 1},
            {"two": "not_matched", "one": "not_matched", "none": "matched"},
        ),
        (
            {"measure": "sum", "param": "n", "comparison": "equal", "threshold": 12.5},
            {"two": "matched", "one": "not_matched", "none": "not_matched"},
        ),
        (
            {"measure": "average", "param": "n", "comparison": "more", "threshold": 6},
            {"two": "matched", "one": "not_matched", "none": "not_matched"},
        ),
        (
            {"measure": "lowest", "param": "n", "comparison": "less_or_equal", "threshold": 2.5},
            {"two": "matched", "one": "matched", "none": "not_matched"},
        ),
        (
            {"measure": "highest", "param": "n", "comparison": "more_or_equal", "threshold": 10},
            {"two": "matched", "one": "not_matched", "none": "not_matched"},
        ),
        (
            {"measure": "count", "of": "workspace", "threshold": 3},
            {"two": "matched", "one": "matched", "none": "matched"},
        ),
        (
            {"measure": "sum", "param": "n", "of": "workspace", "comparison": "equal", "threshold": 14.5},
            {"two": "matched", "one": "matched", "none": "matched"},
        ),
    ],
)
async def test_a_metric_parts_profiles(
    stage: Stage, clock: SetClock, settings: dict[str, object], ways: dict[str, str]
) -> None:
    metric = node("metric_filter", event="buy", within={"count": 1, "unit": "days"}, **settings)
    graph = workflow(
        [begin(), metric, END, node("end", "other")],
        "begin>metric_filter",
        "metric_filter:matched>end",
        "metric_filter:not_matched>other",
    )
    numbers = dict(zip(("two", "one", "none"), await stage.profiles("two", "one", "none"), strict=True))
    workflow_id = await stage.publish(graph)
    now = clock.now
    assert now is not None
    clock.now = now - timedelta(days=1)
    await stage.receive(numbers["none"], "buy", n=1000)  # too old
    clock.now = now
    for name, n in (("two", 10), ("two", "2.5"), ("one", " 2 ")):
        await stage.receive(numbers[name], "buy", n=n)
    await stage.receive(numbers["one"], "other", n=5)
    for number in numbers.values():
        await stage.receive(number, "go")
    await stage.settle()
    ports = {
        journey.profile_id: step.port
        for journey in await stage.journeys(workflow_id)
        for step in journey.steps
        if step.node == "metric_filter"
    }
    assert {name: ports[number] for name, number in numbers.items()} == ways


async def test_events_that_a_path_wrote_a_moment_ago_are_counted(stage: Stage) -> None:
    metric = node("metric_filter", event="made", within={"count": 1}, threshold=2)
    made = {"type": "event", "event": "made"}
    graph = line(
        begin(),
        generate("made", "one"),
        generate("made", "two"),
        metric,
        node("profile_filter", conditions=made),
    )
    who = await one(stage)
    workflow_id = await stage.publish(graph)
    await stage.receive(who, "go")
    await stage.settle()
    assert (await stage.entered(workflow_id)).get("end") == 1
    assert len(await stage.rows("select id from events where workspace_id = $1 and name = 'made'")) == 2


async def test_a_profile_filter_looks_at_the_profile_as_it_is_now(stage: Stage) -> None:
    rich = {"type": "attribute", "name": "points", "test": {"operator": "number_more_than", "value": 10}}
    graph = workflow(
        [begin(), wait("a"), node("profile_filter", conditions=rich), END, node("end", "poor")],
        "begin>wait",
        "wait:matched>profile_filter",
        "profile_filter:matched>end",
        "profile_filter:not_matched>poor",
    )
    [was, is_] = [
        *(await stage.profiles("was", attributes={"points": 11})),
        *(await stage.profiles("is", attributes={"points": 1})),
    ]
    workflow_id = await stage.publish(graph)
    for who in (was, is_):
        await stage.receive(who, "go")
    await stage.settle()
    await stage.profiles("was", attributes={"points": 1})
    await stage.profiles("is", attributes={"points": "11"})
    for who in (was, is_):
        await stage.receive(who, "a")
    await stage.settle()
    ended = {journey.profile_id: journey.node for journey in await stage.journeys(workflow_id)}
    assert ended == {was: "poor", is_: "end"}


async def test_conditions_of_triggers_and_waits_read_texts_as_numbers(stage: Stage) -> None:
    low = [number_below("n", 500)]
    who = await one(stage)
    graph = line(
        begin(conditions=low), generate("left", n="{{event.params.n - 0}}"), wait("left", conditions=low)
    )
    workflow_id = await stage.publish(graph)
    async with stage.context() as ctx:
        await publish(ctx, workflow_id)
    for n in ("500", "many", "", 501, "499"):
        await stage.receive(who, "go", n=n)
    await stage.settle()
    view = await stage.view(workflow_id)
    assert (view.started, view.ended) == (1, 1)
