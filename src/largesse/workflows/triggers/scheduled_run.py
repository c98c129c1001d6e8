"""Begins a journey of its own, by the clock."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.workflows.calendar import Misfire, OnceNow, Schedule
from largesse.workflows.node import BUSINESS
from largesse.workflows.triggers.start import StartNode


class ScheduledRun(StartNode):
    """Begins one journey without a profile: once, or again and again by a schedule."""

    name: ClassVar[str] = "Scheduled Run"
    kinds: ClassVar[frozenset[str]] = frozenset({BUSINESS})

    type: Literal["scheduled_run"] = "scheduled_run"
    schedule: Schedule = Field(default=OnceNow(), description="When runs begin.")
    misfire: Misfire = Field(
        default=Misfire.ONCE_LATE,
        description="What becomes of runs that were due while the system was down: one late run, or none.",
    )

    def schedule_of(self) -> tuple[Schedule, Misfire] | None:
        return self.schedule, self.misfire
