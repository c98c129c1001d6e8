"""Watches the stock of pools: each crossing of a threshold becomes one event, whoever else is watching."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject
from largesse.core.jobs import objects_at_work
from largesse.events.commands import emit
from largesse.vouchers.queries import expiring_counts, watched_pools
from largesse.vouchers.schemas import PoolView
from largesse.vouchers.thresholds import AlertKind, Crossing, Stock, crossed, rearmed

KINDS: Final[tuple[AlertKind, ...]] = ("low", "empty", "expires_soon")
# A new pool passes every threshold on its way up; it is looked at once its filling paused for so long.
FILLING: Final = timedelta(seconds=4)
FILLERS: Final = ("import_codes", "generate_codes")


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a pool and its alerts stood when the tick began."""

    head: int
    tail: int
    filled_at: datetime | None
    crossings: dict[AlertKind, Crossing]


async def watch_pools(database: Database) -> int:
    """Emits what happened to the watched pools of every workspace since the last time; returns how much.

    `pool.low`, `pool.empty` and `pool.expires_soon` once for each crossing, `pool.refilled` when a low pool
    is armed again. A row of pool_alert_states, written by compare-and-set in the event's transaction,
    lets one of several watchers through.
    """
    emitted = 0
    for workspace_id in await database.workspace_ids():
        async with database.context(workspace_id) as ctx:
            emitted += await _watch(ctx)
    return emitted


async def _watch(ctx: Context) -> int:
    await _forget_unwatched(ctx)
    # Positions first, counts after: of a refill between the two, the next tick sees that codes were added.
    marks = await _marks(ctx)
    if not marks:
        return 0
    busy = await objects_at_work(ctx, FILLERS)
    pools = [pool for pool in await watched_pools(ctx) if pool.id in marks and str(pool.id) not in busy]
    expiring = await expiring_counts(ctx, pools)
    emitted = 0
    for pool in sorted(pools, key=lambda pool: pool.id):  # one order for all watchers: no deadlock
        emitted += await _settle(ctx, pool, mark=marks[pool.id], expiring=expiring.get(pool.id, 0))
    return emitted


async def _forget_unwatched(ctx: Context) -> None:
    # An alert that is removed and set again starts afresh.
    await ctx.db.execute(
        text(
            "delete from pool_alert_states s where s.workspace_id = :workspace and not exists ("
            " select from pools p where p.workspace_id = s.workspace_id and p.id = s.pool_id"
            " and p.alert is not null and p.deleted_at is null)"
        ),
        {"workspace": ctx.workspace_id},
    )


async def _marks(ctx: Context) -> dict[UUID, _Mark]:
    rows = await ctx.db.execute(
        text(
            "select p.id, h.head, h.tail, c.created_at, s.kind, s.crossed_at, s.tail_at_crossing from pools p"
            " join pool_heads h on h.workspace_id = p.workspace_id and h.pool_id = p.id"
            " left join codes c"
            " on c.workspace_id = p.workspace_id and c.pool_id = p.id and c.position = h.tail"
            " left join pool_alert_states s on s.workspace_id = p.workspace_id and s.pool_id = p.id"
            " where p.workspace_id = :workspace and p.alert is not null and p.deleted_at is null"
        ),
        {"workspace": ctx.workspace_id},
    )
    marks: dict[UUID, _Mark] = {}
    for row in rows:
        mark = marks.setdefault(row.id, _Mark(row.head, row.tail, row.created_at, {}))
        if row.kind is not None:
            mark.crossings[row.kind] = Crossing(row.crossed_at, row.tail_at_crossing)
    return marks


async def _settle(ctx: Context, pool: PoolView, *, mark: _Mark, expiring: int) -> int:
    alert = pool.alert
    if alert is None:  # removed since the tick began
        return 0
    stock = Stock(counts=pool, expiring=expiring, tail=mark.tail)
    again = rearmed(alert, stock, crossings=mark.crossings, now=ctx.now)
    fresh = crossed(alert, stock) - mark.crossings.keys() if _is_in_use(ctx, pool, mark=mark) else set()
    emitted = 0
    for kind in KINDS:
        name = None
        if kind in again:
            forgotten = await _forget(ctx, pool.id, kind, crossing=mark.crossings[kind])
            name = "pool.refilled" if forgotten and kind == "low" and alert.threshold is not None else None
        elif kind in fresh and await _remember(ctx, pool.id, kind, tail=stock.tail):
            name = f"pool.{kind}"
        if name is not None:
            await emit(ctx, name, _facts(pool, stock))
            emitted += 1
    return emitted


def _is_in_use(ctx: Context, pool: PoolView, *, mark: _Mark) -> bool:
    ended = pool.emission_end is not None and pool.emission_end <= ctx.now
    filling = not mark.head and mark.filled_at is not None and ctx.now - mark.filled_at < FILLING
    return pool.active and not ended and not filling


async def _remember(ctx: Context, pool_id: UUID, kind: AlertKind, *, tail: int) -> bool:
    taken = await ctx.db.scalar(
        text(
            "insert into pool_alert_states (workspace_id, pool_id, kind, crossed_at, tail_at_crossing)"
            " values (:workspace, :pool, :kind, :now, :tail) on conflict do nothing returning true"
        ),
        {"workspace": ctx.workspace_id, "pool": pool_id, "kind": kind, "now": ctx.now, "tail": tail},
    )
    return bool(taken)


async def _forget(ctx: Context, pool_id: UUID, kind: AlertKind, *, crossing: Crossing) -> bool:
    taken = await ctx.db.scalar(
        text(
            "delete from pool_alert_states where workspace_id = :workspace and pool_id = :pool"
            " and kind = :kind and crossed_at = :at returning true"
        ),
        {"workspace": ctx.workspace_id, "pool": pool_id, "kind": kind, "at": crossing.at},
    )
    return bool(taken)


def _facts(pool: PoolView, stock: Stock) -> JsonObject:
    """Everything an alert says, so that a listener above need not ask back."""
    alert = pool.alert
    return {
        "pool_id": pool.id,
        "name": pool.name,
        "remaining": pool.remaining,
        "total": pool.total,
        "remaining_percent": pool.remaining_percent,
        "threshold": alert.threshold.model_dump() if alert and alert.threshold else None,
        "expiring": stock.expiring,
        "expires_within_days": alert.expires_within_days if alert else None,
        "burn_rate": pool.burn_rate,
        "runs_out_on": pool.runs_out_on,
        "emails": alert.emails if alert else [],
        "webhook_url": str(alert.webhook_url) if alert and alert.webhook_url else None,
        "link": f"/pools/{pool.id}",
    }
