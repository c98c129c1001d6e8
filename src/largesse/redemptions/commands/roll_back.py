"""Rolls a redemption back, whole or by the lines that came back."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.errors import InvalidError
from largesse.redemptions.asking.desk import Desk
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.commands.ends import conflict_of, roll_back_whole
from largesse.redemptions.commands.returns import PaidLine, refund, stays
from largesse.redemptions.commands.second_price import price_again
from largesse.redemptions.orders.commands import return_rest
from largesse.redemptions.queries import get_redemption
from largesse.redemptions.schemas import RedemptionView, RollbackInput, RollbackView


async def roll_back(ctx: Context, desk: Desk, redemption_id: UUID, wish: RollbackInput) -> RollbackView:
    """Gives back what a redemption took, for all of its lines or for some; however old it is.

    Counts come back with the last line only; budgets, by what the discount is less. Of an order whose last
    line came back nothing is left; without lines only the redemption is undone, and the order stays.
    InvalidError (`unknown_line`, `too_many_returned`), ConflictError, NotFoundError.
    """
    await _lock(ctx, redemption_id)
    before = await get_redemption(ctx, redemption_id)
    stored, rest = await _stored(ctx, before)
    lines = _paid(before, stored, rest)
    if wish.lines is None or before.state != "redeemed" or _is_whole(lines, wish.lines):
        view = await _whole(ctx, before, lines)
        if before.order_id is not None and (wish.lines is not None or rest):
            await return_rest(ctx, before.order_id)
        return view
    _check(lines, wish.lines)
    back = wish.lines
    left = [_left(line, back.get(line.id, 0)) for line in lines]
    given = refund(lines, back)
    if wish.policy == "claw_back":
        left = [replace(line, discounts=tuple(0 for _ in line.discounts), paid=None) for line in left]
    elif wish.policy == "re_evaluate":
        kept = await price_again(ctx, desk, before, stored, {line.id: line for line in left})
        left = [
            replace(line, discounts=tuple(lines_of.get(line.id, 0) for lines_of in kept), paid=None)
            for line in left
        ]
    if wish.policy != "keep":
        given = refund(lines, back, kept_discount=sum(sum(line.discounts) for line in left))
    less = tuple(
        max(sum(line.discounts[place] for line in lines) - sum(line.discounts[place] for line in left), 0)
        for place in range(len(before.promotions))
    )
    value = sum(line.amount for line in lines) - sum(line.amount for line in left)
    told = {"lines": back, "policy": wish.policy, "refund": given, "reason": wish.reason}
    await _write(ctx, before, back, left=left, less=less, value=value, params=told)
    return RollbackView(
        redemption=await get_redemption(ctx, redemption_id),
        whole=False,
        refund=given,
        discount_returned=sum(less),
        lines={line.id: line.price for line in left if line.quantity},
    )


async def _lock(ctx: Context, redemption_id: UUID) -> None:
    await ctx.db.execute(
        text("select redemptions_lock_these(:workspace, array[cast(:id as uuid)])"),
        {"workspace": ctx.workspace_id, "id": redemption_id},
    )


async def _whole(ctx: Context, before: RedemptionView, lines: list[PaidLine]) -> RollbackView:
    after = await roll_back_whole(ctx, before.id)
    if after.state != "rolled_back":
        raise conflict_of(after)
    was_paid = before.state == "redeemed"
    return RollbackView(
        redemption=after,
        whole=True,
        refund=sum(line.price for line in lines) if was_paid else 0,
        discount_returned=sum(sum(line.discounts) for line in lines) if was_paid else 0,
        lines={},
    )


async def _stored(ctx: Context, redemption: RedemptionView) -> tuple[CartInput, dict[str, Any]]:
    """The cart as it was sent, and what of its lines stays after earlier returns."""
    row = (
        await ctx.db.execute(
            text("select cart, rest from redemptions where workspace_id = :workspace and id = :id"),
            {"workspace": ctx.workspace_id, "id": redemption.id},
        )
    ).one()
    return CartInput.model_validate(row.cart), row.rest


def _paid(redemption: RedemptionView, stored: CartInput, rest: Mapping[str, Any]) -> list[PaidLine]:
    """The lines as the customer has them now."""
    if rest:
        return [
            PaidLine(
                line_id,
                Decimal(left["quantity"]),
                left["amount"],
                tuple(left["discounts"]),
                paid=left["paid"],
            )
            for line_id, left in rest.items()
        ]
    return [
        PaidLine(
            id=line.id,
            quantity=line.quantity,
            amount=line.amount,
            discounts=tuple(promotion.lines.get(line.id, 0) for promotion in redemption.promotions),
        )
        for line in stored.read(redemption.currency).lines
    ]


def _left(line: PaidLine, units: int) -> PaidLine:
    """The line after so many units came back."""
    left = stays(line, units)
    return PaidLine(line.id, line.less(units).rest, left.amount, left.discounts, paid=left.paid)


def _is_whole(lines: list[PaidLine], back: Mapping[str, int]) -> bool:
    known = {line.id for line in lines}
    return known >= back.keys() and all(back.get(line.id, 0) >= line.units for line in lines if line.quantity)


def _check(lines: list[PaidLine], back: Mapping[str, int]) -> None:
    known = {line.id: line for line in lines}
    for line_id, units in back.items():
        if line_id not in known:
            raise InvalidError(
                "unknown_line",
                f"The redemption has no line {line_id}. Its lines are {', '.join(sorted(known))}.",
                pointer=f"/body/lines/{line_id}",
            )
        left = known[line_id].units if known[line_id].quantity else 0
        if units > left:
            raise InvalidError(
                "too_many_returned",
                f"Of the line {line_id} {left} units can still come back, not {units}.",
                pointer=f"/body/lines/{line_id}",
            )


async def _write(
    ctx: Context,
    before: RedemptionView,
    back: Mapping[str, int],
    *,
    left: list[PaidLine],
    less: tuple[int, ...],
    value: int,
    params: Mapping[str, object],
) -> None:
    returned = dict(before.returned)
    for line_id, units in back.items():
        returned[line_id] = returned.get(line_id, 0) + units
    owners: dict[str, int] = {}
    for promotion, amount in zip(before.promotions, less, strict=True):
        for owner in filter(None, (promotion.promotion_id, promotion.campaign_id)):
            owners[str(owner)] = owners.get(str(owner), 0) + amount
    await ctx.db.execute(
        text(
            "select redemptions_return(:workspace, :id, cast(:returned as jsonb), cast(:rest as jsonb),"
            " cast(:less as bigint[]),"
            " cast(:owners as jsonb), :value, cast(:params as jsonb), :actor, :now)"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": before.id,
            "returned": dump_json(returned),
            "rest": dump_json(
                {
                    line.id: {
                        "quantity": str(line.quantity),
                        "amount": line.amount,
                        "discounts": list(line.discounts),
                        "paid": line.price,
                    }
                    for line in left
                }
            ),
            "less": list(less),
            "owners": orjson.dumps(owners).decode(),
            "value": value,
            "params": dump_json(dict(params)),
            "actor": ctx.actor.label,
            "now": ctx.now,
        },
    )
