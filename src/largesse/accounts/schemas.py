"""What crosses the wire about API keys."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, IPvAnyNetwork

from largesse.accounts.permissions import Permission

EventName = Annotated[str, Field(min_length=1, max_length=64)]


class KeyInput(BaseModel):
    """A new API key."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200, examples=["Shop back end"])
    kind: Literal["workspace", "profile"] = Field(
        default="workspace",
        description="A profile key is for public apps: it acts for the signed-in profile only.",
    )
    permissions: list[Permission] = Field(default=[], description="What the key may do; default: nothing.")
    denied_events: list[EventName] = Field(
        default=[], description="Event names this key may not send, so that an app cannot forge them."
    )
    addresses: list[IPvAnyNetwork] = Field(
        default=[], description="Networks the key may be used from; empty: everywhere."
    )
    expires_at: AwareDatetime | None = Field(
        default=None, description="After this moment the key is refused."
    )


class KeyView(BaseModel):
    """An API key without its secret."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    kind: str
    prefix: str = Field(description="First characters of the secret, to tell keys apart.")
    permissions: list[str]
    denied_events: list[str]
    addresses: list[IPvAnyNetwork]
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None = Field(description="Within a minute.")
    created_at: datetime


class CreatedKeyView(KeyView):
    """A key at its creation: the only time its secret is shown."""

    secret: str
