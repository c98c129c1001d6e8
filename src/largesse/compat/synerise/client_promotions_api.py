"""Synerise's promotion calls about one profile: its list, activation, deactivation, redemption."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from largesse.accounts.permissions import Permission
from largesse.compat.synerise.client_promotions import (
    Filters,
    Held,
    client_promotion,
    promotions_of,
    read_sort,
)
from largesse.compat.synerise.errors import SyneriseRoute, read_input
from largesse.compat.synerise.named_redemptions import NamedUse, redeem_named
from largesse.compat.synerise.promotion_schemas import (
    ClientPromotionAnswer,
    ClientPromotionList,
    MessageAnswer,
    PromotionKey,
    RedeemPromotionInput,
)
from largesse.compat.synerise.promotion_writes import find_promotion
from largesse.compat.synerise.voucher_schemas import IDENTIFIER_NAMES, IdentifierName
from largesse.compat.synerise.vouchers_api import IncludeMeta, Limit, Page, paged
from largesse.compat.synerise.wallet_api import profile_of
from largesse.core.context import Context
from largesse.core.errors import BadRequestError
from largesse.core.http import Caller, failures, requires, requires_caller
from largesse.core.http.transactions import digest_of, idempotency_key_of
from largesse.events.commands import emit
from largesse.profiles.queries import view_profile_of
from largesse.profiles.schemas import Identifier
from largesse.promotions.imports.entering import terms_of
from largesse.promotions.queries import get_settings
from largesse.promotions.schemas import PromotionView
from largesse.promotions.shelf import Shelf
from largesse.redemptions.life import commands as life

router = APIRouter(prefix="/v4/promotions", route_class=SyneriseRoute, tags=["synerise"])

DEFAULT_PAGE: Final = 100
STATUSES: Final = frozenset({"ASSIGNED", "ACTIVE", "REDEEMED", "EXPIRED"})
KINDS: Final = frozenset({"GENERAL", "MEMBERS_ONLY", "HANDBILL", "CUSTOM"})

IdentifierType = Annotated[IdentifierName, Path(description="What the profile is named by.")]
IdentifierValue = Annotated[
    str, Path(min_length=1, max_length=255, pattern=r"^[^\x00]+$", description="Its identifier.")
]
Words = Annotated[list[str], Query(max_length=20, description="Repeated, or parted by commas.")]


def filters_of(
    status: Words = [],  # noqa: B006  FastAPI copies it
    type: Words = [],  # noqa: A002, B006  Synerise's spelling
    sort: Annotated[
        list[str], Query(max_length=12, description="`attribute` or `attribute,direction`, repeated.")
    ] = [],  # noqa: B006
    present_only: Annotated[
        bool, Query(alias="presentOnly", description="Only those that are good now.")
    ] = False,
    displayable_only: Annotated[
        bool, Query(alias="displayableOnly", description="Only those to be shown now; no hidden ones.")
    ] = False,
) -> Filters:
    """The filters of a list, as they are asked for."""
    return Filters(
        status=_words("status", status, STATUSES),
        type=_words("type", type, KINDS),
        sort=read_sort(sort),
        present_only=present_only,
        displayable_only=displayable_only,
    )


Asked = Annotated[Filters, Depends(filters_of)]


@router.get("/promotion/get-for-client", operation_id="synGetOwnPromotions")
async def list_own_promotions(
    request: Request,
    response: Response,
    filters: Asked,
    limit: Limit = DEFAULT_PAGE,
    page: Page = 1,
    include_meta: IncludeMeta = False,
    ctx: Context = requires(Permission.PROMOTIONS_DETAILS_OWN_READ),
) -> ClientPromotionList:
    """List the promotions of the signed-in profile; hidden ones are not shown."""
    found = await _promotions(request, ctx, profile_of(ctx.actor), filters)
    shown = [held for held in found if not held.is_hidden]
    return await _page(ctx, response, shown, page=page, limit=limit, include_meta=include_meta)


@router.get(
    "/v2/promotion/get-for-client/{identifier_type}/{identifier_value}",
    operation_id="synGetAllClientPromotionsV2",
    responses=failures(404),
)
async def list_promotions_of_client(
    identifier_type: IdentifierType,
    identifier_value: IdentifierValue,
    request: Request,
    response: Response,
    filters: Asked,
    limit: Limit = DEFAULT_PAGE,
    page: Page = 1,
    include_meta: IncludeMeta = False,
    ctx: Context = requires(Permission.PROMOTIONS_DETAILS_FOR_CLIENT_READ),
) -> ClientPromotionList:
    """List the promotions of a profile."""
    profile_id = await _profile(ctx, identifier_type, identifier_value)
    found = await _promotions(request, ctx, profile_id, filters)
    return await _page(ctx, response, found, page=page, limit=limit, include_meta=include_meta)


@router.post("/promotion/activate", operation_id="synActivatePromotion", responses=failures(404, 409))
async def activate_own_promotion(
    promotion: PromotionKey,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_ACTIVATION_OWN_CREATE),
) -> ClientPromotionAnswer:
    """Activate a promotion for the signed-in profile, which pays its price in points."""
    return await _activate(request, ctx, profile_of(ctx.actor), promotion)


@router.post("/promotion/deactivate", operation_id="synDeactivatePromotion", responses=failures(404, 409))
async def deactivate_own_promotion(
    promotion: PromotionKey,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_ACTIVATION_OWN_CREATE),
) -> ClientPromotionAnswer:
    """Take an unused activation of the signed-in profile back; its points come back too."""
    profile_id = profile_of(ctx.actor)
    view = await find_promotion(ctx, promotion.key, promotion.value)
    returned = await life.deactivate(ctx, profile_id, view.id)
    await emit(ctx, "client.deactivatePromotion", _params(view), profile_id=profile_id)
    return await _answer(request, ctx, profile_id, view, message=f"Promotion is {returned.status}")


@router.post(
    "/promotion/activate-for-client/{identifier_type}/{identifier_value}",
    operation_id="synActivatePromotionForClient",
    responses=failures(404, 409),
)
async def activate_promotion_for_client(
    identifier_type: IdentifierType,
    identifier_value: IdentifierValue,
    promotion: PromotionKey,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_ACTIVATION_CREATE),
) -> ClientPromotionAnswer:
    """Activate a promotion for a profile."""
    profile_id = await _profile(ctx, identifier_type, identifier_value)
    return await _activate(request, ctx, profile_id, promotion)


@router.post("/promotion/redeem", operation_id="synRedeemPromotion", responses=failures(404, 409, 503))
async def redeem_promotion(
    wish: RedeemPromotionInput,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_REDEMPTION_CREATE),
) -> MessageAnswer:
    """Redeem a profile's active promotion, after the basket was sold; all of `quantity` or nothing."""
    key = idempotency_key_of(request)
    workspace_id = caller.actor.workspace_id
    async with caller.database.context(workspace_id, actor=caller.actor) as ctx:
        profile_id = await _profile(ctx, wish.client_key, wish.client_key_value)
        view = await find_promotion(ctx, "code", wish.code)
    digest = await digest_of(request) if key else None
    use = NamedUse(view.id, profile_id, wish.quantity, key, digest)
    if await redeem_named(caller, request.app.state.shelf, use):
        async with caller.database.context(workspace_id, actor=caller.actor) as ctx:
            await emit(ctx, "client.removePoints", _spent(view, wish.quantity, caller), profile_id=profile_id)
    return MessageAnswer(message="Promotion redeemed")


async def _activate(
    request: Request, ctx: Context, profile_id: int, promotion: PromotionKey
) -> ClientPromotionAnswer:
    view = await find_promotion(ctx, promotion.key, promotion.value)
    await life.activate(ctx, profile_id, view.id)
    await emit(ctx, "client.activatePromotion", _params(view), profile_id=profile_id)
    return await _answer(request, ctx, profile_id, view, message="Promotion activated")


async def _answer(
    request: Request, ctx: Context, profile_id: int, view: PromotionView, *, message: str
) -> ClientPromotionAnswer:
    found = await _promotions(request, ctx, profile_id, Filters(status=STATUSES))
    [held] = [held for held in found if held.id == view.id]
    return ClientPromotionAnswer(message=message, data=client_promotion(held, await terms_of(ctx)))


async def _promotions(request: Request, ctx: Context, profile_id: int, filters: Filters) -> list[Held]:
    shelf: Shelf = request.app.state.shelf
    book = await shelf.book(ctx.workspace_id, at_least=(await get_settings(ctx)).book)
    return await promotions_of(ctx, book, profile_id, filters)


async def _page(
    ctx: Context, response: Response, found: list[Held], *, page: int, limit: int, include_meta: bool
) -> ClientPromotionList:
    terms = await terms_of(ctx)
    meta = paged(response, len(found), page=page, limit=limit)
    shown = found[(page - 1) * limit : page * limit]
    return ClientPromotionList(
        data=[client_promotion(held, terms) for held in shown], meta=meta if include_meta else None
    )


async def _profile(ctx: Context, kind: str, value: str) -> int:
    identifier = read_input(lambda: Identifier.model_validate({IDENTIFIER_NAMES[kind]: value}))
    return (await view_profile_of(ctx, identifier)).id


def _params(view: PromotionView) -> dict[str, object]:
    return {
        "promotionUuid": str(view.id),
        "promotionCode": view.code,
        "promotionName": view.definition.display.name or view.name,
    }


def _spent(view: PromotionView, quantity: int, caller: Caller) -> Mapping[str, object]:
    """What `client.removePoints` tells; the points themselves were taken when it was activated."""
    activation = view.definition.activation
    points = activation.points if activation else 0
    return {
        **_params(view),
        "points": points * quantity,
        "singleValue": points,
        "value": points * quantity,
        "quantity": quantity,
        "date": int(caller.now.timestamp() * 1000),
    }


def _words(name: str, given: list[str], known: frozenset[str]) -> frozenset[str]:
    words = frozenset(word for part in given for word in part.split(",") if word)
    if not words <= known:
        raise BadRequestError(
            "filter_unknown",
            f"{', '.join(sorted(words - known))[:200]} is unknown. Take of {', '.join(sorted(known))}.",
            pointer=f"/query/{name}",
        )
    return words
