"""How much the order must be worth."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.facts import Facts
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import AMOUNT_REQUIRED, PASSED, Verdict, failed


class OrderMinimum(Rule):
    """The order is worth at least so much, before any discount or after those of earlier promotions."""

    title: ClassVar[str] = "Minimum order value"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "The order is worth at least {amount}"

    type: Literal["order_minimum"] = "order_minimum"
    amount: Money = Field(description="The least value, shipping not included.", examples=[5000])
    basis: Literal["initial", "current"] = Field(
        default="initial", description="Before any discount, or after those of earlier promotions."
    )

    def holds(self, facts: Facts) -> bool:
        cart = facts.cart
        needed = in_currency(self.amount, cart.currency)
        return needed is not None and bool(cart.lines or cart.has_items) and self._value(facts) >= needed

    def check(self, facts: Facts) -> Verdict:
        cart = facts.cart
        if not (cart.lines or cart.has_items):
            return AMOUNT_REQUIRED
        needed = in_currency(self.amount, cart.currency)
        if needed is None:
            return failed("currency_mismatch", observed=cart.currency)
        value = self._value(facts)
        if value >= needed:
            return PASSED
        return failed("order_below_minimum", observed=value, needed=needed, missing=needed - value)

    def _value(self, facts: Facts) -> int:
        return facts.cart.total if self.basis == "initial" else facts.total
