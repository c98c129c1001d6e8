"""Synerise's shape of a transaction, and how it reads as our order and as the events its users expect."""

import hashlib
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, JsonValue, model_validator
from pydantic.alias_generators import to_camel

from largesse.compat.synerise.client_schemas import Camel, EventClient, Text
from largesse.core.money import Currency, plain, round_half_up, to_minor
from largesse.core.storable import FreeJson, check_storable
from largesse.events.schemas import EARLIEST
from largesse.profiles.schemas import Identifier, ProfileInput
from largesse.redemptions.asking.schemas import MAX_ITEMS, CartInput
from largesse.redemptions.orders.schemas import OrderInput

Amount = Annotated[Decimal, Field(ge=0, le=10**13, allow_inf_nan=False)]
Salt = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]+$")]
LONGEST_NAME: Final = 64
LONGEST_VALUE: Final = 1000


class Price(Camel):
    """An amount in major units, such as 12.99, and its currency."""

    amount: Amount
    currency: Currency


class Product(Camel):
    """A line of a transaction; fields we do not know go into its event."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow")

    name: Annotated[Text, Field(min_length=1)]
    final_unit_price: Price
    sku: Annotated[Text, Field(max_length=255)] | None = None
    quantity: Annotated[Decimal, Field(gt=0, le=1_000_000)] = Decimal(1)
    categories: Annotated[list[Text], Field(max_length=100)] | None = None
    regular_price: Price | None = None
    discount_price: Price | None = None
    discount_percent: Amount | None = None
    net_unit_price: Price | None = None
    tax: Amount | None = None
    url: Text | None = None
    image: Text | None = None

    @model_validator(mode="after")
    def _can_be_kept(self) -> "Product":
        check_storable(self.model_extra or {})
        return self

    def item(self) -> dict[str, object]:
        """The line of our cart: what it cost before any discount, as far as that is told."""
        price = self.regular_price or self.final_unit_price
        key = (self.sku or self.name)[:255]
        return {
            "sku": key,
            "name": self.name[:255],
            "quantity": round(self.quantity, 3),
            "price": to_minor(price.amount, price.currency),
            "amount": _worth(price, self.quantity),
            "categories": [category[:255] for category in self.categories or () if category],
            "reduced": price is not self.final_unit_price and price.amount > self.final_unit_price.amount,
        }

    def paid(self) -> int:
        """What the line cost in the end, in minor units."""
        return _worth(self.final_unit_price, self.quantity)

    def summary(self) -> dict[str, JsonValue]:
        """The line as the event of the whole transaction lists it."""
        return {
            "$sku": self.sku,
            "$name": self.name,
            "$quantity": plain(self.quantity),
            "$finalUnitPrice": plain(self.final_unit_price.amount),
            "$currency": self.final_unit_price.currency,
        }

    def params(self, order_id: str) -> dict[str, JsonValue]:
        """Params of `product.buy`."""
        prices = {
            "$regularPrice": self.regular_price,
            "$discountPrice": self.discount_price,
            "$netUnitPrice": self.net_unit_price,
        }
        own: dict[str, JsonValue] = {
            "sku": self.sku,
            **self.summary(),
            **{name: plain(price.amount) if price else None for name, price in prices.items()},
            "$discountPercent": plain(self.discount_percent) if self.discount_percent is not None else None,
            "$tax": plain(self.tax) if self.tax is not None else None,
            "$url": self.url,
            "$image": self.image,
            "categories": list(self.categories) if self.categories else None,
            "$orderID": order_id,
        }
        return {
            **(self.model_extra or {}),
            **{name: value for name, value in own.items() if value is not None},
        }


class PaymentInfo(Camel):
    """How it was paid."""

    method: Annotated[Text, Field(min_length=1)]


class Transaction(Camel):
    """What a customer bought. All its prices are in one currency."""

    client: EventClient
    order_id: Annotated[Text, Field(min_length=1, max_length=255)]
    products: Annotated[list[Product], Field(min_length=1, max_length=MAX_ITEMS)]
    payment_info: PaymentInfo
    revenue: Price
    value: Price
    source: Literal["WEB_DESKTOP", "WEB_MOBILE", "MOBILE_APP", "POS", "MOBILE", "DESKTOP"]
    discount_amount: Price | None = None
    metadata: FreeJson | None = None
    recorded_at: Annotated[AwareDatetime, Field(ge=EARLIEST)] | None = None
    event_salt: Salt | None = None

    @model_validator(mode="after")
    def _has_one_currency(self) -> "Transaction":
        prices = [self.revenue, self.value, *(product.final_unit_price for product in self.products)]
        prices += [price for product in self.products if (price := product.regular_price)]
        if len({price.currency for price in prices}) > 1:
            msg = "all prices of a transaction are in one currency"
            raise ValueError(msg)
        return self

    def profile(self) -> ProfileInput:
        """Whose it is; pydantic's ValidationError when nobody is named."""
        return ProfileInput.model_validate(self.client.names())

    def order(self, profile_id: int, *, now: datetime) -> OrderInput:
        """The order as we keep it."""
        cart = CartInput.model_validate(
            {
                "currency": self.revenue.currency,
                "items": [product.item() for product in self.products],
                "channel": self.source,
                "payment_method": self.payment_info.method[:64],
                "metadata": self._plain_metadata(),
            }
        )
        discount = sum(item.worth() for item in cart.items) - sum(product.paid() for product in self.products)
        return OrderInput(
            id=self.order_id,
            customer=Identifier(id=profile_id),
            at=min(self.recorded_at, now) if self.recorded_at else None,
            cart=cart,
            discount=max(0, discount),
        )

    def params(self, product_events: list[UUID]) -> dict[str, JsonValue]:
        """Params of `transaction.charge`."""
        discount = {"$discountAmount": plain(self.discount_amount.amount)} if self.discount_amount else {}
        return {
            **(self.metadata or {}),
            "$orderID": self.order_id,
            "$totalAmount": plain(self.value.amount),
            "$revenue": plain(self.revenue.amount),
            "$currency": self.revenue.currency,
            "$paymentType": {"method": self.payment_info.method},
            **discount,
            "source": self.source,
            "products": [product.summary() for product in self.products],
            "productEventsUUIDs": [str(event_id) for event_id in product_events],
        }

    def salt_of(self, place: int) -> str | None:
        """The salt of a line's event: the transaction's own, and the place of the line."""
        if self.event_salt is None:
            return None
        return hashlib.sha256(f"{self.event_salt}:{place}".encode()).hexdigest()

    def _plain_metadata(self) -> dict[str, JsonValue]:
        """What rules can read of the metadata."""
        plain_values = {
            name: value
            for name, value in (self.metadata or {}).items()
            if len(name) <= 64
            and isinstance(value, str | bool | int | float)
            and len(str(value)) <= LONGEST_VALUE
        }
        return dict(list(plain_values.items())[:100])


def _worth(price: Price, quantity: Decimal) -> int:
    return round_half_up(to_minor(price.amount, price.currency) * quantity)
