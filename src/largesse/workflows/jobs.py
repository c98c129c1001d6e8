"""What the worker runs for workflows: the engine's tasks and clocks, and long deeds as jobs."""

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject
from largesse.core.jobs import Handler, RunningJob
from largesse.core.settings import Settings
from largesse.events.inbox import Event
from largesse.workflows.drawing import give_back_due, quarantine
from largesse.workflows.engine.due import move_due
from largesse.workflows.engine.engine import Engine, count
from largesse.workflows.engine.lanes import advance_lane
from largesse.workflows.engine.match import match_events
from largesse.workflows.engine.second_look import hint_lane
from largesse.workflows.retention import KEPT, forget_ended, forget_hours, forget_waits, stop_profile
from largesse.workflows.services import create_services

STOP_CHUNK: Final = 5000


def create_engine(settings: Settings, database: Database) -> Engine:
    """The engine of a worker process, with its ways out."""
    return Engine(database, create_services(settings, database.clock))


async def advance_run(engine: Engine, workspace_id: UUID, run: int, lane: int) -> None:
    """One slice of work on a lane; what is left goes to the end of the queue, so that runs take turns."""
    if await advance_lane(engine, workspace_id, run, lane):
        async with engine.context(workspace_id) as ctx:
            await hint_lane(ctx, run, lane)


async def match_pending(engine: Engine, workspace_id: UUID) -> None:
    """One slice of matching."""
    await match_events(engine, workspace_id)


def due_tick(engine: Engine) -> Callable[[Database], Awaitable[object]]:
    """The clock of waits and retries."""

    async def tick(database: Database) -> None:
        for workspace_id in await database.workspace_ids():
            await move_due(engine, workspace_id)

    return tick


async def hear(ctx: Context, event: Event) -> None:
    """The listener `workflows`: codes of failed messages go back in time, erased people go nowhere."""
    if event.name == "message.failed":
        await quarantine(ctx, str(event.params.get("dedupe_key", "")))
    elif event.profile_id is not None:
        await stop_profile(ctx, event.profile_id)


async def tidy(database: Database) -> None:
    """Hourly: codes whose quarantine is over, names nobody waits for any more, journeys long ended."""
    for workspace_id in await database.workspace_ids():
        more = True
        while more:
            async with database.context(workspace_id) as ctx:
                more = await give_back_due(ctx) > 0
        more = True
        while more:
            async with database.context(workspace_id) as ctx:
                more = await forget_ended(ctx, before=ctx.now - KEPT) > 0
        async with database.context(workspace_id) as ctx:
            await forget_waits(ctx)
            await forget_hours(ctx)


def workflow_jobs() -> dict[str, Handler]:
    """Handlers of long deeds by their kind."""
    return {"stop_journeys": stop_journeys}


async def stop_journeys(job: RunningJob) -> JsonObject:
    """Ends the open journeys of a stopped workflow, some at a time."""
    workflow_id = UUID(str(job.args["workflow_id"]))
    while True:
        async with job.step() as ctx:
            rows = (
                await ctx.db.execute(
                    text(
                        "update journeys set status = 6, due_at = null where workspace_id ="
                        " :workspace and id in ("
                        " select j.id from journeys j join workflow_runs r on r.workspace_id = j.workspace_id"
                        " and r.number = j.run where j.workspace_id = :workspace and r.workflow_id ="
                        " :workflow"
                        " and r.state = 'stopped' and j.status < 4 order by j.id limit :limit for"
                        " update of j)"
                        " returning run, node"
                    ),
                    {"workspace": ctx.workspace_id, "workflow": workflow_id, "limit": STOP_CHUNK},
                )
            ).all()
            tally: dict[tuple[int, int], int] = {}
            for run, node in rows:
                tally[run, node] = tally.get((run, node), 0) + 1
            for (run, node), number in sorted(tally.items()):
                for what in ("!ended", "!stayed"):
                    await count(ctx, run, node, what, number)
            await job.save(ctx, done=job.done + len(rows), total=None, progress={})
        if not rows:
            return {"stopped": job.done}
