"""To which country the order goes."""

from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import LOCATION_REQUIRED, PASSED, Verdict, failed

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Country(Rule):
    """The order goes to one of these countries."""

    title: ClassVar[str] = "Country"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "To one of the countries {any_of}"

    type: Literal["country"] = "country"
    any_of: tuple[CountryCode, ...] = Field(
        min_length=1,
        max_length=300,
        description="ISO 3166 codes of two letters, such as `PL`.",
        examples=[["PL"]],
    )

    def holds(self, facts: Facts) -> bool:
        country = facts.cart.country
        return country is not None and country.upper() in self._known

    def check(self, facts: Facts) -> Verdict:
        country = facts.cart.country
        if country is None:
            return LOCATION_REQUIRED
        if country.upper() in self._known:
            return PASSED
        return failed("area_rule_failed", observed=country, needed=show_names(self.any_of))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.any_of)
