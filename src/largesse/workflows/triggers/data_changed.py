"""Begins a journey when a profile's data change."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field, JsonValue

from largesse.core.storable import Name
from largesse.workflows.node import PROFILE
from largesse.workflows.triggers.start import StartNode

EVENT = "profile.changed"


class DataChanged(StartNode):
    """Begins a journey for a profile when one of these attributes changes, or any if none is named."""

    name: ClassVar[str] = "Data Changed"
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE})
    replaces_event: ClassVar[bool] = True

    type: Literal["data_changed"] = "data_changed"
    attributes: tuple[Name, ...] = Field(default=(), max_length=50, description="Which attributes.")

    def start_events(self) -> frozenset[str]:
        return frozenset({EVENT})

    def matches(self, params: Mapping[str, JsonValue], now: datetime) -> bool:  # noqa: ARG002
        changed = params.get("attributes")
        return not self.attributes or (
            isinstance(changed, list) and any(name in changed for name in self.attributes)
        )
