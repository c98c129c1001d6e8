"""A till's basket: priced by our desk, and coupons for its receipt drawn from pools."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import text

from largesse.compat.synerise.sale_schemas import (
    AdditionalItemResult,
    CheckoutAnswer,
    CheckoutInput,
    CheckoutMessage,
    DiscountSource,
    GrantedDiscount,
    GrantsReport,
    PricedItem,
    Printout,
    PrintoutError,
    PrintVariable,
    PromotionError,
    SaleAnswer,
    SaleInput,
    money_text,
)
from largesse.core.context import Context
from largesse.core.errors import AppError, NotFoundError
from largesse.core.http import Caller
from largesse.profiles.schemas import Identifier
from largesse.promotions.book import Book
from largesse.promotions.definition import Definition
from largesse.promotions.reasons import REASONS
from largesse.redemptions.asking.asked import NEWCOMER, Asked
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.validations.queries import requester_of
from largesse.redemptions.validations.schemas import CandidateView, ValidationView
from largesse.vouchers.commands.assign import Assigner, AssignRequest

MOST_ERRORS: Final = 100
PLACEHOLDER: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class CheckoutNotSetUpError(AppError):
    """428: no promotion is set up whose coupons go on receipts."""

    status = 428
    title = "Precondition required"

    def __init__(self) -> None:
        super().__init__(
            "checkout_not_set_up",
            "No receipt coupons are set up. Put the UUIDs of published promotions with a voucher pool into"
            " checkoutSettings.handbillUuidsForCheckout of PUT /v4/promotions/settings, and the text to print"
            " into the params of each, under the key `checkout`.",
        )


async def ask_desk(caller: Caller, desk: Desk, who: Identifier, sale: SaleInput) -> Asked:
    """What the basket gets, and why it does not get the rest."""
    book = await desk.book(caller.actor.workspace_id)
    return await desk.ask(
        Question(
            workspace_id=caller.actor.workspace_id,
            codes=sale.codes(),
            customer=who,
            cart=sale.cart(book.currency),
            requester=requester_of(caller.actor),
            now=caller.now,
            explain_all=True,
        )
    )


def sale_answer(asked: Asked, view: ValidationView, sale: SaleInput, keys: Mapping[UUID, str]) -> SaleAnswer:
    """The answer in the till's words."""
    applied = [found for found in view.candidates if found.outcome == "applicable"]
    good = {found.code for found in applied}
    currency = view.currency
    return SaleAnswer(
        operation_id=sale.operation_id,
        final_value=sale.final_value,
        granted_value=money_text(view.items.discount, currency),
        value_to_pay=money_text(view.items.final, currency),
        transaction_items=[
            PricedItem(
                **item.model_dump(),
                granted_discounts=[
                    _granted(found, found.lines[str(item.seq_no)], keys, currency)
                    for found in applied
                    if str(item.seq_no) in found.lines
                ],
            )
            for item in sale.transaction_items
        ],
        transaction_additional_items=[
            AdditionalItemResult(
                **item.model_dump(), status="VALID" if _shown(asked, item.code) in good else "INVALID"
            )
            for item in sale.transaction_additional_items
        ],
        promotion_errors=[_error(found, keys) for found in view.candidates if found not in applied][
            :MOST_ERRORS
        ],
    )


def sale_params(view: ValidationView, sale: SaleInput, keys: Mapping[UUID, str]) -> dict[str, JsonValue]:
    """Params of the event `sale.processed`."""
    return {
        "operationId": sale.operation_id,
        "globalTransactionId": sale.transaction_metric.global_transaction_id,
        "storeId": sale.terminal.store_id,
        "posId": sale.terminal.pos_id,
        "finalValue": float(sale.final_value),
        "grantedValue": float(money_text(view.items.discount, view.currency)),
        "currency": view.currency,
        "promotions": [
            {
                "promotionUuid": str(found.promotion.id),
                "promotionCode": keys.get(found.promotion.id),
                "couponId": found.code,
                "discountValue": float(money_text(found.discount, view.currency)),
            }
            for found in view.candidates
            if found.outcome == "applicable" and found.promotion
        ],
        "products": [
            {"sku": item.article_ref, "quantity": float(item.quantity), "finalValue": float(item.final_value)}
            for item in sale.transaction_items
        ],
    }


def customer_of(asked: Asked) -> int | None:
    """The customer's profile, if there is one already."""
    return None if asked.visit.customer_id == NEWCOMER else asked.visit.customer_id


async def keys_of(ctx: Context, view: ValidationView) -> dict[UUID, str]:
    """The codes by which the workspace knows the promotions of an answer."""
    ids = [found.promotion.id for found in view.candidates if found.promotion]
    rows = await ctx.db.execute(
        text(
            "select id, code from promotions where workspace_id = :workspace"
            " and id = any(cast(:ids as uuid[]))"
        ),
        {"workspace": ctx.workspace_id, "ids": ids},
    )
    return {row.id: row.code for row in rows}


async def issue_coupons(
    caller: Caller,
    assigner: Assigner,
    book: Book,
    who: Identifier,
    checkout: CheckoutInput,
    *,
    settings: Mapping[str, Any],
) -> CheckoutAnswer:
    """A code of each promotion that is set up; CheckoutNotSetUpError when none is.

    The same transaction gets the same codes again, so that a till may repeat its request.
    """
    promotions = {
        promotion_id: book.promotions[promotion_id].definition
        for promotion_id in _set_up(settings)
        if promotion_id in book.promotions and _text_of(book.promotions[promotion_id].definition)
    }
    if not promotions:
        raise CheckoutNotSetUpError
    report = GrantsReport(printouts=[], errors=[])
    for promotion_id, definition in promotions.items():
        try:
            code = await _draw(
                caller, assigner, who, checkout, promotion_id=promotion_id, definition=definition
            )
        except AppError as error:
            report.errors.append(
                PrintoutError(promotion_uuid=promotion_id, reason=error.code, message=error.detail)
            )
        else:
            report.printouts.append(_printout(promotion_id, definition, code))
    return CheckoutAnswer(message=CheckoutMessage(transaction_grants_report=report))


async def _draw(
    caller: Caller,
    assigner: Assigner,
    who: Identifier,
    checkout: CheckoutInput,
    *,
    promotion_id: UUID,
    definition: Definition,
) -> str:
    pool: UUID | None = getattr(definition.access, "pool_id", None)
    if pool is None:
        raise NotFoundError("pool_not_found", "The promotion has no voucher pool to take a coupon from.")
    kind, value = who.pair()
    sale = f"{checkout.transaction_metric.global_transaction_id}:{promotion_id}:{kind}:{value}"
    digest = hashlib.sha256(sale.encode()).digest()
    assigned = await assigner.assign(
        AssignRequest(
            workspace_id=caller.actor.workspace_id,
            pool_id=pool,
            kind=kind,
            value=value,
            mode="assign",
            now=caller.now,
            source=caller.actor.label,
            key=f"checkout:{digest.hex()}",
            digest=digest,
        )
    )
    return assigned.code


def _granted(found: CandidateView, minor: int, keys: Mapping[UUID, str], currency: str) -> GrantedDiscount:
    if found.promotion is None:
        msg = "a promotion that applies has a name"
        raise TypeError(msg)
    return GrantedDiscount(
        discount_origin="COUPON" if found.code else "PROMOTION",
        discount_value=money_text(minor, currency),
        source=DiscountSource(
            promotion_uuid=found.promotion.id,
            promotion_code=keys.get(found.promotion.id, ""),
            promotion_name=found.promotion.name,
            coupon_id=found.code,
        ),
    )


def _error(found: CandidateView, keys: Mapping[UUID, str]) -> PromotionError:
    reason = found.reason or "no_effect"
    known = REASONS.get(reason)
    promotion = found.promotion.id if found.promotion else None
    return PromotionError(
        reason=reason,
        message=found.message or (known.sentence if known else reason),
        promotion_uuid=promotion,
        promotion_code=keys.get(promotion) if promotion else None,
        coupon_id=found.code,
    )


def _shown(asked: Asked, code: str) -> str:
    """How the answer shows a code that was scanned."""
    return next((found.shown for found in asked.codes.values() if code in (found.shown, found.code)), code)


def _set_up(settings: Mapping[str, Any]) -> list[UUID]:
    checkout = settings.get("checkoutSettings")
    named = checkout.get("handbillUuidsForCheckout") if isinstance(checkout, dict) else None
    found = []
    for value in named if isinstance(named, list) else ():
        try:
            found.append(UUID(str(value)))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _text_of(definition: Definition) -> str:
    words = definition.display.params.get("checkout")
    return words if isinstance(words, str) else ""


def _printout(promotion_id: UUID, definition: Definition, code: str) -> Printout:
    """The promotion's own text with what stands in double braces filled in."""
    values = {
        "code": code,
        "name": definition.display.name,
        "headline": definition.display.headline,
        "description": definition.display.description,
    }
    filled = PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), _text_of(definition))
    return Printout(
        promotion_uuid=promotion_id, text=filled, variables=[PrintVariable(type="CODE", value=code)]
    )
