"""Puts messages into the outbox; the worker sends them after the caller's commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
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
from largesse.messages.schemas import MessageView, Purpose, RetriesView

SEND_MESSAGES: Final = "send_messages"
MANY: Final = 1000
# So many are queued again at a time, that a hundred thousand failed mails do not make one huge transaction.
RETRY_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to queue; `content` is what the channel wants, see the channel's class.

    `purpose` marketing: it carries the means to unsubscribe, and those who did are passed over.
    """

    channel: Channel
    recipient: str
    subject: str
    content: JsonObject
    dedupe_key: str
    purpose: Purpose = "transactional"
    profile_id: int | None = None
    origin_id: UUID | None = None


async def enqueue(
    ctx: Context,
    channel: Channel,
    *,
    recipient: str,
    subject: str,
    content: JsonObject,
    dedupe_key: str,
    purpose: Purpose = "transactional",
    profile_id: int | None = None,
    origin_id: UUID | None = None,
) -> UUID | None:
    """Queues a message in the caller's transaction and returns its id.

    None when a message with this `dedupe_key` was queued before: then nothing is sent again.
    """
    message = NewMessage(channel, recipient, subject, content, dedupe_key, purpose, profile_id, origin_id)
    queued = await _insert(ctx, [message])
    return queued[0] if queued else None


async def enqueue_many(ctx: Context, messages: Sequence[NewMessage]) -> int:
    """Queues messages in the caller's transaction, a statement for each thousand; returns how many are new.

    Of messages with the same `dedupe_key` only the first is queued, whenever it came.
    """
    # In the order of their keys, so that two batches that share some wait for each other and never deadlock.
    ordered = sorted(messages, key=lambda message: message.dedupe_key)
    count = 0
    for start in range(0, len(ordered), MANY):
        count += len(await _insert(ctx, ordered[start : start + MANY]))
    return count


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


async def retry_failed(ctx: Context, *, since: datetime, channel: str | None = None) -> RetriesView:
    """Queues messages again that failed and were made since a moment, the oldest first.

    At most 10,000 at a time; `has_more` says whether others are left.
    """
    rows = await ctx.db.execute(
        text(
            "update messages set state = 'queued', attempts = 0, next_at = :now"
            " where workspace_id = :workspace and id = any(array("
            "select id from messages where workspace_id = :workspace and state = 'failed'"
            " and created_at >= :since and (cast(:channel as text) is null or channel = :channel)"
            " order by id limit :most for update skip locked)) returning id"
        ),
        {
            "workspace": ctx.workspace_id,
            "now": ctx.now,
            "since": since,
            "channel": channel,
            "most": RETRY_AT_ONCE,
        },
    )
    count = len(rows.all())
    if count:
        record(
            ctx,
            "messages.retried",
            object_type="message",
            object_id="*",
            after={"count": count, "since": since.isoformat(), "channel": channel},
        )
        await hint(ctx.db, SEND_MESSAGES, {"workspace_id": str(ctx.workspace_id)})
    return RetriesView(retried=count, has_more=count == RETRY_AT_ONCE)


async def _insert(ctx: Context, messages: Sequence[NewMessage]) -> list[UUID]:
    """One statement; the ids of those that are new."""
    if not messages:
        return []
    columns = {
        "ids": sorted(new_id(ctx.now) for _ in messages),  # so that they are listed in their own order
        "channels": [message.channel.type for message in messages],
        "recipients": [message.recipient for message in messages],
        "subjects": [message.subject for message in messages],
        "contents": [dump_json(message.content) for message in messages],
        "keys": [message.dedupe_key for message in messages],
        "purposes": [message.purpose for message in messages],
        "profiles": [message.profile_id for message in messages],
        "origins": [message.origin_id for message in messages],
    }
    queued = await ctx.db.scalars(
        text(
            "insert into messages (workspace_id, id, channel, recipient, subject, content, dedupe_key,"
            " purpose, profile_id, origin_id, created_at, next_at)"
            " select :workspace, m.id, m.channel, m.recipient, m.subject, cast(m.content as jsonb), m.key,"
            " m.purpose, m.profile_id, m.origin_id, :now, :now"
            " from unnest(cast(:ids as uuid[]), cast(:channels as text[]), cast(:recipients as text[]),"
            " cast(:subjects as text[]), cast(:contents as text[]), cast(:keys as text[]),"
            " cast(:purposes as text[]), cast(:profiles as bigint[]), cast(:origins as uuid[]))"
            " with ordinality m (id, channel, recipient, subject, content, key, purpose, profile_id,"
            " origin_id, place) order by m.place"
            " on conflict (workspace_id, dedupe_key) do nothing returning id"
        ),
        {"workspace": ctx.workspace_id, "now": ctx.now, **columns},
    )
    ids = list(queued.all())
    if ids:
        await hint(ctx.db, SEND_MESSAGES, {"workspace_id": str(ctx.workspace_id)})
    return ids
