"""What crosses the wire about profiles."""

from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

IDENTIFIERS: Final = ("id", "uuid", "custom_id", "email", "phone")


class Identifier(BaseModel):
    """Names one profile by exactly one of its identifiers."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"minProperties": 1, "maxProperties": 1}
    )

    id: int | None = Field(default=None, ge=1, lt=2**63, description="The profile's number in Largesse.")
    uuid: UUID | None = None
    custom_id: str | None = Field(default=None, min_length=1, max_length=255, pattern=r"^[^\x00]+$")
    email: str | None = Field(
        default=None, min_length=3, max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$"
    )
    phone: str | None = Field(default=None, min_length=3, max_length=32, pattern=r"^\+?[0-9 ()./-]+$")

    @model_validator(mode="after")
    def _names_one(self) -> "Identifier":
        if sum(getattr(self, name) is not None for name in IDENTIFIERS) != 1:
            msg = f"name the profile by exactly one of {', '.join(IDENTIFIERS)}"
            raise ValueError(msg)
        return self

    def pair(self) -> tuple[str, str]:
        """The identifier's kind and its value as text."""
        return next((name, str(value)) for name in IDENTIFIERS if (value := getattr(self, name)) is not None)
