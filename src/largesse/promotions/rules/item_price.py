"""What single articles cost."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import MoneyRange, currency_fault
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.selection import Selection
from largesse.promotions.verdicts import ITEMS_REQUIRED, PASSED, Verdict, failed


class ItemPrice(Rule):
    """At least one article, or each of them, has a unit price within bounds.

    `each` also holds where no line is meant: there is none with another price.
    """

    title: ClassVar[str] = "Price of items"
    group: ClassVar[Group] = "product"
    sentence: ClassVar[str] = "{quantifier} of {items} costs {price}"

    type: Literal["item_price"] = "item_price"
    quantifier: Literal["any", "each"] = Field(default="any", description="One of them, or each of them.")
    items: Selection = Field(default=Selection(), description="Which articles are meant; all unless you say.")
    price: MoneyRange = Field(description="The bounds of the unit price before any discount.")

    def check(self, facts: Facts) -> Verdict:
        cart = facts.cart
        if not cart.has_items:
            return ITEMS_REQUIRED
        if not self.price.is_in(cart.currency):
            return currency_fault(facts)
        first: Verdict | None = None
        for line in cart.lines:
            if line.quantity <= 0 or not self.items.holds(line):
                continue
            fault = self.price.fault(line.price, cart.currency)
            if fault is None and self.quantifier == "any":
                return PASSED
            if fault and first is None:
                first = failed("product_rule_failed", observed=line.price, needed=fault[0], missing=fault[1])
        if self.quantifier == "each":
            return first or PASSED
        return first or failed("product_rule_failed", needed="an item that is meant")

    def skus(self) -> frozenset[str] | None:
        return self.items.needed_skus() if self.quantifier == "any" else None

    def categories(self) -> frozenset[str] | None:
        return self.items.needed_categories() if self.quantifier == "any" else None
