"""What crosses the wire about profiles, and about the events they send."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StrictBool, model_validator

from largesse.core.storable import FreeJson
from largesse.events.schemas import EventFields

IDENTIFIERS: Final = ("id", "uuid", "custom_id", "email", "phone")
RESERVED: Final = frozenset(
    {*IDENTIFIERS, "custom_identify", "tags", "agreements", "created_at", "updated_at"}
)
MAX_BATCH: Final = 1000

CustomId = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$")]
Email = Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$")]
Phone = Annotated[str, Field(min_length=3, max_length=32, pattern=r"^\+?[0-9 ()./-]+$")]
Tag = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]+$")]


def _check_names(attributes: dict[str, JsonValue]) -> dict[str, JsonValue]:
    taken = sorted(RESERVED.intersection(attributes))
    if taken:
        msg = f"{', '.join(taken)} cannot be attributes: they are fields of the profile itself"
        raise ValueError(msg)
    return attributes


Attributes = Annotated[FreeJson, AfterValidator(_check_names)]


class Identifier(BaseModel):
    """Names one profile by exactly one of its identifiers."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"minProperties": 1, "maxProperties": 1}
    )

    id: int | None = Field(default=None, ge=1, lt=2**63, description="The profile's number in Largesse.")
    uuid: UUID | None = None
    custom_id: CustomId | None = None
    email: Email | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _names_one(self) -> "Identifier":
        if sum(getattr(self, name) is not None for name in IDENTIFIERS) != 1:
            msg = f"name the profile by exactly one of {', '.join(IDENTIFIERS)}"
            raise ValueError(msg)
        return self

    def pair(self) -> tuple[str, str]:
        """The identifier's kind and its value as text."""
        return next((name, str(value)) for name in IDENTIFIERS if (value := getattr(self, name)) is not None)


class Agreements(BaseModel):
    """By which ways the customer agreed to be reached; null: never said."""

    model_config = ConfigDict(extra="forbid")

    email: StrictBool | None = None
    sms: StrictBool | None = None
    push: StrictBool | None = None
    web_push: StrictBool | None = None
    bluetooth: StrictBool | None = None
    rfid: StrictBool | None = None
    wifi: StrictBool | None = None


class ProfileFields(BaseModel):
    """What is set on a profile: what is named is set, what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    attributes: Attributes = Field(
        default={},
        description="Free properties; null deletes one. What other systems send as fields of their own stands"
        " here in small letters: `firstname`, `lastname`, `company`, `address`, `city`, `province`,"
        " `zipcode`, `countrycode`, `birthdate`, `sex`, `avatarurl`.",
        examples=[{"firstname": "Ada", "points": 12}],
    )
    agreements: Agreements = Field(default=Agreements(), description="null takes an answer back.")
    tags: list[Tag] = Field(default=[], max_length=200, description="Tags to add.")
    remove_tags: list[Tag] = Field(default=[], max_length=200, description="Tags to take off.")


class ProfileInput(ProfileFields):
    """A profile to create or to change, found by the identifiers given."""

    id: int | None = Field(
        default=None, ge=1, lt=2**63, description="Finds a profile; a new one is given its own."
    )
    uuid: UUID | None = None
    custom_id: CustomId | None = None
    email: Email | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _is_named(self) -> "ProfileInput":
        if not self.names():
            msg = f"name the profile by at least one of {', '.join(IDENTIFIERS)}"
            raise ValueError(msg)
        return self

    def names(self) -> dict[str, str]:
        """The identifiers given, as text, the strongest first."""
        return {name: str(value) for name in IDENTIFIERS if (value := getattr(self, name)) is not None}


class ProfilePatch(ProfileFields):
    """Changes of a profile; null takes an identifier off."""

    custom_id: CustomId | None = None
    email: Email | None = None
    phone: Phone | None = None


class ProfileView(BaseModel):
    """A profile."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    uuid: UUID
    custom_id: str | None
    email: str | None
    phone: str | None
    attributes: dict[str, JsonValue]
    agreements: dict[str, bool]
    tags: list[str]
    created_at: datetime
    updated_at: datetime


class ProfilePage(BaseModel):
    """A page of profiles, oldest first."""

    items: list[ProfileView]
    next_cursor: str | None
    has_more: bool


class ProfileBatch(BaseModel):
    """Up to 1,000 profiles to create or to change, in this order."""

    model_config = ConfigDict(extra="forbid")

    items: list[ProfileInput] = Field(min_length=1, max_length=MAX_BATCH)


class ItemError(BaseModel):
    """Why one item of a batch was left out."""

    code: str
    detail: str


class ProfileResult(BaseModel):
    """What became of one item of a batch."""

    index: int
    result: Literal["created", "updated", "unchanged", "failed"]
    id: int | None = None
    uuid: UUID | None = None
    error: ItemError | None = None


class ProfileBatchView(BaseModel):
    """What became of the items of a batch, in their order; the failed ones changed nothing."""

    failed: int
    items: list[ProfileResult]


class EventInput(EventFields):
    """An event of a profile; an unknown profile is made."""

    profile: Identifier = Field(examples=[{"custom_id": "c1"}])


class EventBatch(BaseModel):
    """Up to 1,000 events, in this order."""

    model_config = ConfigDict(extra="forbid")

    items: list[EventInput] = Field(min_length=1, max_length=MAX_BATCH)


class EventResult(BaseModel):
    """What became of one event of a batch."""

    index: int
    result: Literal["created", "overwritten", "failed"]
    id: UUID | None = None
    error: ItemError | None = None


class EventBatchView(BaseModel):
    """What became of the events of a batch, in their order."""

    failed: int
    items: list[EventResult]
