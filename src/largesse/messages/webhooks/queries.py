"""Reads webhooks and their deliveries."""

from typing import Final
from uuid import UUID

from sqlalchemy import any_, literal, or_, select

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.messages.models import Message
from largesse.messages.schemas import MessageState
from largesse.messages.webhooks.models import Webhook
from largesse.messages.webhooks.schemas import DeliveryPage, DeliveryView, WebhookPage, WebhookView

_SAME: Final = ("state", "attempts", "answer_status", "error", "created_at", "next_at", "sent_at")


async def get_webhook(ctx: Context, webhook_id: UUID) -> Webhook:
    """The webhook's row; NotFoundError."""
    webhook = await ctx.db.get(Webhook, (ctx.workspace_id, webhook_id))
    if webhook is None:
        raise NotFoundError("webhook_not_found", f"There is no webhook {webhook_id} in this workspace.")
    return webhook


async def list_webhooks(ctx: Context, *, limit: int, cursor: UUID | None = None) -> WebhookPage:
    """A page of webhooks, newest first."""
    query = select(Webhook).where(Webhook.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(Webhook.id < cursor)
    rows = (await ctx.db.scalars(query.order_by(Webhook.id.desc()).limit(limit + 1))).all()
    items = [WebhookView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return WebhookPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def webhooks_for(ctx: Context, name: str) -> list[Webhook]:
    """The active webhooks that want events of a name, oldest first."""
    wanted = or_(literal(name) == any_(Webhook.events), literal("*") == any_(Webhook.events))
    query = select(Webhook).where(Webhook.workspace_id == ctx.workspace_id, Webhook.active, wanted)
    return list((await ctx.db.scalars(query.order_by(Webhook.id))).all())


async def get_delivery(ctx: Context, webhook_id: UUID, delivery_id: UUID) -> Message:
    """The delivery's row; NotFoundError, also when it belongs to another webhook."""
    delivery = await ctx.db.get(Message, (ctx.workspace_id, delivery_id))
    if delivery is None or delivery.origin_id != webhook_id:
        raise NotFoundError("delivery_not_found", f"The webhook has no delivery {delivery_id}.")
    return delivery


async def list_deliveries(
    ctx: Context,
    webhook_id: UUID,
    *,
    limit: int,
    cursor: UUID | None = None,
    state: MessageState | None = None,
) -> DeliveryPage:
    """A page of a webhook's deliveries, newest first; NotFoundError."""
    await get_webhook(ctx, webhook_id)
    query = select(Message).where(Message.workspace_id == ctx.workspace_id, Message.origin_id == webhook_id)
    if cursor is not None:
        query = query.where(Message.id < cursor)
    if state is not None:
        query = query.where(Message.state == state)
    rows = (await ctx.db.scalars(query.order_by(Message.id.desc()).limit(limit + 1))).all()
    items = [view_delivery(row) for row in rows[:limit]]
    more = len(rows) > limit
    return DeliveryPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


def view_delivery(message: Message) -> DeliveryView:
    """A message of a webhook as the log shows it; what the receiver wrote back is kept by nobody."""
    return DeliveryView.model_validate(
        {
            "id": message.id,
            "event": message.subject,
            "body": message.content,
            **{
                name: getattr(message, name)
                for name in (
                    "state",
                    "attempts",
                    "answer_status",
                    "error",
                    "created_at",
                    "next_at",
                    "sent_at",
                )
            },
        }
    )
