"""Routes of the overview."""

from typing import Final

from fastapi import APIRouter

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, requires
from largesse.reports.overview.queries import view_overview
from largesse.reports.overview.schemas import OverviewView, TodayView
from largesse.reports.overview.today import view_today

TAG: Final = "overview"

router = APIRouter(prefix="/v1/overview", route_class=TransactionRoute, tags=[TAG])


@router.get("", operation_id="getOverview")
async def get_overview(ctx: Context = requires("")) -> OverviewView:
    """See what needs somebody now: each part that the caller's permissions let him see."""
    return await view_overview(ctx)


@router.get("/today", operation_id="getToday")
async def get_today(ctx: Context = requires(Permission.REPORTS_REPORT_READ)) -> TodayView:
    """Compare today with the same weekday last week, up to the same time of the clock."""
    return await view_today(ctx)
