"""Discounts that staff give to nobody."""

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.fraud.facts import Facts, SubjectKind
from largesse.fraud.signals.signal import Finding, Signal


class StaffDiscounts(Signal):
    """A member of staff redeems large discounts on sales without a customer, as a till's own pocket would.

    Redemptions by signed-in members within 72 hours are counted that took 30 % of the price or more.
    """

    title: ClassVar[str] = "Staff discounts without a customer"
    subjects: ClassVar[tuple[SubjectKind, ...]] = ("staff",)

    type: Literal["staff_discounts"] = "staff_discounts"
    redemptions: StrictInt = Field(
        default=10, ge=2, le=10_000, description="So many such redemptions in 72 hours."
    )

    def look(self, facts: Facts) -> Finding | None:
        seen = facts.anonymous_discounts
        text = f"Redeemed {seen} times without a customer for 30 % off or more within 72 hours."
        return self.raised(seen, self.redemptions, text)
