"""How many articles the order has."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import CountedRule
from largesse.promotions.rules.rule import Group
from largesse.promotions.selection import Selection
from largesse.promotions.verdicts import ITEMS_REQUIRED, Verdict


class ItemCount(CountedRule):
    """The order has so many articles, all together or of some kind.

    What is weighed counts as one, however heavy.
    """

    title: ClassVar[str] = "Number of items"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = (
        "Of {items} the order has[ {at_least} or more][ {at_most} or fewer][ just {exactly}]"
        "[ a multiple of {multiple_of}]"
    )
    reason: ClassVar[str] = "quantity_rule_failed"

    type: Literal["item_count"] = "item_count"
    items: Selection = Field(default=Selection(), description="Which articles count; all unless you say.")
    count: Literal["units", "lines"] = Field(
        default="units", description="Single articles, or lines of the order."
    )

    def number(self, facts: Facts) -> int | Verdict:
        cart = facts.cart
        if not cart.has_items:
            return ITEMS_REQUIRED
        chosen = [line for line in cart.lines if line.quantity > 0 and self.items.holds(line)]
        return sum([line.units for line in chosen]) if self.count == "units" else len(chosen)

    def skus(self) -> frozenset[str] | None:
        return self.items.needed_skus() if self._wants_some() else None

    def categories(self) -> frozenset[str] | None:
        return self.items.needed_categories() if self._wants_some() else None

    def _wants_some(self) -> bool:
        return bool(self.at_least or self.exactly or self.multiple_of)
