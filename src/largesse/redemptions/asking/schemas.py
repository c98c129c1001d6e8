"""What crosses the wire about carts, and what is asked about them. Amounts are integer minor units."""

import math
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, model_validator

from largesse.core.db import JsonObject
from largesse.core.moments import Moment
from largesse.core.money import MOST, Currency, Minor, round_half_up
from largesse.events.schemas import EARLIEST
from largesse.profiles.schemas import Identifier
from largesse.promotions.cart import Cart, Line, Place, sort_lines
from largesse.promotions.selection import Key
from largesse.vouchers.schemas import CodeText

MAX_ITEMS: Final = 500
MAX_CODES: Final = 30
MOST_CATEGORIES: Final = 100
MOST_VALUES: Final = 100
NAME_LENGTH: Final = 64
TEXT_LENGTH: Final = 1000
# The line of an order of which only the total is known.
WHOLE_ORDER: Final = "order"

# Moments that can be reckoned with in every time zone.
LATEST: Final = datetime(9000, 1, 1, tzinfo=UTC)
Time = Annotated[Moment, Field(ge=EARLIEST, lt=LATEST)]
Words = Annotated[str, Field(max_length=255, pattern=r"^[^\x00]*$")]
Named = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH, pattern=r"^[^\x00]+$")]
Quantity = Annotated[
    Decimal,
    Field(
        gt=0,
        le=1_000_000,
        max_digits=10,
        decimal_places=3,
        description="How many, or how much of what is weighed: a number or a text, three decimals at most.",
        examples=[2, "0.350"],
    ),
]


def _check_number(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        msg = "must be a finite number"
        raise ValueError(msg)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        msg = "must be a whole number of 64 bits"
        raise ValueError(msg)
    return value


Value = Annotated[
    Annotated[str, Field(max_length=TEXT_LENGTH, pattern=r"^[^\x00]*$")]
    | StrictBool
    | StrictInt
    | float
    | None,
    BeforeValidator(_check_number),
]
Values = Annotated[dict[Named, Value], Field(max_length=MOST_VALUES)]

CART_EXAMPLE: Final[dict[str, Any]] = {
    "currency": "EUR",
    "items": [
        {"sku": "TEA-100", "quantity": 2, "price": 450, "categories": ["tea"]},
        {"sku": "CUP-1", "quantity": 1, "price": 1290, "attributes": {"brand": "Aster"}},
    ],
    "shipping": 490,
    "channel": "web",
}


class ItemInput(BaseModel):
    """A line of the cart. Say what one costs (`price`), or what the line costs (`amount`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Key | None = Field(
        default=None, description="Your id of the line; its place (1, 2, ...) when it has none."
    )
    sku: Key = Field(description="The article.", examples=["TEA-100"])
    quantity: Quantity = Decimal(1)
    price: Minor | None = Field(default=None, description="What one costs, in minor units.")
    amount: Minor | None = Field(
        default=None,
        description="What the line costs before any discount; left out: price times quantity, rounded.",
    )
    name: Words = Field(default="", description="Shown to staff.")
    product_id: Words = Field(default="", description="The product of which the article is a variant.")
    categories: Annotated[frozenset[Key], Field(max_length=MOST_CATEGORIES)] = Field(
        default=frozenset(), description="Categories it belongs to."
    )
    attributes: Values = Field(
        default_factory=dict, description="What rules and rewards select by, such as `brand`."
    )
    reduced: StrictBool = Field(default=False, description="Already reduced in price by the shop.")

    @model_validator(mode="after")
    def _has_a_price(self) -> "ItemInput":
        if self.price is None and self.amount is None:
            msg = "say `price` (of one) or `amount` (of the line)"
            raise ValueError(msg)
        if self.worth() > MOST:
            msg = f"a line costs {MOST} minor units at most"
            raise ValueError(msg)
        return self

    def worth(self) -> int:
        """What the line costs."""
        if self.amount is not None:
            return self.amount
        return round_half_up((self.price or 0) * self.quantity)

    def line(self, line_id: str) -> Line:
        """The line as rules see it."""
        price = self.price if self.price is not None else round_half_up(self.worth() / self.quantity)
        return Line(
            id=line_id,
            sku=self.sku,
            quantity=self.quantity,
            price=price,
            amount=self.worth(),
            name=self.name,
            product_id=self.product_id,
            categories=self.categories,
            attributes=self.attributes,
            reduced=self.reduced,
        )


class PlaceInput(BaseModel):
    """Where the customer is, in degrees."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    latitude: float = Field(strict=True, ge=-90, le=90)
    longitude: float = Field(strict=True, ge=-180, le=180)


class CartInput(BaseModel):
    """An order to be, as your shop knows it. Without items, `amount` is its total.

    It is stored with a redemption as it was sent, with what your catalogues said of its articles.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [CART_EXAMPLE]})

    currency: Currency | None = Field(default=None, description="null: the workspace's.")
    items: tuple[ItemInput, ...] = Field(default=(), max_length=MAX_ITEMS, description="Its lines.")
    amount: Minor | None = Field(
        default=None,
        description="What all lines cost before any discount, shipping not included. With items it is checked"
        " against their sum (`order_total_mismatch`).",
    )
    shipping: Minor = Field(default=0, description="What shipping costs before any discount.")
    shipping_method: Named | None = None
    payment_method: Named | None = None
    channel: Named | None = Field(default=None, description="Such as web, app or till.")
    store: Key | None = Field(default=None, description="Key of the store.")
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = Field(
        default=None, description="ISO 3166-1 code of two letters.", examples=["PL"]
    )
    postcode: Annotated[str, Field(min_length=1, max_length=32, pattern=r"^[^\x00]+$")] | None = None
    place: PlaceInput | None = None
    metadata: Values = Field(default_factory=dict, description="Free data that rules and limits may read.")

    @model_validator(mode="after")
    def _has_telling_ids(self) -> "CartInput":
        ids = self.line_ids()
        if len(set(ids)) != len(ids):
            msg = "two items have the same id (an item without one has its place: 1, 2, ...)"
            raise ValueError(msg)
        return self

    def line_ids(self) -> list[str]:
        """The ids of the items, in their order."""
        return [item.id or str(place) for place, item in enumerate(self.items, start=1)]

    def mismatch(self) -> tuple[int, int] | None:
        """What the items sum up to and what `amount` says, where these differ."""
        if self.amount is None or not self.items:
            return None
        total = sum(item.worth() for item in self.items)
        return (total, self.amount) if total != self.amount else None

    def read(self, currency: str) -> Cart:
        """The cart as rules see it, in its own currency or else in this one."""
        lines = [item.line(line_id) for item, line_id in zip(self.items, self.line_ids(), strict=True)]
        if not lines and self.amount is not None:
            lines = [Line(WHOLE_ORDER, "", Decimal(1), self.amount, self.amount)]
        return Cart(
            currency=self.currency or currency,
            lines=sort_lines(lines),
            has_items=bool(self.items),
            shipping=self.shipping,
            shipping_method=self.shipping_method,
            payment_method=self.payment_method,
            channel=self.channel,
            store=self.store,
            country=self.country,
            postcode=self.postcode,
            place=Place(self.place.latitude, self.place.longitude) if self.place else None,
            metadata=self.metadata,
        )

    def stored(self) -> JsonObject:
        """The cart as JSON, without what was left out; `CartInput.model_validate` reads it back."""
        return self.model_dump(mode="json", exclude_defaults=True)


class AskInput(BaseModel):
    """A cart, who it belongs to, and the codes the customer typed."""

    model_config = ConfigDict(extra="forbid")

    codes: list[CodeText] = Field(
        default=[],
        max_length=MAX_CODES,
        description="Codes that were typed; promotions without a code apply by themselves.",
    )
    customer: Identifier | None = Field(
        default=None, description="Whose cart it is.", examples=[{"custom_id": "c-1"}]
    )
    cart: CartInput
