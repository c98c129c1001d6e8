"""Outgoing calls: answers as events, repetitions and their keys, what befalls a path without an answer."""

from datetime import timedelta

import pytest

from largesse.connections.client import Answer
from largesse.connections.failures import OutgoingError
from tests.conftest import SetClock
from tests.workflows.graphs import END, begin, call, everybody, line, mail, node, pause, wait, workflow
from tests.workflows.stage import Stage, as_json

DOWN = OutgoingError("nobody answers", temporary=True)


def keys(stage: Stage) -> list[str]:
    return [headers["Idempotency-Key"] for _, _, headers in stage.desk.calls]


async def pass_time(stage: Stage, clock: SetClock, minutes: int, *, steps: int = 1) -> None:
    for _ in range(steps):
        assert clock.now is not None
        clock.now += timedelta(minutes=minutes) / steps
        await stage.settle()


async def test_a_repeated_call_keeps_its_key_until_it_is_answered(stage: Stage, clock: SetClock) -> None:
    answers = iter([DOWN, as_json({}, 503), as_json({}, 429), as_json({"n": 1})])
    stage.desk.answer = lambda *_: next(answers)
    await stage.profiles("a")
    workflow_id = await stage.publish(
        line(everybody(), call(attempts=4), wait("webhook.response", minutes=5))
    )
    await stage.run(workflow_id)
    for _ in range(4):
        await stage.settle()
        stage.restart()
        await pass_time(stage, clock, 20)
    assert len(set(keys(stage))) == 1
    assert len(keys(stage)) == 4
    counts = {item.node: item for item in (await stage.view(workflow_id)).nodes}
    assert (counts["call"].retried, counts["call"].failed, counts["wait"].left) == (3, 0, {"matched": 1})
    [journey] = await stage.journeys(workflow_id)
    assert [error.final for error in journey.errors] == [False] * 3
    assert ["nobody answers" in error.error for error in journey.errors] == [True, False, False]


async def test_the_next_round_of_a_circle_has_another_key_even_when_no_event_was_ever_written(
    stage: Stage, clock: SetClock
) -> None:
    stage.desk.answer = lambda *_: OutgoingError("refused", temporary=False)
    graph = workflow(
        [everybody(), call(), pause(count=1, unit="days"), mail()],
        "begin>call", "call>mail", "call:failed>mail", "mail>pause", "pause>call",
    )  # fmt: skip
    await stage.profiles("a")
    workflow_id = await stage.publish(graph)
    await stage.run(workflow_id)
    for _ in range(4):
        await stage.settle()
        await pass_time(stage, clock, 24 * 60)
    assert len(keys(stage)) == len(set(keys(stage))) == 5
    assert len(await stage.rows("select id from messages where workspace_id = $1")) == 5


async def test_the_first_tries_wait_longer_and_longer(stage: Stage, clock: SetClock) -> None:
    stage.desk.answer = lambda *_: DOWN
    await stage.profiles("a")
    workflow_id = await stage.publish(line(everybody(), call(attempts=10)))
    await stage.run(workflow_id)
    limits = [5, 10, 20, 40, 80]
    for limit in limits:
        await stage.settle()
        [row] = await stage.rows("select due_at, status from journeys where workspace_id = $1")
        assert row["status"] == 2
        delay = (row["due_at"] - clock.now).total_seconds()
        assert limit / 2 <= delay <= limit
        clock.now = row["due_at"]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("120", 120), ("Mon, 23 Nov 2026 12:10:00 GMT", 600), ("999999", 3600), ("nonsense", None)],
)
async def test_a_host_says_when_to_come_back(
    stage: Stage, clock: SetClock, said: str, seconds: int | None
) -> None:
    stage.desk.answer = lambda *_: Answer(429, {"Retry-After": said}, b"")
    await stage.profiles("a")
    workflow_id = await stage.publish(line(everybody(), call()))
    await stage.run(workflow_id)
    await stage.settle()
    [row] = await stage.rows("select due_at from journeys where workspace_id = $1")
    delay = (row["due_at"] - clock.now).total_seconds()
    assert delay == seconds if seconds else delay <= 5


@pytest.mark.parametrize("has_failed_port", [True, False])
async def test_a_path_whose_tries_run_out_leaves_by_failed_if_that_leads_somewhere(
    stage: Stage, clock: SetClock, *, has_failed_port: bool
) -> None:
    stage.desk.answer = lambda *_: DOWN
    ways = ["begin>call", "call>end", "call:failed>broken"][: 3 if has_failed_port else 2]
    nodes = [everybody(), call(attempts=3), END, *([node("end", "broken")] if has_failed_port else [])]
    await stage.profiles("a")
    workflow_id = await stage.publish(workflow(nodes, *ways))
    await stage.run(workflow_id)
    await stage.settle()
    await pass_time(stage, clock, 60, steps=4)
    assert len(stage.desk.calls) == 3
    counts = {item.node: item for item in (await stage.view(workflow_id)).nodes}
    assert (counts["call"].retried, counts["call"].failed) == (2, 1)
    assert counts["broken" if has_failed_port else "end"].entered == 1


async def test_an_answer_that_no_other_try_mends_is_an_event_too(stage: Stage) -> None:
    stage.desk.answer = lambda *_: as_json({"reason": "no right"}, 403)
    graph = line(
        everybody(),
        call(),
        wait("webhook.response"),
        mail("{{event.params.status}} {{event.params['body.reason']}}"),
    )
    await stage.profiles("a")
    workflow_id = await stage.publish(graph)
    await stage.run(workflow_id)
    await stage.settle()
    assert len(stage.desk.calls) == 1
    [row] = await stage.rows("select subject from messages where workspace_id = $1")
    assert row["subject"] == "403 no right"
    [journey] = await stage.journeys(workflow_id)
    assert "403" in journey.errors[0].error
    [step] = [step for step in journey.steps if step.node == "call"]
    assert step.rendered is not None
    assert step.rendered["response"]["status"] == 403


async def test_calls_stand_anywhere_also_after_waits_and_after_each_other(stage: Stage) -> None:
    stage.desk.answer = lambda _, url, __: as_json({"url": url})
    graph = line(
        begin(),
        call("one", endpoint="https://erp.example/one/{{event.params.n}}"),
        call("two", endpoint="https://erp.example/two/{{event.params.n}}"),
        wait("webhook.response", "answer"),
        wait("go2", "more"),
        call("three", endpoint="https://erp.example/three/{{event.params.n}}"),
    )
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(graph)
    await stage.receive(who, "go", n=1)
    await stage.settle()
    await stage.receive(who, "go2", n=2)
    await stage.settle()
    assert [url.rpartition("example/")[2] for _, url, _ in stage.desk.calls] == ["one/1", "two/1", "three/2"]
    assert len(set(keys(stage))) == 3
    [journey] = await stage.journeys(workflow_id)
    [answered] = [step.event for step in journey.steps if step.node == "answer"]
    assert answered is not None
    assert answered["params"]["body.url"] == "https://erp.example/two/1"


async def test_an_answer_wakes_no_other_workflow_of_the_same_profile(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    other = await stage.publish(line(begin(), wait("webhook.response"), name="other"))
    caller = await stage.publish(
        line(begin(), wait("b"), call(), wait("webhook.response", "own"), name="caller")
    )
    await stage.receive(who, "go")
    await stage.settle()
    await stage.receive(who, "b")
    await stage.settle()
    assert ((await stage.view(other)).open, (await stage.view(caller)).open) == (1, 0)


async def test_a_template_that_stops_makes_no_call_and_one_that_breaks_kills_its_path_alone(
    stage: Stage,
) -> None:
    graph = line(everybody(), call(endpoint="https://erp.example/{% customer city %}/{{ 1 // customer.n }}"))
    await stage.profiles("fine", attributes={"city": "Oslo", "n": 1})
    await stage.profiles("nowhere", attributes={"n": 1})
    await stage.profiles("broken", attributes={"city": "Oslo", "n": 0})
    workflow_id = await stage.publish(graph)
    await stage.run(workflow_id)
    await stage.settle()
    assert [url for _, url, _ in stage.desk.calls] == ["https://erp.example/Oslo/1"]
    view = await stage.view(workflow_id)
    [counts] = [item for item in view.nodes if item.node == "call"]
    assert (counts.skipped, counts.dead, view.dead, view.ended) == (1, 1, 1, 2)
    [dead] = [journey for journey in await stage.journeys(workflow_id) if journey.state == "dead"]
    assert dead.errors[0].final
    assert "zero" in dead.errors[0].error


async def test_the_erased_and_the_too_old_are_not_asked_about(stage: Stage, clock: SetClock) -> None:
    stage.desk.answer = lambda *_: DOWN
    who, _ = await stage.profiles("erased", "old")
    graph = line(everybody(), call(endpoint="https://erp.example/{{customer.custom_id}}", attempts=9))
    workflow_id = await stage.publish(graph)
    await stage.run(workflow_id)
    await stage.settle()
    assert len(stage.desk.calls) == 2
    await stage.rows("delete from profiles where workspace_id = $1 and id = $2 returning id", who)
    await pass_time(stage, clock, 1)
    assert [url.rpartition("/")[2] for _, url, _ in stage.desk.calls[2:]] == ["old"]
    await pass_time(stage, clock, 60 * 24 * 60)
    assert len(stage.desk.calls) == 3
    assert (await stage.view(workflow_id)).open == 0
