"""What every rule has."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from largesse.profiles.conditions.operators.operator import require_tag
from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need
from largesse.promotions.verdicts import Verdict

Group = Literal["logic", "time", "order", "product", "customer", "code", "actor"]


class Rule(BaseModel):
    """A condition of a promotion. Pure: it sees the facts it is given and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    title: ClassVar[str]
    group: ClassVar[Group]
    # How it reads on a card, with its settings in braces: "The order is worth at least {amount}". What
    # stands in square brackets is left out where one of its settings is not given.
    sentence: ClassVar[str]

    message: str | None = Field(
        default=None,
        max_length=500,
        pattern=r"^[^\x00]*$",
        description="What the customer is told when this rule fails; instead of our own words.",
    )

    def needs(self) -> Iterator[Need]:
        """What must be loaded before `check`."""
        yield from ()

    @abstractmethod
    def check(self, facts: Facts) -> Verdict:
        """Whether the rule holds."""

    def holds(self, facts: Facts) -> bool:
        """Whether `check` would pass; a rule that fails often answers here without building a verdict."""
        return self.check(facts).passed

    def fails(self, facts: Facts) -> bool:
        """Whether the opposite holds: it does not pass, and not for want of something that was not told."""
        verdict = self.check(facts)
        return not (verdict.passed or verdict.unknown)

    def parts(self) -> "Iterator[Rule]":
        """The rules just below this one."""
        yield from ()

    def skus(self) -> frozenset[str] | None:
        """Articles of which the cart must hold one for the rule to pass; None when that cannot be said."""
        return None

    def categories(self) -> frozenset[str] | None:
        """Categories of which the cart must hold one for the rule to pass; None when that cannot be said."""
        return None
