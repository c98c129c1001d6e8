"""How the order is paid."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.cart import Cart
from largesse.promotions.rules.one_of import Keys, OneOfRule
from largesse.promotions.rules.rule import Group


class PaymentMethod(OneOfRule):
    """The order is paid by one of these methods."""

    title: ClassVar[str] = "Payment method"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "Paid by one of {any_of}"

    type: Literal["payment_method"] = "payment_method"
    any_of: Keys = Field(
        description="Ways to pay as orders name them; capital and small letters are the same.",
        examples=[["card"]],
    )

    def given(self, cart: Cart) -> str | None:
        return cart.payment_method
