"""Begins a journey of its own when something happens to the business."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.events.schemas import EventName
from largesse.profiles.conditions import ParamCondition
from largesse.workflows.node import BUSINESS
from largesse.workflows.triggers.profile_event import ProfileEvent


class BusinessEvent(ProfileEvent):
    """Begins a journey without a profile with each event of this name, such as `pool.low`."""

    name: ClassVar[str] = "Business Event"
    kinds: ClassVar[frozenset[str]] = frozenset({BUSINESS})

    type: Literal["business_event"] = "business_event"  # type: ignore[assignment]  # a type of its own
    event: EventName = Field(description="Name of the event.", examples=["pool.low"])
    conditions: tuple[ParamCondition, ...] = Field(
        default=(), max_length=20, description="On params of the event; all must hold."
    )
