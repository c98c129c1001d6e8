"""Redeeming faster than a shopper does."""

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.fraud.facts import Facts, SubjectKind
from largesse.fraud.signals.signal import Finding, Signal


class FastRedemptions(Signal):
    """A customer redeems more often than a person shops: within an hour, or within a day."""

    title: ClassVar[str] = "Redeems very often"
    subjects: ClassVar[tuple[SubjectKind, ...]] = ("customer",)

    type: Literal["fast_redemptions"] = "fast_redemptions"
    in_an_hour: StrictInt = Field(
        default=6, ge=2, le=10_000, description="So many redemptions in any hour of the last 24."
    )
    in_a_day: StrictInt = Field(
        default=15, ge=2, le=100_000, description="So many redemptions in the last 24 hours."
    )

    def look(self, facts: Facts) -> Finding | None:
        of_hour = self.raised(
            facts.in_an_hour, self.in_an_hour, f"Redeemed {facts.in_an_hour} times within an hour."
        )
        of_day = self.raised(
            facts.in_a_day, self.in_a_day, f"Redeemed {facts.in_a_day} times within 24 hours."
        )
        found = [replace(finding, hours=hours) for finding, hours in ((of_hour, 1), (of_day, 24)) if finding]
        return max(found, key=lambda finding: finding.points, default=None)
