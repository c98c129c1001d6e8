"""What crosses the wire about audiences."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from largesse.profiles.conditions import Condition
from largesse.profiles.schemas import ProfileView

EXAMPLE: Final[dict[str, Any]] = {
    "type": "attribute",
    "name": "voucherpool_id",
    "test": {"operator": "not_empty"},
}

AudienceName = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$", examples=["Pools as profiles"]),
]
Tree = Annotated[Condition, Field(description="Who belongs to it.", examples=[EXAMPLE])]


class AudienceInput(BaseModel):
    """A new audience."""

    model_config = ConfigDict(extra="forbid")

    name: AudienceName
    conditions: Tree


class AudiencePatch(BaseModel):
    """Changes of an audience; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: AudienceName | None = None
    conditions: Tree | None = None
    archived: StrictBool | None = Field(default=None, description="False brings an archived one back.")


class AudienceView(BaseModel):
    """An audience."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    conditions: Tree
    created_at: datetime
    created_by: str = Field(description="Who made it, such as `member:0192...`.")
    updated_at: datetime
    archived_at: datetime | None = Field(description="When it was archived; null while it is in use.")


class AudiencePage(BaseModel):
    """A page of audiences, newest first."""

    items: list[AudienceView]
    next_cursor: str | None
    has_more: bool


class AudienceCountInput(BaseModel):
    """Conditions to count by, whether they are saved or not."""

    model_config = ConfigDict(extra="forbid")

    conditions: Tree


class AudienceCount(BaseModel):
    """How many profiles meet the conditions now."""

    count: int
    is_estimate: bool = Field(
        description="True when counting took too long: then it is what the database expects, a rough guess."
    )


class AudiencePreview(BaseModel):
    """The first profiles that meet the conditions, oldest first."""

    items: list[ProfileView]
