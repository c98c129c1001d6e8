"""Paths that wait: which event wakes them, in what order, and what they carry."""

from datetime import timedelta

import pytest

from tests.conftest import SetClock
from tests.workflows.graphs import (
    begin,
    call,
    everybody,
    generate,
    line,
    mail,
    node,
    number_below,
    wait,
    workflow,
)
from tests.workflows.stage import Stage, as_json

ENDS = [node("end"), node("end", "late")]


async def test_events_of_one_batch_are_taken_in_their_order(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    one, two, three = wait("a", "one"), wait("b", "two"), wait("c", "three")
    workflow_id = await stage.publish(line(begin(), one, two, three))
    await stage.receive(who, "go")
    await stage.settle()
    for name in ("c", "b", "a", "c", "b", "x", "c"):  # only the last three of a, b, c come in the right order
        await stage.receive(who, name)
    await stage.settle()
    [journey] = await stage.journeys(workflow_id)
    assert (journey.state, [step.node for step in journey.steps]) == (
        "ended", ["begin", "one", "two", "three", "end"],
    )  # fmt: skip


async def test_an_event_that_came_out_of_order_wakes_nobody_later(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(line(begin(), wait("a", "one"), wait("b", "two")))
    await stage.receive(who, "go")
    await stage.settle()
    await stage.receive(who, "b")
    await stage.receive(who, "a")
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 1
    await stage.receive(who, "b")
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 0


async def test_an_event_from_before_the_wait_does_not_count(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(line(begin(), wait("a")))
    await stage.receive(who, "a")
    await stage.receive(who, "go")
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 1


async def test_an_event_of_the_same_batch_as_the_beginning_counts_when_it_came_after_it(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(line(begin(), wait("a")))
    await stage.receive(who, "go")
    await stage.receive(who, "a")
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 0


async def test_an_event_that_comes_before_its_time_is_up_wins(stage: Stage, clock: SetClock) -> None:
    graph = workflow(
        [begin(), wait("a", minutes=5), *ENDS], "begin>wait", "wait:matched>end", "wait:not_matched>late"
    )
    early, late = await stage.profiles("early", "late")
    workflow_id = await stage.publish(graph)
    for who in (early, late):
        await stage.receive(who, "go")
    await stage.settle()
    assert clock.now is not None
    clock.now += timedelta(minutes=5) - timedelta(microseconds=1)
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 2
    await stage.receive(early, "a")
    await stage.settle()
    clock.now += timedelta(microseconds=1)
    await stage.settle()
    await stage.receive(late, "a")
    await stage.settle()
    assert await stage.entered(workflow_id) == {"begin": 2, "wait": 2, "end": 1, "late": 1}


async def test_an_unmet_condition_leaves_the_limit_of_a_wait_as_it_was(stage: Stage, clock: SetClock) -> None:
    low = wait("a", minutes=5, conditions=[number_below("n", 10)])
    graph = workflow([begin(), low, *ENDS], "begin>wait", "wait:matched>end", "wait:not_matched>late")
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(graph)
    await stage.receive(who, "go")
    await stage.settle()
    assert clock.now is not None
    for minutes in (4, 1):
        clock.now += timedelta(minutes=minutes)
        await stage.receive(who, "a", n="10")
        await stage.settle()
    assert await stage.entered(workflow_id) == {"begin": 1, "wait": 1, "late": 1}


async def test_a_matched_event_becomes_what_later_nodes_read_and_an_unmatched_wait_keeps_the_old_one(
    stage: Stage, clock: SetClock
) -> None:
    graph = workflow(
        [
            begin(), wait("a", minutes=5), *ENDS,
            mail("new {{event.params.n}}", "met"), mail("old {{event.params.n}}", "unmet"),
        ],
        "begin>wait", "wait:matched>met", "wait:not_matched>unmet", "met>end", "unmet>late",
    )  # fmt: skip
    met, unmet = await stage.profiles("a", "b")
    await stage.publish(graph)
    for who in (met, unmet):
        await stage.receive(who, "go", n=1)
    await stage.settle()
    stage.restart()
    await stage.receive(met, "a", n=2)
    await stage.settle()
    assert clock.now is not None
    clock.now += timedelta(minutes=5)
    await stage.settle()
    subjects = {
        row["subject"] for row in await stage.rows("select subject from messages where workspace_id = $1")
    }
    assert subjects == {"new 2", "old 1"}


async def test_steps_of_earlier_nodes_survive_waits_calls_and_a_restart(stage: Stage) -> None:
    stage.desk.answer = lambda *_: as_json({"n": 3})
    said = " ".join(
        "{{automationPathSteps['" + title + "'].event.params['" + name + "']}}"
        for title, name in (("The start", "n"), ("The call", "body.n"), ("First wait", "n"), ("Made", "n"))
    )
    graph = line(
        begin(title="The start"),
        call(title="The call"),
        wait("a", "one", title="First wait"),
        {**generate("own", n="{{event.params.n}}{{event.params.n}}"), "title": "Made"},
        wait("b", "two"),
        mail(said),
    )
    [who] = await stage.profiles("a")
    await stage.publish(graph)
    await stage.receive(who, "go", n=1)
    for event, n in (("a", 2), ("b", 9)):
        await stage.settle()
        stage.restart()
        await stage.receive(who, event, n=n)
    await stage.settle()
    [row] = await stage.rows("select subject from messages where workspace_id = $1")
    assert row["subject"] == "1 3 2 22"


async def test_a_wait_carries_nothing_that_nobody_reads(stage: Stage) -> None:
    await stage.profiles("a")
    workflow_id = await stage.publish(line(everybody(), call(), wait("a", minutes=5)))
    await stage.run(workflow_id)
    await stage.settle()
    [row] = await stage.rows("select ctx, status from journeys where workspace_id = $1")
    assert (row["status"], row["ctx"]) == (1, None)


async def test_one_event_wakes_every_journey_of_its_profile_and_none_of_others(stage: Stage) -> None:
    one, other = await stage.profiles("a", "b")
    waiting = [await stage.publish(line(begin(), wait("a"), name=f"W{number}")) for number in range(2)]
    for who in (one, other):
        await stage.receive(who, "go")
    await stage.settle()
    await stage.receive(one, "a")
    await stage.settle()
    for workflow_id in waiting:
        states = {journey.profile_id: journey.state for journey in await stage.journeys(workflow_id)}
        assert states == {one: "ended", other: "waiting"}


async def test_an_event_that_a_workflow_writes_wakes_other_workflows_and_begins_them_once(
    stage: Stage,
) -> None:
    [who] = await stage.profiles("a")
    writer = await stage.publish(line(begin(), generate("made", n="1"), wait("made"), name="writer"))
    waiter = await stage.publish(line(begin(), wait("made"), name="waiter"))
    begun = await stage.publish(line(begin("made"), name="begun", open_paths=None))
    await stage.receive(who, "go")
    await stage.settle()
    for workflow_id in (writer, waiter, begun):
        view = await stage.view(workflow_id)
        assert (view.started, view.open) == (1, 0), workflow_id


async def test_an_event_that_is_looked_at_twice_begins_a_workflow_once(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    waiter = await stage.publish(
        line(begin(), wait("step"), wait("made", conditions=[number_below("n", 1)]) | {"id": "two"}, name="w")
    )
    begun = await stage.publish(line(begin("made"), name="begun", open_paths=None))
    await stage.receive(who, "go")
    await stage.settle()
    await stage.receive(who, "step")
    await stage.receive(who, "made", n=5)  # the second look at the wait of `two` finds it once more
    await stage.settle()
    assert ((await stage.view(waiter)).open, (await stage.view(begun)).started) == (1, 1)


@pytest.mark.parametrize("direct", [True, False])
async def test_a_path_meets_its_own_answers_and_events_also_by_way_of_the_matcher(
    stage: Stage, *, direct: bool
) -> None:
    stage.engine.direct = direct
    stage.desk.answer = lambda _, url, __: as_json({"who": url.rpartition("/")[2]})
    names = [f"p{number}" for number in range(20)]
    await stage.profiles(*names)
    graph = line(
        everybody(),
        call(endpoint="https://erp.example/{{customer.custom_id}}"),
        wait("webhook.response", "answer"),
        generate("made", who="{{event.params['body.who']}}"),
        wait("made", "own"),
        mail("{{customer.custom_id}} {{event.params.who}}"),
        open_paths=None,
    )
    workflow_id = await stage.publish(graph)
    for _ in range(2):
        await stage.run(workflow_id)
        await stage.settle()
    subjects = [
        row["subject"] for row in await stage.rows("select subject from messages where workspace_id = $1")
    ]
    assert sorted(subjects) == sorted(f"{name} {name}" for name in names * 2)
    assert await stage.rows("select seq from event_pending where workspace_id = $1") == []
