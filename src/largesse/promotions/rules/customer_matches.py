"""Conditions on the customer's profile."""

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from largesse.profiles.conditions import Condition
from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedProfile
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed


class CustomerMatches(Rule):
    """The customer's profile meets conditions: attributes, tags, agreements, identifiers.

    They are the conditions of audiences. What the customer did is asked by the rules `event_count` and
    `audience`.
    """

    title: ClassVar[str] = "Customer matches"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = "The customer meets {conditions}"

    type: Literal["customer_matches"] = "customer_matches"
    conditions: Condition = Field(description="The conditions; none of them of the type `event`.")

    @field_validator("conditions")
    @classmethod
    def _is_in_memory(cls, conditions: Condition) -> Condition:
        if conditions.asks_events():
            msg = (
                "asks for events, which this rule cannot look up."
                " Save the conditions as an audience and use the rule `audience` with its id"
            )
            raise ValueError(msg)
        return conditions

    def needs(self) -> Iterator[Need]:
        yield NeedProfile()

    def check(self, facts: Facts) -> Verdict:
        customer = facts.customer
        if customer is None:
            return CUSTOMER_REQUIRED
        if self.conditions.matches(customer, facts.local if self._is_local else facts.now):
            return PASSED
        return failed("customer_rule_failed", needed=self.conditions.type)

    @cached_property
    def _is_local(self) -> bool:
        return self.conditions.is_local()
