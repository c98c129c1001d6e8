"""What every channel is handed: the message, and the means to reach the world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from largesse.connections.client import GuardedClient
from largesse.core.db import JsonObject

if TYPE_CHECKING:
    from largesse.messages.channels.email import SmtpAccount


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt at one message; `id` stays the same over all attempts, `at` is this attempt's moment."""

    id: UUID
    recipient: str
    subject: str
    content: JsonObject
    at: datetime


@dataclass(frozen=True, slots=True)
class Means:
    """What one workspace reaches the world with; the mail account is looked up when a mail needs it."""

    mail_account: Callable[[], Awaitable[SmtpAccount]]
    http: GuardedClient
    signing_key: bytes


class Receipt(BaseModel):
    """What the other side said when it took the message over."""

    model_config = ConfigDict(frozen=True)

    message_id: str
    response: str
