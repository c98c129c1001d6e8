"""Two shops with the same workflow: nothing of one is ever moved, seen or counted by the other."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from largesse.accounts.commands.workspaces import create_workspace
from largesse.connections.failures import OutgoingError
from largesse.core.db import Database
from largesse.core.errors import NotFoundError
from largesse.core.jobs import run_job
from largesse.workflows.commands.publications import pause, stop
from largesse.workflows.commands.runs import run_now
from largesse.workflows.engine.due import move_due
from largesse.workflows.engine.keeper import keep_workspace
from largesse.workflows.engine.lanes import advance_lane
from largesse.workflows.engine.match import match_events
from largesse.workflows.jobs import workflow_jobs
from largesse.workflows.statistics import list_journeys, view_journey, view_run
from tests.conftest import SetClock
from tests.workflows.graphs import begin, call, everybody, line, mail, wait
from tests.workflows.graphs import pause as delay
from tests.workflows.stage import Stage


@pytest.fixture
async def other(database: Database, clock: SetClock, stage: Stage, tmp_path: Path) -> Stage:
    """The stage of another shop, whose engine is the same process as that of the first."""
    async with database.session() as session:
        workspace_id: UUID = (
            await create_workspace(session, "Other shop", now=database.clock())
        ).workspace_id
    found = Stage(database, workspace_id, tmp_path / "files")
    found.engine = stage.engine
    return found


async def snapshot(stage: Stage) -> list[object]:
    """Everything about journeys in a shop."""
    found: list[object] = []
    for table in (
        "journeys",
        "workflow_runs",
        "events",
        "event_pending",
        "node_stats",
        "messages",
        "workflow_lanes",
    ):
        rows = await stage.rows(
            f"select to_jsonb(t) as row from {table} t where workspace_id = $1 order by 1"
        )
        found += [(table, row["row"]) for row in rows]
    return found


async def filled(stage: Stage) -> UUID:
    """A shop with journeys that wait for an event, for time, for another try, and one that is ready."""
    [who] = await stage.profiles("a")
    for number, rest in enumerate((wait("a"), delay(count=1), call(attempts=3))):
        await stage.publish(line(begin(), rest, mail(), name=f"w{number}"))
    ready = await stage.publish(line(everybody(), mail(), name="ready"))
    await stage.receive(who, "go")
    await stage.settle()
    await stage.receive(who, "a")
    await stage.run(ready)
    return ready


async def test_the_engine_of_one_shop_touches_nothing_of_another(
    stage: Stage, other: Stage, clock: SetClock
) -> None:
    stage.desk.answer = lambda *_: OutgoingError("down", temporary=True)
    mine = await filled(stage)
    theirs = await filled(other)
    assert clock.now is not None
    clock.now += timedelta(hours=1)
    before = await snapshot(other)
    numbers = await other.rows("select number from workflow_runs where workspace_id = $1")
    for row in numbers:  # even when somebody hints at the number of another shop's run
        assert not await advance_lane(stage.engine, stage.workspace_id, row["number"], 0)
    await match_events(stage.engine, stage.workspace_id)
    await move_due(stage.engine, stage.workspace_id)
    await keep_workspace(stage.database, stage.workspace_id)
    for row in await stage.rows("select number from workflow_runs where workspace_id = $1"):
        await advance_lane(stage.engine, stage.workspace_id, row["number"], 0)
    async with stage.context() as ctx:
        await pause(ctx, mine)
        await stop(ctx, mine)
    for row in await stage.rows("select id from jobs where workspace_id = $1"):
        await run_job(stage.database, stage.workspace_id, row["id"], workflow_jobs())
    assert await snapshot(other) == before
    await other.settle()
    assert (await other.view(theirs)).ended == 1


async def test_nothing_of_another_shop_is_found(stage: Stage, other: Stage) -> None:
    theirs = await filled(other)
    await other.settle()
    run = await other.view(theirs)
    [journey] = await other.journeys(theirs)
    async with stage.context() as ctx:
        for look in (
            view_run(ctx, theirs, run.id),
            list_journeys(ctx, theirs, run.id, limit=9),
            view_journey(ctx, theirs, run.id, journey.id),
            pause(ctx, theirs),
            run_now(ctx, theirs),
        ):
            with pytest.raises(NotFoundError):
                await look


async def test_an_event_of_one_shop_wakes_nobody_in_another(stage: Stage, other: Stage) -> None:
    ids, profiles = [], []
    for shop in (stage, other):
        profiles += await shop.profiles("a")
        ids.append(await shop.publish(line(begin(), wait("a"))))
        await shop.receive(profiles[-1], "go")
        await shop.settle()
    await stage.receive(profiles[0], "a")
    await stage.settle()
    await other.settle()
    assert ((await stage.view(ids[0])).open, (await other.view(ids[1])).open) == (0, 1)
