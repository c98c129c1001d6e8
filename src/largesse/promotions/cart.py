"""The cart that rules look at and rewards act on. Amounts are integer minor units of its currency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the order: so many of one article. `amount` is what it costs before any discount."""

    id: str
    sku: str
    quantity: Decimal
    price: int
    amount: int
    name: str = ""
    product_id: str = ""
    categories: frozenset[str] = frozenset()
    attributes: Mapping[str, Scalar] = field(default_factory=dict)
    # Already reduced in price by the shop.
    reduced: bool = False
    # How many single articles a reward can take: what is weighed counts as one.
    units: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        whole = self.quantity == self.quantity.to_integral_value()
        object.__setattr__(self, "units", int(self.quantity) if whole else 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the customer is, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Cart:
    """An order to be. Make it by `cart_of`, which gives the lines one order whatever way they came."""

    currency: str
    lines: tuple[Line, ...]
    # False for an order of which only the total is known: it has one line without an article.
    has_items: bool = True
    shipping: int = 0
    shipping_method: str | None = None
    payment_method: str | None = None
    channel: str | None = None
    store: str | None = None
    country: str | None = None
    postcode: str | None = None
    place: Place | None = None
    metadata: Mapping[str, Scalar] = field(default_factory=dict)

    @cached_property
    def amounts(self) -> tuple[int, ...]:
        """What each line costs before any discount."""
        return tuple(line.amount for line in self.lines)

    @cached_property
    def total(self) -> int:
        """What all lines cost before any discount, shipping not included."""
        return sum(line.amount for line in self.lines)


def sort_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines in the order in which everything is computed; equal ones are told apart by their ids only."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                line.sku,
                line.product_id,
                line.price,
                line.amount,
                line.quantity,
                line.reduced,
                line.name,
                sorted(line.categories),
                repr(sorted(line.attributes.items())),
                line.id,
            ),
        )
    )
