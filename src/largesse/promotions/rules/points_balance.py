"""How many loyalty points the customer has."""

from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from pydantic import Field, model_validator

from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedPoints
from largesse.promotions.rules.ranges import Count, check_order, find_fault
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed

NEED: Final = NeedPoints()


class PointsBalance(Rule):
    """The customer has so many loyalty points. None are spent by it."""

    title: ClassVar[str] = "Points balance"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = "The customer has[ {at_least} points or more][ {at_most} points or less]"

    type: Literal["points_balance"] = "points_balance"
    at_least: Count | None = Field(default=None, description="So many points or more.")
    at_most: Count | None = Field(default=None, description="So many points or fewer.")

    @model_validator(mode="after")
    def _is_bounded(self) -> "PointsBalance":
        if self.at_least is None and self.at_most is None:
            msg = "needs `at_least` or `at_most`"
            raise ValueError(msg)
        check_order(self.at_least, self.at_most)
        return self

    def needs(self) -> Iterator[Need]:
        yield NEED

    def check(self, facts: Facts) -> Verdict:
        if facts.customer_id is None:
            return CUSTOMER_REQUIRED
        balance = facts.find(NEED, int, 0)
        fault = find_fault(balance, at_least=self.at_least, at_most=self.at_most)
        if fault is None:
            return PASSED
        return failed("points_rule_failed", observed=balance, needed=fault[0], missing=fault[1])
