"""Begins a journey when another system calls."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field, JsonValue, StrictBool

from largesse.events.commands import OWN
from largesse.events.schemas import EventName
from largesse.workflows.node import BUSINESS, PROFILE, Fault
from largesse.workflows.triggers.start import StartNode


class IncomingIntegration(StartNode):
    """Begins a journey when another system posts JSON to the address of this node.

    The address holds a secret; it is shown once the workflow is published. In a workflow of profiles the
    body must name one: by `custom_id`, `email`, `phone` or `uuid`, or as `profile`.
    """

    name: ClassVar[str] = "Incoming Integration"
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE, BUSINESS})
    replaces_event: ClassVar[bool] = True

    type: Literal["incoming"] = "incoming"
    event: EventName = Field(
        default="integration.received", description="Name of the event that the call becomes."
    )
    creates_profiles: StrictBool = Field(default=False, description="Whether an unknown profile is made.")

    def faults(self) -> Iterator[Fault]:
        if self.event.partition(".")[0] in OWN:
            yield Fault("event_reserved", f"{self.event} is written by Largesse itself.", "event")

    def start_events(self) -> frozenset[str]:
        return frozenset({self.event})

    def event_called(self, name: str) -> str:  # noqa: ARG002
        return self.event

    def matches(self, params: Mapping[str, JsonValue], now: datetime) -> bool:  # noqa: ARG002
        return True  # what comes under the trigger's own name was sent to its address
