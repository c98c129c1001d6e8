"""On which days of the week."""

from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.facts import Facts
from largesse.promotions.rules.clock import WEEKDAYS, Weekday
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed


class Weekdays(Rule):
    """Today is one of these days of the week in the promotion's time zone."""

    title: ClassVar[str] = "Days of the week"
    group: ClassVar[Group] = "time"
    sentence: ClassVar[str] = "On {days}"

    type: Literal["weekdays"] = "weekdays"
    days: tuple[Weekday, ...] = Field(
        min_length=1,
        max_length=7,
        description="The days, each from midnight to midnight.",
        examples=[["saturday", "sunday"]],
    )

    def holds(self, facts: Facts) -> bool:
        return facts.local.weekday() in self._numbers

    def check(self, facts: Facts) -> Verdict:
        if self.holds(facts):
            return PASSED
        return failed("outside_time_window", observed=WEEKDAYS[facts.local.weekday()], needed=self.days)

    @cached_property
    def _numbers(self) -> frozenset[int]:
        return frozenset(WEEKDAYS.index(day) for day in self.days)
