"""Begins a journey when something happens to a profile."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, JsonValue

from largesse.events.schemas import EventName
from largesse.profiles.conditions import ParamCondition, compile_params
from largesse.workflows.node import PROFILE
from largesse.workflows.triggers.start import StartNode


class ProfileEvent(StartNode):
    """Begins a journey for a profile with each event of this name whose params meet all conditions."""

    name: ClassVar[str] = "Profile Event"
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE})
    replaces_event: ClassVar[bool] = True

    type: Literal["profile_event"] = "profile_event"
    event: EventName = Field(description="Name of the event.")
    conditions: tuple[ParamCondition, ...] = Field(
        default=(), max_length=20, description="On params of the event; all must hold."
    )

    def start_events(self) -> frozenset[str]:
        return frozenset({self.event})

    def matches(self, params: Mapping[str, JsonValue], now: datetime) -> bool:
        return self._passes(params, now)

    @cached_property
    def _passes(self) -> Callable[[Mapping[str, JsonValue], datetime], bool]:
        return compile_params(self.conditions)
