"""What every condition on a profile has."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from largesse.profiles.conditions.facts import ProfileFacts
from largesse.profiles.conditions.operators.operator import require_tag
from largesse.profiles.conditions.places import Arguments


@dataclass(frozen=True, slots=True)
class Scope:
    """What SQL of a condition is compiled with; `workspace` is a placeholder."""

    args: Arguments
    workspace: str
    now: datetime


class ProfileCondition(BaseModel):
    """A condition on a profile, for one look in memory and for many in the database."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    title: ClassVar[str]
    needs_events: ClassVar[bool] = False

    @abstractmethod
    def matches(self, facts: ProfileFacts, now: datetime) -> bool:
        """Whether the profile meets the condition; TypeError where only the database can tell."""

    @abstractmethod
    def sql(self, scope: Scope) -> str:
        """The same as an SQL expression over the profile `p`, which may be null instead of false."""

    def parts(self) -> Iterator["ProfileCondition"]:
        """The conditions just below this one."""
        yield from ()

    def leaves(self) -> int:
        """How much this condition counts towards the limit of a tree."""
        return sum(part.leaves() for part in self.parts()) or 1

    def depth(self) -> int:
        """How many levels this condition has."""
        return 1 + max((part.depth() for part in self.parts()), default=0)

    def is_local(self) -> bool:
        """Whether it asks what day it is in the workspace's time zone."""
        return any(part.is_local() for part in self.parts())

    def asks_events(self) -> bool:
        """Whether it can only be answered by the database, which has the events."""
        return self.needs_events or any(part.asks_events() for part in self.parts())
