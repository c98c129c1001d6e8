"""What rules have in common that want one of a list."""

from abc import abstractmethod
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import Field

from largesse.promotions.cart import Cart
from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Rule
from largesse.promotions.selection import Key
from largesse.promotions.verdicts import PASSED, Verdict, failed

Keys = Annotated[tuple[Key, ...], Field(min_length=1, max_length=1000)]


class OneOfRule(Rule):
    """A rule that something the order says is one of a list; capital and small letters are the same."""

    reason: ClassVar[str] = "order_rule_failed"

    any_of: Keys

    @abstractmethod
    def given(self, cart: Cart) -> str | None:
        """What the order says."""

    def holds(self, facts: Facts) -> bool:
        given = self.given(facts.cart)
        return given is not None and given.casefold() in self._known

    def check(self, facts: Facts) -> Verdict:
        if self.holds(facts):
            return PASSED
        return failed(self.reason, observed=self.given(facts.cart), needed=show_names(self.any_of))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(key.casefold() for key in self.any_of)
