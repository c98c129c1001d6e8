"""Puts messages into the outbox; the worker sends them after the caller's commit."""

from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject, dump_json
from largesse.core.errors import ConflictError
from largesse.core.ids import new_id
from largesse.core.jobs import hint
from largesse.messages.channels import Channel
from largesse.messages.queries import get_message
from largesse.messages.schemas import MessageView

SEND_MESSAGES = "send_messages"


async def enqueue(
    ctx: Context, channel: Channel, *, recipient: str, subject: str, content: JsonObject, dedupe_key: str
) -> UUID | None:
    """Queues a message in the caller's transaction and returns its id.

    None when a message with this `dedupe_key` was queued before: then nothing is sent again.
    `content` is what the channel wants; see the channel's class.
    """
    message_id: UUID | None = await ctx.db.scalar(
        text(
            "insert into messages (workspace_id, id, channel, recipient, subject, content, dedupe_key,"
            " created_at, next_at) values (:workspace, :id, :channel, :recipient, :subject,"
            " cast(:content as jsonb), :key, :now, :now)"
            " on conflict (workspace_id, dedupe_key) do nothing returning id"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": new_id(ctx.now),
            "channel": channel.type,
            "recipient": recipient,
            "subject": subject,
            "content": dump_json(content),
            "key": dedupe_key,
            "now": ctx.now,
        },
    )
    if message_id is not None:
        await hint(ctx.db, SEND_MESSAGES, {"workspace_id": str(ctx.workspace_id)})
    return message_id


async def retry(ctx: Context, message_id: UUID) -> MessageView:
    """Queues a failed message again, with all its attempts before it; NotFoundError.

    ConflictError (`message_not_failed`) for any other: it was sent, or will be tried by itself.
    """
    message = await get_message(ctx, message_id)
    await ctx.db.refresh(message, with_for_update=True)
    if message.state != "failed":
        raise ConflictError(
            "message_not_failed",
            f"Only a failed message is sent again; this one is {message.state}.",
            facts={"state": message.state},
        )
    message.state, message.attempts, message.next_at = "queued", 0, ctx.now
    await ctx.db.flush()
    record(ctx, "message.retried", object_type="message", object_id=message_id)
    await hint(ctx.db, SEND_MESSAGES, {"workspace_id": str(ctx.workspace_id)})
    return MessageView.model_validate(message)
