"""That it is known who buys."""

from typing import ClassVar, Literal

from largesse.promotions.facts import Facts
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed


class CustomerKnown(Rule):
    """It is known who buys: the order names a customer who has a profile.

    The one rule about customers that has an answer without one: inside a group `not` it means guests.
    """

    title: ClassVar[str] = "Known customer"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = "The customer is known"

    type: Literal["customer_known"] = "customer_known"

    def check(self, facts: Facts) -> Verdict:
        return PASSED if facts.customer_id is not None else failed("customer_required")
