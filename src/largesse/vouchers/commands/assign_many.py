"""Hands out codes of a pool to some profiles inside of the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.vouchers.commands.assign import Mode
from largesse.vouchers.commands.assign_bulk import open_for_assignment


@dataclass(frozen=True, slots=True)
class Given:
    """What became of one profile: assigned, existing, profile_limit_reached or pool_empty, and its code."""

    outcome: str
    code: str | None


async def assign_many(
    ctx: Context, pool_id: UUID, profile_ids: Sequence[int], *, mode: Mode
) -> dict[int, Given]:
    """A code for each profile, each named once; what one gets stands even if another gets none.

    Raises what `open_for_assignment` raises. A deadlock with single assignments rolls the caller back.
    """
    await open_for_assignment(ctx, pool_id)
    rows = await ctx.db.execute(
        text(
            "select s.profile, s.outcome, (select coalesce(c.display, c.code) from codes c"
            "  where c.workspace_id = :workspace and c.pool_id = :pool and c.position ="
            " s.code_position) as code"
            " from vouchers_assign_bulk(:workspace, :pool, cast(:profiles as bigint[]), :mode,"
            " :source, :now) s"
        ),
        {
            "workspace": ctx.workspace_id,
            "pool": pool_id,
            "profiles": sorted(profile_ids),
            "mode": mode,
            "source": ctx.actor.label,
            "now": ctx.now,
        },
    )
    return {row.profile: Given(row.outcome, row.code) for row in rows}
