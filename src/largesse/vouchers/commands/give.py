"""Gives one particular code to a profile, as against the next one of its pool."""

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import ConflictError
from largesse.events.commands import emit
from largesse.vouchers.queries import get_code, get_pool, view_code
from largesse.vouchers.schemas import CodeView


async def give_code(ctx: Context, code: str, profile_id: int) -> CodeView:
    """Assigns this very code; ConflictError (`code_not_free`, `profile_limit_reached`)."""
    row = await get_code(ctx, code)
    pool = await get_pool(ctx, row["pool_id"])
    values = {
        "workspace": ctx.workspace_id,
        "pool": pool.id,
        "position": row["position"],
        "profile": profile_id,
        "now": ctx.now,
        "limit": pool.profile_limit,
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
    slot = await ctx.db.scalar(
        text(
            "insert into assignments (workspace_id, profile_id, pool_id, slot, position, assigned_at)"
            " select :workspace, :profile, :pool, coalesce(max(slot), 0) + 1, :position, :now"
            " from assignments where workspace_id = :workspace and profile_id = :profile and pool_id = :pool"
            " having cast(:limit as integer) is null or count(*) < cast(:limit as integer) returning slot"
        ),
        values,
    )
    if slot is None:
        raise ConflictError(
            "profile_limit_reached",
            "This profile holds as many codes of this pool as its limit per profile allows.",
        )
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
