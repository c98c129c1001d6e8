"""Journeys that cannot go on: each dies alone, with its error, and the batch goes on."""

from datetime import timedelta

import pytest

from tests.conftest import SetClock
from tests.workflows.graphs import END, begin, everybody, line, mail, node, pause, wait, workflow
from tests.workflows.stage import Stage

# PostgreSQL keeps no NUL in a text: the whole batch is refused with it.
POISON = r"{% if customer.bad %}{{ 'a\ud800b' }}{% endif %}Hello {{customer.custom_id}}"


async def prepare(stage: Stage, bad: int, of: int) -> list[int]:
    """So many profiles, of which those with this number in their order are poison."""
    found = []
    for number in range(of):
        found += await stage.profiles(
            f"p{number}", attributes={"bad": number % bad == bad - 1, "n": number % bad}
        )
    return found


async def test_poison_in_a_batch_of_a_run_kills_only_its_own_journeys(stage: Stage) -> None:
    await prepare(stage, bad=10, of=30)
    workflow_id = await stage.publish(line(everybody(), mail(POISON)))
    await stage.run(workflow_id)
    await stage.settle()
    await everything_but_poison(stage, dead=3, of=30)


async def test_poison_among_waiting_journeys_kills_only_its_own_when_events_come(stage: Stage) -> None:
    who = await prepare(stage, bad=10, of=30)
    workflow_id = await stage.publish(line(everybody(), wait("a"), mail(POISON)))
    await stage.run(workflow_id)
    await stage.settle()
    for number in who:
        await stage.receive(number, "a")
    await stage.settle()
    await everything_but_poison(stage, dead=3, of=30)


async def test_poison_among_due_journeys_kills_only_its_own(stage: Stage, clock: SetClock) -> None:
    await prepare(stage, bad=10, of=30)
    workflow_id = await stage.publish(line(everybody(), pause(count=1), mail(POISON)))
    await stage.run(workflow_id)
    await stage.settle()
    assert clock.now is not None
    clock.now += timedelta(minutes=1)
    await stage.settle()
    await everything_but_poison(stage, dead=3, of=30)


async def test_poison_at_the_beginning_of_a_journey_hinders_no_other(stage: Stage) -> None:
    who = await prepare(stage, bad=10, of=20)
    workflow_id = await stage.publish(line(begin(), mail(POISON), name="poison"))
    other = await stage.publish(line(begin(), name="other"))
    for number in who:
        await stage.receive(number, "go")
    await stage.settle()
    view = await stage.view(other)
    assert (view.started, view.ended) == (20, 20)
    assert len(await stage.rows("select id from messages where workspace_id = $1")) == 18
    view = await stage.view(workflow_id)
    assert (view.started, view.dead) == (20, 2)
    assert await stage.rows("select seq from event_pending where workspace_id = $1") == []


@pytest.mark.parametrize("has_failed_port", [True, False])
async def test_a_template_that_breaks_takes_the_failed_port_or_kills_its_path(
    stage: Stage, *, has_failed_port: bool
) -> None:
    update = node("update_profile", "update", attributes={"x": "{{ 10 // customer.n }}"})
    nodes = [everybody(), update, END, *([node("end", "broken")] if has_failed_port else [])]
    ways = ["begin>update", "update>end", "update:failed>broken"]
    await prepare(stage, bad=10, of=20)
    workflow_id = await stage.publish(workflow(nodes, *ways[: 3 if has_failed_port else 2]))
    await stage.run(workflow_id)
    await stage.settle()
    entered = await stage.entered(workflow_id)
    assert (entered["end"], entered.get("broken", 0)) == (18, 2 if has_failed_port else 0)
    assert (await stage.view(workflow_id)).dead == (0 if has_failed_port else 2)


async def test_a_circle_that_turns_on_the_spot_is_cut(stage: Stage) -> None:
    past = node("delay", "past", wait="until", moment="2020-01-01T00:00:00Z")
    await stage.profiles("a")
    workflow_id = await stage.publish(
        workflow([everybody(), node("merge"), past], "begin>merge", "merge>past", "past>merge")
    )
    await stage.run(workflow_id)
    await stage.settle()
    [journey] = await stage.journeys(workflow_id)
    assert journey.state == "dead"
    assert "circles" in journey.errors[0].error


async def everything_but_poison(stage: Stage, *, dead: int, of: int) -> None:
    [run] = await stage.rows("select workflow_id, id from workflow_runs where workspace_id = $1")
    view = await stage.view(run["workflow_id"], run["id"])
    assert (view.started, view.open, view.dead, view.ended, view.state) == (
        of,
        0,
        dead,
        of - dead,
        "finished",
    )
    assert len(await stage.rows("select id from messages where workspace_id = $1")) == of - dead
    journeys = await stage.journeys(run["workflow_id"], run["id"])
    errors = [journey.errors for journey in journeys if journey.state == "dead"]
    assert len(errors) == dead
    for [error] in errors:
        assert error.final
        assert "surrogates" in error.error
        assert "insert into" not in error.error
