"""Rolls a redemption back, whole or by the lines that came back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.errors import InvalidError
from largesse.promotions.cart import Cart
from largesse.redemptions.ask import Desk
from largesse.redemptions.commands.ends import conflict_of, roll_back_whole
from largesse.redemptions.redemption_queries import get_redemption
from largesse.redemptions.redemption_schemas import RedemptionView, RollbackInput, RollbackView
from largesse.redemptions.returns import PaidLine, refund, stays, worth_of
from largesse.redemptions.schemas import CartInput
from largesse.redemptions.second_price import price_again


async def roll_back(ctx: Context, desk: Desk, redemption_id: UUID, wish: RollbackInput) -> RollbackView:
    """Gives back what a redemption took, for all of its lines or for some; however old it is.

    Counts come back with the last line only; budgets, by what the discount is less. InvalidError
    (`unknown_line`, `too_many_returned`), ConflictError, NotFoundError.
    """
    await _lock(ctx, redemption_id)
    before = await get_redemption(ctx, redemption_id)
    stored = await _cart(ctx, before)
    lines = _paid(before, stored.read(before.currency))
    if wish.lines is None or before.state != "redeemed" or _is_whole(lines, wish.lines):
        return await _whole(ctx, before, lines)
    _check(lines, wish.lines)
    back = wish.lines
    kept: tuple[int, ...] | None = None
    if wish.policy == "claw_back":
        kept = tuple(0 for _ in before.promotions)
    elif wish.policy == "re_evaluate":
        rest = {line.id: line.less(back.get(line.id, 0)) for line in lines}
        kept = await price_again(ctx, desk, before, stored, rest)
    given = refund(lines, back, kept_discount=None if kept is None else sum(kept))
    less = tuple(_less(lines, back, kept, place) for place in range(len(before.promotions)))
    value = sum(worth_of(line, back[line.id]).amount for line in lines if back.get(line.id))
    await _write(
        ctx,
        before,
        back,
        less=less,
        value=value,
        params={"lines": back, "policy": wish.policy, "refund": given, "reason": wish.reason},
    )
    after = await get_redemption(ctx, redemption_id)
    return RollbackView(
        redemption=after,
        whole=False,
        refund=given,
        discount_returned=sum(less),
        lines={
            line.id: left.amount if wish.policy == "claw_back" else left.paid
            for line in lines
            if (left := stays(line, back.get(line.id, 0))).amount
        },
    )


async def _lock(ctx: Context, redemption_id: UUID) -> None:
    await ctx.db.execute(
        text("select redemptions_lock_these(:workspace, array[cast(:id as uuid)])"),
        {"workspace": ctx.workspace_id, "id": redemption_id},
    )


async def _whole(ctx: Context, before: RedemptionView, lines: list[PaidLine]) -> RollbackView:
    left = {line.id: line.units - line.returned for line in lines}
    given = refund(lines, left) if before.state == "redeemed" else 0
    after = await roll_back_whole(ctx, before.id)
    if after.state != "rolled_back":
        raise conflict_of(after)
    return RollbackView(
        redemption=after,
        whole=True,
        refund=given,
        discount_returned=sum(sum(stays(line, 0).discounts) for line in lines),
        lines={line.id: 0 for line in lines},
    )


async def _cart(ctx: Context, redemption: RedemptionView) -> CartInput:
    stored: dict[str, Any] = (
        await ctx.db.scalar(
            text("select cart from redemptions where workspace_id = :workspace and id = :id"),
            {"workspace": ctx.workspace_id, "id": redemption.id},
        )
        or {}
    )
    return CartInput.model_validate(stored)


def _paid(redemption: RedemptionView, cart: Cart) -> list[PaidLine]:
    return [
        PaidLine(
            id=line.id,
            quantity=line.quantity,
            amount=line.amount,
            discounts=tuple(promotion.lines.get(line.id, 0) for promotion in redemption.promotions),
            returned=redemption.returned.get(line.id, 0),
        )
        for line in cart.lines
    ]


def _is_whole(lines: list[PaidLine], back: Mapping[str, int]) -> bool:
    return all(line.returned + back.get(line.id, 0) >= line.units for line in lines) and all(
        any(line.id == line_id for line in lines) for line_id in back
    )


def _check(lines: list[PaidLine], back: Mapping[str, int]) -> None:
    known = {line.id: line for line in lines}
    for line_id, units in back.items():
        if line_id not in known:
            raise InvalidError(
                "unknown_line",
                f"The redemption has no line {line_id}. Its lines are {', '.join(sorted(known))}.",
                pointer=f"/body/lines/{line_id}",
            )
        left = known[line_id].units - known[line_id].returned
        if units > left:
            raise InvalidError(
                "too_many_returned",
                f"Of the line {line_id} {left} units can still come back, not {units}.",
                pointer=f"/body/lines/{line_id}",
            )


def _less(lines: list[PaidLine], back: Mapping[str, int], kept: tuple[int, ...] | None, place: int) -> int:
    """By how much the discount of a promotion is less than before; never negative: budgets only shrink."""
    if kept is None:
        return sum(worth_of(line, back[line.id]).discounts[place] for line in lines if back.get(line.id))
    return max(sum(stays(line, 0).discounts[place] for line in lines) - kept[place], 0)


async def _write(
    ctx: Context,
    before: RedemptionView,
    back: Mapping[str, int],
    *,
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
            "select redemptions_return(:workspace, :id, cast(:returned as jsonb), cast(:less as bigint[]),"
            " cast(:owners as jsonb), :value, cast(:params as jsonb), :actor, :now)"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": before.id,
            "returned": dump_json(returned),
            "less": list(less),
            "owners": orjson.dumps(owners).decode(),
            "value": value,
            "params": dump_json(dict(params)),
            "actor": ctx.actor.label,
            "now": ctx.now,
        },
    )
