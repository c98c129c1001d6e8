"""Heals what a crash between commit and hint leaves: every hint can be lost, no journey can."""

from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.workflows.engine.entry import LANES
from largesse.workflows.engine.leases import DUE_LANE, SHARED
from largesse.workflows.engine.second_look import hint_lane, hint_matcher, look_at_lane, look_at_part

WITH_WORK: Final = (
    "select r.number, l.lane from workflow_runs r join workflows w on w.workspace_id = r.workspace_id"
    " and w.id = r.workflow_id cross join generate_series(0, :lanes - 1) l (lane)"
    " where r.workspace_id = :workspace and r.state = 'running' and w.state = 'active'"
    " and (exists (select from journeys j where j.run = r.number and j.lane = l.lane and j.status = 0)"
    "  or exists (select from workflow_ranges g where g.workspace_id = r.workspace_id and g.run = r.number"
    "   and g.entered is null))"
)
ABANDONED: Final = (
    "update workflow_lanes l set owner = null, leased_until = '-infinity' from (select run, lane"
    " from workflow_lanes where workspace_id = :workspace and owner is not null"
    " and leased_until < clock_timestamp() for update skip locked) a"
    " where l.workspace_id = :workspace and l.run = a.run and l.lane = a.lane returning l.run, l.lane"
)
FINISH: Final = (
    "update workflow_runs r set state = 'finished', finished_at = :now where r.workspace_id = :workspace"
    " and r.state = 'running' and r.kind <> 'events'"
    " and not exists (select from workflow_ranges g where g.workspace_id = r.workspace_id"
    "  and g.run = r.number and g.entered is null)"
    " and (select coalesce(sum(s.n) filter (where s.what in ('!started', '!branched')), 0)"
    "  = coalesce(sum(s.n) filter (where s.what = '!ended'), 0) from node_stats s"
    "  where s.workspace_id = r.workspace_id and s.run = r.number)"
)


async def keep_runs(database: Database) -> int:
    """Hints at lanes with work and at pending events, ends runs that are through; answers how many hints."""
    hints = 0
    for workspace_id in await database.workspace_ids():
        hints += await keep_workspace(database, workspace_id)
    return hints


async def keep_workspace(database: Database, workspace_id: UUID) -> int:
    """The same for one workspace."""
    async with database.context(workspace_id) as ctx:
        if not await _has_open_runs(ctx):
            return 0
        lanes = (await ctx.db.execute(text(WITH_WORK), {"workspace": workspace_id, "lanes": LANES})).all()
        for run, lane in lanes:
            await hint_lane(ctx, run, lane)
        pending = await ctx.db.scalar(
            text("select exists (select from event_pending where workspace_id = :workspace)"),
            {"workspace": workspace_id},
        )
        if pending:
            await hint_matcher(ctx)
        await ctx.db.execute(text(FINISH), {"workspace": workspace_id, "now": ctx.now})
        return len(lanes) + bool(pending) + await _heal(ctx)


async def _heal(ctx: Context) -> int:
    """Looks once more where a worker died between its commit and its second look, and frees its leases.

    Who finds a lease so does it himself; but nobody may come, where nothing is left to do.
    """
    lanes = (await ctx.db.execute(text(ABANDONED), {"workspace": ctx.workspace_id})).all()
    for run, lane in lanes:
        if run != SHARED:
            await look_at_lane(ctx, run, lane)
        else:
            await look_at_part(ctx, lane if lane != DUE_LANE else None)
    return len(lanes)


async def _has_open_runs(ctx: Context) -> bool:
    found: bool = (
        await ctx.db.execute(
            text(
                "select exists (select from workflow_runs where workspace_id = :workspace"
                " and state in ('running', 'paused'))"
            ),
            {"workspace": ctx.workspace_id},
        )
    ).scalar_one()
    return found
