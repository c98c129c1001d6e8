"""Conditions on what a profile did."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.core.moments import Moment
from largesse.events.schemas import EARLIEST, EventName
from largesse.profiles.conditions.condition import ProfileCondition, Scope
from largesse.profiles.conditions.facts import ProfileFacts
from largesse.profiles.conditions.operators.operator import require_tag
from largesse.profiles.conditions.params import ParamCondition
from largesse.profiles.conditions.places import Arguments

Since = Annotated[Moment, Field(ge=EARLIEST)]


class EverWindow(BaseModel):
    """Whenever it was."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    title: ClassVar[str] = "Ever"

    type: Literal["ever"] = "ever"

    def sql(self, args: Arguments, now: datetime) -> list[str]:
        """Conditions on the time of the event `e`, which is never after now."""
        return [f"e.time <= {args.add(now, 'timestamptz')}"]


class LastWindow(BaseModel):
    """In the last so many days or hours, up to now."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    title: ClassVar[str] = "In the last"

    type: Literal["last"] = "last"
    amount: StrictInt = Field(ge=1, le=36_500, description="How many.")
    unit: Literal["days", "hours"] = Field(default="days", description="Days of 24 hours, or hours.")

    def sql(self, args: Arguments, now: datetime) -> list[str]:
        """Conditions on the time of the event `e`."""
        span = timedelta(days=self.amount) if self.unit == "days" else timedelta(hours=self.amount)
        return [
            f"e.time >= {args.add(now - span, 'timestamptz')}",
            f"e.time <= {args.add(now, 'timestamptz')}",
        ]


class BetweenWindow(BaseModel):
    """From a moment on, and before another."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    title: ClassVar[str] = "Between"

    type: Literal["between"] = "between"
    start: Since = Field(description="The first moment.")
    end: Since = Field(description="The moment after the last.")

    @model_validator(mode="after")
    def _is_a_stretch(self) -> "BetweenWindow":
        if self.end <= self.start:
            msg = "`end` must be after `start`"
            raise ValueError(msg)
        return self

    def sql(self, args: Arguments, now: datetime) -> list[str]:
        """Conditions on the time of the event `e`."""
        return [
            f"e.time >= {args.add(self.start, 'timestamptz')}",
            f"e.time < {args.add(self.end, 'timestamptz')}",
            f"e.time <= {args.add(now, 'timestamptz')}",
        ]


Window = Annotated[EverWindow | LastWindow | BetweenWindow, Field(discriminator="type")]


class EventCondition(ProfileCondition):
    """How often something happened to the profile, by the log of events."""

    title: ClassVar[str] = "Event"
    needs_events: ClassVar[bool] = True

    type: Literal["event"] = "event"
    event: EventName = Field(description="Name of the event.")
    where: tuple[ParamCondition, ...] = Field(
        default=(), max_length=20, description="On params of the event; all must hold."
    )
    window: Window = Field(default=EverWindow(), description="When it happened.")
    count: Literal["at_least", "at_most", "exactly"] = Field(
        default="at_least", description="How `times` is meant."
    )
    times: StrictInt = Field(default=1, ge=0, le=10_000, description="How often it happened.")

    def matches(self, facts: ProfileFacts, now: datetime) -> bool:  # noqa: ARG002
        msg = "only the database has the events; ask asks_events() first"
        raise TypeError(msg)

    def sql(self, scope: Scope) -> str:
        args, now = scope.args, scope.now
        found = " and ".join(
            (
                f"e.workspace_id = {scope.workspace}",
                "e.profile_id = p.id",
                f"e.name = {args.add(self.event, 'text')}",
                *self.window.sql(args, now),
                *(f"({condition.sql('e.params', args, now)})" for condition in self.where),
            )
        )
        if self.count == "at_least" and self.times == 1:
            return f"exists (select from events e where {found})"
        enough = self.times if self.count == "at_least" else self.times + 1  # no need to count further
        sign = {"at_least": ">=", "at_most": "<=", "exactly": "="}[self.count]
        return (
            f"(select count(*) from (select from events e where {found} limit {enough}) c)"
            f" {sign} {self.times}"
        )

    def leaves(self) -> int:
        return 1 + len(self.where)

    def is_local(self) -> bool:
        return any(condition.test.local for condition in self.where)
