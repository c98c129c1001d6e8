"""By which method the order is sent."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.cart import Cart
from largesse.promotions.rules.one_of import Keys, OneOfRule
from largesse.promotions.rules.rule import Group


class ShippingMethod(OneOfRule):
    """The order is sent by one of these methods."""

    title: ClassVar[str] = "Shipping method"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "Shipped by one of {any_of}"

    type: Literal["shipping_method"] = "shipping_method"
    any_of: Keys = Field(
        description="Methods as orders name them; capital and small letters are the same.",
        examples=[["pickup"]],
    )

    def given(self, cart: Cart) -> str | None:
        return cart.shipping_method
