"""The keys that sign webhooks: one for each subscription, and one of the workspace for all other calls."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.core.seals import Keyring
from largesse.messages.channels.errors import PermanentError
from largesse.messages.webhooks.models import Webhook

KEY_BYTES: Final = 32  # Standard Webhooks: between 24 and 64
# So long both secrets sign, so that a receiver can change over whenever it suits him.
OVERLAP: Final = timedelta(hours=24)


def new_key() -> bytes:
    """A new random key."""
    return secrets.token_bytes(KEY_BYTES)


def seal_key(keyring: Keyring, key: bytes) -> bytes:
    """The key as it is stored."""
    return keyring.seal(key.hex())


def workspace_key(keyring: Keyring, workspace_id: UUID) -> bytes:
    """The 32 bytes that sign a workspace's other webhooks; they follow from the installation's key."""
    return keyring.digest(f"webhooks of {workspace_id}")


async def keys_of(ctx: Context, keyring: Keyring, webhook_id: UUID) -> Sequence[bytes]:
    """The keys that sign a webhook's deliveries now, the newest first.

    PermanentError when it was deleted or switched off, or its secret cannot be read.
    """
    webhook = await ctx.db.get(Webhook, (ctx.workspace_id, webhook_id))
    if webhook is None:
        raise PermanentError("The webhook was deleted.")
    if not webhook.active:
        raise PermanentError(
            f"The webhook {webhook.name} is switched off. Switch it on and replay the delivery."
        )
    return open_keys(webhook, keyring, now=ctx.now)


def open_keys(webhook: Webhook, keyring: Keyring, *, now: datetime) -> list[bytes]:
    """The keys of a webhook at a moment, the newest first; PermanentError when they cannot be read."""
    sealed = [webhook.secret_sealed]
    if webhook.old_secret_sealed and webhook.old_secret_until and now < webhook.old_secret_until:
        sealed.append(webhook.old_secret_sealed)
    try:
        return [bytes.fromhex(keyring.unseal(secret)) for secret in sealed]
    except AppError as error:
        raise PermanentError(f"{error.detail} For a webhook: have a new secret made.") from error
