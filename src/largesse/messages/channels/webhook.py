"""The webhook channel: one signed POST, as Standard Webhooks has it."""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict

from largesse.connections.client import OutgoingError
from largesse.core.db import dump_json
from largesse.messages.channels.delivery import Delivery, Means, Receipt
from largesse.messages.channels.errors import PermanentError, TemporaryError

SECRET_MARK: Final = "whsec_"  # noqa: S105  a mark, not a secret
_WORTH_ANOTHER_TRY: Final = frozenset({408, 409, 425, 429})


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
        headers = {
            "Content-Type": "application/json",
            **signature(means.signing_key, message_id=str(message.id), at=message.at, body=body),
        }
        try:
            answer = await means.http.request("POST", message.recipient, headers=headers, body=body)
        except OutgoingError as error:
            failure = TemporaryError if error.temporary else PermanentError
            raise failure(error.reason) from error
        if 200 <= answer.status < 300:
            return Receipt(message_id=str(message.id), response=str(answer.status))
        if answer.status >= 500 or answer.status in _WORTH_ANOTHER_TRY:
            raise TemporaryError(f"The address answered {answer.status}.")
        raise PermanentError(
            f"The address answered {answer.status} instead of 2xx: correct it. Redirects are not followed."
        )


def signature(key: bytes, *, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of Standard Webhooks; the timestamp is in Unix seconds."""
    timestamp = str(int(at.timestamp()))
    signed = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }


def secret_text(key: bytes) -> str:
    """The signing key as receivers enter it."""
    return SECRET_MARK + base64.b64encode(key).decode()
