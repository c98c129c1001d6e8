"""What rules about who makes the call have in common."""

from functools import cached_property
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed


class RequestedByRule(Rule):
    """A rule that the call is made by one of a list, all of one kind."""

    group: ClassVar[Group] = "actor"
    kind: ClassVar[str]

    ids: tuple[UUID, ...] = Field(min_length=1, max_length=1000, description="Their ids.")

    def check(self, facts: Facts) -> Verdict:
        requester = facts.requester
        if requester is not None and requester.kind == self.kind and requester.id in self._known:
            return PASSED
        observed = f"{requester.kind}:{requester.id}" if requester else None
        return failed("actor_not_allowed", observed=observed, needed=show_names(self._needed))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(str, self.ids))

    @cached_property
    def _needed(self) -> tuple[str, ...]:
        return tuple(f"{self.kind}:{one}" for one in self.ids)
