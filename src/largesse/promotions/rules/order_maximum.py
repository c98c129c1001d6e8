"""How much the order may be worth."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import currency_fault
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import AMOUNT_REQUIRED, PASSED, Verdict, failed


class OrderMaximum(Rule):
    """The order is worth so much at most, before any discount or after those of earlier promotions."""

    title: ClassVar[str] = "Maximum order value"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "The order is worth {amount} at most"

    type: Literal["order_maximum"] = "order_maximum"
    amount: Money = Field(description="The greatest value, shipping not included.", examples=[50000])
    basis: Literal["initial", "current"] = Field(
        default="initial", description="Before any discount, or after those of earlier promotions."
    )

    def holds(self, facts: Facts) -> bool:
        cart = facts.cart
        most = in_currency(self.amount, cart.currency)
        return most is not None and bool(cart.lines or cart.has_items) and self._value(facts) <= most

    def check(self, facts: Facts) -> Verdict:
        cart = facts.cart
        if not (cart.lines or cart.has_items):
            return AMOUNT_REQUIRED
        most = in_currency(self.amount, cart.currency)
        if most is None:
            return currency_fault(facts)
        value = self._value(facts)
        return PASSED if value <= most else failed("order_above_maximum", observed=value, needed=most)

    def _value(self, facts: Facts) -> int:
        return facts.cart.total if self.basis == "initial" else facts.total
