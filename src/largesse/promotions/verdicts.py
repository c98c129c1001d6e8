"""The answer of a rule, with its reason; a tree where rules are made of rules."""

from dataclasses import dataclass, field
from typing import Final

Shown = str | int | float | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule holds, why not, and what was seen against what was asked.

    `reason` is a stable code of docs/reference/reasons.md, empty when it passed; `observed` and `needed` are
    plain values (money in minor units), `missing` how much more would do, where that can be said.
    """

    passed: bool
    reason: str = ""
    observed: Shown = None
    needed: Shown = None
    missing: int | None = None
    # The rule's own sentence for customers, where the marketer wrote one.
    message: str | None = None
    rule: str = ""
    parts: tuple["Verdict", ...] = field(default=())
    # It did not pass because something was not told, such as who asks: its opposite does not hold either.
    unknown: bool = False

    def first_failure(self) -> "Verdict":
        """The leaf that is told as the reason: the first one that failed, from the left."""
        for part in self.parts:
            if not part.passed:
                found = part.first_failure()
                return found if found.message or not self.message else self
        return self


PASSED: Final = Verdict(True)


def failed(
    reason: str, *, observed: Shown = None, needed: Shown = None, missing: int | None = None
) -> Verdict:
    """A rule that does not hold."""
    return Verdict(False, reason, observed, needed, missing)


CUSTOMER_REQUIRED: Final = Verdict(False, "customer_required", unknown=True)
ITEMS_REQUIRED: Final = Verdict(False, "items_required", unknown=True)
AMOUNT_REQUIRED: Final = Verdict(False, "amount_required", unknown=True)
LOCATION_REQUIRED: Final = Verdict(False, "location_required", unknown=True)
