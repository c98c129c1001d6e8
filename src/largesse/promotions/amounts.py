"""Amounts of money in settings: one number in the promotion's own currency, or one for each currency."""

from typing import Annotated

from pydantic import Field

from largesse.core.money import Currency, Minor

# A bare number is in the currency of the promotion: the evaluation refuses carts of other ones
# (currency_mismatch) before any rule sees it, unless all amounts of the promotion name their currencies.
Money = Annotated[
    Minor | Annotated[dict[Currency, Minor], Field(min_length=1, max_length=50)],
    Field(description="Minor units in the promotion's currency, or by currency."),
]


def in_currency(money: int | dict[str, int], currency: str) -> int | None:
    """The amount for carts of this currency, or None when there is none for it."""
    return money if isinstance(money, int) else money.get(currency)
