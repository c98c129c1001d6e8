"""Buying with a discount and giving back."""

from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.fraud.facts import Facts, SubjectKind
from largesse.fraud.signals.signal import Finding, Signal


class Refunds(Signal):
    """Most of what a customer redeems is rolled back: the benefit is had, and the goods return.

    Redemptions of the last 60 days are counted, and those of them that were rolled back whole.
    """

    title: ClassVar[str] = "Returns most orders"
    subjects: ClassVar[tuple[SubjectKind, ...]] = ("customer",)

    type: Literal["refunds"] = "refunds"
    rolled_back: StrictInt = Field(default=4, ge=1, le=10_000, description="At least so many rollbacks.")
    share: Decimal = Field(
        default=Decimal(50), ge=1, le=100, description="At least so many per cent of the redemptions."
    )

    def look(self, facts: Facts) -> Finding | None:
        if facts.rolled_back * 100 < self.share * facts.redemptions:
            return None
        text = f"{facts.rolled_back} of {facts.redemptions} redemptions of 60 days were rolled back."
        found = self.raised(facts.rolled_back, self.rolled_back, text)
        return replace(found, of=facts.redemptions) if found else None
