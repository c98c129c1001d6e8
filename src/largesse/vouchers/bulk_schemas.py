"""What crosses the wire about assignments to many profiles at once."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator

from largesse.core.storable import FreeJson
from largesse.profiles.schemas import Identifier, Tag

MAX_PROFILES: Final = 100_000


class BulkWhere(BaseModel):
    """Profiles that have every one of these attributes and tags."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "anyOf": [
                {"required": ["attributes"], "properties": {"attributes": {"minProperties": 1}}},
                {"required": ["tags"], "properties": {"tags": {"minItems": 1}}},
            ],
            "examples": [{"tags": ["vip"]}],
        },
    )

    attributes: FreeJson = Field(default={}, description='Names and exact values, such as {"city": "Oslo"}.')
    tags: list[Tag] = Field(default=[], max_length=200)

    @model_validator(mode="after")
    def _says_something(self) -> "BulkWhere":
        if not self.attributes and not self.tags:
            msg = "name at least one attribute or tag"
            raise ValueError(msg)
        return self


class BulkAssignmentInput(BaseModel):
    """Who gets a code each: a list of profiles, or those that meet conditions."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "oneOf": [
                {"required": ["profiles"], "properties": {"profiles": {"type": "array"}}},
                {"required": ["where"], "properties": {"where": {"type": "object"}}},
            ],
            "examples": [{"profiles": [{"custom_id": "c1"}, {"email": "ada@example.com"}]}],
        },
    )

    profiles: list[Identifier] | None = Field(
        default=None,
        min_length=1,
        max_length=MAX_PROFILES,
        description="In this order; unknown ones are made.",
    )
    where: BulkWhere | None = None
    mode: Literal["get_or_assign", "assign"] = Field(
        default="get_or_assign",
        description="`get_or_assign` leaves profiles that hold a code of the pool their code; `assign` gives"
        " every profile a new one.",
    )
    partial: StrictBool = Field(
        default=False,
        description="Serve as many as there are codes for, instead of refusing when they are too few.",
    )

    @model_validator(mode="after")
    def _names_them_one_way(self) -> "BulkAssignmentInput":
        if (self.profiles is None) == (self.where is None):
            msg = "name the profiles either by `profiles` or by `where`"
            raise ValueError(msg)
        return self
