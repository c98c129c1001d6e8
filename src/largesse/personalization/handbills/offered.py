"""A promotion as handbills look at it: what it is good for, when, and how much it gives. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Goods:
    """Which articles a promotion is for: what it names, and what the named articles belong to.

    Entries are `sku:`, `product:` or `category:` and a key. Nothing named: the whole basket, which overlaps
    with nothing.
    """

    named: frozenset[str] = frozenset()
    belongs: frozenset[str] = frozenset()

    def overlaps(self, other: "Goods") -> bool:
        """Whether an article may be in both."""
        return (
            not self.named.isdisjoint(other.named)
            or not self.named.isdisjoint(other.belongs)
            or not self.belongs.isdisjoint(other.named)
        )

    def joined(self, other: "Goods") -> "Goods":
        """The articles of both."""
        return Goods(self.named | other.named, self.belongs | other.belongs)


NO_GOODS = Goods()


@dataclass(frozen=True, slots=True)
class Offered:
    """A published promotion that a handbill may offer. Later ids were made later."""

    id: UUID
    code: str
    name: str
    tags: frozenset[str] = frozenset()
    campaign_id: UUID | None = None
    goods: Goods = NO_GOODS
    categories: frozenset[str] = frozenset()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    priority: int = 0
    # What it takes off in minor units, as far as that can be said beforehand; else per cent of 1.00.
    discount: float = 0.0
    rewards: frozenset[str] = frozenset()
    params: Mapping[str, JsonValue] = field(default_factory=dict)
    # In minor units; what is shown, or what the catalogue says of its articles.
    price: int | None = None
    margin: float | None = None
    # Whether a code of its own, or of its pool, can be printed.
    has_code: bool = False
    # Whether a code of its pool must be brought, which a set in an app does not give.
    needs_code: bool = False

    def is_valid(self, start: datetime, end: datetime) -> bool:
        """Whether it is good through the whole period."""
        return (self.starts_at is None or self.starts_at <= start) and (
            self.ends_at is None or self.ends_at >= end
        )
