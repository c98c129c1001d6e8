"""What crosses the wire about events."""

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from largesse.core.moments import Moment
from largesse.core.storable import FreeJson

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)

EventName = Annotated[
    str, Field(min_length=1, max_length=32, pattern=r"^[a-zA-Z0-9\.\-_]+$", examples=["cart.abandoned"])
]


class EventFields(BaseModel):
    """An event as it is sent."""

    model_config = ConfigDict(extra="forbid")

    name: EventName
    params: FreeJson = Field(
        default={},
        description="Free details. `time`, `ip`, `apiKey`, `eventUUID`, `modifiedBy` and `businessProfileId`"
        " are overwritten by what is true.",
    )
    time: Moment | None = Field(
        default=None,
        ge=EARLIEST,
        description="When it happened; a future moment becomes the moment of arrival.",
    )
    salt: str | None = Field(
        default=None,
        min_length=1,
        max_length=128,
        pattern=r"^[^\x00]+$",
        description="The same salt, time, profile and name overwrite the params, and start nothing again.",
    )


class EventView(BaseModel):
    """An event."""

    id: UUID
    time: datetime
    name: str
    profile_id: int | None
    params: dict[str, JsonValue]
    source: str = Field(description="Who sent it, such as `api_key:0192...`; `system` for background work.")


class EventReceipt(BaseModel):
    """A received event."""

    id: UUID
    profile_id: int
    is_new: bool = Field(description="False when it overwrote an event with the same salt.")


class EventPage(BaseModel):
    """A page of events, the latest arrival first."""

    items: list[EventView]
    next_cursor: str | None
    has_more: bool = Field(
        description="A filtered page may be short, even empty, and still have more after it."
    )
