"""What every channel is handed: the message, and the means to reach the world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from largesse.connections.client import GuardedClient
from largesse.core.db import JsonObject

if TYPE_CHECKING:
    from largesse.messages.channels.email import SmtpAccount
    from largesse.messages.channels.sms import SmsAccount


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt at one message; `id` stays the same over all attempts, `at` is this attempt's moment."""

    id: UUID
    recipient: str
    subject: str
    content: JsonObject
    at: datetime
    marketing: bool = False
    profile_id: int | None = None
    origin_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """What one workspace reaches the world with; accounts are looked up when a message needs them.

    `signing_keys` are those of the webhook a delivery belongs to, the newest first; for None, those of the
    workspace. `unsubscribe_url` is where the recipient of a message takes himself off.
    """

    mail_account: Callable[[], Awaitable[SmtpAccount]]
    sms_account: Callable[[], Awaitable[SmsAccount]]
    signing_keys: Callable[[UUID | None], Awaitable[Sequence[bytes]]]
    unsubscribe_url: Callable[[Delivery], str]
    http: GuardedClient


class Receipt(BaseModel):
    """What the other side said when it took the message over."""

    model_config = ConfigDict(frozen=True)

    message_id: str
    response: str
    status: int | None = None
