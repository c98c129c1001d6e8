"""The SMS channel: one text to one number through a gateway that speaks HTTP."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final, Literal
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, SecretStr, ValidationError

from largesse.connections.client import GuardedClient
from largesse.core.db import dump_json
from largesse.messages.channels.answers import hand_over
from largesse.messages.channels.delivery import Delivery, Means, Receipt
from largesse.messages.channels.errors import PermanentError

# 3GPP TS 23.038, section 6.2.1: the default alphabet, and what costs two places in it.
_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE: Final = frozenset("\f^{}\\[~]|€")
_MARK: Final = re.compile(r"\{(to|text|sender|id)\}")
_LONGEST_TEXT: Final = 1600


class SmsAccount(BaseModel):
    """A gateway that sends text messages for us."""

    model_config = ConfigDict(frozen=True)

    name: str
    url: str
    method: Literal["GET", "POST", "PUT"]
    headers: dict[str, SecretStr]
    format: Literal["json", "form", "query"]
    body: dict[str, JsonValue]
    sender: str


class SmsText(BaseModel):
    """What a text message says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1, max_length=_LONGEST_TEXT)


class SmsChannel(BaseModel):
    """Sends a text message through the workspace's SMS account.

    Content: `text`. A text of the GSM alphabet has 160 characters, or 153 for each part of a longer one;
    a single other character, such as ł or an emoji, makes it 70, or 67 for each part. Gateways bill parts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["sms"] = "sms"
    title: ClassVar[str] = "SMS"

    async def send(self, message: Delivery, means: Means) -> Receipt:
        """Hands the text to the gateway; only a 2xx answer counts. TemporaryError, PermanentError."""
        try:
            content = SmsText.model_validate(message.content)
        except ValidationError as error:
            wrong = "; ".join(f"{item['loc'][0]} {item['msg']}" for item in error.errors())
            raise PermanentError(f"The text message cannot be written: {wrong}.") from error
        account = await means.sms_account()
        return await send_text(
            account, means.http, to=message.recipient, text=content.text, message_id=message.id
        )


@dataclass(frozen=True, slots=True)
class SmsLength:
    """How long a text is for a gateway: characters as the alphabet counts them, and parts that are billed."""

    alphabet: Literal["gsm", "unicode"]
    characters: int
    parts: int


def measure(text: str) -> SmsLength:
    """Counts a text as 3GPP TS 23.038 and 23.040 do: septets of the GSM alphabet, else units of UTF-16."""
    if all(letter in _GSM or letter in _GSM_TWICE for letter in text):
        characters = sum(2 if letter in _GSM_TWICE else 1 for letter in text)
        return SmsLength("gsm", characters, _parts(characters, single=160, each=153))
    characters = len(text.encode("utf-16-le")) // 2
    return SmsLength("unicode", characters, _parts(characters, single=70, each=67))


async def send_text(
    account: SmsAccount, http: GuardedClient, *, to: str, text: str, message_id: UUID
) -> Receipt:
    """Hands one text to the account's gateway; TemporaryError, PermanentError."""
    values = {"to": to, "text": text, "sender": account.sender, "id": str(message_id)}
    filled = {name: _fill(value, values) for name, value in account.body.items()}
    headers = {name: value.get_secret_value() for name, value in account.headers.items()}
    url, body = account.url, None
    if account.format == "query":
        url += ("&" if "?" in url else "?") + urlencode(filled)
    elif account.format == "form":
        body = urlencode(filled).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    else:
        body = dump_json(filled).encode()
        headers = {"Content-Type": "application/json", **headers}
    headers = {"Idempotency-Key": str(message_id), **headers}
    answer = await hand_over(http, account.method, url, headers=headers, body=body)
    return Receipt(message_id=str(message_id), response=str(answer.status), status=answer.status)


def _fill(value: JsonValue, values: dict[str, str]) -> JsonValue:
    """Puts the values into the leaves, in one pass: what a customer wrote is never read as a mark."""
    if isinstance(value, str):
        return _MARK.sub(lambda found: values[found[1]], value)
    if isinstance(value, list):
        return [_fill(item, values) for item in value]
    if isinstance(value, dict):
        return {name: _fill(item, values) for name, item in value.items()}
    return value


def _parts(characters: int, *, single: int, each: int) -> int:
    return 1 if characters <= single else -(-characters // each)
