"""What is forgotten: ended journeys after a time, waits that nobody has, paths of erased people."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import text

from largesse.core.context import Context
from largesse.workflows.engine.engine import count

KEPT: Final = timedelta(days=90)
CHUNK: Final = 5000
HOURS_KEPT: Final = timedelta(days=31)


async def forget_ended(ctx: Context, *, before: datetime) -> int:
    """Removes journeys, with all that is known of them, of runs that were over before; some at a time."""
    ids = (
        await ctx.db.scalars(
            text(
                "select j.id from journeys j join workflow_runs r on r.workspace_id = j.workspace_id"
                " and r.number = j.run where j.workspace_id = :workspace and j.status >= 4"
                " and j.started_at < :before and (r.finished_at < :before or r.kind = 'events')"
                " order by j.id limit :chunk"
            ),
            {"workspace": ctx.workspace_id, "before": before, "chunk": CHUNK},
        )
    ).all()
    for statement in (
        "delete from journey_steps where workspace_id = :workspace and journey_id = any(:ids)",
        "delete from journey_errors where workspace_id = :workspace and journey_id = any(:ids)",
        "delete from journeys where workspace_id = :workspace and id = any(:ids)",
    ):
        if ids:
            await ctx.db.execute(text(statement), {"workspace": ctx.workspace_id, "ids": list(ids)})
    return len(ids)


async def forget_hours(ctx: Context) -> None:
    """Removes the counts by the hour that no figure shows any more."""
    await ctx.db.execute(
        text("delete from node_hours where workspace_id = :workspace and hour < :before"),
        {"workspace": ctx.workspace_id, "before": ctx.now - HOURS_KEPT},
    )


async def forget_waits(ctx: Context) -> None:
    """Ends the waits of versions that neither run nor have open journeys."""
    waiters = await ctx.db.scalars(
        text(
            "select distinct waiter from event_waits e where e.workspace_id = :workspace"
            " and e.waiter like 'version:%' and not exists ("
            "  select from workflows w where w.workspace_id = e.workspace_id and w.state in"
            " ('active', 'paused')"
            "  and e.waiter = 'version:' || w.id || ':' || w.active_version)"
            " and not exists (select from workflow_runs r join journeys j on j.workspace_id = r.workspace_id"
            "  and j.run = r.number and j.status < 4 where r.workspace_id = e.workspace_id"
            "  and e.waiter = 'version:' || r.workflow_id || ':' || r.version)"
        ),
        {"workspace": ctx.workspace_id},
    )
    for waiter in waiters.all():
        await ctx.db.execute(
            text("select events_wait_for(:workspace, :waiter, '{}')"),
            {"workspace": ctx.workspace_id, "waiter": waiter},
        )


async def stop_profile(ctx: Context, profile_id: int) -> None:
    """Ends the open journeys of an erased profile, and forgets what they carried."""
    rows = (
        await ctx.db.execute(
            text(
                "update journeys set status = 6, due_at = null, ctx = null where workspace_id = :workspace"
                " and profile_id = :profile and status < 4 returning run, node"
            ),
            {"workspace": ctx.workspace_id, "profile": profile_id},
        )
    ).all()
    for run, node in rows:
        for what in ("!erased", "!ended", "!stayed"):
            await count(ctx, run, node, what, 1)
    await ctx.db.execute(
        text(
            "delete from journey_steps s using journeys j where s.workspace_id = :workspace"
            " and j.workspace_id = s.workspace_id and j.id = s.journey_id and j.profile_id = :profile"
        ),
        {"workspace": ctx.workspace_id, "profile": profile_id},
    )
