"""Which promotions are worth the ranker's time: own goods, those of neighbours, popular ones."""

from collections.abc import Callable

import numpy as np

from largesse.personalization.scorer.arrays import Bools, Ints, Singles, top
from largesse.personalization.scorer.features import Signals
from largesse.personalization.scorer.market import Market

POPULAR = 0.1

Guess = Callable[[Signals, Market], Singles]


def affinity(signals: Signals, market: Market) -> Singles:
    """Customers x promotions: a first guess for everything, own purchases above all."""
    return (signals.tifu() + POPULAR * market.trend()[None, :]).astype(np.float32)


def novelty(signals: Signals, market: Market) -> Singles:
    """Customers x promotions: a first guess among goods that were not bought before; the others are -inf."""
    guess = signals.nearby + market.trend()[None, :]
    if signals.together is not None:
        guess = guess + POPULAR * signals.together
    guess[signals.own > 0] = -np.inf
    return guess.astype(np.float32)


def pairs_of(guess: Singles, many: int) -> tuple[Ints, Ints]:
    """The (customer, promotion) pairs of the best guesses of each customer, customers in order."""
    columns = top(guess, many)
    rows = np.repeat(np.arange(len(guess)), columns.shape[1])
    flat = columns.ravel()
    kept: Bools = np.isfinite(guess[rows, flat])
    return rows[kept], flat[kept]
