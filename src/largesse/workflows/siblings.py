"""The paths of one journey: making a second one, and ending the others."""

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


async def stop_siblings(ctx: Context, paths: Sequence[Path]) -> None:
    """Ends the other open paths that these paths' profiles have in the same run."""
    await ctx.db.execute(
        text(
            "update journeys j set status = 6, due_at = null from unnest(cast(:runs as bigint[]),"
            " cast(:profiles as bigint[]), cast(:ids as bigint[])) u (run, profile_id, id)"
            " where j.workspace_id = :workspace and j.profile_id = u.profile_id and j.run = u.run"
            " and j.status < 4 and j.id <> all(:own)"
        ),
        {
            "workspace": ctx.workspace_id,
            "runs": [path.run for path in paths],
            "profiles": [path.profile_id for path in paths],
            "ids": [path.id for path in paths],
            "own": [path.id for path in paths],
        },
    )
