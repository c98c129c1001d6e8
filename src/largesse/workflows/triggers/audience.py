"""Begins journeys for everybody in an audience, by the clock."""

from collections.abc import Iterator
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field, model_validator

from largesse.profiles.conditions import Condition
from largesse.workflows.calendar import Misfire, OnceNow, Schedule
from largesse.workflows.node import PROFILE, Need
from largesse.workflows.triggers.start import StartNode


class Audience(StartNode):
    """Begins a journey for every profile that meets the conditions: once, or again by a schedule."""

    name: ClassVar[str] = "Audience"
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE})

    type: Literal["audience"] = "audience"
    conditions: Condition | None = Field(default=None, description="Who takes part.")
    audience_id: UUID | None = Field(default=None, description="A saved audience instead of conditions.")
    schedule: Schedule = Field(default=OnceNow(), description="When runs begin.")
    misfire: Misfire = Field(
        default=Misfire.ONCE_LATE,
        description="What becomes of runs that were due while the system was down: one late run, or none.",
    )

    @model_validator(mode="after")
    def _says_who(self) -> "Audience":
        if (self.conditions is None) == (self.audience_id is None):
            msg = "say who takes part: either `conditions` or an `audience_id`"
            raise ValueError(msg)
        return self

    def needs(self) -> Iterator[Need]:
        if self.audience_id is not None:
            yield Need("audience", str(self.audience_id), "audience_id")

    def schedule_of(self) -> tuple[Schedule, Misfire] | None:
        return self.schedule, self.misfire
