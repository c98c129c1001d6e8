"""What is known of a profile while its conditions are looked at in memory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol
from uuid import UUID

from pydantic import JsonValue

from largesse.profiles.conditions.places import Arguments, AttributePlace, ColumnPlace, Place
from largesse.profiles.conditions.values import MISSING, Value

MOMENTS: Final = ("created_at", "updated_at")
# Identifiers are columns; as attributes they are found under these names, whatever the attributes hold.
ALIASES: Final = {
    "id": "id",
    "uuid": "uuid",
    "email": "email",
    "phone": "phone",
    "custom_id": "custom_id",
    "customId": "custom_id",
    "custom_identify": "custom_id",
    **{name: name for name in MOMENTS},
}


class StoredProfile(Protocol):
    """A row of the table of profiles."""

    id: int
    uuid: UUID
    custom_id: str | None
    email: str | None
    phone: str | None
    attributes: Mapping[str, JsonValue]
    tags: Collection[str]
    agreements: Mapping[str, JsonValue]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """A profile as conditions see it."""

    id: int
    uuid: UUID
    custom_id: str | None
    email: str | None
    phone: str | None
    attributes: Mapping[str, JsonValue]
    tags: frozenset[str]
    agreements: Mapping[str, JsonValue]
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: StoredProfile) -> "ProfileFacts":
        """The facts of a stored profile, such as a row of `profiles` or a ProfileView."""
        return cls(
            id=row.id,
            uuid=row.uuid,
            custom_id=row.custom_id,
            email=row.email,
            phone=row.phone,
            attributes=row.attributes,
            tags=frozenset(row.tags),
            agreements=row.agreements,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )

    def value(self, name: str) -> Value:
        """An attribute, or an identifier by its name as an attribute."""
        field = ALIASES.get(name)
        if field is None:
            return self.attributes.get(name, MISSING)
        value: int | str | UUID | datetime | None = getattr(self, field)
        if isinstance(value, datetime):
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return str(value) if isinstance(value, UUID) else value


def place_of(name: str, args: Arguments) -> Place:
    """Where `ProfileFacts.value` of that name stands in the database."""
    field = ALIASES.get(name)
    if field is None:
        return AttributePlace("p.attributes", name, args)
    if field in MOMENTS:
        text = f"""to_char(p.{field} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
        return ColumnPlace(text, text)
    text = f"p.{field}::text" if field in ("id", "uuid") else f"p.{field}"
    return ColumnPlace(f"p.{field}", text)
