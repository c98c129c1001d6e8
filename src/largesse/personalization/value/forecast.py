"""What customers will buy: the choice between the models of customer value, and their answer."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from largesse.personalization.value.bgnbd import Visits, fit_bgnbd, visits
from largesse.personalization.value.gamma_gamma import fit_gamma_gamma
from largesse.personalization.value.history import Floats, Purchases
from largesse.personalization.value.windows import purchases_by_boosting, windows_for

Method = Literal["probability", "boosting"]
LONGEST: Final = 3650
MOST_LEVELLED: Final = 2.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """Shopping days and money to expect of each customer, and the model that counted the days."""

    purchases: Floats
    spend: Floats
    method: Method


def forecast(purchases: Purchases, *, until: int, days: int, method: Method | None = None) -> Forecast:
    """What each customer will buy within `days` from the day `until`, seeing nothing from that day on.

    Purchases are shopping days, so at most one a day; spend is in the money of the values. The data choose
    the model unless `method` is given: boosting where there are windows and repeat purchases enough to learn
    from (see `windows_for`), else BG/NBD. Boosting says who buys more than others; the sum over all customers
    is BG/NBD's, because windows of a business that was still growing promise too much. Gamma-Gamma says what
    a purchase is worth. Customers without a purchase get 0. Raises ValueError for a horizon below one day or
    beyond ten years.
    """
    if not 1 <= days <= LONGEST:
        raise ValueError(f"The horizon is {days} days: give 1 to {LONGEST}.")
    known = purchases.before(until)
    windows = windows_for(known, until=until, days=days) if method != "probability" else None
    if method == "boosting" and windows is None:
        raise ValueError("There is too little history for boosting: leave the choice to the data.")
    expected = purchases_by_probability(known, until=until, days=days)
    if windows is not None:
        expected = _levelled(purchases_by_boosting(known, windows, until=until), expected)
    expected = np.clip(expected, 0.0, float(days))
    return Forecast(expected, expected * values(known), "boosting" if windows else "probability")


def purchases_by_probability(known: Purchases, *, until: int, days: int) -> Floats:
    """Shopping days to expect of each customer under BG/NBD; 0 for who never bought."""
    seen = visits(known, until=until)
    bought = seen.age > 0
    model = fit_bgnbd(Visits(seen.repeats[bought], seen.recency[bought], seen.age[bought]))
    return np.where(bought, model.expected_purchases(seen, days=days), 0.0)


def values(known: Purchases) -> Floats:
    """Money to expect of each customer's next purchase under Gamma-Gamma; the mean for who never bought."""
    counts = known.counts()
    average = known.totals() / np.maximum(counts, 1.0)
    bought = counts > 0
    model = fit_gamma_gamma(counts[bought], average[bought])
    return model.expected_value(counts, average)


def _levelled(expected: Floats, anchor: Floats) -> Floats:
    """`expected`, scaled to the sum of `anchor`, by no more than twice or half."""
    ratio = float(anchor.sum()) / max(float(expected.sum()), np.finfo(np.float64).tiny)
    return expected * float(np.clip(ratio, 1.0 / MOST_LEVELLED, MOST_LEVELLED))
