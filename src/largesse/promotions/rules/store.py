"""In which store the order is made."""

from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.facts import Facts
from largesse.promotions.rules.one_of import Keys
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed


class Store(Rule):
    """The order is made in one of these stores.

    Stores of the promotion as a whole are its setting `stores`; this rule is for part of a tree.
    """

    title: ClassVar[str] = "Store"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "In one of the stores {any_of}"

    type: Literal["store"] = "store"
    any_of: Keys = Field(
        description="Ids of the stores, exactly as the orders send them.", examples=[["krakow-1"]]
    )

    def holds(self, facts: Facts) -> bool:
        return facts.cart.store in self._known

    def check(self, facts: Facts) -> Verdict:
        if self.holds(facts):
            return PASSED
        return failed("store_rule_failed", observed=facts.cart.store, needed=show_names(self.any_of))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.any_of)
