"""What a sender claims, and what becomes of it: each in one transaction, with its event."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.events.commands import emit
from largesse.messages.schemas import MessageState
from largesse.messages.webhooks.health import note_answer

BATCH: Final = 10
# Longer than any channel takes for one message; after it, a message whose sender died is taken up again.
CLAIM: Final = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message this sender tries; `attempt` fences: a sender that was given up cannot settle it."""

    id: UUID
    channel: str
    recipient: str
    subject: str
    content: JsonObject
    attempt: int
    state: MessageState
    purpose: str
    profile_id: int | None
    origin_id: UUID | None
    dedupe_key: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt ended; a queued message is tried again at `next_at`."""

    state: MessageState
    next_at: datetime
    error: str | None = None
    status: int | None = None


async def claim(ctx: Context) -> list[Claimed]:
    """The next messages that are due, transactional ones first; those nobody else can take for a while.

    Marketing to an address that wants none is not handed out but settled here, as suppressed.
    """
    rows = await ctx.db.execute(
        text(
            # materialized: a join may run it once for each row, and claim them all
            "with due as materialized (select q.id, q.purpose = 'marketing' and exists (select from"
            " suppressions s"
            " where s.workspace_id = q.workspace_id and s.channel = q.channel"
            " and s.address = messages_address(q.channel, q.recipient)) as unwanted"
            " from messages q where q.workspace_id = :workspace and q.state = 'queued' and q.next_at <= :now"
            " order by q.purpose desc, q.next_at limit :batch for update of q skip locked)"
            " update messages m set attempts = m.attempts + 1, next_at = :until,"
            " state = case when due.unwanted then 'suppressed' else m.state end,"
            " error = case when due.unwanted then :reason else m.error end from due"
            " where m.workspace_id = :workspace and m.id = due.id"
            " returning m.id, m.channel, m.recipient, m.subject, m.content, m.attempts, m.state, m.purpose,"
            " m.profile_id, m.origin_id, m.dedupe_key"
        ),
        {
            "workspace": ctx.workspace_id,
            "now": ctx.now,
            "until": ctx.now + CLAIM,
            "batch": BATCH,
            "reason": "The address gets no marketing: see the suppressions.",
        },
    )
    claimed = [Claimed(*row) for row in rows]
    for message in claimed:
        if message.state == "suppressed":
            await emit(ctx, "message.suppressed", _params(message), profile_id=message.profile_id)
    return claimed


async def settle(ctx: Context, message: Claimed, outcome: Outcome) -> None:
    """Writes how an attempt ended, unless another sender has taken the message over.

    A failed one is told by the event `message.failed`; a delivery of a webhook is not: a webhook that
    hears of every event would fail to hear of its own failures, for ever.
    """
    settled = await ctx.db.scalar(
        text(
            "update messages set state = :state, error = :error, next_at = :next, answer_status = :status,"
            " sent_at = case when :state = 'sent' then cast(:now as timestamptz) end"
            " where workspace_id = :workspace and id = :id and state = 'queued' and attempts = :attempt"
            " returning true"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": message.id,
            "attempt": message.attempt,
            "state": outcome.state,
            "error": outcome.error,
            "status": outcome.status,
            "next": outcome.next_at,
            "now": ctx.now,
        },
    )
    if not settled:
        return
    if message.origin_id is not None:
        await note_answer(ctx, message.origin_id, error=outcome.error, status=outcome.status)
    elif outcome.state == "failed":
        params = {**_params(message), "error": outcome.error}
        await emit(ctx, "message.failed", params, profile_id=message.profile_id)


def _params(message: Claimed) -> JsonObject:
    return {"message_id": message.id, "dedupe_key": message.dedupe_key, "channel": message.channel}
