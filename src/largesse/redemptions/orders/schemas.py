"""What crosses the wire about orders. Amounts are integer minor units."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from largesse.core.money import Minor
from largesse.profiles.schemas import Identifier
from largesse.redemptions.asking.schemas import CART_EXAMPLE, CartInput, Time

MAX_ORDERS: Final = 1000
EXAMPLE: Final[dict[str, Any]] = {
    "orders": [
        {"id": "1001", "customer": {"custom_id": "c-1"}, "at": "2027-03-01T12:00:00Z", "cart": CART_EXAMPLE}
    ]
}

OrderName = Annotated[
    str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$", examples=["1001"], description="Your id.")
]


class OrderInput(BaseModel):
    """An order that was paid. Sent again, it replaces what it names; what it leaves out stays."""

    model_config = ConfigDict(extra="forbid")

    id: OrderName
    customer: Identifier | None = Field(default=None, description="Who bought; an unknown profile is made.")
    at: Time | None = Field(default=None, description="When it was paid; left out: now.")
    cart: CartInput = Field(description="What was bought, before any discount.")
    discount: Minor | None = Field(default=None, description="What was taken off, shipping not included.")
    returned: Minor | None = Field(default=None, description="What was given back of it so far.")


class OrdersInput(BaseModel):
    """Orders of your shop, new ones and changed ones."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    orders: list[OrderInput] = Field(min_length=1, max_length=MAX_ORDERS)


class SavedOrder(BaseModel):
    """An order that was kept."""

    id: str
    customer_id: int | None
    is_new: bool


class SavedOrders(BaseModel):
    """The orders, as they were sent; of one that was sent twice the last counts."""

    items: list[SavedOrder]


class ReturnInput(BaseModel):
    """Something of an order came back."""

    model_config = ConfigDict(extra="forbid")

    order_id: OrderName
    amount: Annotated[Minor, Field(ge=1)] | None = Field(
        default=None, description="What was given back this time; left out: all that is left."
    )


class OrderView(BaseModel):
    """An order as rules on earlier orders see it."""

    id: str
    customer_id: int | None
    at: datetime
    currency: str
    total: int = Field(description="What its lines cost before any discount.")
    discount: int
    returned: int = Field(description="What was given back; an order given back whole does not count.")
    state: Literal["paid", "returned"]
    cart: dict[str, JsonValue]
    created_at: datetime


class OrderPage(BaseModel):
    """A page of orders, the latest first."""

    items: list[OrderView]
    next_cursor: str | None
    has_more: bool
