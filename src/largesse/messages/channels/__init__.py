"""The ways a message leaves: e-mail and its siblings. The union is the registry."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from largesse.messages.channels.email import EmailChannel
from largesse.messages.channels.http import HttpChannel
from largesse.messages.channels.sms import SmsChannel
from largesse.messages.channels.webhook import WebhookChannel

Channel = Annotated[EmailChannel | WebhookChannel | HttpChannel | SmsChannel, Field(discriminator="type")]

_CHANNELS: TypeAdapter[Channel] = TypeAdapter(Channel)


def channel_named(name: str) -> Channel:
    """The channel of that type; ValueError when there is none."""
    return _CHANNELS.validate_python({"type": name})


__all__ = ["Channel", "EmailChannel", "HttpChannel", "SmsChannel", "WebhookChannel", "channel_named"]
