"""Plans which days are to be counted, and counts them; see counts.sql."""

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


@dataclass(frozen=True, slots=True)
class Plan:
    """Which days are to be counted, up to which moment."""

    zone: ZoneInfo
    now: datetime
    first_day: date
    days: tuple[date, ...]


async def plan_count(ctx: Context, *, from_scratch: bool = False, breath: int = 20) -> Plan | None:
    """What there is to count now; None when the last count is so fresh that another can wait.

    Counting rests `breath` times as long as it took. From scratch: what was counted is forgotten, as it also
    is when the workspace's time zone has changed.
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
    begin, end = begin_of(day, plan.zone), begin_of(day + ONE, plan.zone)
    await ctx.db.execute(
        text("select reports_count_day(:workspace, :day, :zone, :begin, :end, :first_id, :end_id)"),
        {
            "workspace": ctx.workspace_id,
            "day": day,
            "zone": plan.zone.key,
            "begin": begin,
            "end": end,
            "first_id": first_id(begin),
            "end_id": first_id(end),
        },
    )


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


async def _zone_of(ctx: Context) -> str:
    zone: str = await ctx.db.scalar(
        text("select time_zone from workspaces where id = :workspace"), {"workspace": ctx.workspace_id}
    )
    return zone


async def _forget(ctx: Context) -> None:
    for table in TABLES:
        await ctx.db.execute(
            text(f"delete from {table} where workspace_id = :workspace"),
            {"workspace": ctx.workspace_id},
        )


async def _first_day(ctx: Context, zone: ZoneInfo) -> date:
    """The day of the first thing that was redeemed, refused or credited; today when there is none."""
    first = await ctx.db.scalar(
        text(
            "select least("
            " (select created_at from redemptions where workspace_id = :workspace order by id limit 1),"
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
