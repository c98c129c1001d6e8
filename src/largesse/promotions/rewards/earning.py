"""Points that are earned by spending."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final

from pydantic import Field

from largesse.core.moments import Span
from largesse.core.money import round_half_up
from largesse.promotions.amounts import in_currency
from largesse.promotions.rewards.effects import NOTHING, Effects, Grant
from largesse.promotions.rewards.reward import Basket
from largesse.promotions.rewards.units import meant
from largesse.promotions.selection import Selection

# What a ledger entry can hold at most.
MOST_POINTS: Final = 10**12
Life = Annotated[Span, Field(gt=timedelta(0), le=timedelta(days=3660))]
Multiplier = Annotated[Decimal, Field(gt=0, le=1000, max_digits=8, decimal_places=4)]


def earned(
    basket: Basket,
    items: Selection,
    points: int,
    per: int | dict[str, int] | None,
    *,
    partial: bool,
    factor: Decimal,
) -> int:
    """Points at once, or for each (full) amount spent on the items now; times a factor, rounded half up."""
    times = Fraction(1)
    if per is not None:
        spent = sum(basket.facts.amounts[i] for i in meant(basket, items))
        each = in_currency(per, basket.facts.cart.currency)
        if not each:
            return 0
        times = Fraction(spent, each) if partial else Fraction(spent // each)
    return round_half_up(times * points * Fraction(factor))


def grant_of(basket: Basket, points: int, most: int | None, lasts: timedelta | None) -> Effects:
    """A grant of points, which says when they expire if they do."""
    points = min(points, MOST_POINTS if most is None else most)
    if points <= 0:
        return NOTHING
    params = {} if lasts is None else {"expires_at": (basket.facts.now + lasts).isoformat()}
    return Effects(grants=(Grant("points", points, params),))
