"""Routes of gift cards."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.redemptions.gifts import commands as gifts
from largesse.redemptions.gifts.schemas import (
    GiftCardView,
    GiftChangeView,
    GiftEntryInput,
    GiftEntryPage,
)

TAG: Final = "gift cards"

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

CardCode = Annotated[
    str, Path(min_length=1, max_length=64, description="The card's code, in any case the workspace allows.")
]


@router.get("/gift-cards/{code}", tags=[TAG], operation_id="getGiftCard", responses=failures(404))
async def get_gift_card(
    code: CardCode, ctx: Context = requires(Permission.PROMOTIONS_GIFT_READ)
) -> GiftCardView:
    """Get a gift card and what is left on it."""
    return await gifts.view_gift_card(ctx, code)


@router.get("/gift-cards/{code}/entries", tags=[TAG], operation_id="listGiftEntries", responses=failures(404))
async def list_gift_entries(
    code: CardCode,
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[
        int | None, Query(ge=1, lt=2**63, description="`next_cursor` of the page before.")
    ] = None,
    ctx: Context = requires(Permission.PROMOTIONS_GIFT_READ),
) -> GiftEntryPage:
    """List what was put on a gift card and spent from it, latest first."""
    return await gifts.list_gift_entries(ctx, code, limit=limit, cursor=cursor)


@router.post(
    "/gift-cards/{code}/entries",
    status_code=201,
    tags=[TAG],
    operation_id="createGiftEntry",
    responses=failures(404, 409),
)
async def create_gift_entry(
    code: CardCode,
    entry: GiftEntryInput,
    ctx: Context = requires(Permission.PROMOTIONS_GIFT_CREATE),
) -> GiftChangeView:
    """Put money on a gift card, or correct what is on it."""
    return await gifts.change_gift_card(ctx, code, entry)
