"""How sure a mean is, when the same customers stand behind many of the numbers."""

from dataclasses import dataclass

import numpy as np

from largesse.personalization.scorer.arrays import Floats, Ints

DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


def clustered(values: Floats, customer: Ints, *, seed: int, draws: int = DRAWS) -> Interval:
    """The mean of the values that are not NaN; customers are drawn again as a whole (cluster bootstrap).

    Give the differences of two engines on the same rows for a paired interval. B. Efron and R. Tibshirani,
    "An Introduction to the Bootstrap", 1993; percentile interval.
    """
    known = np.isfinite(values)
    if not known.any():
        return Interval(np.nan, np.nan, np.nan)
    _, cluster = np.unique(customer[known], return_inverse=True)
    total = np.bincount(cluster, values[known])
    count = np.bincount(cluster).astype(np.float64)
    generator = np.random.default_rng(seed)
    means = np.empty(draws)
    for draw in range(draws):
        times = np.bincount(generator.integers(0, len(total), len(total)), minlength=len(total))
        means[draw] = times @ total / (times @ count)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(total.sum() / count.sum()), float(low), float(high))
