"""On which days of the calendar."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from largesse.promotions.facts import Facts
from largesse.promotions.rules.clock import Day
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed


class DateRange(Rule):
    """Today is one of the days from a first to a last one, both whole, in the promotion's time zone.

    It is over at the midnight that ends the last day. Several stretches are rules of this type in a group
    `any`.
    """

    title: ClassVar[str] = "Dates"
    group: ClassVar[Group] = "time"
    sentence: ClassVar[str] = "[From {first_day} ][to the end of {last_day}]"

    type: Literal["date_range"] = "date_range"
    first_day: Day | None = Field(
        default=None, description="The first day; null: no beginning.", examples=["2027-11-26"]
    )
    last_day: Day | None = Field(
        default=None, description="The last day, itself included; null: no end.", examples=["2027-11-29"]
    )

    @model_validator(mode="after")
    def _is_a_stretch(self) -> "DateRange":
        if self.first_day is None and self.last_day is None:
            msg = "needs `first_day` or `last_day`"
            raise ValueError(msg)
        if self.first_day and self.last_day and self.last_day < self.first_day:
            msg = "`last_day` must not be before `first_day`"
            raise ValueError(msg)
        return self

    def holds(self, facts: Facts) -> bool:
        today = facts.local.date()
        return (self.first_day is None or self.first_day <= today) and (
            self.last_day is None or today <= self.last_day
        )

    def check(self, facts: Facts) -> Verdict:
        if self.holds(facts):
            return PASSED
        return failed(
            "outside_time_window",
            observed=facts.local.date().isoformat(),
            needed=f"{self.first_day or ''}/{self.last_day or ''}",
        )
