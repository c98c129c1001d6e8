"""Routes of promotions in a customer's hands."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.redemptions.life import commands as life
from largesse.redemptions.life.schemas import (
    AssignmentsInput,
    AssignmentsView,
    HeldStatus,
    LifePage,
    LifeView,
)
from largesse.redemptions.points.api import ProfileId

TAG: Final = "promotions of a customer"

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

PromotionId = Annotated[UUID, Path(description="Id of the promotion.")]


@router.get(
    "/profiles/{profile_id}/promotions",
    tags=[TAG],
    operation_id="listProfilePromotions",
    responses=failures(404),
)
async def list_profile_promotions(
    profile_id: ProfileId,
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    status: Annotated[HeldStatus | None, Query(description="Only those of this status.")] = None,
    ctx: Context = requires(Permission.PROMOTIONS_DETAILS_FOR_CLIENT_READ),
) -> LifePage:
    """List the promotions that a customer was given or activated, latest made first."""
    return await life.list_lives(ctx, profile_id, limit=limit, cursor=cursor, status=status)


@router.post(
    "/profiles/{profile_id}/promotions",
    status_code=201,
    tags=[TAG],
    operation_id="assignPromotions",
    responses=failures(404, 409),
)
async def assign_promotions(
    profile_id: ProfileId,
    assignments: AssignmentsInput,
    ctx: Context = requires(Permission.PROMOTIONS_ASSIGNMENT_CREATE),
) -> AssignmentsView:
    """Give promotions to a customer."""
    return AssignmentsView(assigned=await life.assign_promotions(ctx, profile_id, assignments.promotion_ids))


@router.get(
    "/profiles/{profile_id}/promotions/{promotion_id}",
    tags=[TAG],
    operation_id="getProfilePromotion",
    responses=failures(404),
)
async def get_profile_promotion(
    profile_id: ProfileId,
    promotion_id: PromotionId,
    ctx: Context = requires(Permission.PROMOTIONS_DETAILS_FOR_CLIENT_READ),
) -> LifeView:
    """Get how a customer stands to a promotion."""
    return await life.view_life(ctx, profile_id, promotion_id)


@router.post(
    "/profiles/{profile_id}/promotions/{promotion_id}/activations",
    status_code=201,
    tags=[TAG],
    operation_id="activatePromotion",
    responses=failures(404, 409),
)
async def activate_promotion(
    profile_id: ProfileId,
    promotion_id: PromotionId,
    ctx: Context = requires(Permission.PROMOTIONS_ACTIVATION_CREATE),
) -> LifeView:
    """Activate a promotion for a customer, who pays its price in points."""
    return await life.activate(ctx, profile_id, promotion_id)


@router.delete(
    "/profiles/{profile_id}/promotions/{promotion_id}/activations/current",
    tags=[TAG],
    operation_id="deactivatePromotion",
    responses=failures(404, 409),
)
async def deactivate_promotion(
    profile_id: ProfileId,
    promotion_id: PromotionId,
    ctx: Context = requires(Permission.PROMOTIONS_ACTIVATION_DELETE),
) -> LifeView:
    """Take a customer's unused activation back; its points come back too."""
    return await life.deactivate(ctx, profile_id, promotion_id)
