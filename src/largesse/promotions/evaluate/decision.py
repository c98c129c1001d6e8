"""What was decided about a cart, candidate by candidate and line by line."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from largesse.promotions.rewards.effects import Grant
from largesse.promotions.verdicts import Verdict

Outcome = Literal["applicable", "inapplicable", "skipped"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A promotion that was looked at. `skipped`: it would do, but others were chosen (`reason`, `beside`)."""

    promotion_id: UUID
    campaign_id: UUID | None
    version: int
    name: str
    outcome: Outcome
    code: str | None = None
    reason: str = ""
    verdict: Verdict | None = None
    # The promotion because of which it was skipped.
    beside: UUID | None = None
    # Minor units off each line, in the cart's order, and off shipping.
    lines: tuple[int, ...] = ()
    shipping: int = 0
    # Units on which it took something off.
    units: int = 0
    grants: tuple[Grant, ...] = ()
    spends_points: int = 0
    spends_gift: int = 0

    @property
    def discount(self) -> int:
        """All that it takes off."""
        return sum(self.lines) + self.shipping


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line before and after."""

    id: str
    initial: int
    discount: int

    @property
    def final(self) -> int:
        """What it costs in the end."""
        return self.initial - self.discount


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole answer; candidates that apply come first, in the order in which they apply."""

    candidates: tuple[Candidate, ...]
    lines: tuple[LineResult, ...]
    shipping_initial: int
    shipping_discount: int

    @property
    def applied(self) -> tuple[Candidate, ...]:
        """Those that apply."""
        return tuple(candidate for candidate in self.candidates if candidate.outcome == "applicable")

    @property
    def initial(self) -> int:
        """All lines before, shipping not included."""
        return sum(line.initial for line in self.lines)

    @property
    def discount(self) -> int:
        """All that is taken off, shipping included."""
        return sum(line.discount for line in self.lines) + self.shipping_discount
