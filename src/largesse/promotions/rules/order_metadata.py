"""What the order says about itself."""

from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from largesse.core.storable import Name
from largesse.profiles.conditions import MISSING, Operator
from largesse.promotions.facts import Facts
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed


class OrderMetadata(Rule):
    """A value in the order's `metadata` meets a test, the same tests as in conditions on profiles.

    What is missing meets no test but `empty`.
    """

    title: ClassVar[str] = "Order metadata"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "The order's {name} is {test}"

    type: Literal["order_metadata"] = "order_metadata"
    name: Name = Field(description="Name of the value, such as `gift_wrap`.", examples=["gift_wrap"])
    test: Operator = Field(description="What it must be.")

    def check(self, facts: Facts) -> Verdict:
        value = facts.cart.metadata.get(self.name, MISSING)
        if self.test.matches(value, facts.local if self.test.local else facts.now):
            return PASSED
        return failed(
            "metadata_rule_failed", observed=None if value is MISSING else value, needed=self._needed
        )

    @cached_property
    def _needed(self) -> str:
        settings = self.test.model_dump(mode="json", exclude={"operator"}, exclude_none=True)
        told = ", ".join(f"{name} {value}" for name, value in settings.items())
        return f"{self.name}: {self.test.title}" + (f", {told}" if told else "")
