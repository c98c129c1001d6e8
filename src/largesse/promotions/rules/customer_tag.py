"""Tags of the customer."""

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from largesse.profiles.schemas import Tag
from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedProfile
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed


class CustomerTag(Rule):
    """The customer has any, all or none of these tags, written exactly so."""

    title: ClassVar[str] = "Customer's tags"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = "The customer has {has} of the tags {tags}"

    type: Literal["customer_tag"] = "customer_tag"
    tags: tuple[Tag, ...] = Field(min_length=1, max_length=100, description="The tags.", examples=[["vip"]])
    has: Literal["any", "all", "none"] = Field(default="any", description="How many of them it must have.")

    def needs(self) -> Iterator[Need]:
        yield NeedProfile()

    def holds(self, facts: Facts) -> bool:
        if facts.customer is None:
            return False
        tags = facts.customer.tags
        return self._set <= tags if self.has == "all" else self._set.isdisjoint(tags) == (self.has == "none")

    def check(self, facts: Facts) -> Verdict:
        customer = facts.customer
        if customer is None:
            return CUSTOMER_REQUIRED
        if self.holds(facts):
            return PASSED
        return failed(
            "customer_rule_failed",
            observed=show_names(tuple(sorted(self._set & customer.tags))),
            needed=(self.has, *show_names(self.tags)),
        )

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self.tags)
