"""A till's basket, priced by our desk."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import text

from largesse.compat.synerise.sale_schemas import (
    AdditionalItemResult,
    DiscountSource,
    GrantedDiscount,
    PricedItem,
    PromotionError,
    SaleAnswer,
    SaleInput,
    money_text,
)
from largesse.core.context import Context
from largesse.core.http import Caller
from largesse.profiles.schemas import Identifier
from largesse.promotions.reasons import REASONS
from largesse.redemptions.asking.asked import NEWCOMER, Asked
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.validations.queries import requester_of
from largesse.redemptions.validations.schemas import CandidateView, ValidationView

MOST_ERRORS: Final = 100


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
