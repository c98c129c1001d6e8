"""How a pool came to be what it is: its counts at the end of each day, reckoned back from now."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.vouchers.commands.start_imports import time_zone_of
from largesse.vouchers.queries import get_pool
from largesse.vouchers.schemas import PoolDay, PoolHistory

MAX_DAYS: Final = 400
CHANGES: Final = (
    "select day, sum(unassigned) as unassigned, sum(assigned) as assigned, sum(redeemed_net) as redeemed_net,"
    " sum(handed_out) as handed_out, sum(redeemed) as redeemed from ("
    " select day, unassigned, assigned, redeemed_net, handed_out, redeemed from pool_days"
    "  where workspace_id = :workspace and pool_id = :pool and day >= :first"
    " union all select cast(at at time zone cast(:zone as text) as date), unassigned, assigned, redeemed,"
    "  handed_out, greatest(redeemed, 0) from pool_count_deltas"
    "  where workspace_id = :workspace and pool_id = :pool"
    ") c group by day order by day desc"
)
# Codes by the moment they lapsed unused; the first row is of those that did not.
STOCK: Final = (
    "select case when valid_until > :now then null else valid_until end as lapsed,"
    " sum(unassigned) as unassigned, sum(assigned) as assigned, sum(redeemed) as redeemed from ("
    " select valid_until, unassigned, assigned, redeemed from pool_counts"
    "  where workspace_id = :workspace and pool_id = :pool"
    " union all select valid_until, unassigned, assigned, redeemed from pool_count_deltas"
    "  where workspace_id = :workspace and pool_id = :pool"
    ") c group by 1 order by 1 nulls first"
)


async def history_of(ctx: Context, pool_id: UUID, *, days: int) -> PoolHistory:
    """The last `days` days of a pool, today being the last; NotFoundError."""
    pool = await get_pool(ctx, pool_id)
    name = await time_zone_of(ctx)
    zone = ZoneInfo(name)
    today = ctx.now.astimezone(zone).date()
    first = max(today - timedelta(days=days - 1), min(today, pool.created_at.astimezone(zone).date()))
    key = {"workspace": ctx.workspace_id, "pool": pool_id}
    stock = (await ctx.db.execute(text(STOCK), {**key, "now": ctx.now})).mappings().all()
    changes = (await ctx.db.execute(text(CHANGES), {**key, "first": first, "zone": name})).mappings()
    by_day = {row["day"]: row for row in changes}
    walk = _Walk(stock, ends_at=pool.codes_expire_at, now=ctx.now, zone=zone)
    backwards = [
        walk.back(today - timedelta(days=back), by_day.get(today - timedelta(days=back)))
        for back in range((today - first).days + 1)
    ]
    return PoolHistory(time_zone=name, days=backwards[::-1])


class _Walk:
    """Goes back from the counts of now, a day at a time, and takes from them what that day changed."""

    def __init__(
        self, stock: Sequence[RowMapping], *, ends_at: datetime | None, now: datetime, zone: ZoneInfo
    ) -> None:
        self._unassigned, self._assigned, self._redeemed = (
            sum(int(row[name]) for row in stock) for name in ("unassigned", "assigned", "redeemed")
        )
        self._lapses = [(row["lapsed"], int(row["unassigned"])) for row in stock if row["lapsed"] is not None]
        self._lapsed = sum(unassigned for _, unassigned in self._lapses)
        self._ends_at, self._now, self._zone = ends_at, now, zone

    def back(self, day: date, change: RowMapping | None) -> PoolDay:
        end = min(self._now, datetime.combine(day + timedelta(days=1), time(), self._zone))
        while self._lapses and self._lapses[-1][0] > end:
            self._lapsed -= self._lapses.pop()[1]
        ended = self._ends_at is not None and self._ends_at <= end
        told = PoolDay(
            day=day,
            remaining=0 if ended else max(0, self._unassigned - self._lapsed),
            assigned=max(0, self._assigned),
            redeemed=max(0, self._redeemed),
            handed_out=int(change["handed_out"]) if change else 0,
            redemptions=int(change["redeemed"]) if change else 0,
        )
        if change is not None:
            self._unassigned -= int(change["unassigned"])
            self._assigned -= int(change["assigned"])
            self._redeemed -= int(change["redeemed_net"])
        return told
