"""Routes of redemptions, holds and rollbacks."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import Caller, HotRoute, TransactionRoute, failures, requires, requires_caller
from largesse.core.http.transactions import digest_of, idempotency_key_of
from largesse.profiles.queries import find_profile
from largesse.profiles.schemas import Identifier
from largesse.redemptions import queries
from largesse.redemptions.answers import answer_of
from largesse.redemptions.asking.schemas import Time
from largesse.redemptions.commands import ends
from largesse.redemptions.commands.late import confirm_hold
from largesse.redemptions.commands.redeemer import Redeemer
from largesse.redemptions.commands.roll_back import roll_back
from largesse.redemptions.commands.wishes import wish_of
from largesse.redemptions.schemas import (
    NUMBERS,
    ConfirmationInput,
    HoldInput,
    PromotionRedemptionInput,
    RedemptionAnswer,
    RedemptionDetail,
    RedemptionPage,
    RedemptionView,
    RollbackInput,
    RollbackView,
    State,
)
from largesse.vouchers.codes import CasePolicy, canonical

REDEMPTIONS: Final = "redemptions"

hot = APIRouter(prefix="/v1", route_class=HotRoute, tags=[REDEMPTIONS])
router = APIRouter(prefix="/v1", route_class=TransactionRoute, tags=[REDEMPTIONS])

RedemptionId = Annotated[UUID, Path(description="Id of the redemption or hold.")]


@hot.post("/redemptions", operation_id="redeemPromotions", responses=failures(409, 503), status_code=200)
async def redeem_promotions(
    wish: PromotionRedemptionInput,
    request: Request,
    response: Response,
    caller: Caller = requires_caller(Permission.PROMOTIONS_REDEMPTION_CREATE),
) -> RedemptionAnswer:
    """Redeem the promotions of a cart in one step; what is refused is told with its reason."""
    return await _redeem(wish, request, response, caller)


@hot.post("/holds", operation_id="holdPromotions", responses=failures(409, 503), status_code=200)
async def hold_promotions(
    wish: HoldInput,
    request: Request,
    response: Response,
    caller: Caller = requires_caller(Permission.PROMOTIONS_HOLD_CREATE),
) -> RedemptionAnswer:
    """Reserve counts, budgets, codes, points and money of a cart until the order is paid."""
    return await _redeem(wish, request, response, caller)


@router.post(
    "/holds/{redemption_id}/confirmations", operation_id="confirmHold", responses=failures(404, 409, 503)
)
async def confirm(
    redemption_id: RedemptionId,
    confirmation: ConfirmationInput,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_HOLD_CONFIRMATION_CREATE),
) -> RedemptionView:
    """Make a hold a redemption; no limit can refuse it."""
    redeemer: Redeemer = request.app.state.redeemer
    return await confirm_hold(ctx, redeemer, redemption_id, confirmation)


@router.post("/holds/{redemption_id}/cancellations", operation_id="cancelHold", responses=failures(404, 409))
async def cancel(
    redemption_id: RedemptionId, ctx: Context = requires(Permission.PROMOTIONS_HOLD_DELETE)
) -> RedemptionView:
    """Free everything that a hold reserved."""
    return await ends.cancel(ctx, redemption_id)


@router.post(
    "/redemptions/{redemption_id}/rollbacks", operation_id="rollBackRedemption", responses=failures(404, 409)
)
async def roll_back_redemption(
    redemption_id: RedemptionId,
    wish: RollbackInput,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_REDEMPTION_ROLLBACK_CREATE),
) -> RollbackView:
    """Take a redemption back, whole or by the lines that were returned, however old it is."""
    return await roll_back(ctx, request.app.state.desk, redemption_id, wish)


@router.get("/redemptions/{redemption_id}", operation_id="getRedemption", responses=failures(404))
async def get_redemption(
    redemption_id: RedemptionId, ctx: Context = requires(Permission.PROMOTIONS_REDEMPTION_READ)
) -> RedemptionDetail:
    """Read a redemption or a hold, with its order and what was done to it."""
    return await queries.get_redemption_detail(ctx, redemption_id)


@router.get("/redemptions", operation_id="listRedemptions")
async def list_redemptions(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    promotion_id: Annotated[UUID | None, Query(description="Of this promotion.")] = None,
    custom_id: Annotated[
        str | None,
        Query(min_length=1, max_length=255, pattern=r"^[^\x00]+$", description="Whose."),
    ] = None,
    order_id: Annotated[
        str | None, Query(min_length=1, max_length=255, pattern=r"^[^\x00]+$", description="Of this order.")
    ] = None,
    code: Annotated[
        str | None, Query(min_length=1, max_length=64, pattern=r"^[^\x00]+$", description="By this code.")
    ] = None,
    state: Annotated[State | None, Query(description="In this state.")] = None,
    customer_id: Annotated[
        int | None, Query(ge=1, lt=2**63, description="Of the profile of this number.")
    ] = None,
    member_id: Annotated[UUID | None, Query(description="Asked for by this member of the staff.")] = None,
    since: Annotated[Time | None, Query(description="Made from this moment on.")] = None,
    until: Annotated[Time | None, Query(description="Made before this moment.")] = None,
    ctx: Context = requires(Permission.PROMOTIONS_REDEMPTION_READ),
) -> RedemptionPage:
    """List redemptions and holds, newest first."""
    customer = customer_id
    if custom_id is not None:
        customer = await find_profile(ctx, Identifier(custom_id=custom_id)) or 0
    return await queries.list_redemptions(
        ctx,
        limit=limit,
        cursor=cursor,
        promotion_id=promotion_id,
        customer_id=customer,
        order_id=order_id,
        code=canonical(code, CasePolicy(ctx.case_policy)) if code is not None else None,
        state=NUMBERS[state] if state is not None else None,
        member_id=member_id,
        since=since,
        until=until,
    )


async def _redeem(
    wish: PromotionRedemptionInput, request: Request, response: Response, caller: Caller
) -> RedemptionAnswer:
    redeemer: Redeemer = request.app.state.redeemer
    key = idempotency_key_of(request)
    digest = await digest_of(request) if key else None
    result = await redeemer.redeem(wish_of(wish, caller, key=key, digest=digest))
    if result.outcome == "replayed":
        response.headers["Idempotency-Replayed"] = "true"
    return await answer_of(caller, result)
