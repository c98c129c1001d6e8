"""What the worker runs for messages: the sender of the outbox."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import text

from largesse.connections.client import GuardedClient
from largesse.core.db import Database, is_unavailable
from largesse.core.jobs import hint
from largesse.core.seals import Keyring, keyring_from
from largesse.core.settings import Settings
from largesse.messages.accounts import account_of_url, default_account
from largesse.messages.channels import channel_named
from largesse.messages.channels.delivery import Delivery, Means
from largesse.messages.channels.email import SmtpAccount
from largesse.messages.channels.errors import PermanentError, TemporaryError
from largesse.messages.channels.sms import SmsAccount
from largesse.messages.commands import SEND_MESSAGES
from largesse.messages.outgoing import allowed_hosts
from largesse.messages.settling import Claimed, Outcome, claim, settle
from largesse.messages.sms.accounts import default_sms_account
from largesse.messages.suppressions.links import unsubscribe_url
from largesse.messages.webhooks.secrets import keys_of, workspace_key

log = structlog.get_logger()

DELAYS: Final = tuple(
    timedelta(seconds=seconds) for seconds in (10, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 43200, 86400)
)


class Outbox:
    """The sender of a worker process.

    A message is sent at least once, and twice only if the process dies between the other side's receipt
    and our commit; both carry the same id. A temporary failure is tried again, twelve times over two
    days; a permanent one is failed at once, with its reason.
    """

    def __init__(
        self,
        database: Database,
        *,
        keyring: Keyring,
        fallback: SmtpAccount | None,
        allow: tuple[str, ...],
        public_url: str = "http://127.0.0.1:8080",
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._fallback = fallback
        self._allow = allow
        self._public_url = public_url

    async def send_due(self, workspace_id: UUID) -> int:
        """Sends what is due in a workspace, ten at a time, and returns how many were tried."""
        tried = 0
        async with GuardedClient(allow=self._allow) as http:
            means = Means(
                mail_account=partial(self._mail_account, workspace_id),
                sms_account=partial(self._sms_account, workspace_id),
                signing_keys=partial(self._signing_keys, workspace_id),
                unsubscribe_url=partial(self._unsubscribe_url, workspace_id),
                http=http,
            )
            while claimed := await self._claim(workspace_id):
                wanted = [message for message in claimed if message.state == "queued"]
                await asyncio.gather(*(self._send(workspace_id, message, means) for message in wanted))
                tried += len(wanted)
        return tried

    async def _claim(self, workspace_id: UUID) -> list[Claimed]:
        async with self._database.context(workspace_id) as ctx:
            return await claim(ctx)

    async def _send(self, workspace_id: UUID, message: Claimed, means: Means) -> None:
        try:
            channel = channel_named(message.channel)
            receipt = await channel.send(self._delivery(message), means)
        except PermanentError as error:
            log.warning("message_failed", message_id=str(message.id), reason=str(error))
            await self._fail(workspace_id, message, error)
        except TemporaryError as error:
            await self._put_off(workspace_id, message, error)
        except Exception as error:  # a fault of ours must not keep the other messages
            if is_unavailable(error):
                raise
            log.exception("channel_broken", message_id=str(message.id), channel=message.channel)
            await self._put_off(workspace_id, message, TemporaryError(f"{type(error).__name__}: {error}"))
        else:
            log.info("message_sent", message_id=str(message.id), response=receipt.response)
            outcome = Outcome("sent", next_at=self._database.clock(), status=receipt.status)
            await self._settle(workspace_id, message, outcome)

    def _delivery(self, message: Claimed) -> Delivery:
        return Delivery(
            id=message.id,
            recipient=message.recipient,
            subject=message.subject,
            content=message.content,
            at=self._database.clock(),
            marketing=message.purpose == "marketing",
            profile_id=message.profile_id,
            origin_id=message.origin_id,
        )

    async def _put_off(self, workspace_id: UUID, message: Claimed, error: TemporaryError) -> None:
        if message.attempt > len(DELAYS):
            log.warning("message_failed", message_id=str(message.id), reason=str(error))
            await self._fail(workspace_id, message, error)
            return
        delay = max(DELAYS[message.attempt - 1], timedelta(seconds=error.retry_after))
        next_at = self._database.clock() + delay
        await self._settle(workspace_id, message, Outcome("queued", next_at, str(error), error.status))

    async def _fail(
        self, workspace_id: UUID, message: Claimed, error: PermanentError | TemporaryError
    ) -> None:
        outcome = Outcome("failed", self._database.clock(), str(error), error.status)
        await self._settle(workspace_id, message, outcome)

    async def _settle(self, workspace_id: UUID, message: Claimed, outcome: Outcome) -> None:
        async with self._database.context(workspace_id) as ctx:
            await settle(ctx, message, outcome)

    async def _mail_account(self, workspace_id: UUID) -> SmtpAccount:
        async with self._database.context(workspace_id) as ctx:
            return await default_account(ctx, self._keyring, fallback=self._fallback)

    async def _sms_account(self, workspace_id: UUID) -> SmsAccount:
        async with self._database.context(workspace_id) as ctx:
            return await default_sms_account(ctx, self._keyring)

    async def _signing_keys(self, workspace_id: UUID, webhook_id: UUID | None) -> Sequence[bytes]:
        if webhook_id is None:
            return [workspace_key(self._keyring, workspace_id)]
        async with self._database.context(workspace_id) as ctx:
            return await keys_of(ctx, self._keyring, webhook_id)

    def _unsubscribe_url(self, workspace_id: UUID, message: Delivery) -> str:
        return unsubscribe_url(
            self._keyring,
            self._public_url,
            workspace_id=workspace_id,
            address=message.recipient,
            profile_id=message.profile_id,
        )


def create_outbox(settings: Settings, database: Database) -> Outbox:
    """The sender as the settings have it; ValueError for a setting that cannot be read."""
    return Outbox(
        database,
        keyring=keyring_from(settings.secret_key.get_secret_value()),
        fallback=account_of_url(settings.smtp_url, sender=settings.mail_from),
        allow=allowed_hosts(settings),
        public_url=settings.public_url,
    )


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
