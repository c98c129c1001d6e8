"""Adds codes at the end of a pool: who adds holds the pool's lock, and moves its tail last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import ConflictError
from largesse.vouchers.models import Pool, PoolHead
from largesse.vouchers.queries import get_pool


@dataclass(frozen=True, slots=True)
class OpenPool:
    """A pool that only this transaction adds to: codes go to positions after `tail`."""

    pool: Pool
    tail: int
    room: int | None


async def open_pool(ctx: Context, pool_id: UUID) -> OpenPool:
    """Locks a pool against other adders (not against assignment) until the transaction ends."""
    await ctx.db.execute(
        text("select pg_advisory_xact_lock(hashtextextended('pool ' || cast(:pool as text), 0))"),
        {"pool": str(pool_id)},
    )
    return await look_at_pool(ctx, pool_id)


async def look_at_pool(ctx: Context, pool_id: UUID) -> OpenPool:
    """The pool as it stands, for a check that adds nothing and keeps nobody waiting.

    `room` is how many codes its limit still allows, None without a limit.
    """
    pool = await get_pool(ctx, pool_id)
    head = await ctx.db.get(PoolHead, (ctx.workspace_id, pool_id), populate_existing=True)
    room = None
    if pool.code_limit is not None:
        total = await ctx.db.scalar(
            text(
                "select unassigned + expired + assigned + redeemed + cancelled"
                " from vouchers_counts(:workspace, array[cast(:pool as uuid)], :now)"
            ),
            {"workspace": ctx.workspace_id, "pool": pool_id, "now": ctx.now},
        )
        room = max(0, pool.code_limit - (total or 0))
    return OpenPool(pool=pool, tail=head.tail if head else 0, room=room)


async def close_pool(ctx: Context, opened: OpenPool, added: Mapping[datetime | None, int]) -> None:
    """Moves the tail over the added codes and counts them; the last statement before the commit.

    `added` tells how many codes have which date of their own (None: no date).
    """
    for valid_until, count in added.items():
        await ctx.db.execute(
            text(
                "insert into pool_count_deltas (workspace_id, pool_id, valid_until, unassigned, at)"
                " values (:workspace, :pool, coalesce(cast(:valid as timestamptz), 'infinity'), :count, :now)"
            ),
            {
                "workspace": ctx.workspace_id,
                "pool": opened.pool.id,
                "valid": valid_until,
                "count": count,
                "now": ctx.now,
            },
        )
    await ctx.db.execute(
        text("update pool_heads set tail = :tail where workspace_id = :workspace and pool_id = :pool"),
        {"tail": opened.tail + sum(added.values()), "workspace": ctx.workspace_id, "pool": opened.pool.id},
    )


def pool_full(opened: OpenPool) -> ConflictError:
    """The failure of an addition beyond the pool's limit."""
    return ConflictError(
        "pool_full",
        f"The pool may hold {opened.pool.code_limit} codes and has room for {opened.room}. Raise code_limit.",
        facts={"code_limit": opened.pool.code_limit, "room": opened.room},
    )
