"""Gives one particular code to a profile, as against the next one of its pool."""

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import ConflictError
from largesse.events.commands import emit
from largesse.vouchers.queries import get_code, get_pool, view_code
from largesse.vouchers.schemas import CodeView


async def give_code(ctx: Context, code: str, profile_id: int) -> CodeView:
    """Assigns this very code; ConflictError (`code_not_free`, `profile_limit_reached`, `busy`)."""
    row = await get_code(ctx, code)
    pool = await get_pool(ctx, row["pool_id"])
    values: dict[str, object] = {
        "workspace": ctx.workspace_id,
        "pool": pool.id,
        "position": row["position"],
        "profile": profile_id,
        "now": ctx.now,
        "expire_at": pool.codes_expire_at,
        "expire_after": pool.codes_expire_after,
    }
    given = (
        await ctx.db.execute(
            text(
                "update codes set state = 2, profile_id = :profile, assigned_at = :now,"
                " expires_at = nullif(least(valid_until, cast(:expire_at as timestamptz),"
                " :now + cast(:expire_after as interval)), 'infinity')"
                " where workspace_id = :workspace and pool_id = :pool and position = :position"
                " and state = 1 and valid_until > :now returning valid_until, expires_at"
            ),
            values,
        )
    ).one_or_none()
    if given is None:
        raise ConflictError("code_not_free", f"The code {code} is not free any more.")
    await _take_slot(ctx, values, limit=pool.profile_limit)
    await ctx.db.execute(
        text(
            "insert into pool_count_deltas"
            " (workspace_id, pool_id, valid_until, unassigned, assigned, handed_out, at)"
            " values (:workspace, :pool, :valid, -1, 1, 1, :now)"
        ),
        {**values, "valid": given.valid_until},
    )
    shown = row["display"] or row["code"]
    await emit(
        ctx,
        "code.assigned",
        {"pool_id": pool.id, "code": shown, "expires_at": given.expires_at},
        profile_id=profile_id,
    )
    return await view_code(ctx, shown)


async def _take_slot(ctx: Context, values: dict[str, object], *, limit: int | None) -> None:
    """Takes the smallest free slot, so that the key of the table also holds the limit; see assign.sql."""
    mine = "workspace_id = :workspace and profile_id = :profile and pool_id = :pool"
    held: int = (
        await ctx.db.execute(text(f"select count(*) from assignments where {mine}"), values)
    ).scalar_one()
    if limit is not None and held >= limit:
        raise ConflictError(
            "profile_limit_reached",
            "This profile holds as many codes of this pool as its limit per profile allows.",
        )
    taken = await ctx.db.scalar(
        text(
            "insert into assignments (workspace_id, profile_id, pool_id, slot, position, assigned_at)"
            " select :workspace, :profile, :pool, s, :position, :now"
            " from generate_series(1, cast(:held as integer) + 1) s"
            f" where not exists (select from assignments where {mine} and slot = s) order by s limit 1"
            " on conflict do nothing returning slot"
        ),
        {**values, "held": held},
    )
    if taken is None:
        raise ConflictError(
            "busy", "Another request gave this profile a code at this moment. Repeat it.", retry_after=1
        )
