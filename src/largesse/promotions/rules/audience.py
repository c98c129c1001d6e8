"""Whether the customer belongs to a saved audience."""

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedAudience
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed


class Audience(Rule):
    """The customer belongs to a saved audience.

    An audience may also ask what the customer did; it is looked at when the order is.
    """

    title: ClassVar[str] = "Audience"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = "The customer belongs to the audience {audience_id}"

    type: Literal["audience"] = "audience"
    audience_id: UUID = Field(description="The audience.")

    def needs(self) -> Iterator[Need]:
        yield self._need

    def holds(self, facts: Facts) -> bool:
        return facts.customer_id is not None and facts.find(self._need, bool, default=False)

    def check(self, facts: Facts) -> Verdict:
        if facts.customer_id is None:
            return CUSTOMER_REQUIRED
        if self.holds(facts):
            return PASSED
        return failed("audience_rule_failed", needed=str(self.audience_id))

    @cached_property
    def _need(self) -> NeedAudience:
        return NeedAudience(self.audience_id)
