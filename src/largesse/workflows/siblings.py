"""The paths of one journey: making a second one, and ending the others."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import text

from largesse.core.context import Context
from largesse.workflows.paths import Path


async def new_journey_ids(ctx: Context, count: int) -> list[int]:
    """Numbers for paths that are yet to be written."""
    rows = await ctx.db.scalars(
        text(
            "select nextval(pg_get_serial_sequence('journeys', 'id'))"
            " from generate_series(1, cast(:count as integer))"
        ),
        {"count": count},
    )
    return list(rows.all())


async def stop_siblings(ctx: Context, paths: Sequence[Path]) -> Counter[tuple[int, int]]:
    """Ends the other open paths of these paths' journeys; answers how many ended at which node of a run.

    Only after the batch was written: paths that were made or moved in it are found as well.
    """
    rows = await ctx.db.execute(
        text(
            "update journeys j set status = 6, due_at = null from (select distinct run, profile_id, origin"
            " from unnest(cast(:runs as bigint[]), cast(:profiles as bigint[]), cast(:origins as bigint[]))"
            " d (run, profile_id, origin)) u"
            " where j.workspace_id = :workspace and j.profile_id = u.profile_id and j.run = u.run"
            " and j.status < 4 and cast(j.ctx -> 'memory' ->> 'origin' as bigint) = u.origin"
            " returning j.run, j.node"
        ),
        {
            "workspace": ctx.workspace_id,
            "runs": [path.run for path in paths],
            "profiles": [path.profile_id for path in paths],
            "origins": [path.memory["origin"] for path in paths],
        },
    )
    return Counter((row.run, row.node) for row in rows)
