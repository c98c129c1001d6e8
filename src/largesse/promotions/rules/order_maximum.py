"""How much the order may be worth."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import currency_fault
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed


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

    def check(self, facts: Facts) -> Verdict:
        most = in_currency(self.amount, facts.cart.currency)
        if most is None:
            return currency_fault(facts)
        value = facts.cart.total if self.basis == "initial" else facts.total
        return PASSED if value <= most else failed("order_above_maximum", observed=value, needed=most)
