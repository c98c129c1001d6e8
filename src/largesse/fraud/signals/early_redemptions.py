"""A profile made for the discount."""

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.fraud.facts import Facts, SubjectKind
from largesse.fraud.signals.signal import Finding, Signal


class EarlyRedemptions(Signal):
    """A customer redeems again and again within the first hour after the profile was made.

    Alone it does not open a case with the settings of a new workspace; it adds to others.
    """

    title: ClassVar[str] = "Redeems right after signing up"
    subjects: ClassVar[tuple[SubjectKind, ...]] = ("customer",)

    type: Literal["early_redemptions"] = "early_redemptions"
    points: StrictInt = Field(
        default=20, ge=1, le=100, description=str(Signal.model_fields["points"].description)
    )
    redemptions: StrictInt = Field(
        default=2, ge=1, le=10_000, description="So many redemptions in the first hour."
    )

    def look(self, facts: Facts) -> Finding | None:
        text = f"Redeemed {facts.in_first_hour} times in the first hour after the profile was made."
        return self.raised(facts.in_first_hour, self.redemptions, text)
