"""Counts days: every count is made anew from the rows, so that doing it twice changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.ids import first_id
from largesse.reports.days import ONE, begin_of, day_of, days_between

# Transactions carry the moment at which they began; none is open longer than this.
SLACK: Final = timedelta(minutes=10)
NOBODY: Final = UUID(int=0)
TABLES: Final = ("report_redemptions", "report_rejections", "report_points", "report_progress")

REDEEMED: Final = """
insert into report_redemptions (workspace_id, scope, day, hour, campaign_id, promotion_id, currency, redemptions,
    rolled_back, discount, revenue, by_customers, newcomers)
with done as materialized (
    select d.id, d.state, d.profile_id, d.currency, d.redeemed_at,
        cast(extract(hour from d.redeemed_at at time zone :zone) as smallint) as hour,
        greatest(d.initial - d.discount - case when d.returned = '{}' then 0 else (
            select coalesce(sum(cast(l.params ->> 'refund' as bigint)), 0) from redemption_ledger l
            where l.workspace_id = :workspace and l.redemption_id = d.id and l.kind = 'rollback') end, 0) as revenue
    from redemptions d
    where d.workspace_id = :workspace and d.redeemed_at >= :begin and d.redeemed_at < :end
), given as materialized (
    select d.id, coalesce(i.campaign_id, :nobody) as campaign_id, i.promotion_id,
        sum(i.discount - i.rolled_back) as discount
    from done d join redemption_items i on i.workspace_id = :workspace and i.redemption_id = d.id
    group by d.id, i.campaign_id, i.promotion_id
), parts as (
    select 'all' as scope, d.hour, cast(:nobody as uuid) as campaign_id, cast(:nobody as uuid) as promotion_id,
        d.id, sum(g.discount) as discount
    from done d left join given g on g.id = d.id group by d.id, d.hour
    union all
    select 'campaign', 0, g.campaign_id, :nobody, g.id, sum(g.discount) from given g
    where g.campaign_id <> :nobody group by g.id, g.campaign_id
    union all
    select 'promotion', 0, g.campaign_id, g.promotion_id, g.id, g.discount from given g
)
select :workspace, p.scope, :day, p.hour, p.campaign_id, p.promotion_id, d.currency,
    count(*) filter (where d.state = 2), count(*) filter (where d.state = 3),
    coalesce(sum(p.discount) filter (where d.state = 2), 0), coalesce(sum(d.revenue) filter (where d.state = 2), 0),
    count(d.profile_id),
    count(*) filter (where d.profile_id is not null and not exists (
        select from redemptions e
        where e.workspace_id = :workspace and e.profile_id = d.profile_id
          and (e.redeemed_at, e.id) < (d.redeemed_at, d.id)
          and (p.scope = 'all' or exists (
            select from redemption_items o where o.workspace_id = :workspace and o.redemption_id = e.id
              and (o.campaign_id = p.campaign_id and p.scope = 'campaign'
                   or o.promotion_id = p.promotion_id and p.scope = 'promotion')))))
from parts p join done d on d.id = p.id
group by p.scope, p.hour, p.campaign_id, p.promotion_id, d.currency
"""  # noqa: S608  nothing is put into it
REFUSED: Final = """
insert into report_rejections (workspace_id, day, campaign_id, promotion_id, reason, attempts)
select :workspace, :day, coalesce(campaign_id, :nobody), coalesce(promotion_id, :nobody), reason, count(*)
from rejections where workspace_id = :workspace and id >= :first_id and id < :next_id
group by 3, 4, reason
"""
POINTS: Final = """
insert into report_points (workspace_id, day, kind, promotion_id, points, entries)
select :workspace, :day, kind, coalesce(promotion_id, :nobody), sum(amount), count(*)
from points_ledger where workspace_id = :workspace and at >= :begin and at < :end
group by kind, 4
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which days are to be counted, up to which moment."""

    zone: ZoneInfo
    now: datetime
    first_day: date
    days: tuple[date, ...]


async def plan_count(ctx: Context, *, from_scratch: bool = False, breath: int = 20) -> Plan | None:
    """What there is to count now; None when the last count is so fresh that another can wait.

    Counting rests `breath` times as long as it took. From scratch: what was counted is forgotten, as it also is
    when the workspace's time zone has changed.
    """
    zone = ZoneInfo(await _zone_of(ctx))
    today = day_of(ctx.now, zone)
    row = (
        await ctx.db.execute(
            text("select * from report_progress where workspace_id = :workspace"),
            {"workspace": ctx.workspace_id},
        )
    ).one_or_none()
    first = await _first_day(ctx, zone)
    if row is None or from_scratch or row.zone != zone.key:
        await _forget(ctx)
        return Plan(zone, ctx.now, first, tuple(days_between(first, today)))
    if ctx.now < row.counted_until + row.took * breath:
        return None
    days = set(days_between(day_of(row.counted_until - SLACK, zone), today))
    days |= await _changed_days(ctx, zone, since=row.counted_until - SLACK)
    if first < row.first_day:
        days |= set(days_between(first, row.first_day - ONE))
    return Plan(zone, ctx.now, min(first, row.first_day), tuple(sorted(days)))


async def count_day(ctx: Context, plan: Plan, day: date) -> None:
    """Counts a day anew from its rows."""
    await _lock(ctx)
    begin, end = begin_of(day, plan.zone), begin_of(day + ONE, plan.zone)
    values = {
        "workspace": ctx.workspace_id,
        "zone": plan.zone.key,
        "day": day,
        "begin": begin,
        "end": end,
        "first_id": first_id(begin),
        "next_id": first_id(end),
        "nobody": NOBODY,
    }
    counted = {"report_redemptions": REDEEMED, "report_rejections": REFUSED, "report_points": POINTS}
    for table, count in counted.items():
        await ctx.db.execute(
            text(f"delete from {table} where workspace_id = :workspace and day = :day"),  # noqa: S608  our own
            {"workspace": ctx.workspace_id, "day": day},
        )
        await ctx.db.execute(text(count), values)


async def keep_progress(ctx: Context, plan: Plan, took: timedelta) -> None:
    """Remembers up to which moment days are counted, and how long it took."""
    await ctx.db.execute(
        text(
            "insert into report_progress (workspace_id, zone, first_day, counted_until, took)"
            " values (:workspace, :zone, :first, :until, :took) on conflict (workspace_id) do update set"
            " zone = excluded.zone, first_day = excluded.first_day, counted_until = excluded.counted_until,"
            " took = excluded.took"
        ),
        {
            "workspace": ctx.workspace_id,
            "zone": plan.zone.key,
            "first": plan.first_day,
            "until": plan.now,
            "took": took,
        },
    )


async def _lock(ctx: Context) -> None:
    """One count at a time in a workspace."""
    await ctx.db.execute(
        text("select pg_advisory_xact_lock(hashtextextended('reports ' || :workspace, 0))"),
        {"workspace": str(ctx.workspace_id)},
    )


async def _zone_of(ctx: Context) -> str:
    zone: str = await ctx.db.scalar(
        text("select time_zone from workspaces where id = :workspace"), {"workspace": ctx.workspace_id}
    )
    return zone


async def _forget(ctx: Context) -> None:
    for table in TABLES:
        await ctx.db.execute(
            text(f"delete from {table} where workspace_id = :workspace"),  # noqa: S608  our own names
            {"workspace": ctx.workspace_id},
        )


async def _first_day(ctx: Context, zone: ZoneInfo) -> date:
    """The day of the first thing that was redeemed, refused or credited; today when there is none."""
    first = await ctx.db.scalar(
        text(
            "select least((select created_at from redemptions where workspace_id = :workspace order by id limit 1),"
            " (select at from rejections where workspace_id = :workspace order by id limit 1),"
            " (select at from points_ledger where workspace_id = :workspace order by id limit 1), :now)"
        ),
        {"workspace": ctx.workspace_id, "now": ctx.now},
    )
    return day_of(first, zone)


async def _changed_days(ctx: Context, zone: ZoneInfo, *, since: datetime) -> set[date]:
    """The days of redemptions that were taken back, whole or in part, since that moment."""
    rows = await ctx.db.scalars(
        text(
            "select d.redeemed_at from redemption_ledger l"
            " join redemptions d on d.workspace_id = l.workspace_id and d.id = l.redemption_id"
            " where l.workspace_id = :workspace and l.at >= :since and l.kind = 'rollback'"
            " and d.redeemed_at is not null"
        ),
        {"workspace": ctx.workspace_id, "since": since},
    )
    return {day_of(moment, zone) for moment in rows}
