"""Synerise's calls of tills: a basket is priced, and coupons are issued for its receipt."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request

from largesse.accounts.permissions import Permission
from largesse.compat.synerise.checkouts import Means, issue_coupons
from largesse.compat.synerise.errors import SyneriseRoute, read_input
from largesse.compat.synerise.sale_schemas import CheckoutAnswer, CheckoutInput, SaleAnswer, SaleInput
from largesse.compat.synerise.sales import (
    ask_desk,
    customer_of,
    keys_of,
    sale_answer,
    sale_params,
)
from largesse.compat.synerise.settings import read_settings
from largesse.compat.synerise.voucher_schemas import IDENTIFIER_NAMES, IdentifierName
from largesse.core.http import Caller, failures, requires_caller
from largesse.events.commands import emit
from largesse.profiles.schemas import Identifier
from largesse.promotions.queries import get_settings
from largesse.redemptions.validations.queries import view_validation
from largesse.redemptions.validations.schemas import ValidationView

router = APIRouter(prefix="/v4/promotions", route_class=SyneriseRoute, tags=["synerise"])

IdentifierType = Annotated[IdentifierName, Path(description="What the customer is named by.")]
IdentifierValue = Annotated[
    str, Path(min_length=1, max_length=255, pattern=r"^[^\x00]+$", description="The identifier.")
]


@router.post(
    "/v2/sale/process-sale/{identifier_type}/{identifier_value}",
    operation_id="synProcessSale",
    responses=failures(503),
)
async def process_sale(
    identifier_type: IdentifierType,
    identifier_value: IdentifierValue,
    sale: SaleInput,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_SALE_CREATE),
) -> SaleAnswer:
    """Price a basket by the customer's promotions and the scanned coupons; nothing is redeemed."""
    who = _who(identifier_type, identifier_value)
    asked = await ask_desk(caller, request.app.state.desk, who, sale)
    view = view_validation(asked)
    keys = await _tell(caller, view, sale, customer=customer_of(asked))
    return sale_answer(asked, view, sale, keys)


@router.post(
    "/sale/process-checkout/{identifier_type}/{identifier_value}",
    operation_id="synProcessCheckout",
    responses=failures(428, 503),
)
async def process_checkout(
    identifier_type: IdentifierType,
    identifier_value: IdentifierValue,
    checkout: CheckoutInput,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_SALE_CREATE),
) -> CheckoutAnswer:
    """Issue the coupons that are printed on a receipt; nothing is redeemed, and no transaction made."""
    who = _who(identifier_type, identifier_value)
    state = request.app.state
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        settings = await read_settings(ctx)
        number = (await get_settings(ctx)).book
    book = await state.shelf.book(caller.actor.workspace_id, at_least=number)
    means = Means(state.assigner, state.dispenser, book)
    answer = await issue_coupons(caller, means, who, checkout, settings=settings)
    asked = await ask_desk(caller, state.desk, who, checkout)
    await _tell(caller, view_validation(asked), checkout, customer=customer_of(asked))
    return answer


async def _tell(
    caller: Caller, view: ValidationView, sale: SaleInput, *, customer: int | None
) -> dict[UUID, str]:
    """Tells of the basket; returns the codes of the promotions in question."""
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        keys = await keys_of(ctx, view)
        await emit(ctx, "sale.processed", sale_params(view, sale, keys), profile_id=customer)
    return keys


def _who(kind: str, value: str) -> Identifier:
    return read_input(lambda: Identifier.model_validate({IDENTIFIER_NAMES[kind]: value}))
