"""Routes of reports."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.reports import queries, stock
from largesse.reports.queries import Wanted
from largesse.reports.schemas import CodeReport, PointsReport, PromotionReport, RedemptionReport

TAG: Final = "reports"

router = APIRouter(prefix="/v1/reports", route_class=TransactionRoute, tags=[TAG])


def wanted_days(
    first_day: Annotated[
        date | None, Query(description="The first day in the workspace's time zone; else 30 days in all.")
    ] = None,
    last_day: Annotated[date | None, Query(description="The last day, included; else today.")] = None,
    campaign_id: Annotated[UUID | None, Query(description="Only of this campaign.")] = None,
    promotion_id: Annotated[UUID | None, Query(description="Only of this promotion.")] = None,
) -> Wanted:
    """Which days, and of what."""
    return Wanted(first_day, last_day, campaign_id, promotion_id)


Asked = Annotated[Wanted, Depends(wanted_days)]


@router.get("/redemptions", operation_id="reportRedemptions", responses=failures(422))
async def report_redemptions(
    wanted: Asked, ctx: Context = requires(Permission.REPORTS_REPORT_READ)
) -> RedemptionReport:
    """Count redemptions, refused attempts, discount and revenue by day."""
    return await queries.report_redemptions(ctx, wanted)


@router.get("/promotions", operation_id="reportPromotions", responses=failures(422))
async def report_promotions(
    wanted: Asked, ctx: Context = requires(Permission.REPORTS_REPORT_READ)
) -> PromotionReport:
    """Compare promotions by redemptions, customers, discount and revenue."""
    return await queries.report_promotions(ctx, wanted)


@router.get("/codes", operation_id="reportCodes", responses=failures(422))
async def report_codes(wanted: Asked, ctx: Context = requires(Permission.REPORTS_REPORT_READ)) -> CodeReport:
    """Count codes by state at the end of each day, and how each pool stood in the end."""
    return await stock.report_codes(ctx, wanted)


@router.get("/points", operation_id="reportPoints", responses=failures(422))
async def report_points(
    wanted: Asked, ctx: Context = requires(Permission.REPORTS_REPORT_READ)
) -> PointsReport:
    """Count points granted, spent and expired by day."""
    return await queries.report_points(ctx, wanted)
