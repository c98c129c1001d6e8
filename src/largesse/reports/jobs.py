"""Every minute: counts what changed since the last time, a day in each transaction."""

from datetime import timedelta
from time import monotonic
from uuid import UUID

from largesse.core.db import Database
from largesse.reports.commands import count_day, keep_progress, plan_count


async def count_reports(database: Database) -> int:
    """Counts the days of every workspace that are due; returns how many days that were."""
    return sum([await count_workspace(database, id_) for id_ in await database.workspace_ids()])


async def count_workspace(database: Database, workspace_id: UUID, *, from_scratch: bool = False) -> int:
    """Counts the days of a workspace that are due, or all of them; a count that was killed begins again."""
    began = monotonic()
    async with database.context(workspace_id) as ctx:
        plan = await plan_count(ctx, from_scratch=from_scratch)
    if plan is None:
        return 0
    for day in plan.days:
        async with database.context(workspace_id) as ctx:
            await count_day(ctx, plan, day)
    async with database.context(workspace_id) as ctx:
        # What a first count took says nothing of the next ones.
        took = timedelta(seconds=monotonic() - began) / len(plan.days)
        await keep_progress(ctx, plan, took)
    return len(plan.days)
