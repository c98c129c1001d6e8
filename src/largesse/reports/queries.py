"""Reads what was counted of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.core.errors import InvalidError
from largesse.reports.commands import NOBODY
from largesse.reports.days import ONE, day_of
from largesse.reports.schemas import (
    Money,
    MoneyDay,
    PointsDay,
    PointsReport,
    PromotionFigures,
    PromotionReport,
    ReasonCount,
    RedemptionDay,
    RedemptionReport,
)

USUAL_DAYS: Final = 30
MOST_DAYS: Final = 1100
MOST_PROMOTIONS: Final = 500
KINDS: Final = {
    "granted": ("earn", 1),
    "spent": ("spend", -1),
    "expired": ("expire", -1),
    "returned": ("return", 1),
    "adjusted": ("adjust", 1),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which days are asked for, and of which campaign or promotion only."""

    first_day: date | None = None
    last_day: date | None = None
    campaign_id: UUID | None = None
    promotion_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days of a report, and up to when they are counted."""

    first: date
    last: date
    zone: ZoneInfo
    counted_until: datetime | None

    def told(self) -> dict[str, object]:
        """The fields that every report begins with."""
        return {
            "first_day": self.first,
            "last_day": self.last,
            "time_zone": self.zone.key,
            "counted_until": self.counted_until,
        }


async def report_redemptions(ctx: Context, wanted: Wanted) -> RedemptionReport:
    """Redemptions, refused attempts, discount and revenue by day."""
    bounds = await bounds_of(ctx, wanted)
    rows = await _read(
        ctx,
        "select day, currency, sum(redemptions) as redemptions, sum(rolled_back) as rolled_back,"
        " sum(discount) as discount, sum(revenue) as revenue from report_redemptions"
        f" where workspace_id = :workspace and scope = :scope and {_OWNED} and day between :first and :last"
        " group by day, currency order by day, currency",
        bounds,
        wanted,
    )
    refused = await _read(
        ctx,
        "select day, reason, sum(attempts) as attempts from report_rejections"
        f" where workspace_id = :workspace and {_OWNED} and day between :first and :last"
        " group by day, reason",
        bounds,
        wanted,
    )
    days = {row["day"]: RedemptionDay(day=row["day"], redemptions=0, rolled_back=0, rejections=0)
            for row in (*rows, *refused)}  # fmt: skip
    money: dict[str, Money] = {}
    for row in rows:
        days[row["day"]].redemptions += int(row["redemptions"])
        days[row["day"]].rolled_back += int(row["rolled_back"])
        of_one = money.setdefault(row["currency"], Money(currency=row["currency"], discount=0, revenue=0))
        of_one.discount += int(row["discount"])
        of_one.revenue += int(row["revenue"])
    reasons: dict[str, int] = {}
    for row in refused:
        days[row["day"]].rejections += int(row["attempts"])
        reasons[row["reason"]] = reasons.get(row["reason"], 0) + int(row["attempts"])
    return RedemptionReport.model_validate(
        {
            **bounds.told(),
            "redemptions": sum(day.redemptions for day in days.values()),
            "rolled_back": sum(day.rolled_back for day in days.values()),
            "rejections": sum(day.rejections for day in days.values()),
            "money": [money[currency] for currency in sorted(money)],
            "days": [days[day] for day in sorted(days)],
            "money_days": [
                MoneyDay(**{name: row[name] for name in MoneyDay.model_fields})
                for row in rows
                if row["discount"] or row["revenue"]
            ],
            "reasons": [
                ReasonCount(reason=reason, attempts=count)
                for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
            ],
        }
    )


async def report_promotions(ctx: Context, wanted: Wanted) -> PromotionReport:
    """What each promotion did, for each currency by itself."""
    bounds = await bounds_of(ctx, wanted)
    rows = await _read(
        ctx,
        "select s.*, nullif(s.campaign, :nobody) as campaign_id, p.name, p.code, c.name as campaign from ("
        " select promotion_id, campaign_id as campaign, currency, sum(redemptions) as redemptions,"
        "  sum(rolled_back) as rolled_back, sum(discount) as discount, sum(revenue) as revenue,"
        "  sum(by_customers) as by_customers, sum(newcomers) as newcomers from report_redemptions"
        f" where workspace_id = :workspace and scope = 'promotion' and {_OWNED}"
        "  and day between :first and :last group by promotion_id, campaign_id, currency"
        " order by sum(redemptions) desc, promotion_id limit :most) s"
        " join promotions p on p.workspace_id = :workspace and p.id = s.promotion_id"
        " left join campaigns c on c.workspace_id = :workspace and c.id = s.campaign"
        " order by s.redemptions desc, s.promotion_id, s.currency",
        bounds,
        wanted,
    )
    items = [PromotionFigures(**{name: row[name] for name in PromotionFigures.model_fields}) for row in rows]
    return PromotionReport.model_validate({**bounds.told(), "items": items})


async def report_points(ctx: Context, wanted: Wanted) -> PointsReport:
    """Points granted, spent and expired by day."""
    bounds = await bounds_of(ctx, wanted)
    rows = await _read(
        ctx,
        "select day, kind, sum(points) as points from report_points r"
        " where workspace_id = :workspace and day between :first and :last"
        " and (cast(:promotion as uuid) is null or promotion_id = :promotion)"
        " and (cast(:campaign as uuid) is null or promotion_id in (select id from promotions"
        "  where workspace_id = :workspace and campaign_id = :campaign))"
        " group by day, kind order by day",
        bounds,
        wanted,
    )
    points: dict[date, dict[str, int]] = {}
    for row in rows:
        points.setdefault(row["day"], {})[row["kind"]] = int(row["points"])
    days = [
        PointsDay(day=day, **{name: sign * of_day.get(kind, 0) for name, (kind, sign) in KINDS.items()})
        for day, of_day in points.items()
    ]
    totals = {name: sum(getattr(day, name) for day in days) for name in KINDS}
    return PointsReport.model_validate({**bounds.told(), **totals, "days": days})


_OWNED: Final = (
    "(cast(:campaign as uuid) is null or campaign_id = :campaign)"
    " and (cast(:promotion as uuid) is null or promotion_id = :promotion)"
)


async def bounds_of(ctx: Context, wanted: Wanted) -> Bounds:
    """The days that are asked for; InvalidError `invalid_days`."""
    row = (
        await ctx.db.execute(
            text(
                "select w.time_zone, r.counted_until from workspaces w"
                " left join report_progress r on r.workspace_id = w.id and r.zone = w.time_zone"
                " where w.id = :workspace"
            ),
            {"workspace": ctx.workspace_id},
        )
    ).one()
    zone = ZoneInfo(row.time_zone)
    last = wanted.last_day or max(day_of(ctx.now, zone), wanted.first_day or date.min)
    first = wanted.first_day or date.fromordinal(max(1, last.toordinal() - USUAL_DAYS + 1))
    if not ONE <= last - first + ONE <= timedelta(days=MOST_DAYS):
        raise InvalidError(
            "invalid_days",
            f"A report has 1 to {MOST_DAYS} days: first_day may not be after last_day.",
            pointer="/query/first_day",
        )
    return Bounds(first, last, zone, row.counted_until)


async def _read(ctx: Context, query: str, bounds: Bounds, wanted: Wanted) -> Sequence[RowMapping]:
    scope = "promotion" if wanted.promotion_id else "campaign" if wanted.campaign_id else "all"
    values = {
        "workspace": ctx.workspace_id,
        "first": bounds.first,
        "last": bounds.last,
        "campaign": wanted.campaign_id,
        "promotion": wanted.promotion_id,
        "scope": scope,
        "nobody": NOBODY,
        "most": MOST_PROMOTIONS,
    }
    bound = {name: value for name, value in values.items() if f":{name}" in query}
    return (await ctx.db.execute(text(query), bound)).mappings().all()
