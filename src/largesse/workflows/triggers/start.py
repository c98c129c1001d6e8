"""What every trigger is: a node at which journeys begin."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from pydantic import JsonValue

from largesse.workflows.calendar import Misfire, Schedule
from largesse.workflows.node import Group, Node


class StartNode(Node):
    """Settings that every trigger has."""

    group: ClassVar[Group] = "trigger"

    def schedule_of(self) -> tuple[Schedule, Misfire] | None:
        """When it begins runs by itself, if it does so by the clock."""
        return None

    def event_called(self, name: str) -> str:
        """The name of the event that a journey begins with, as its templates read it."""
        return name

    def matches(self, params: Mapping[str, JsonValue], now: datetime) -> bool:  # noqa: ARG002
        """Whether an event of one of `start_events` with these params begins a journey."""
        return False
