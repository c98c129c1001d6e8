"""Coupons for a till's receipt: of check-out handbills, and of promotions named by themselves."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from largesse.compat.synerise.sale_schemas import (
    CheckoutAnswer,
    CheckoutInput,
    CheckoutMessage,
    GrantsReport,
    Printout,
    PrintoutError,
    PrintVariable,
)
from largesse.core.context import Context
from largesse.core.errors import AppError, NotFoundError
from largesse.core.http import Caller
from largesse.personalization.handbills.coupons import Coupon, coupons_of
from largesse.personalization.handbills.dispenser import Dispenser
from largesse.personalization.ranking import BasketItem
from largesse.profiles.queries import find_profile, matching_profiles
from largesse.profiles.schemas import Identifier
from largesse.promotions.book import Book
from largesse.promotions.definition import Definition
from largesse.vouchers.commands.assign import Assigner, AssignRequest

PLACEHOLDER: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# The attribute of profiles that holds the hash of a payment card.
CARD: Final = "card_hash"


class CheckoutNotSetUpError(AppError):
    """428: nothing is set up that goes on receipts."""

    status = 428
    title = "Precondition required"

    def __init__(self) -> None:
        super().__init__(
            "checkout_not_set_up",
            "No receipt coupons are set up. Put the UUIDs of published check-out handbills (or of promotions"
            " with a voucher pool and the text to print in their params, under the key `checkout`) into"
            " checkoutSettings.handbillUuidsForCheckout of PUT /v4/promotions/settings.",
        )


@dataclass(frozen=True, slots=True)
class Means:
    """What coupons are made with."""

    assigner: Assigner
    dispenser: Dispenser
    book: Book


async def issue_coupons(
    caller: Caller, means: Means, who: Identifier, checkout: CheckoutInput, *, settings: Mapping[str, Any]
) -> CheckoutAnswer:
    """A code of each promotion that is set up or chosen; CheckoutNotSetUpError when none can be.

    The same transaction gets the same codes again, so that a till may repeat its request.
    """
    named = _set_up(settings)
    handbills = await _handbills(caller, named)
    promotions = {
        promotion_id: means.book.promotions[promotion_id].definition
        for promotion_id in named
        if promotion_id in means.book.promotions and _text_of(means.book.promotions[promotion_id].definition)
    }
    if not (promotions or handbills):
        raise CheckoutNotSetUpError
    report = GrantsReport(printouts=[], errors=[])
    customer = await _customer(caller, who) if handbills else 0
    for handbill_id in handbills:
        try:
            coupons = await coupons_of(
                caller.database,
                means.dispenser,
                caller.actor,
                handbill_id,
                customer,
                basket=_basket(checkout),
            )
        except AppError as error:
            report.errors.append(_failed(handbill_id, error))
            continue
        for coupon in coupons:
            await _print_coupon(
                caller, means, Identifier(id=customer), checkout, coupon=coupon, report=report
            )
    for promotion_id, definition in promotions.items():
        try:
            code = await _draw(
                caller, means, who, checkout, promotion_id=promotion_id, pool=definition.access.own_pool()
            )
        except AppError as error:
            report.errors.append(_failed(promotion_id, error))
        else:
            report.printouts.append(_printout(promotion_id, definition, code))
    return CheckoutAnswer(message=CheckoutMessage(transaction_grants_report=report))


async def _print_coupon(
    caller: Caller,
    means: Means,
    who: Identifier,
    checkout: CheckoutInput,
    *,
    coupon: Coupon,
    report: GrantsReport,
) -> None:
    try:
        code = coupon.code or await _draw(
            caller, means, who, checkout, promotion_id=coupon.promotion_id, pool=coupon.pool_id
        )
        printed = coupon.printed(code)
    except AppError as error:
        report.errors.append(_failed(coupon.promotion_id, error))
        return
    variable = PrintVariable(type="CODE", value=code)
    report.printouts.append(Printout(promotion_uuid=coupon.promotion_id, text=printed, variables=[variable]))


async def _handbills(caller: Caller, named: Sequence[UUID]) -> list[UUID]:
    """Those of the ids that are handbills', in their order."""
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        rows = await ctx.db.scalars(
            text(
                "select id from handbills where workspace_id = :workspace"
                " and id = any(cast(:named as uuid[])) and status = 'published'"
            ),
            {"workspace": ctx.workspace_id, "named": list(named)},
        )
        known = set(rows.all())
    return [each for each in named if each in known]


async def _customer(caller: Caller, who: Identifier) -> int:
    """The customer's number: by the identifier, by the hash of a card, or else a new profile's."""
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        found = await find_profile(ctx, who) or await _holder(ctx, who)
        if found is None:
            kind, value = who.pair()
            found = await ctx.db.scalar(
                text("select profiles_resolve(:workspace, :kind, :value, :now)"),
                {"workspace": ctx.workspace_id, "kind": kind, "value": value, "now": ctx.now},
            )
    if found is None:
        raise NotFoundError("profile_not_found", "There is no profile with this id.")
    return found


async def _holder(ctx: Context, who: Identifier) -> int | None:
    """The profile that pays with the card of this hash."""
    found = await matching_profiles(ctx, attributes={CARD: who.pair()[1]}, tags=[], after=0, limit=1)
    return found[0] if found else None


def _basket(checkout: CheckoutInput) -> list[BasketItem]:
    return [
        BasketItem(item.article_ref, float(Decimal(item.quantity))) for item in checkout.transaction_items
    ]


def _failed(uuid: UUID, error: AppError) -> PrintoutError:
    return PrintoutError(promotion_uuid=uuid, reason=error.code, message=error.detail)


async def _draw(
    caller: Caller,
    means: Means,
    who: Identifier,
    checkout: CheckoutInput,
    *,
    promotion_id: UUID,
    pool: UUID | None,
) -> str:
    if pool is None:
        raise NotFoundError("pool_not_found", "The promotion has no voucher pool to take a coupon from.")
    kind, value = who.pair()
    sale = f"{checkout.transaction_metric.global_transaction_id}:{promotion_id}:{kind}:{value}"
    digest = hashlib.sha256(sale.encode()).digest()
    assigned = await means.assigner.assign(
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
