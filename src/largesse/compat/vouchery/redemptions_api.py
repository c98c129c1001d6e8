"""Vouchery's calls of vouchers and redemptions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.compat.vouchery.campaigns import read
from largesse.compat.vouchery.errors import PREFIX
from largesse.compat.vouchery.redemption_schemas import (
    InvalidRedemptionList,
    OrderFields,
    RedemptionInput,
    RedemptionItem,
    RedemptionPatch,
)
from largesse.compat.vouchery.redemptions import (
    cancel_redemption,
    invalid_redemptions,
    redeem,
    redemption_of,
    show,
    validate,
)
from largesse.core.context import Context
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.core.http.transactions import digest_of, idempotency_key_of
from largesse.redemptions.commands.late import confirm_hold
from largesse.redemptions.commands.name_order import name_order
from largesse.redemptions.schemas import ConfirmationInput

router = APIRouter(prefix=PREFIX, route_class=TransactionRoute, tags=["vouchery"])

Code = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[^\x00]+$", description="The voucher.")]
RedemptionId = Annotated[UUID, Path(description="Id of the redemption.")]
TransactionId = Annotated[
    str, Query(min_length=1, max_length=255, pattern=r"^[^\x00]+$", description="The order.")
]
Page = Annotated[int, Query(ge=1, le=10**6, description="Number of the page, from 1.")]
PerPage = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]


@router.put("/vouchers/{code}/validate", operation_id="vyValidateVoucher", responses=failures(404, 503))
async def validate_voucher(
    code: Code,
    order: OrderFields,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_VALIDATION_CREATE),
) -> RedemptionItem:
    """Tell what a voucher would give; nothing is held, and 422 says why it is not good."""
    return await validate(caller, request.app.state.desk, code, order)


@router.post(
    "/vouchers/{code}/redemptions",
    status_code=201,
    operation_id="vyCreateRedemption",
    responses=failures(404, 409, 503),
)
async def create_redemption(
    code: Code,
    order: RedemptionInput,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_REDEMPTION_CREATE),
) -> RedemptionItem:
    """Redeem a voucher, or hold it until it is confirmed; 422 says why it is not good."""
    state = request.app.state
    key = idempotency_key_of(request)
    digest = await digest_of(request) if key else None
    redemption_id = await redeem(caller, state.redeemer, state.desk, code, order, key=key, digest=digest)
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        return await show(ctx, redemption_id)


@router.put(
    "/redemptions/confirm", operation_id="vyConfirmRedemptionOfTransaction", responses=failures(404, 409, 503)
)
async def confirm_of_transaction(
    transaction_id: TransactionId,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_HOLD_CONFIRMATION_CREATE),
) -> RedemptionItem:
    """Confirm the redemption of a transaction."""
    return await _confirm(request, ctx, await redemption_of(ctx, transaction_id))


@router.put(
    "/redemptions/{redemption_id}/confirm",
    operation_id="vyConfirmRedemption",
    responses=failures(404, 409, 503),
)
async def confirm_redemption(
    redemption_id: RedemptionId,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_HOLD_CONFIRMATION_CREATE),
) -> RedemptionItem:
    """Confirm a redemption."""
    return await _confirm(request, ctx, redemption_id)


@router.put("/redemptions/{redemption_id}", operation_id="vyUpdateRedemption", responses=failures(404, 409))
async def update_redemption(
    redemption_id: RedemptionId,
    patch: RedemptionPatch,
    ctx: Context = requires(Permission.PROMOTIONS_HOLD_CREATE),
) -> RedemptionItem:
    """Set the transaction of a redemption that has none."""
    await name_order(ctx, redemption_id, patch.transaction_id)
    return await show(ctx, redemption_id)


@router.get("/redemptions/{redemption_id}", operation_id="vyGetRedemption", responses=failures(404))
async def get_redemption(
    redemption_id: RedemptionId, ctx: Context = requires(Permission.PROMOTIONS_REDEMPTION_READ)
) -> RedemptionItem:
    """Read a redemption."""
    return await show(ctx, redemption_id)


@router.delete(
    "/redemptions/{redemption_id}", operation_id="vyCancelRedemption", responses=failures(404, 409)
)
async def cancel_one(
    redemption_id: RedemptionId, ctx: Context = requires(Permission.PROMOTIONS_REDEMPTION_ROLLBACK_CREATE)
) -> RedemptionItem:
    """Cancel a redemption: what is held becomes free, what was redeemed is given back."""
    await cancel_redemption(ctx, redemption_id)
    return await show(ctx, redemption_id)


@router.delete("/redemptions", operation_id="vyCancelRedemptionOfTransaction", responses=failures(404, 409))
async def cancel_of_transaction(
    transaction_id: TransactionId,
    ctx: Context = requires(Permission.PROMOTIONS_REDEMPTION_ROLLBACK_CREATE),
) -> RedemptionItem:
    """Cancel the redemption of a transaction."""
    redemption_id = await redemption_of(ctx, transaction_id)
    await cancel_redemption(ctx, redemption_id)
    return await show(ctx, redemption_id)


@router.get("/invalid_redemptions", operation_id="vyListInvalidRedemptions")
async def list_invalid_redemptions(
    page: Page = 1,
    per_page: PerPage = 50,
    ctx: Context = requires(Permission.PROMOTIONS_REJECTION_READ),
) -> InvalidRedemptionList:
    """List rejected attempts, the latest first."""
    return await invalid_redemptions(ctx, campaign_id=None, page=page, limit=per_page)


@router.get(
    "/campaigns/{campaign_id}/invalid_redemptions",
    operation_id="vyListInvalidRedemptionsOfCampaign",
    responses=failures(404),
)
async def list_invalid_redemptions_of_campaign(
    campaign_id: Annotated[UUID, Path(description="Main or sub-campaign.")],
    page: Page = 1,
    per_page: PerPage = 50,
    ctx: Context = requires(Permission.PROMOTIONS_REJECTION_READ),
) -> InvalidRedemptionList:
    """List rejected attempts of a campaign, the latest first."""
    await read(ctx, campaign_id)
    return await invalid_redemptions(ctx, campaign_id=campaign_id, page=page, limit=per_page)


async def _confirm(request: Request, ctx: Context, redemption_id: UUID) -> RedemptionItem:
    confirmed = await confirm_hold(ctx, request.app.state.redeemer, redemption_id, ConfirmationInput())
    return await show(ctx, confirmed.id)
