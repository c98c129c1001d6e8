"""Confirms holds, also those whose time is over."""

from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import ConflictError
from largesse.profiles.schemas import Identifier
from largesse.promotions.facts import Requester
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.commands.ends import confirm, conflict_of
from largesse.redemptions.commands.redeemer import Redeemer
from largesse.redemptions.commands.wishes import Wish
from largesse.redemptions.queries import get_redemption
from largesse.redemptions.schemas import ConfirmationInput, RedemptionView


async def confirm_hold(
    ctx: Context, redeemer: Redeemer, redemption_id: UUID, wish: ConfirmationInput
) -> RedemptionView:
    """Makes a hold a redemption. One that lapsed is redeemed anew, as another one, if all is still free.

    It is the same discount or none: ConflictError `hold_lapsed` with the reasons. Otherwise as `confirm`.
    """
    hold = await get_redemption(ctx, redemption_id)
    if hold.state != "lapsed":
        return await confirm(ctx, redemption_id, order_id=wish.order_id)
    if wish.late == "refuse":
        raise conflict_of(hold)
    stored = await ctx.db.scalar(
        text("select cart from redemptions where workspace_id = :workspace and id = :id"),
        {"workspace": ctx.workspace_id, "id": redemption_id},
    )
    result = await redeemer.redeem(
        Wish(
            workspace_id=ctx.workspace_id,
            cart=CartInput.model_validate(stored),
            now=ctx.now,
            actor=ctx.actor.label,
            requester=Requester(ctx.actor.kind, ctx.actor.id),
            codes=tuple(found.code for found in hold.promotions if found.code is not None),
            customer=Identifier(id=hold.customer_id) if hold.customer_id is not None else None,
            order_id=hold.order_id or wish.order_id or f"hold:{redemption_id}",
            metadata={**hold.metadata, "hold_id": str(redemption_id)},
            address=ctx.address,
            discount=hold.discount,
        )
    )
    if result.redemption_id is None:
        raise ConflictError(
            "hold_lapsed",
            f"The hold {redemption_id} lapsed, and what it had reserved is not free any more.",
            facts={"reasons": [rejection.reason for rejection in result.rejections]},
        )
    return await get_redemption(ctx, result.redemption_id)
