"""Limits of entry and action, the life of a journey, pause, stop, versions."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from largesse.core.errors import AppError, ConflictError
from largesse.core.jobs import run_job
from largesse.profiles.audiences.commands import create_audience
from largesse.profiles.audiences.schemas import AudienceInput
from largesse.workflows.commands.definitions import change_workflow, delete_workflow
from largesse.workflows.commands.publications import pause, publish, resume, stop
from largesse.workflows.graph import Graph
from largesse.workflows.jobs import workflow_jobs
from largesse.workflows.queries import view_workflow
from largesse.workflows.schemas import WorkflowPatch
from tests.conftest import SetClock
from tests.workflows.graphs import END, begin, everybody, generate, line, mail, node, wait, workflow
from tests.workflows.graphs import pause as delay
from tests.workflows.stage import Stage


async def do(stage: Stage, deed, *args: object) -> None:  # type: ignore[no-untyped-def]
    async with stage.context() as ctx:
        await deed(ctx, *args)


async def run_jobs(stage: Stage) -> None:
    for row in await stage.rows("select id from jobs where workspace_id = $1 and state = 'queued'"):
        await run_job(stage.database, stage.workspace_id, row["id"], workflow_jobs())


async def pass_days(stage: Stage, clock: SetClock, days: float) -> None:
    assert clock.now is not None
    clock.now += timedelta(days=days)
    await stage.settle()


@pytest.mark.parametrize(("open_paths", "started"), [(1, 1), (2, 2), (None, 3)])
async def test_a_profile_has_so_many_open_paths_as_it_may(
    stage: Stage, open_paths: int | None, started: int
) -> None:
    who, other = await stage.profiles("a", "b")
    by_events = await stage.publish(line(begin(), wait("a"), name="e", open_paths=open_paths))
    by_runs = await stage.publish(line(everybody(), wait("a"), name="r", open_paths=open_paths))
    for _ in range(3):
        await stage.receive(who, "go")
        await stage.run(by_runs)
        await stage.settle()
    await stage.receive(other, "go")
    await stage.settle()
    assert (await stage.view(by_events)).started == started + 1
    [journeys] = await stage.rows(
        "select count(*) as n from journeys j join workflow_runs r on r.number = j.run"
        " where j.workspace_id = $1 and r.workflow_id = $2",
        by_runs,
    )
    assert journeys["n"] == started * 2
    await stage.receive(who, "a")
    await stage.receive(who, "go")
    await stage.settle()
    assert (await stage.view(by_events)).started == started + 2


async def test_several_beginnings_of_one_batch_keep_the_limit(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(line(begin(), wait("a")))
    for _ in range(3):
        await stage.receive(who, "go")
    await stage.settle()
    assert (await stage.view(workflow_id)).started == 1


async def test_capping_counts_starts_in_a_window(stage: Stage, clock: SetClock) -> None:
    [who] = await stage.profiles("a")
    capping = {"starts": 2, "per": {"count": 1, "unit": "days"}}
    by_events = await stage.publish(line(begin(), name="e", capping=capping))
    by_runs = await stage.publish(line(everybody(), name="r", capping=capping))
    for _ in range(3):
        await stage.receive(who, "go")
        await stage.run(by_runs)
        await pass_days(stage, clock, 0.25)
    await pass_days(stage, clock, 0.5)  # the first start is more than a day old now
    await stage.receive(who, "go")
    await stage.run(by_runs)
    await stage.settle()
    assert (await stage.view(by_events)).started == 3
    assert len(await stage.rows("select id from journeys where workspace_id = $1")) == 6


async def test_a_node_acts_no_more_often_than_it_may(stage: Stage, clock: SetClock) -> None:
    await stage.profiles(*(f"p{number}" for number in range(5)))
    limit = {"count": 3, "per": {"count": 1, "unit": "hours"}}
    workflow_id = await stage.publish(line(everybody(), mail(limit=limit)))
    for sent in (3, 3, 6):
        run = await stage.run(workflow_id)
        await stage.settle()
        assert len(await stage.rows("select id from messages where workspace_id = $1")) == sent
        if sent == 3:
            clock.now = (clock.now or stage.database.clock()) + timedelta(minutes=30)
    [counts] = [item for item in (await stage.view(workflow_id, run)).nodes if item.node == "mail"]
    assert (counts.entered, counts.left, counts.skipped) == (5, {"default": 5}, 2)


async def test_a_journey_ends_after_sixty_days_wherever_it_stands(stage: Stage, clock: SetClock) -> None:
    [who] = await stage.profiles("a")
    ids = [
        await stage.publish(line(begin(), rest, name=str(number)))
        for number, rest in enumerate(
            [wait("a"), delay(count=100, unit="days"), wait("a", minutes=60 * 24 * 90)]
        )
    ]
    await stage.receive(who, "go")
    await stage.settle()
    await pass_days(stage, clock, 59.99)
    assert [(await stage.view(workflow_id)).open for workflow_id in ids] == [1, 1, 1]
    await pass_days(stage, clock, 0.01)
    await stage.receive(who, "a")
    await stage.settle()
    for workflow_id in ids:
        assert (await stage.view(workflow_id)).open == 0
        assert "end" not in await stage.entered(workflow_id)


async def test_a_pause_freezes_and_what_came_meanwhile_is_taken_up(stage: Stage, clock: SetClock) -> None:
    one, two = await stage.profiles("one", "two")
    by_event = await stage.publish(line(begin(), wait("a"), name="event"))
    by_time = await stage.publish(line(begin(), delay(count=1), name="time"))
    started = await stage.publish(line(everybody(), delay(count=1), name="run"))
    await stage.receive(one, "go")
    await stage.settle()
    await stage.run(started)
    for workflow_id in (by_event, by_time, started):
        await do(stage, pause, workflow_id)
    await stage.receive(one, "a")
    await stage.receive(two, "go")
    await pass_days(stage, clock, 1)
    assert [(await stage.view(workflow_id)).open for workflow_id in (by_event, by_time, started)] == [1, 1, 0]
    for workflow_id in (by_event, by_time, started):
        await do(stage, resume, workflow_id)
    await stage.settle()
    await pass_days(stage, clock, 1)
    assert [(await stage.view(workflow_id)).ended for workflow_id in (by_event, by_time, started)] == [
        1,
        1,
        2,
    ]


async def test_publishing_a_paused_workflow_takes_up_what_came_meanwhile(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(line(begin(), wait("a")))
    await stage.receive(who, "go")
    await stage.settle()
    await do(stage, pause, workflow_id)
    await stage.receive(who, "a")
    await stage.settle()
    await do(stage, publish, workflow_id)
    await stage.settle()
    assert (await stage.view(workflow_id)).open == 0


async def test_a_stop_ends_every_journey_and_the_next_publication_begins_anew(
    stage: Stage, clock: SetClock
) -> None:
    one, two = await stage.profiles("one", "two")
    by_event = await stage.publish(line(begin(), wait("a"), name="event"))
    by_run = await stage.publish(line(everybody(), delay(count=1), name="run"))
    await stage.receive(one, "go")
    await stage.run(by_run)
    await stage.settle()
    for workflow_id in (by_event, by_run):
        await do(stage, stop, workflow_id)
    await run_jobs(stage)
    await stage.receive(one, "a")
    await stage.receive(two, "go")
    await pass_days(stage, clock, 1)
    for workflow_id, count in ((by_event, 1), (by_run, 2)):
        view = await stage.view(workflow_id)
        assert (view.state, view.started, view.open) == ("stopped", count, 0)
        assert "end" not in await stage.entered(workflow_id)
        assert {journey.state for journey in await stage.journeys(workflow_id)} == {"stopped"}


async def test_a_publication_right_after_a_stop_revives_no_journey(stage: Stage) -> None:
    one, two = await stage.profiles("one", "two")
    workflow_id = await stage.publish(line(begin(), wait("a"), mail()))
    await stage.receive(one, "go")
    await stage.settle()
    await do(stage, stop, workflow_id)
    await do(stage, publish, workflow_id)  # before the job of the stop had its turn
    for who in (one, two):
        await stage.receive(who, "go")
        await stage.receive(who, "a")
    await stage.settle()
    await run_jobs(stage)
    await stage.settle()
    rows = await stage.rows("select status from journeys where workspace_id = $1 order by id")
    assert [row["status"] for row in rows] == [6, 4, 4]
    states = await stage.rows(
        "select version, state from workflow_runs where workspace_id = $1 order by version"
    )
    assert [(row["version"], row["state"]) for row in states] == [(1, "stopped"), (2, "running")]


async def test_journeys_end_on_the_version_they_began_with(stage: Stage) -> None:
    one, two = await stage.profiles("one", "two")
    workflow_id = await stage.publish(line(begin(), wait("a"), mail("first")))
    await stage.receive(one, "go")
    await stage.settle()
    second = WorkflowPatch.model_validate({"graph": line(begin(), wait("b"), mail("second"))["graph"]})
    await do(stage, change_workflow, workflow_id, second)
    await do(stage, publish, workflow_id)
    for who in (one, two):  # the first has a path open already
        await stage.receive(who, "go")
    await stage.settle()
    for who in (one, two):
        for name in ("a", "b"):
            await stage.receive(who, name)
    await stage.settle()
    subjects = [
        row["subject"] for row in await stage.rows("select subject from messages where workspace_id = $1")
    ]
    assert sorted(subjects) == ["first", "second"]


async def test_publishing_twice_changes_nothing_the_second_time(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(line(begin(), wait("a")))
    await stage.receive(who, "go")
    await stage.settle()
    await do(stage, publish, workflow_id)
    assert [
        row["version"]
        for row in await stage.rows("select version from workflow_versions where workspace_id = $1")
    ] == [1]
    await stage.receive(who, "a")
    await stage.settle()
    assert (await stage.view(workflow_id)).ended == 1


async def test_a_workflow_is_deleted_only_when_it_does_not_run(stage: Stage) -> None:
    workflow_id = await stage.publish(line(begin(), wait("a")))
    for deed in (None, pause):
        if deed is not None:
            await do(stage, deed, workflow_id)
        with pytest.raises(ConflictError) as refusal:
            await do(stage, delete_workflow, workflow_id)
        assert refusal.value.code == "workflow_active"
    await do(stage, stop, workflow_id)
    await do(stage, delete_workflow, workflow_id)
    await stage.publish(line(begin(), wait("a")))  # the name is free again


@pytest.mark.parametrize(
    ("before", "deed", "code"),
    [
        ([], pause, "workflow_not_active"),
        ([], resume, "workflow_not_paused"),
        ([], stop, "workflow_not_active"),
        ([publish, pause], pause, "workflow_not_active"),
        ([publish, stop], resume, "workflow_not_paused"),
        ([publish, stop], stop, "workflow_not_active"),
    ],
)
async def test_states_that_do_not_follow_each_other_are_refused(
    stage: Stage, before: list[object], deed: object, code: str
) -> None:
    workflow_id: UUID = await stage.publish(line(begin(), wait("a")))
    await stage.rows("update workflows set state = 'draft' where workspace_id = $1 returning id")
    for earlier in before:
        await do(stage, earlier, workflow_id)
    with pytest.raises(AppError) as refusal:
        await do(stage, deed, workflow_id)
    assert refusal.value.code == code


async def test_an_audience_that_is_gone_hinders_no_other_schedule(stage: Stage, clock: SetClock) -> None:
    await stage.profiles("a")
    daily = {"type": "every", "unit": "days", "times_of_day": ["07:00"], "zone": "Europe/Warsaw"}
    async with stage.context() as ctx:
        tree = AudienceInput.model_validate({"name": "all", "conditions": {"type": "everybody"}})
        audience = await create_audience(ctx, tree)
    gone = node("audience", "begin", audience_id=str(audience.id), schedule=daily)
    broken = await stage.publish(workflow([gone, END], "begin>end", name="gone"))
    await stage.rows("delete from audiences where workspace_id = $1 returning id")
    fine = await stage.publish(line({**everybody(), "schedule": daily}, generate("x"), name="fine"))
    await pass_days(stage, clock, 1)
    await pass_days(stage, clock, 1)
    assert (
        len(
            await stage.rows(
                "select id from workflow_runs where workspace_id = $1 and workflow_id = $2", fine
            )
        )
        == 2
    )
    [schedule] = await stage.rows(
        "select skipped from workflow_schedules where workspace_id = $1 and workflow_id = $2", broken
    )
    assert schedule["skipped"] == 2


@pytest.mark.parametrize(("misfire", "runs", "skipped"), [("once_late", 1, 2), ("skip", 0, 3)])
async def test_mornings_that_were_missed_bring_one_late_run_or_none(
    stage: Stage, clock: SetClock, misfire: str, runs: int, skipped: int
) -> None:
    daily = {"type": "every", "unit": "days", "times_of_day": ["07:00"], "zone": "Europe/Warsaw"}
    await stage.profiles("a")
    workflow_id = await stage.publish(line({**everybody(misfire=misfire), "schedule": daily}))
    await do(stage, pause, workflow_id)
    await pass_days(stage, clock, 3)
    assert await stage.rows("select id from workflow_runs where workspace_id = $1") == []
    await do(stage, resume, workflow_id)
    await stage.settle()
    [schedule] = await stage.rows("select skipped, next_at from workflow_schedules where workspace_id = $1")
    assert (schedule["skipped"], schedule["next_at"]) == (skipped, datetime(2026, 11, 27, 6, 0, tzinfo=UTC))
    assert len(await stage.rows("select id from workflow_runs where workspace_id = $1")) == runs


async def test_of_two_who_change_the_same_draft_the_later_one_is_told(stage: Stage) -> None:
    made = await stage.publish(line(begin(), generate("first")))
    async with stage.context() as ctx:
        seen = (await view_workflow(ctx, made)).draft_tag
    mine, theirs = (
        Graph.model_validate(line(begin(), generate(name))["graph"]) for name in ("mine", "theirs")
    )
    async with stage.context() as ctx:
        changed = await change_workflow(ctx, made, WorkflowPatch(graph=theirs, based_on=seen))
    assert changed.draft_tag != seen
    with pytest.raises(ConflictError) as told:
        await do(stage, change_workflow, made, WorkflowPatch(graph=mine, based_on=seen))
    assert told.value.code == "draft_changed"
    async with stage.context() as ctx:
        kept = await view_workflow(ctx, made)
        assert (kept.graph, kept.draft_tag) == (
            theirs.model_dump(mode="json", by_alias=True),
            changed.draft_tag,
        )
        again = await change_workflow(ctx, made, WorkflowPatch(graph=mine, based_on=kept.draft_tag))
    assert again.graph == mine.model_dump(mode="json", by_alias=True)
