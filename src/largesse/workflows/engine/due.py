"""Moves what is due: waits whose time is up, and calls that are to be tried again."""

import time
from typing import Final
from uuid import UUID

from largesse.core.db import driver_connection
from largesse.workflows.engine.engine import Engine
from largesse.workflows.engine.leases import DUE_LANE, SHARED, Lease, LostError, give_back, take
from largesse.workflows.engine.rows import COLUMNS, place_in_order, read_path
from largesse.workflows.engine.second_look import look_at_part
from largesse.workflows.paths import WAITING

SLICE_SECONDS: Final = 2.0
DUE: Final = (
    f"select {COLUMNS} from journeys j where j.due_at <= $2 and j.status in (1, 2) and j.workspace_id = $1"
    " and j.run in (select r.number from workflow_runs r join workflows w on w.workspace_id = r.workspace_id"
    "  and w.id = r.workflow_id where r.workspace_id = $1 and r.state = 'running' and w.state = 'active')"
    " order by j.due_at limit $3"
)


async def move_due(engine: Engine, workspace_id: UUID, *, seconds: float = SLICE_SECONDS) -> int:
    """Moves due journeys of a workspace for about this long; answers how many."""
    end = time.monotonic() + seconds
    async with engine.context(workspace_id) as ctx:
        driver = await driver_connection(ctx.db)
        if not await driver.fetchval(f"select exists ({DUE})", workspace_id, ctx.now, 1):
            return 0
        lease = await take(ctx, SHARED, DUE_LANE, owner=engine.owner)
        if lease is None:
            return 0
        if lease.after_crash:
            await look_at_part(ctx, None)
    moved = 0
    try:
        while time.monotonic() < end and (count := await _step(engine, workspace_id, lease)):
            moved += count
    except LostError:
        return moved
    async with engine.context(workspace_id) as ctx:
        await give_back(ctx, lease)
    return moved


async def _step(engine: Engine, workspace_id: UUID, lease: Lease) -> int:
    async with engine.context(workspace_id) as ctx:
        driver = await driver_connection(ctx.db)
        rows = await driver.fetch(DUE, workspace_id, ctx.now, engine.batch)
        runs = await engine.plans.of_runs(ctx, {row["run"] for row in rows}) if rows else {}
        paths = [read_path(row, runs[row["run"]]) for row in rows if row["run"] in runs]
        place = await place_in_order(ctx)
    for path in paths:
        path.timed_out = path.status == WAITING
        if path.timed_out:  # a repeated call keeps its place, and with it its key
            path.armed = place
    if paths:
        moved = await engine.settle(workspace_id, lease, paths, runs=runs)
        async with engine.context(workspace_id) as ctx:
            await engine.after_commit(ctx, moved, runs)
    return len(rows)
