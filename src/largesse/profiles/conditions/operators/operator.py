"""What every operator has."""

from abc import abstractmethod
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, JsonValue

from largesse.profiles.conditions.places import Arguments, Place
from largesse.profiles.conditions.values import Value


def require_tag(schema: dict[str, JsonValue]) -> None:
    """Says in the schema that the field which tells variants apart must be sent, though code may omit it."""
    properties = schema.get("properties")
    required = schema.get("required", [])
    if isinstance(properties, dict) and isinstance(required, list):
        tag = next(name for name in ("operator", "type") if name in properties)
        schema["required"] = [tag, *(name for name in required if name != tag)]


class ValueOperator(BaseModel):
    """A test of one value, in memory and in the database alike."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    title: ClassVar[str]
    local: ClassVar[bool] = False  # whether it asks what day it is in the workspace's time zone

    @abstractmethod
    def matches(self, value: Value, now: datetime) -> bool:
        """Whether the value meets the test; one that is missing or of another kind does not."""

    @abstractmethod
    def sql(self, place: Place, args: Arguments, now: datetime) -> str:
        """The same as an SQL expression, which may be null instead of false."""
