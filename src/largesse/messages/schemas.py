"""What crosses the wire about messages."""

from datetime import UTC, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from largesse.core.addresses import EmailAddress
from largesse.core.moments import Moment


def _check_digits(value: object) -> object:
    """`12.0` would be read as twelve."""
    if isinstance(value, str) and not value.isdecimal():
        msg = "must be a whole number"
        raise ValueError(msg)
    return value


MessageState = Literal["queued", "sent", "failed", "suppressed", "bounced"]
ChannelName = Annotated[str, Field(min_length=1, max_length=32, pattern=r"^[a-z_]+$", examples=["email"])]
ProfileNumber = Annotated[int, BeforeValidator(_check_digits), Field(ge=1, lt=2**63)]
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
Purpose = Literal["transactional", "marketing"]


class MessageView(BaseModel):
    """A message and how far it is; what it says is not shown."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    channel: str = Field(examples=["email"])
    recipient: str
    subject: str
    state: MessageState
    attempts: int
    error: str | None = Field(description="Why the last attempt failed, and what to change.")
    created_at: datetime
    next_at: datetime = Field(description="When it is tried next, while it is queued.")
    sent_at: datetime | None
    purpose: Purpose = Field(
        description="Marketing carries the means to unsubscribe, and is `suppressed` for those who did."
    )
    profile_id: int | None
    answer_status: int | None = Field(description="HTTP status of the last answer, where there was one.")


class MessagePage(BaseModel):
    """A page of messages, newest first."""

    items: list[MessageView]
    next_cursor: str | None
    has_more: bool


class RetriesInput(BaseModel):
    """Which failed messages are sent again."""

    model_config = ConfigDict(extra="forbid")

    since: Moment = Field(ge=EARLIEST, description="Those made at this moment or later.")
    channel: ChannelName | None = Field(default=None, description="Only those of this channel.")


class RetriesView(BaseModel):
    """How many messages were queued again."""

    retried: int
    has_more: bool = Field(description="True when others are left: ask once more.")


class TestMailInput(BaseModel):
    """Where a test mail goes."""

    __test__ = False  # pytest would take the name for a test class

    model_config = ConfigDict(extra="forbid")

    to: EmailAddress


class TestMailView(BaseModel):
    """What became of a test mail."""

    __test__ = False  # pytest would take the name for a test class

    delivered: bool = Field(description="Whether the mail server took the mail over.")
    response: str | None = Field(description="What the server said when it did.")
    reason: str | None = Field(description="Why it did not, and what to change.")


class WebhookSecretView(BaseModel):
    """The key of the signatures on outgoing webhooks."""

    secret: str = Field(
        description="As Standard Webhooks has it: `whsec_` and the base64 of the key.",
        examples=["whsec_c2Vj"],
    )
