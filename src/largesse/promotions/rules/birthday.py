"""The customer's birthday, and other anniversaries."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.core.storable import Name
from largesse.profiles.conditions.values import day_of
from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedProfile
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed

Days = Annotated[StrictInt, Field(ge=0, le=180)]


class Birthday(Rule):
    """Today, in the promotion's time zone, is about the customer's birthday, or another anniversary.

    The 29th of February is kept on the 28th in common years. The day itself, in its own year, does not count.
    """

    title: ClassVar[str] = "Birthday or anniversary"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = (
        "From {days_before} days before to {days_after} days after the anniversary of {attribute}"
        "[, in the years {years}]"
    )

    type: Literal["birthday"] = "birthday"
    attribute: Name = Field(
        default="birthdate",
        description="Name of the attribute with the date; `created_at` is the day the profile was made.",
    )
    days_before: Days = Field(default=0, description="Good from so many days before.")
    days_after: Days = Field(default=0, description="Good to the end of so many days after.")
    years: tuple[Annotated[StrictInt, Field(ge=1, le=200)], ...] = Field(
        default=(), max_length=200, description="Only these anniversaries, such as 18; empty: all."
    )

    def needs(self) -> Iterator[Need]:
        yield NeedProfile()

    def check(self, facts: Facts) -> Verdict:
        customer = facts.customer
        if customer is None:
            return CUSTOMER_REQUIRED
        born = day_of(customer.value(self.attribute))
        today = facts.local.date()
        if born is not None and self._is_near(born, today):
            return PASSED
        return failed(
            "customer_rule_failed",
            observed=None if born is None else born.isoformat(),
            needed=f"{self.days_before} days before to {self.days_after} days after",
        )

    def _is_near(self, born: date, today: date) -> bool:
        return any(
            -self.days_before <= (today - _anniversary(born, year)).days <= self.days_after
            for year in (today.year - 1, today.year, today.year + 1)
            if year > born.year and (not self.years or year - born.year in self.years)
        )


def _anniversary(born: date, year: int) -> date:
    if born.month == 2 and born.day == 29 and not isleap(year):
        return date(year, 2, 28)
    return born.replace(year=year)
