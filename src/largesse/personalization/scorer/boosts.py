"""The marketer's weights on promotions: by tag and category, on margin, price and newness."""

from collections.abc import Mapping

import numpy as np

from largesse.personalization.ranking import Boost
from largesse.personalization.scorer.arrays import Floats
from largesse.personalization.scorer.history import Promotions
from largesse.personalization.scorer.market import Market


def factors(promotions: Promotions, market: Market, boost: Boost | None) -> Floats:
    """What each promotion's score is multiplied with: exp of the weighted sum, between 1 / most and most."""
    if boost is None:
        return np.ones(promotions.count)
    price = np.where(np.isfinite(promotions.price), promotions.price, market.spend)
    total = boost.margin * standing(promotions.margin) + boost.price * standing(price)
    total = total + boost.newness * standing(-promotions.age)
    total = total + _named(promotions.tags, boost.tags, promotions.count)
    total = total + _named(promotions.categories, boost.categories, promotions.count)
    limit = np.log(max(boost.most, 1.0))
    return np.asarray(np.exp(np.clip(total, -limit, limit)), np.float64)


def standing(values: Floats) -> Floats:
    """Where each value stands among all of them, from -1 (least) to 1 (most); 0 for unknown ones."""
    known = np.isfinite(values)
    result = np.zeros(len(values))
    if known.sum() < 2:
        return result
    among = np.sort(values[known])
    below = np.searchsorted(among, values[known])
    through = np.searchsorted(among, values[known], side="right")
    result[known] = (below + through - 1) / (len(among) - 1) - 1
    return result


def _named(names: tuple[frozenset[str], ...], weights: Mapping[str, float], count: int) -> Floats:
    if not names or not weights:
        return np.zeros(count)
    return np.array([sum(weights.get(name, 0.0) for name in sorted(each)) for each in names], np.float64)
