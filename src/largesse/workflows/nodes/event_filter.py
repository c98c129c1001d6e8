"""Waits for an event of the profile."""

from datetime import datetime
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from largesse.events.schemas import EventName
from largesse.profiles.conditions import ParamCondition, compile_params
from largesse.workflows.durations import LIFE, Duration
from largesse.workflows.node import Group, Node
from largesse.workflows.paths import Batch, Path


class EventFilter(Node):
    """Waits for an event whose params meet all conditions, and makes it the event that later nodes read.

    Without a limit it waits as long as the journey lives. For a period of time, the path leaves by
    *not matched* when the time is up. Events count from the moment the path left the node before.
    """

    group: ClassVar[Group] = "condition"
    name: ClassVar[str] = "Event Filter"
    rests: ClassVar[bool] = True
    replaces_event: ClassVar[bool] = True

    type: Literal["event_filter"] = "event_filter"
    event: EventName = Field(description="Name of the event to wait for.", examples=["webhook.response"])
    conditions: tuple[ParamCondition, ...] = Field(
        default=(), max_length=20, description="On params of the event; all must hold."
    )
    check: Literal["no_limit", "period"] = Field(
        default="no_limit", description="How long to wait: `no_limit`, or for a `period` of time."
    )
    period: Duration | None = Field(default=None, description="How long, with `check` = `period`.")

    @model_validator(mode="after")
    def _has_period(self) -> "EventFilter":
        if (self.check == "period") != (self.period is not None):
            msg = "`check` = `period` needs a `period`, and `no_limit` has none"
            raise ValueError(msg)
        return self

    def ports(self) -> tuple[str, ...]:
        return ("matched", "not_matched") if self.period else ("matched",)

    def event_names(self) -> frozenset[str]:
        return frozenset({self.event})

    async def advance(self, batch: Batch) -> None:
        now = batch.now
        length = self.period.length if self.period else LIFE
        for path in batch.paths:
            if self._matched(path, now):
                batch.remember(path, path.event)  # type: ignore[arg-type]  # set by the match
                batch.go(path, "matched")
            elif path.timed_out and self.period is not None:
                batch.go(path, "not_matched")
            else:
                until = path.due_at or min(now + length, path.started_at + LIFE)
                batch.wait(path, until)

    def _matched(self, path: Path, now: datetime) -> bool:
        for place, offer in enumerate(path.offers):
            if offer.name == self.event and self._passes(offer.params, now):
                path.event = offer
                path.armed = offer.seq if offer.seq is not None else offer
                del path.offers[: place + 1]
                return True
        return False

    @cached_property
    def _passes(self):  # type: ignore[no-untyped-def]
        return compile_params(self.conditions)
