"""What the worker runs for messages: the sender of the outbox."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import text

from largesse.connections.client import GuardedClient
from largesse.core.db import Database, JsonObject, is_unavailable
from largesse.core.jobs import hint
from largesse.core.seals import Keyring, keyring_from
from largesse.core.settings import Settings
from largesse.messages.accounts import account_of_url, default_account
from largesse.messages.channels import channel_named
from largesse.messages.channels.delivery import Delivery, Means
from largesse.messages.channels.email import SmtpAccount
from largesse.messages.channels.errors import PermanentError, TemporaryError
from largesse.messages.commands import SEND_MESSAGES

log = structlog.get_logger()

BATCH: Final = 10
# Longer than any channel takes for one message; after it, a message whose sender died is taken up again.
CLAIM: Final = timedelta(seconds=90)
DELAYS: Final = tuple(
    timedelta(seconds=seconds) for seconds in (10, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 43200, 86400)
)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A message this sender tries; `attempt` fences: a sender that was given up cannot settle it."""

    id: UUID
    channel: str
    recipient: str
    subject: str
    content: JsonObject
    attempt: int


class Outbox:
    """The sender of a worker process.

    A message is sent at least once, and twice only if the process dies between the other side's receipt
    and our commit; both carry the same id. A temporary failure is tried again, twelve times over two
    days; a permanent one is failed at once, with its reason.
    """

    def __init__(
        self, database: Database, *, keyring: Keyring, fallback: SmtpAccount | None, allow: tuple[str, ...]
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._fallback = fallback
        self._allow = allow

    async def send_due(self, workspace_id: UUID) -> int:
        """Sends what is due in a workspace, ten at a time, and returns how many were tried."""
        tried = 0
        async with GuardedClient(allow=self._allow) as http:
            means = Means(
                mail_account=partial(self._mail_account, workspace_id),
                http=http,
                signing_key=signing_key(self._keyring, workspace_id),
            )
            while claimed := await self._claim(workspace_id):
                await asyncio.gather(*(self._send(workspace_id, message, means) for message in claimed))
                tried += len(claimed)
        return tried

    async def _claim(self, workspace_id: UUID) -> list[_Claimed]:
        async with self._database.context(workspace_id) as ctx:
            rows = await ctx.db.execute(
                text(
                    "update messages set attempts = attempts + 1, next_at = :until"
                    " where workspace_id = :workspace and id in ("
                    " select id from messages where workspace_id = :workspace and state = 'queued'"
                    " and next_at <= :now order by next_at limit :batch for update skip locked)"
                    " returning id, channel, recipient, subject, content, attempts"
                ),
                {"workspace": workspace_id, "now": ctx.now, "until": ctx.now + CLAIM, "batch": BATCH},
            )
            return [_Claimed(*row) for row in rows]

    async def _send(self, workspace_id: UUID, message: _Claimed, means: Means) -> None:
        try:
            channel = channel_named(message.channel)
            receipt = await channel.send(
                Delivery(
                    id=message.id,
                    recipient=message.recipient,
                    subject=message.subject,
                    content=message.content,
                    at=self._database.clock(),
                ),
                means,
            )
        except PermanentError as error:
            log.warning("message_failed", message_id=str(message.id), reason=str(error))
            await self._settle(workspace_id, message, state="failed", error=str(error))
        except TemporaryError as error:
            await self._put_off(workspace_id, message, error=str(error))
        except Exception as error:  # a fault of ours must not keep the other messages
            if is_unavailable(error):
                raise
            log.exception("channel_broken", message_id=str(message.id), channel=message.channel)
            await self._put_off(workspace_id, message, error=f"{type(error).__name__}: {error}")
        else:
            log.info("message_sent", message_id=str(message.id), response=receipt.response)
            await self._settle(workspace_id, message, state="sent")

    async def _put_off(self, workspace_id: UUID, message: _Claimed, *, error: str) -> None:
        if message.attempt > len(DELAYS):
            log.warning("message_failed", message_id=str(message.id), reason=error)
            await self._settle(workspace_id, message, state="failed", error=error)
            return
        delay = DELAYS[message.attempt - 1]
        await self._settle(workspace_id, message, state="queued", error=error, delay=delay)

    async def _settle(
        self,
        workspace_id: UUID,
        message: _Claimed,
        *,
        state: str,
        error: str | None = None,
        delay: timedelta = timedelta(0),
    ) -> None:
        async with self._database.context(workspace_id) as ctx:
            await ctx.db.execute(
                text(
                    "update messages set state = :state, error = :error, next_at = :next,"
                    " sent_at = case when :state = 'sent' then cast(:now as timestamptz) end"
                    " where workspace_id = :workspace and id = :id"
                    " and state = 'queued' and attempts = :attempt"
                ),
                {
                    "workspace": workspace_id,
                    "id": message.id,
                    "attempt": message.attempt,
                    "state": state,
                    "error": error,
                    "next": ctx.now + delay,
                    "now": ctx.now,
                },
            )

    async def _mail_account(self, workspace_id: UUID) -> SmtpAccount:
        async with self._database.context(workspace_id) as ctx:
            return await default_account(ctx, self._keyring, fallback=self._fallback)


def create_outbox(settings: Settings, database: Database) -> Outbox:
    """The sender as the settings have it; ValueError for a setting that cannot be read."""
    return Outbox(
        database,
        keyring=keyring_from(settings.secret_key.get_secret_value()),
        fallback=account_of_url(settings.smtp_url, sender=settings.mail_from),
        allow=tuple(entry.strip() for entry in settings.outgoing_allow.split(",") if entry.strip()),
    )


def signing_key(keyring: Keyring, workspace_id: UUID) -> bytes:
    """The 32 bytes that sign a workspace's webhooks; they follow from the installation's key."""
    return keyring.digest(f"webhooks of {workspace_id}")


async def hint_due(database: Database) -> int:
    """Hints at due messages whose turn came by time, or whose hint was lost; returns how many workspaces."""
    count = 0
    for workspace_id in await database.workspace_ids():
        async with database.context(workspace_id) as ctx:
            due = await ctx.db.scalar(
                text(
                    "select exists (select from messages where workspace_id = :workspace"
                    " and state = 'queued' and next_at <= :now)"
                ),
                {"workspace": workspace_id, "now": ctx.now},
            )
            if due:
                count += 1
                args = {"workspace_id": str(workspace_id)}
                await hint(ctx.db, SEND_MESSAGES, args, lock=f"messages:{workspace_id}")
    return count
