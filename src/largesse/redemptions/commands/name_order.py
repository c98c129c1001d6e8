"""Tells a redemption its order, where that is known only later."""

from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import ConflictError
from largesse.redemptions.queries import get_redemption
from largesse.redemptions.schemas import RedemptionView


async def name_order(ctx: Context, redemption_id: UUID, order_id: str) -> RedemptionView:
    """Sets the order of a redemption or hold that has none; again with the same order: the same answer.

    NotFoundError; ConflictError `order_fixed` when it has another order, `order_taken` when that order has
    a hold of its own, `order_redeemed` when a code of it was redeemed for that order.
    """
    before = await get_redemption(ctx, redemption_id)
    if before.order_id not in (None, order_id):
        raise ConflictError(
            "order_fixed", f"The redemption {redemption_id} belongs to the order {before.order_id}."
        )
    named = await ctx.db.scalar(
        text("select redemptions_name_order(:workspace, :id, :order)"),
        {"workspace": ctx.workspace_id, "id": redemption_id, "order": order_id},
    )
    if named == "order_taken":
        raise ConflictError(
            "order_taken", f"The order {order_id} holds something else already. Cancel that first."
        )
    if named == "order_redeemed":
        raise ConflictError(
            "order_redeemed", f"A code of this hold was redeemed for the order {order_id} already."
        )
    return await get_redemption(ctx, redemption_id)
