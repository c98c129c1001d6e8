"""Routes of loyalty points."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.redemptions.points import commands as points
from largesse.redemptions.points.schemas import (
    PointsChangeView,
    PointsEntryInput,
    PointsEntryPage,
    PointsView,
)

TAG: Final = "points"

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

ProfileId = Annotated[int, Path(ge=1, lt=2**63, description="The profile's number in Largesse.")]


@router.get("/profiles/{profile_id}/points", tags=[TAG], operation_id="getPoints", responses=failures(404))
async def get_points(
    profile_id: ProfileId,
    days: Annotated[int, Query(ge=1, le=366, description="How far ahead `expiring` looks.")] = 30,
    ctx: Context = requires(Permission.PROMOTIONS_POINTS_READ),
) -> PointsView:
    """Get a customer's points, and what of them is lost soon."""
    return await points.view_points(ctx, profile_id, days=days)


@router.get(
    "/profiles/{profile_id}/points/entries",
    tags=[TAG],
    operation_id="listPointsEntries",
    responses=failures(404),
)
async def list_points_entries(
    profile_id: ProfileId,
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[
        int | None, Query(ge=1, lt=2**63, description="`next_cursor` of the page before.")
    ] = None,
    ctx: Context = requires(Permission.PROMOTIONS_POINTS_READ),
) -> PointsEntryPage:
    """List what came to and went from a customer's points, latest first."""
    return await points.list_points_entries(ctx, profile_id, limit=limit, cursor=cursor)


@router.post(
    "/profiles/{profile_id}/points/entries",
    status_code=201,
    tags=[TAG],
    operation_id="createPointsEntry",
    responses=failures(404, 409),
)
async def create_points_entry(
    profile_id: ProfileId,
    entry: PointsEntryInput,
    ctx: Context = requires(Permission.PROMOTIONS_POINTS_CREATE),
) -> PointsChangeView:
    """Give points to a customer, or correct them."""
    return await points.change_points(ctx, profile_id, entry)
