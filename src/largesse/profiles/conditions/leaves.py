"""Conditions on a profile itself: attributes, tags, agreements, identifiers."""

from datetime import datetime
from functools import cached_property
from typing import Annotated, ClassVar, Final, Literal
from uuid import UUID

from pydantic import Field, StrictBool, field_validator, model_validator

from largesse.core.storable import Name
from largesse.profiles.conditions.condition import ProfileCondition, Scope
from largesse.profiles.conditions.facts import ProfileFacts, place_of
from largesse.profiles.conditions.operators import Operator
from largesse.profiles.schemas import Tag

Channel = Literal["email", "sms", "push", "web_push", "bluetooth", "rfid", "wifi"]
Kind = Literal["id", "uuid", "custom_id", "email", "phone"]
MAX_ID: Final = 2**63


class EverybodyCondition(ProfileCondition):
    """Every profile of the workspace."""

    title: ClassVar[str] = "Everybody"

    type: Literal["everybody"] = "everybody"

    def matches(self, facts: ProfileFacts, now: datetime) -> bool:  # noqa: ARG002
        return True

    def sql(self, scope: Scope) -> str:  # noqa: ARG002
        return "true"


class AttributeCondition(ProfileCondition):
    """A test of one attribute, or of an identifier by its name."""

    title: ClassVar[str] = "Attribute"

    type: Literal["attribute"] = "attribute"
    name: Name = Field(
        description="Name of the attribute. `id`, `uuid`, `email`, `phone`, `custom_id` (also `customId`),"
        " `created_at` and `updated_at` mean the profile's own fields.",
        examples=["voucherpool_id"],
    )
    test: Operator = Field(description="What its value must be.")

    @field_validator("name")
    @classmethod
    def _is_an_attribute(cls, name: str) -> str:
        if name in ("tags", "agreements"):
            msg = f"{name} are no attribute; use a condition of type {name[:-1]}"
            raise ValueError(msg)
        return name

    def matches(self, facts: ProfileFacts, now: datetime) -> bool:
        return self.test.matches(facts.value(self.name), now)

    def sql(self, scope: Scope) -> str:
        return self.test.sql(place_of(self.name, scope.args), scope.args, scope.now)

    def is_local(self) -> bool:
        return self.test.local


class TagCondition(ProfileCondition):
    """The profile's tags: any of these, all of these, or none of these."""

    title: ClassVar[str] = "Tag"

    type: Literal["tag"] = "tag"
    tags: tuple[Tag, ...] = Field(min_length=1, max_length=100, description="The tags.")
    has: Literal["any", "all", "none"] = Field(default="any", description="How many of them it must have.")

    def matches(self, facts: ProfileFacts, now: datetime) -> bool:  # noqa: ARG002
        if self.has == "all":
            return self._set <= facts.tags
        return self._set.isdisjoint(facts.tags) == (self.has == "none")

    def sql(self, scope: Scope) -> str:
        tags = scope.args.add(list(self.tags), "text[]")
        if self.has == "none":
            return f"not p.tags && {tags}"
        sign = "@>" if self.has == "all" else "&&"
        return f"(p.tags {sign} {tags} and p.tags <> '{{}}')"  # the index leaves empty ones out

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self.tags)


class AgreementCondition(ProfileCondition):
    """Whether the customer agreed to be reached this way; never having said so is not agreeing."""

    title: ClassVar[str] = "Agreement"

    type: Literal["agreement"] = "agreement"
    channel: Channel = Field(description="The way to reach him.")
    granted: StrictBool = Field(default=True, description="Whether he agreed to it.")

    def matches(self, facts: ProfileFacts, now: datetime) -> bool:  # noqa: ARG002
        return (facts.agreements.get(self.channel) is True) == self.granted

    def sql(self, scope: Scope) -> str:
        given = f"p.agreements -> {scope.args.add(self.channel, 'text')} = 'true'::jsonb"
        return given if self.granted else f"({given}) is not true"


class IdentifierCondition(ProfileCondition):
    """Whether the profile has an identifier of this kind, or has one of a list."""

    title: ClassVar[str] = "Identifier"

    type: Literal["identifier"] = "identifier"
    identifier: Kind = Field(description="The kind of identifier.")
    one_of: tuple[Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$")], ...] | None = (
        Field(
            default=None,
            min_length=1,
            max_length=1000,
            description="The identifiers; left out, any will do. E-mail addresses may be in any case.",
        )
    )

    @model_validator(mode="after")
    def _can_be_read(self) -> "IdentifierCondition":
        wrong = [value for value in self.one_of or () if not _readable(self.identifier, value)]
        if wrong:
            msg = f"{wrong[0]} cannot be an identifier of the kind {self.identifier}"
            raise ValueError(msg)
        return self

    def matches(self, facts: ProfileFacts, now: datetime) -> bool:  # noqa: ARG002
        own = getattr(facts, self.identifier)
        if own is None or self._set is None:
            return own is not None
        return (_fold_ascii(own) if self.identifier == "email" else own) in self._set

    def sql(self, scope: Scope) -> str:
        column = f"p.{self.identifier}"
        if self._set is None:
            return f"{column} is not null"
        if self.identifier == "email":
            # The first finds it by the index; beyond ASCII, lower() depends on the locale of the database.
            values = scope.args.add(list(self._set), "text[]")
            return (
                f"(p.email_key = any (array(select lower(v) from unnest({values}) v))"
                f' and lower(p.email collate "C") = any ({values}))'
            )
        kind = {"id": "bigint[]", "uuid": "uuid[]"}.get(self.identifier, "text[]")
        return f"{column} = any ({scope.args.add(list(self._set), kind)})"

    @cached_property
    def _set(self) -> frozenset[object] | None:
        if self.one_of is None:
            return None
        return frozenset(_read(self.identifier, value) for value in self.one_of)


def _read(kind: Kind, value: str) -> int | UUID | str:
    """An identifier as it is stored; ValueError."""
    if kind == "id":
        return _number(value)
    if kind == "uuid":
        return UUID(value)
    return _fold_ascii(value) if kind == "email" else value


def _readable(kind: Kind, value: str) -> bool:
    try:
        _read(kind, value)
    except ValueError:
        return False
    return True


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < MAX_ID):
        msg = "not the number of a profile"
        raise ValueError(msg)
    return int(text)


def _fold_ascii(text: str) -> str:
    """Small letters for the 26 of ASCII, as lower() of the database does in the locale C."""
    return text.encode().lower().decode()
