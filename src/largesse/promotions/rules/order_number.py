"""Which order of the customer it is."""

from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedOrders, OrderHistory
from largesse.promotions.rules.ranges import CountedRule
from largesse.promotions.rules.rule import Group
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, Verdict

NEED: Final = NeedOrders()
NO_ORDERS: Final = OrderHistory()


class OrderNumber(CountedRule):
    """It is the customer's n-th order, the one that is being placed included: the first is number 1.

    Orders that were returned whole do not count.
    """

    title: ClassVar[str] = "N-th order"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = (
        "The customer's order number is[ {at_least} or more][ {at_most} or less][ just {exactly}]"
        "[ a multiple of {multiple_of}]"
    )
    reason: ClassVar[str] = "customer_rule_failed"

    type: Literal["order_number"] = "order_number"

    def needs(self) -> Iterator[Need]:
        yield NEED

    def number(self, facts: Facts) -> int | Verdict:
        if facts.customer_id is None:
            return CUSTOMER_REQUIRED
        return facts.find(NEED, OrderHistory, NO_ORDERS).count + 1
