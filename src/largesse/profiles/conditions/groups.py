"""Conditions made of conditions; the union of all of them is the tree."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, model_validator
from typing_extensions import TypeAliasType

from largesse.profiles.conditions.condition import ProfileCondition, Scope
from largesse.profiles.conditions.events import EventCondition
from largesse.profiles.conditions.facts import ProfileFacts
from largesse.profiles.conditions.leaves import (
    AgreementCondition,
    AttributeCondition,
    EverybodyCondition,
    IdentifierCondition,
    TagCondition,
)

MAX_DEPTH: Final = 10
MAX_LEAVES: Final = 100


class GroupCondition(ProfileCondition):
    """A condition made of others."""

    @model_validator(mode="after")
    def _is_small(self) -> "GroupCondition":
        if self.depth() > MAX_DEPTH or self.leaves() > MAX_LEAVES:
            msg = f"a tree of conditions may have {MAX_DEPTH} levels and {MAX_LEAVES} leaves"
            raise ValueError(msg)
        return self


class AllOf(GroupCondition):
    """All of these hold."""

    title: ClassVar[str] = "All of"

    type: Literal["all"] = "all"
    conditions: tuple["Condition", ...] = Field(
        min_length=1, max_length=MAX_LEAVES, description="The conditions."
    )

    def matches(self, facts: ProfileFacts, now: datetime) -> bool:
        return all(part.matches(facts, now) for part in self.conditions)

    def sql(self, scope: Scope) -> str:
        return f"({' and '.join(part.sql(scope) for part in self.conditions)})"

    def parts(self) -> Iterator[ProfileCondition]:
        yield from self.conditions


class AnyOf(GroupCondition):
    """At least one of these holds."""

    title: ClassVar[str] = "Any of"

    type: Literal["any"] = "any"
    conditions: tuple["Condition", ...] = Field(
        min_length=1, max_length=MAX_LEAVES, description="The conditions."
    )

    def matches(self, facts: ProfileFacts, now: datetime) -> bool:
        return any(part.matches(facts, now) for part in self.conditions)

    def sql(self, scope: Scope) -> str:
        return f"({' or '.join(part.sql(scope) for part in self.conditions)})"

    def parts(self) -> Iterator[ProfileCondition]:
        yield from self.conditions


class NotOf(GroupCondition):
    """This does not hold."""

    title: ClassVar[str] = "Not"

    type: Literal["not"] = "not"
    condition: "Condition" = Field(description="The condition.")

    def matches(self, facts: ProfileFacts, now: datetime) -> bool:
        return not self.condition.matches(facts, now)

    def sql(self, scope: Scope) -> str:
        return f"({self.condition.sql(scope)}) is not true"  # null, which stands for false, becomes true

    def parts(self) -> Iterator[ProfileCondition]:
        yield self.condition


Condition = TypeAliasType(
    "Condition",
    Annotated[
        EverybodyCondition
        | AttributeCondition
        | TagCondition
        | AgreementCondition
        | IdentifierCondition
        | EventCondition
        | AllOf
        | AnyOf
        | NotOf,
        Field(discriminator="type"),
    ],
)

for group in (AllOf, AnyOf, NotOf):
    group.model_rebuild()
