"""Paying with something else than money: what may be paid, and how much of it the customer asked for."""

from decimal import Decimal

from largesse.core.money import percent_of
from largesse.promotions.amounts import in_currency
from largesse.promotions.rewards.reward import Basket
from largesse.promotions.rewards.units import meant
from largesse.promotions.selection import Selection


def payable(basket: Basket, items: Selection) -> list[int]:
    """What the selected lines cost now, 0 for the others; in the cart's order."""
    mine = set(meant(basket, items))
    return [now if i in mine else 0 for i, now in enumerate(basket.facts.amounts)]


def most_of(basket: Basket, room: int, percent: Decimal | None, most: int | dict[str, int] | None) -> int:
    """What may be paid of so much money: all of it, or less by a share (rounded half up) or an amount."""
    share = None if percent is None else percent_of(room, percent)
    amount = None if most is None else in_currency(most, basket.facts.cart.currency) or 0
    return least(room, share, amount)


def asked(basket: Basket, field: str | None) -> int | None:
    """What a field of the cart's metadata says; None where there is none, 0 for what is no whole number."""
    value = None if field is None else basket.facts.cart.metadata.get(field)
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return max(0, value) if isinstance(value, int) and not isinstance(value, bool) else 0


def least(first: int, *others: int | None) -> int:
    """The smallest of those that are known."""
    return min([first, *(other for other in others if other is not None)])
