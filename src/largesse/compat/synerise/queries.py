"""Reads by page number and by UUID, which the native API does not offer."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.profiles.queries import uuids_of
from largesse.vouchers.codes import pool_prefix, position_of
from largesse.vouchers.queries import counts_of, get_pool, list_pool_codes, list_pools, view_code
from largesse.vouchers.schemas import CodeView, PoolCounts, PoolView


async def pools_on_page(ctx: Context, *, page: int, limit: int) -> tuple[list[PoolView], int]:
    """The pools of a page, newest first, and how many there are in all."""
    total = await ctx.db.scalar(
        text("select count(*) from pools where workspace_id = :workspace and deleted_at is null"),
        {"workspace": ctx.workspace_id},
    )
    cursor: UUID | None = None
    if page > 1:
        cursor = await ctx.db.scalar(
            text(
                "select id from pools where workspace_id = :workspace and deleted_at is null"
                " order by id desc offset :before limit 1"
            ),
            {"workspace": ctx.workspace_id, "before": (page - 1) * limit - 1},
        )
        if cursor is None:
            return [], total or 0
    return (await list_pools(ctx, limit=limit, cursor=cursor)).items, total or 0


async def codes_on_page(ctx: Context, pool_id: UUID, *, page: int, limit: int) -> tuple[list[CodeView], int]:
    """The codes of a page of a pool, in the order they are handed out, and how many there are in all."""
    total = (await counts_of_pool(ctx, pool_id)).total
    before = (page - 1) * limit
    if before >= total:
        return [], total
    cursor = None
    if before > 0:
        cursor = await ctx.db.scalar(
            text(
                "select position from codes where workspace_id = :workspace and pool_id = :pool"
                " order by position offset :before limit 1"
            ),
            {"workspace": ctx.workspace_id, "pool": pool_id, "before": before - 1},
        )
    found = await list_pool_codes(
        ctx, pool_id, limit=limit, cursor=str(cursor) if cursor is not None else None
    )
    return found.items, total


async def counts_of_pool(ctx: Context, pool_id: UUID) -> PoolCounts:
    """Exact counts of one pool; NotFoundError."""
    await get_pool(ctx, pool_id)
    return (await counts_of(ctx, [pool_id]))[pool_id]


async def code_of_uuid(ctx: Context, uuid: UUID) -> CodeView:
    """The code with this UUID, which is computed from its pool and position; NotFoundError."""
    lowest, highest = pool_prefix(uuid)
    pools = await ctx.db.scalars(
        text("select id from pools where workspace_id = :workspace and id between :lowest and :highest"),
        {"workspace": ctx.workspace_id, "lowest": lowest, "highest": highest},
    )
    for pool_id in pools.all():
        if uuid == pool_id:
            continue
        code = await ctx.db.scalar(
            text(
                "select code from codes"
                " where workspace_id = :workspace and pool_id = :pool and position = :at"
            ),
            {"workspace": ctx.workspace_id, "pool": pool_id, "at": position_of(uuid, pool_id)},
        )
        if code is not None:
            return await view_code(ctx, code)
    raise NotFoundError("code_not_found", f"There is no code with the UUID {uuid} in this workspace.")


async def holders_of(ctx: Context, codes: Sequence[CodeView]) -> dict[int, UUID]:
    """The UUIDs of the profiles that hold these codes."""
    return await uuids_of(ctx, {code.profile_id for code in codes if code.profile_id is not None})
