"""How codes stood at the end of each day: reckoned back from what they are now by what each day changed."""

from collections import defaultdict
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.reports.days import ONE, begin_of, day_of, days_between
from largesse.reports.queries import Bounds, Wanted, bounds_of
from largesse.reports.schemas import CodeDay, CodeReport, PoolStock

STATES: Final = ("unassigned", "expired", "assigned", "redeemed", "cancelled")
CHANGED: Final = ("unassigned", "assigned", "redeemed", "cancelled")
POOLS: Final = (
    "select p.id, p.name, p.created_at, p.codes_expire_at from pools p"
    " where p.workspace_id = :workspace and p.deleted_at is null"
    " and (cast(:campaign as uuid) is null and cast(:promotion as uuid) is null or p.id in ("
    "  select o.pool_id from promotion_pools o join promotions m on m.workspace_id = :workspace"
    "   and m.id = o.promotion_id where o.workspace_id = :workspace"
    "   and (cast(:campaign as uuid) is null or m.campaign_id = :campaign)"
    "   and (cast(:promotion as uuid) is null or m.id = :promotion)))"
    " order by p.name, p.id"
)
# Now, by the date until which codes are good; `infinity` does not cross the wire.
NOW: Final = (
    "select pool_id, nullif(valid_until, 'infinity') as valid_until, sum(unassigned) as unassigned,"
    " sum(assigned) as assigned, sum(redeemed) as redeemed, sum(cancelled) as cancelled from ("
    " select pool_id, valid_until, unassigned, assigned, redeemed, cancelled from pool_counts"
    "  where workspace_id = :workspace and pool_id = any(:pools)"
    " union all select pool_id, valid_until, unassigned, assigned, redeemed, cancelled from pool_count_deltas"
    "  where workspace_id = :workspace and pool_id = any(:pools)) c group by pool_id, valid_until"
)
CHANGES: Final = (
    "select pool_id, day, sum(unassigned) as unassigned, sum(assigned) as assigned,"
    " sum(redeemed) as redeemed, sum(cancelled) as cancelled from ("
    " select pool_id, day, unassigned, assigned, redeemed_net as redeemed, cancelled from pool_days"
    "  where workspace_id = :workspace and pool_id = any(:pools) and day >= :first"
    " union all select pool_id, cast(at at time zone cast(:zone as text) as date), unassigned, assigned,"
    "  redeemed, cancelled from pool_count_deltas where workspace_id = :workspace and pool_id = any(:pools)"
    ") c group by pool_id, day"
)


async def report_codes(ctx: Context, wanted: Wanted) -> CodeReport:
    """Codes by state at the end of each day, and how each pool stood in the end."""
    bounds = await bounds_of(ctx, wanted)
    last = min(bounds.last, day_of(ctx.now, bounds.zone))
    values = {
        "workspace": ctx.workspace_id,
        "campaign": wanted.campaign_id,
        "promotion": wanted.promotion_id,
    }
    pools = (await ctx.db.execute(text(POOLS), values)).mappings().all()
    key = {"workspace": ctx.workspace_id, "pools": [pool["id"] for pool in pools]}
    stands: dict[UUID, list[RowMapping]] = defaultdict(list)
    for row in (await ctx.db.execute(text(NOW), key)).mappings():
        stands[row["pool_id"]].append(row)
    changes: dict[UUID, dict[date, RowMapping]] = defaultdict(dict)
    since = {**key, "first": bounds.first, "zone": bounds.zone.key}
    for row in (await ctx.db.execute(text(CHANGES), since)).mappings():
        changes[row["pool_id"]][row["day"]] = row
    oldest = min((pool["created_at"] for pool in pools), default=ctx.now)
    first = max(bounds.first, day_of(oldest, bounds.zone))
    walks = {pool["id"]: _Walk(pool, stands[pool["id"]], changes[pool["id"]]) for pool in pools}
    days = []
    for day in reversed(list(days_between(first, day_of(ctx.now, bounds.zone)))):
        end = min(ctx.now, begin_of(day + ONE, bounds.zone))
        of_pools = [walk.at_the_end_of(day, end, in_period=day <= last) for walk in walks.values()]
        if walks and day <= last:
            days.append(CodeDay(day=day, **{name: sum(of[name] for of in of_pools) for name in STATES}))
    return CodeReport.model_validate(
        {
            **bounds.told(),
            "counted_until": ctx.now,
            "days": days[::-1],
            "pools": [_pool(pool, walks[pool["id"]], bounds) for pool in pools] if days else [],
        }
    )


class _Walk:
    """Goes back from what a pool is now, a day at a time, and takes from it what that day changed."""

    def __init__(self, pool: RowMapping, stands: list[RowMapping], changes: dict[date, RowMapping]) -> None:
        self._counts = {name: sum(int(row[name]) for row in stands) for name in CHANGED}
        self._lapses = [(row["valid_until"], int(row["unassigned"])) for row in stands if row["valid_until"]]
        self._ends_at: datetime | None = pool["codes_expire_at"]
        self._changes = changes
        self.last: dict[str, int] | None = None
        self.redeemed = 0

    def at_the_end_of(self, day: date, end: datetime, *, in_period: bool) -> dict[str, int]:
        """The counts at the end of a day; called for each day, the latest first."""
        counts = {name: max(0, count) for name, count in self._counts.items()}
        whole = self._ends_at is not None and self._ends_at <= end
        lapsed = sum(count for until, count in self._lapses if until <= end)
        counts["expired"] = counts["unassigned"] if whole else min(lapsed, counts["unassigned"])
        counts["unassigned"] -= counts["expired"]
        if in_period and self.last is None:
            self.last = counts
        if change := self._changes.get(day):
            for name in CHANGED:
                self._counts[name] -= int(change[name])
            self.redeemed += int(change["redeemed"]) if in_period else 0
        return counts


def _pool(pool: RowMapping, walk: _Walk, bounds: Bounds) -> PoolStock:
    if walk.last is None:
        msg = f"no day of {bounds.first} to {bounds.last} was walked"
        raise RuntimeError(msg)
    return PoolStock(pool_id=pool["id"], name=pool["name"], **walk.last, redeemed_in_period=walk.redeemed)
