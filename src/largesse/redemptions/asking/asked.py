"""A cart that was looked at: what it asked, what was found, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from largesse.promotions.book import Book
from largesse.promotions.evaluate import Decision, Offer, Visit

# Numbers of profiles begin at 1.
NEWCOMER: Final = 0


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code that was asked for, as the database has it."""

    # As it was typed, and as it is stored.
    shown: str
    code: str
    promotion_id: UUID | None = None
    pool_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a redemption needs to be written: the decision, and what it was made from.

    `codes` are keyed by their canonical form; `refused` are codes that lead to no promotion, and why.
    `visit.customer_id` is NEWCOMER (0) where the customer was named and has no profile yet: whoever writes
    the redemption makes it.
    """

    workspace_id: UUID
    book: Book
    visit: Visit
    offers: tuple[Offer, ...]
    decision: Decision
    codes: Mapping[str, FoundCode] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
