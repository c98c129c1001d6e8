"""What people see while they draw: shipped workflows, counts of hours, journeys at a node, previews."""

from datetime import timedelta

import pytest

from largesse.core.errors import NotFoundError
from largesse.workflows.commands.definitions import create_workflow
from largesse.workflows.counts import list_node_journeys, view_counts
from largesse.workflows.previews import preview_node
from largesse.workflows.queries import list_workflows
from largesse.workflows.retention import forget_hours
from largesse.workflows.schemas import NodePreviewInput, WorkflowInput
from largesse.workflows.shipped import shipped_workflows
from tests.conftest import SetClock
from tests.workflows.graphs import begin, everybody, generate, line, mail, wait
from tests.workflows.stage import Stage

HOURS = 24


async def test_every_shipped_workflow_can_be_made_into_a_draft(stage: Stage) -> None:
    shipped = shipped_workflows().items
    assert {"voucher_pool_alert", "import_promotions"} <= {item.id for item in shipped}
    for item in shipped:
        async with stage.context() as ctx:
            fields = item.model_dump(exclude={"id"})
            made = await create_workflow(ctx, WorkflowInput.model_validate(fields))
        assert made.graph["nodes"] == item.graph["nodes"]


async def test_counts_are_those_of_the_last_hours_and_waiting_is_as_of_now(
    stage: Stage, clock: SetClock
) -> None:
    first, second = await stage.profiles("a", "b")
    workflow = await stage.publish(line(begin(), wait("paid")))
    await stage.receive(first, "go")
    await stage.settle()
    assert clock.now is not None
    clock.now += timedelta(hours=48)
    await stage.receive(second, "go")
    await stage.receive(second, "paid")
    await stage.settle()
    async with stage.context() as ctx:
        day = await view_counts(ctx, workflow, version=1, hours=HOURS)
        week = await view_counts(ctx, workflow, version=1, hours=7 * HOURS)
    assert {node.node: node.entered for node in day.nodes} == {"begin": 1, "wait": 1, "end": 1}
    assert {node.node: node.entered for node in week.nodes} == {"begin": 2, "wait": 2, "end": 1}
    assert (day.started, day.ended, week.started, week.ended) == (1, 1, 2, 1)
    assert {node.node: node.waiting for node in day.nodes} == {"begin": 0, "wait": 1, "end": 0}


async def test_hours_that_no_figure_shows_are_forgotten(stage: Stage, clock: SetClock) -> None:
    [who] = await stage.profiles("a")
    await stage.publish(line(begin(), generate("made")))
    await stage.receive(who, "go")
    await stage.settle()
    assert clock.now is not None
    for days, left in ((30, True), (2, False)):
        clock.now += timedelta(days=days)
        async with stage.context() as ctx:
            await forget_hours(ctx)
        rows = await stage.rows("select 1 from node_hours where workspace_id = $1")
        assert bool(rows) is left


async def test_a_count_leads_to_its_journeys(stage: Stage) -> None:
    ids = await stage.profiles("a", "b", "c", attributes={"n": 3})
    workflow = await stage.publish(line(everybody(), wait("paid"), mail("{{ 1 // (customer.n - 3) }}")))
    for _ in range(2):
        await stage.run(workflow)
        await stage.settle()
    await stage.receive(ids[0], "paid")
    await stage.settle()

    async def profiles(at: str, node: str, **rest: object) -> list[int | None]:
        async with stage.context() as ctx:
            found = await list_node_journeys(
                ctx, workflow, version=1, node=node, at=at, hours=HOURS, **{"limit": 50, **rest}
            )
        return [item.profile_id for item in found.items]

    assert await profiles("here", "wait") == [ids[2], ids[1]]
    assert await profiles("entered", "wait") == [ids[2], ids[1], ids[0]]
    assert await profiles("failed", "mail") == [ids[0]]
    assert await profiles("failed", "wait") == []
    assert await profiles("entered", "wait", profile_id=ids[1]) == [ids[1]]
    async with stage.context() as ctx:
        page = await list_node_journeys(
            ctx, workflow, version=1, node="wait", at="here", hours=HOURS, limit=1
        )
        assert page.has_more
        rest = await list_node_journeys(
            ctx,
            workflow,
            version=1,
            node="wait",
            at="here",
            hours=HOURS,
            limit=1,
            cursor=int(page.next_cursor or 0),
        )
    assert [item.profile_id for item in rest.items] == [ids[1]]


async def test_a_node_or_version_that_is_not_there_is_told(stage: Stage) -> None:
    workflow = await stage.publish(line(begin(), generate("made")))
    async with stage.context() as ctx:
        with pytest.raises(NotFoundError) as version:
            await view_counts(ctx, workflow, version=9, hours=HOURS)
        with pytest.raises(NotFoundError) as node:
            await list_node_journeys(ctx, workflow, version=1, node="no", at="here", hours=HOURS, limit=1)
    assert (version.value.code, node.value.code) == ("workflow_version_not_found", "node_not_found")


async def test_texts_of_a_node_come_out_for_a_customer_before_anything_runs(stage: Stage) -> None:
    await stage.profiles("a", attributes={"firstname": "Ada"})
    workflow = await stage.publish(line(begin(), generate("made")))
    node = {
        "id": "x",
        "type": "generate_event",
        "title": "X",
        "event": "made",
        "body": {
            "left": "{{ event.params.a - event.params.b }}",
            "who": "{{customer.firstname}}{{client.no}}",
        },
    }
    wanted = {"node": node, "profile": {"custom_id": "a"}, "event": {"name": "e", "params": {"a": 5, "b": 3}}}
    async with stage.context() as ctx:
        shown = await preview_node(ctx, workflow, NodePreviewInput.model_validate(wanted))
        broken = {**wanted, "node": {**node, "body": {"left": "{{ 1 // 0 }}"}}}
        failed = await preview_node(ctx, workflow, NodePreviewInput.model_validate(broken))
        half = {**wanted, "node": {"id": "x", "type": "generate_event"}}
        unread = await preview_node(ctx, workflow, NodePreviewInput.model_validate(half))
    [text] = shown.texts
    assert (text.field, text.value, text.missing) == ("body", {"left": "2", "who": "Ada"}, ["no"])
    assert failed.texts[0].problem
    assert {problem.field for problem in unread.problems} == {"title", "event"}


async def test_the_list_tells_problems_and_runs(stage: Stage) -> None:
    await stage.profiles("a")
    workflow = await stage.publish(line(everybody(), generate("made")))
    run = await stage.run(workflow)
    async with stage.context() as ctx:
        await create_workflow(ctx, WorkflowInput(name="Empty"))
        found = {item.name: item for item in (await list_workflows(ctx, limit=10)).items}
    empty, whole = found["Empty"], found["Test"]
    assert (empty.problem_count, empty.next_run_at, empty.last_run) == (1, None, None)
    assert whole.problem_count == 0
    assert whole.next_run_at is not None
    assert whole.last_run is not None
    assert whole.last_run.id == run
