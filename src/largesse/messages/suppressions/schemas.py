"""What crosses the wire about suppressions and bounces."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

SuppressedChannel = Literal["email", "sms"]
Reason = Literal["unsubscribed", "bounced", "complained", "manual"]
Address = Annotated[
    str,
    Field(
        min_length=3,
        max_length=254,
        pattern=r"^[^\s\x00-\x1f\x7f-\x9f]+$",
        description="An e-mail address or a phone number.",
        examples=["ada@shop.example"],
    ),
]


class SuppressionInput(BaseModel):
    """An address that shall get no marketing."""

    model_config = ConfigDict(extra="forbid")

    channel: SuppressedChannel = "email"
    address: Address
    reason: Reason = "manual"


class SuppressionView(BaseModel):
    """An address that gets no marketing, and why."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    channel: SuppressedChannel
    address: str
    reason: Reason
    profile_id: int | None
    message_id: UUID | None = Field(description="The message that bounced, where it is known.")
    created_at: datetime


class SuppressionPage(BaseModel):
    """A page of suppressions, newest first."""

    items: list[SuppressionView]
    next_cursor: str | None
    has_more: bool


class BounceInput(BaseModel):
    """What a mail system reports: name the message, or the address if no more is known."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"anyOf": [{"required": ["message_id"]}, {"required": ["address"]}]}
    )

    kind: Literal["hard", "soft", "complaint"] = Field(
        description="`hard`: the address does not exist, and gets no more marketing. `soft`: it may work"
        " again. `complaint`: the reader calls it spam, and gets no more marketing."
    )
    message_id: UUID | None = Field(
        default=None, description="The id in the bounce address, or of `GET /v1/messages`."
    )
    address: Address | None = None
    reason: str = Field(
        default="", max_length=1000, pattern=r"^[^\x00]*$", examples=["550 5.1.1 No such user"]
    )

    @model_validator(mode="after")
    def _names_something(self) -> "BounceInput":
        if self.message_id is None and self.address is None:
            msg = "name the message by message_id, or the address"
            raise ValueError(msg)
        return self


class BounceView(BaseModel):
    """What became of a report."""

    message_id: UUID | None
    address: str
    suppressed: bool = Field(description="Whether the address gets no more marketing because of it.")
