"""In which currency the order is."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.core.money import Currency
from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed


class CurrencyIs(Rule):
    """The order is in one of these currencies.

    Needed only where all amounts of the promotion name their currencies: plain amounts are in the
    promotion's own currency, and orders in another one are refused before any rule.
    """

    title: ClassVar[str] = "Currency"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "The order is in {any_of}"

    type: Literal["currency_is"] = "currency_is"
    any_of: tuple[Currency, ...] = Field(
        min_length=1, max_length=200, description="ISO 4217 codes, such as `EUR`.", examples=[["EUR"]]
    )

    def check(self, facts: Facts) -> Verdict:
        currency = facts.cart.currency
        if currency in self.any_of:
            return PASSED
        return failed("currency_mismatch", observed=currency, needed=show_names(self.any_of))
