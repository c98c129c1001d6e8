"""That the customer never ordered before."""

from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedOrders, OrderHistory
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed

NEED: Final = NeedOrders()
NO_ORDERS: Final = OrderHistory()


class NewCustomer(Rule):
    """The customer never ordered before; orders that were returned whole do not count."""

    title: ClassVar[str] = "New customer"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = "The customer orders for the first time"

    type: Literal["new_customer"] = "new_customer"

    def needs(self) -> Iterator[Need]:
        yield NEED

    def holds(self, facts: Facts) -> bool:
        return facts.customer_id is not None and facts.find(NEED, OrderHistory, NO_ORDERS).count == 0

    def check(self, facts: Facts) -> Verdict:
        if facts.customer_id is None:
            return CUSTOMER_REQUIRED
        count = facts.find(NEED, OrderHistory, NO_ORDERS).count
        return PASSED if count == 0 else failed("new_customer_required", observed=count, needed=0)
