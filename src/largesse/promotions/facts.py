"""What a rule is told: the cart as it stands, who asks, and what was loaded for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.profiles.conditions import ProfileFacts
from largesse.promotions.cart import Cart
from largesse.promotions.needs import Need

Known = TypeVar("Known")


@dataclass(frozen=True, slots=True)
class Requester:
    """Who makes the call: an API key, a member of the staff, or a customer's own token."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """The code a promotion is asked for by, as it stands in the database."""

    code: str
    # Who holds it: the customer it was assigned to, or whose referral code it is.
    holder: int | None = None
    created_at: datetime | None = None
    assigned_at: datetime | None = None
    # Of a gift card: what is left on it, in minor units of its currency.
    balance: int | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one promotion's rules may look at. `now` is aware UTC; `zone` is the promotion's."""

    now: datetime
    zone: ZoneInfo
    cart: Cart
    # What each line of the cart costs now, after the discounts of earlier promotions; in the cart's order.
    amounts: tuple[int, ...]
    customer_id: int | None = None
    customer: ProfileFacts | None = None
    code: CodeFacts | None = None
    requester: Requester | None = None
    # How often this customer used this promotion before; steps by use read it.
    uses: int = 0
    promotion_id: UUID | None = None
    known: Mapping[Need, object] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """What all lines cost now."""
        return sum(self.amounts)

    @property
    def local(self) -> datetime:
        """Now, on the wall clock of the promotion's zone."""
        return self.now.astimezone(self.zone)

    def find(self, need: Need, kind: type[Known], default: Known) -> Known:
        """What was loaded for a need; the default where there is no customer to ask of."""
        found = self.known.get(need, default)
        if not isinstance(found, kind):
            msg = f"{need} was loaded as {type(found).__name__}"
            raise TypeError(msg)
        return found
