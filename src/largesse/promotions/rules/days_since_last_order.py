"""How long ago the customer ordered last."""

from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from pydantic import Field, StrictBool, model_validator

from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedOrders, OrderHistory
from largesse.promotions.rules.ranges import Count, check_order, find_fault
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed

NEED: Final = NeedOrders()
NO_ORDERS: Final = OrderHistory()


class DaysSinceLastOrder(Rule):
    """The customer's last order is so many days ago, by the calendar of the promotion's time zone.

    An order of yesterday is one day ago, whatever the hour.
    """

    title: ClassVar[str] = "Days since the last order"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = "The last order was[ {at_least} days or more][ {at_most} days or less] ago"

    type: Literal["days_since_last_order"] = "days_since_last_order"
    at_least: Count | None = Field(default=None, description="So many days or more.")
    at_most: Count | None = Field(default=None, description="So many days or fewer.")
    never: StrictBool = Field(
        default=False, description="Whether it also holds for customers who never ordered."
    )

    @model_validator(mode="after")
    def _is_bounded(self) -> "DaysSinceLastOrder":
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
        last = facts.find(NEED, OrderHistory, NO_ORDERS).last_at
        if last is None:
            return PASSED if self.never else failed("customer_rule_failed", needed="an earlier order")
        days = (facts.local.date() - last.astimezone(facts.zone).date()).days
        fault = find_fault(days, at_least=self.at_least, at_most=self.at_most)
        if fault is None:
            return PASSED
        return failed("customer_rule_failed", observed=days, needed=fault[0], missing=fault[1])
