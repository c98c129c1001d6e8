"""That nothing in the order is reduced already."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.selection import Selection
from largesse.promotions.verdicts import ITEMS_REQUIRED, PASSED, Verdict, failed


class NoReducedItems(Rule):
    """No article in the order was reduced in price by the shop already.

    To let the order pass and only give nothing on reduced articles, set `reduced` of the promotion's
    `items` to false.
    """

    title: ClassVar[str] = "No reduced items"
    group: ClassVar[Group] = "product"
    sentence: ClassVar[str] = "Nothing of {items} is reduced already"

    type: Literal["no_reduced_items"] = "no_reduced_items"
    items: Selection = Field(
        default=Selection(), description="Which articles are looked at; all unless you say."
    )

    def check(self, facts: Facts) -> Verdict:
        cart = facts.cart
        if not cart.has_items:
            return ITEMS_REQUIRED
        reduced = [
            line.sku for line in cart.lines if line.reduced and line.quantity > 0 and self.items.holds(line)
        ]
        if not reduced:
            return PASSED
        observed = show_names(tuple(sorted(set(reduced))))
        return failed("product_rule_failed", observed=observed, needed="no reduced items")
