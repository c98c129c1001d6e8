"""By which method the order is sent."""

from typing import ClassVar, Literal

from largesse.promotions.cart import Cart
from largesse.promotions.rules.one_of import OneOfRule
from largesse.promotions.rules.rule import Group


class ShippingMethod(OneOfRule):
    """The order is sent by one of these methods."""

    title: ClassVar[str] = "Shipping method"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "Shipped by one of {any_of}"

    type: Literal["shipping_method"] = "shipping_method"

    def given(self, cart: Cart) -> str | None:
        return cart.shipping_method
