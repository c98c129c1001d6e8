"""Trying codes until one is good."""

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.fraud.facts import Facts, SubjectKind
from largesse.fraud.signals.signal import Finding, Signal


class CodeGuessing(Signal):
    """Somebody tries codes that do not exist, one after the other.

    Different codes of the last 24 hours are counted: the same typing error twice is one.
    """

    title: ClassVar[str] = "Guesses codes"
    subjects: ClassVar[tuple[SubjectKind, ...]] = ("customer", "staff")

    type: Literal["code_guessing"] = "code_guessing"
    codes: StrictInt = Field(default=10, ge=2, le=10_000, description="So many different codes in a day.")

    def look(self, facts: Facts) -> Finding | None:
        text = f"Tried {facts.unknown_codes} different codes that do not exist within 24 hours."
        return self.raised(facts.unknown_codes, self.codes, text)
