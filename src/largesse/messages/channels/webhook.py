"""The webhook channel: one signed POST, as Standard Webhooks has it."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict

from largesse.core.db import dump_json
from largesse.messages.channels.answers import hand_over
from largesse.messages.channels.delivery import Delivery, Means, Receipt

SECRET_MARK: Final = "whsec_"  # noqa: S105  a mark, not a secret


class WebhookChannel(BaseModel):
    """Posts JSON to an address of yours, signed so that you can tell it is ours.

    Headers and signature follow the specification Standard Webhooks 1.0: `webhook-id` stays the same over
    all attempts, `webhook-signature` is `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`.
    Content: the JSON object to post.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["webhook"] = "webhook"
    title: ClassVar[str] = "Webhook"

    async def send(self, message: Delivery, means: Means) -> Receipt:
        """Posts the content to the recipient; only a 2xx answer counts. TemporaryError, PermanentError."""
        body = dump_json(message.content).encode()
        keys = await means.signing_keys(message.origin_id)
        headers = {
            "Content-Type": "application/json",
            **signature(keys, message_id=str(message.id), at=message.at, body=body),
        }
        answer = await hand_over(means.http, "POST", message.recipient, headers=headers, body=body)
        return Receipt(message_id=str(message.id), response=str(answer.status), status=answer.status)


def signature(keys: Sequence[bytes], *, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of Standard Webhooks, signed with each key; the timestamp is in Unix seconds."""
    timestamp = str(int(at.timestamp()))
    signed = f"{message_id}.{timestamp}.".encode() + body
    parts = (base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode() for key in keys)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{part}" for part in parts),
    }


def secret_text(key: bytes) -> str:
    """The signing key as receivers enter it."""
    return SECRET_MARK + base64.b64encode(key).decode()
