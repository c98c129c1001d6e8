"""Which tier of the loyalty programme the customer has."""

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from largesse.core.storable import Name
from largesse.profiles.conditions.values import text_of
from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedProfile
from largesse.promotions.rules.one_of import Keys
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed


class LoyaltyTier(Rule):
    """The customer has one of these tiers, which an attribute of the profile holds."""

    title: ClassVar[str] = "Loyalty tier"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = "The customer's {attribute} is one of {any_of}"

    type: Literal["loyalty_tier"] = "loyalty_tier"
    attribute: Name = Field(default="loyalty_tier", description="Name of the attribute that holds the tier.")
    any_of: Keys = Field(
        description="The tiers, exactly as the attribute has them; numbers as text.", examples=[["gold"]]
    )

    def needs(self) -> Iterator[Need]:
        yield NeedProfile()

    def check(self, facts: Facts) -> Verdict:
        customer = facts.customer
        if customer is None:
            return CUSTOMER_REQUIRED
        value = customer.value(self.attribute)
        tier = value if isinstance(value, str) else None if isinstance(value, list | dict) else text_of(value)
        if tier in self._known:
            return PASSED
        return failed("customer_rule_failed", observed=tier, needed=show_names(self.any_of))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.any_of)
