"""Fires schedules: each intended moment begins one run, whoever looks at the clock."""

from typing import Final

import structlog
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.errors import AppError
from largesse.workflows.calendar import Misfire, due_fires
from largesse.workflows.commands.runs import begin_run
from largesse.workflows.engine.plans import Plans
from largesse.workflows.queries import SCHEDULE

log = structlog.get_logger()

DUE: Final = (
    "select s.workflow_id, s.node, s.version, s.schedule, s.anchor, s.next_at, s.misfire"
    " from workflow_schedules s join workflows w on w.workspace_id = s.workspace_id and w.id = s.workflow_id"
    " where s.workspace_id = :workspace and s.next_at <= :now and w.state = 'active'"
    " order by s.next_at limit 1 for update of s skip locked"
)


async def fire_schedules(database: Database) -> int:
    """Begins the runs that are due in all workspaces; answers how many."""
    fired = 0
    plans = Plans()
    for workspace_id in await database.workspace_ids():
        while True:
            async with database.context(workspace_id) as ctx:
                count = await _fire_next(ctx, plans)
            if count is None:
                break
            fired += count
    return fired


async def _fire_next(ctx: Context, plans: Plans) -> int | None:
    row = (await ctx.db.execute(text(DUE), {"workspace": ctx.workspace_id, "now": ctx.now})).one_or_none()
    if row is None:
        return None
    fires, skipped, next_at = due_fires(
        SCHEDULE.validate_python(row.schedule),
        next_at=row.next_at,
        now=ctx.now,
        misfire=Misfire(row.misfire),
        anchor=row.anchor,
    )
    plan = await plans.of_version(ctx, row.workflow_id, row.version)
    step = plan.steps[plan.by_id[row.node]]
    for moment in fires:
        try:
            async with ctx.db.begin_nested():
                await begin_run(ctx, row.workflow_id, row.version, step=step, plan=plan, scheduled_for=moment)
        except (AppError, IntegrityError) as error:  # such as: its audience is gone, or it was begun before
            log.warning("run_not_begun", workflow_id=str(row.workflow_id), node=row.node, error=str(error))
            fires, skipped = [], skipped + 1
    await ctx.db.execute(
        text(
            "update workflow_schedules set next_at = :next, last_at = coalesce(:last, last_at),"
            " skipped = skipped + :skipped where workspace_id = :workspace and workflow_id = :workflow"
            " and node = :node"
        ),
        {
            "workspace": ctx.workspace_id,
            "workflow": row.workflow_id,
            "node": row.node,
            "next": next_at,
            "last": fires[-1] if fires else None,
            "skipped": skipped,
        },
    )
    return len(fires)
