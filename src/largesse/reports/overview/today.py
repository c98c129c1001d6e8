"""Today against the same weekday last week, up to the same time of the clock."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.reports.days import day_of
from largesse.reports.overview.schemas import DayFigures, HourOfDay, TodayView
from largesse.reports.queries import Wanted, bounds_of
from largesse.reports.schemas import Money

WEEK: Final = timedelta(days=7)
HOURS: Final = (
    "select day, hour, currency, redemptions, discount, revenue from report_redemptions"
    " where workspace_id = :workspace and scope = 'all' and day in (:today, :last_week)"
)
# The hour of last week that is not over yet today, as far as it had come at this time of the clock.
BEGUN: Final = """
select d.currency, count(*) as redemptions, sum(d.revenue) as revenue, sum(d.discount) as discount
from (
    select d.currency, reports_revenue(:workspace, d.id, d.initial, d.discount, d.returned) as revenue,
        (select coalesce(sum(i.discount - i.rolled_back), 0) from redemption_items i
         where i.workspace_id = :workspace and i.redemption_id = d.id) as discount
    from redemptions d where d.workspace_id = :workspace and d.state = 2
      and d.redeemed_at >= :begin and d.redeemed_at < :until
) d group by d.currency
"""


async def view_today(ctx: Context) -> TodayView:
    """What was redeemed today and on the same weekday last week, each up to the same time."""
    bounds = await bounds_of(ctx, Wanted())
    zone = bounds.zone
    today = day_of(ctx.now, zone)
    until = bounds.counted_until
    if until is None or day_of(until, zone) != today:
        until = datetime.combine(today, time(), zone)
    then = _same_time(until, today - WEEK, zone)
    values = {"workspace": ctx.workspace_id, "today": today, "last_week": today - WEEK}
    rows = (await ctx.db.execute(text(HOURS), values)).mappings().all()
    hour = until.astimezone(zone).hour
    begun = (
        await ctx.db.execute(
            text(BEGUN),
            {
                "workspace": ctx.workspace_id,
                "begin": datetime.combine(today - WEEK, time(hour), zone).astimezone(UTC),
                "until": then,
            },
        )
    ).mappings()
    before = [row for row in rows if row["day"] == today - WEEK]
    return TodayView(
        time_zone=zone.key,
        counted_until=bounds.counted_until,
        today=_figures(today, until, (row for row in rows if row["day"] == today)),
        last_week=_figures(today - WEEK, then, [row for row in before if row["hour"] < hour], begun),
        hours=_hours(rows, today),
    )


def _same_time(moment: datetime, day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, moment.astimezone(zone).time(), zone).astimezone(UTC)


def _figures(day: date, until: datetime, *parts: Iterable[RowMapping]) -> DayFigures:
    redemptions = 0
    money: dict[str, Money] = {}
    for part in parts:
        for row in part:
            redemptions += int(row["redemptions"])
            of_one = money.setdefault(row["currency"], Money(currency=row["currency"], discount=0, revenue=0))
            of_one.discount += int(row["discount"])
            of_one.revenue += int(row["revenue"])
    return DayFigures(
        day=day, until=until, redemptions=redemptions, money=[money[name] for name in sorted(money)]
    )


def _hours(rows: Iterable[RowMapping], today: date) -> list[HourOfDay]:
    counts: dict[tuple[bool, int], int] = defaultdict(int)
    for row in rows:
        counts[row["day"] == today, row["hour"]] += int(row["redemptions"])
    return [
        HourOfDay(hour=hour, today=counts[True, hour], last_week=counts[False, hour]) for hour in range(24)
    ]
