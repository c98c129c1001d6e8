"""What rules and rewards ask to be told before they can answer: the shell loads just these, at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Need:
    """Something that only the database knows. Each kind says what is found in `Facts.known`."""


@dataclass(frozen=True, slots=True)
class NeedProfile(Need):
    """The customer's ProfileFacts, in `Facts.customer`."""


@dataclass(frozen=True, slots=True)
class NeedAudience(Need):
    """bool: whether the customer belongs to a saved audience."""

    audience_id: UUID


@dataclass(frozen=True, slots=True)
class NeedOrders(Need):
    """OrderHistory of the customer: paid orders that were not returned whole."""


@dataclass(frozen=True, slots=True)
class NeedEvents(Need):
    """int: how often the customer did this, ever or in the last so many days of 24 hours."""

    event: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class NeedPoints(Need):
    """int: the customer's balance of loyalty points."""


@dataclass(frozen=True, slots=True)
class OrderHistory:
    """What a customer bought before."""

    count: int = 0
    last_at: datetime | None = None
    # In minor units, by currency.
    spent: tuple[tuple[str, int], ...] = ()
