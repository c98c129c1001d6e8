"""A personal code in the hands of many."""

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.fraud.facts import Facts, SubjectKind
from largesse.fraud.signals.signal import Finding, Signal


class SharedCode(Signal):
    """A code that was given to one customer is tried or used by others: it was passed on or published.

    Different customers of the last 30 days are counted, whether they had the discount or were refused.
    """

    title: ClassVar[str] = "Personal code is shared"
    subjects: ClassVar[tuple[SubjectKind, ...]] = ("code",)

    type: Literal["shared_code"] = "shared_code"
    customers: StrictInt = Field(
        default=3, ge=1, le=10_000, description="So many customers other than its holder."
    )

    def look(self, facts: Facts) -> Finding | None:
        others = len(facts.strangers)
        text = f"{others} customers other than its holder tried or used the code within 30 days."
        return self.raised(others, self.customers, text, facts.strangers)
