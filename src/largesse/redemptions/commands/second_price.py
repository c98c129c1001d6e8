"""What the rest of an order costs after a return: the same promotions, as they were, on what stays."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from largesse.core.context import Context
from largesse.profiles.schemas import Identifier
from largesse.promotions.book import Book
from largesse.promotions.evaluate import Compiled
from largesse.promotions.facts import Requester
from largesse.promotions.stored import read_definition
from largesse.redemptions.asking.asked import Asked
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.commands.returns import PaidLine
from largesse.redemptions.schemas import RedemptionView

# A book that no change outdates: what is reckoned again goes by the versions of then.
OF_THEN: Final = 2**62


async def price_again(
    ctx: Context, desk: Desk, redemption: RedemptionView, cart: CartInput, rest: Mapping[str, PaidLine]
) -> tuple[Mapping[str, int], ...]:
    """The discounts of each promotion of the redemption, in their order, by the lines that stay.

    Rules are asked again as of the moment of the redemption, with what is known of the customer today; limits
    are not, for they were taken. `rest` are the lines as they stay.
    """
    book = await _book_of_then(ctx, desk, redemption)
    left = [
        item.model_copy(update={"id": line.id, "quantity": line.quantity, "amount": line.amount})
        for item, line_id in zip(cart.items, cart.line_ids(), strict=True)
        if (line := rest[line_id]).quantity > 0
    ]
    question = Question(
        workspace_id=ctx.workspace_id,
        codes=tuple(found.code for found in redemption.promotions if found.code is not None),
        customer=Identifier(id=redemption.customer_id) if redemption.customer_id else None,
        cart=cart.model_copy(update={"items": tuple(left), "amount": None}),
        requester=Requester(ctx.actor.kind, ctx.actor.id),
        now=redemption.redeemed_at or redemption.created_at,
        redemption_id=redemption.id,
    )
    asked = await desk.ask_by(book, question, promotions=set(book.promotions))
    if not isinstance(asked, Asked):
        msg = f"the book of then is outdated by {asked}"
        raise TypeError(msg)
    ids = [line.id for line in asked.visit.cart.lines]
    given: dict[tuple[UUID, str | None], Mapping[str, int]] = {
        (found.promotion_id, found.code): dict(zip(ids, found.lines, strict=False))
        for found in asked.decision.applied
    }
    return tuple(given.get((found.promotion_id, found.code), {}) for found in redemption.promotions)


async def _book_of_then(ctx: Context, desk: Desk, redemption: RedemptionView) -> Book:
    now = await desk.book(ctx.workspace_id)
    compiled: dict[UUID, Compiled] = {}
    by_code: dict[str, UUID] = {}
    by_pool: dict[UUID, UUID] = {}
    for found in redemption.promotions:
        row = (
            await ctx.db.execute(
                text(
                    "select v.definition, p.name, p.tags, i.pool_id from promotion_versions v"
                    " join promotions p on p.workspace_id = v.workspace_id and p.id = v.promotion_id"
                    " join redemption_items i on i.workspace_id = v.workspace_id"
                    " and i.promotion_id = v.promotion_id and i.redemption_id = :redemption"
                    " where v.workspace_id = :workspace and v.promotion_id = :id and v.version = :version"
                    " limit 1"
                ),
                {
                    "workspace": ctx.workspace_id,
                    "redemption": redemption.id,
                    "id": found.promotion_id,
                    "version": found.version,
                },
            )
        ).one()
        definition = read_definition(row.definition)
        definition = definition.model_copy(update={"limits": (), "activation": None})
        compiled[found.promotion_id] = Compiled(
            id=found.promotion_id,
            campaign_id=None,
            version=found.version,
            name=row.name,
            definition=definition,
            currency=definition.currency or now.currency,
            zone=ZoneInfo(definition.zone) if definition.zone else now.zone,
            tags=frozenset(row.tags),
        )
        if row.pool_id is not None:
            by_pool[row.pool_id] = found.promotion_id
        elif found.code is not None:
            by_code[found.code] = found.promotion_id
    return replace(
        now,
        number=OF_THEN,
        promotions=compiled,
        statuses=dict.fromkeys(compiled, "active"),
        campaigns={},
        by_code=by_code,
        by_pool=by_pool,
    )
