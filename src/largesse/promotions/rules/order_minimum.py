"""How much the order must be worth."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.facts import Facts
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed


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

    def check(self, facts: Facts) -> Verdict:
        needed = in_currency(self.amount, facts.cart.currency)
        if needed is None:
            return failed("currency_mismatch", observed=facts.cart.currency)
        value = facts.cart.total if self.basis == "initial" else facts.total
        if value >= needed:
            return PASSED
        return failed("order_below_minimum", observed=value, needed=needed, missing=needed - value)
