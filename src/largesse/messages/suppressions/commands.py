"""Puts addresses on and off the list of those that get no marketing."""

from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.ids import new_id
from largesse.events.commands import emit
from largesse.messages.suppressions.links import Unsubscriber
from largesse.messages.suppressions.models import Suppression
from largesse.messages.suppressions.queries import get_suppression
from largesse.messages.suppressions.schemas import (
    Reason,
    SuppressedChannel,
    SuppressionInput,
    SuppressionView,
)


async def add_suppression(ctx: Context, suppression: SuppressionInput) -> SuppressionView:
    """Keeps marketing from an address from now on; one that is there already stays as it is."""
    row, is_new = await suppress(ctx, suppression.channel, suppression.address, reason=suppression.reason)
    if is_new:
        after = suppression.model_dump(mode="json", exclude={"address"})
        record(ctx, "suppression.created", object_type="suppression", object_id=row.id, after=after)
    return SuppressionView.model_validate(row)


async def remove_suppression(ctx: Context, suppression_id: UUID) -> None:
    """Lets marketing reach the address again; NotFoundError."""
    row = await get_suppression(ctx, suppression_id)
    await ctx.db.delete(row)
    record(
        ctx,
        "suppression.deleted",
        object_type="suppression",
        object_id=suppression_id,
        before={"channel": row.channel, "reason": row.reason},
    )


async def unsubscribe(ctx: Context, who: Unsubscriber) -> bool:
    """Takes a recipient off all marketing of a channel, and tells it as `message.unsubscribed`.

    False when he was off already: then nothing is told again.
    """
    row, is_new = await suppress(
        ctx, who.channel, who.address, reason="unsubscribed", profile_id=who.profile_id
    )
    if is_new:
        params = {"channel": who.channel, "suppression_id": row.id}
        await emit(ctx, "message.unsubscribed", params, profile_id=who.profile_id)
    return is_new


async def suppress(
    ctx: Context,
    channel: SuppressedChannel,
    address: str,
    *,
    reason: Reason,
    profile_id: int | None = None,
    message_id: UUID | None = None,
) -> tuple[Suppression, bool]:
    """The row of the address and reason, and whether it is new."""
    new = new_id(ctx.now)
    found = (
        await ctx.db.execute(
            text(
                "insert into suppressions"
                " (workspace_id, channel, address, reason, id, profile_id, message_id, created_at)"
                " values (:workspace, :channel, messages_address(:channel, :address), :reason, :id, :profile,"
                " :message, :now)"
                # An update of nothing, so that the row that stood there is answered.
                " on conflict (workspace_id, channel, address, reason) do update set reason = excluded.reason"
                " returning id, address"
            ),
            {
                "workspace": ctx.workspace_id,
                "channel": channel,
                "address": address,
                "reason": reason,
                "id": new,
                "profile": profile_id,
                "message": message_id,
                "now": ctx.now,
            },
        )
    ).one()
    row = await ctx.db.get_one(Suppression, (ctx.workspace_id, channel, found.address, reason))
    return row, found.id == new
