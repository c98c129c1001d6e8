"""Intervals and p-values that stay true however often one looks: asymptotic confidence sequences.

Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas: Time-uniform central limit theory and asymptotic confidence
sequences (Annals of Statistics 2024), theorem 2.2: with n customers, standard error e and a = n rho^2, the
interval is the estimate +- e * sqrt((a + 1) / a * (ln(a + 1) + 2 ln(1 / alpha))).
"""

from dataclasses import dataclass
from math import exp, isfinite, log, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

ALPHA: Final = 0.05
# The number of customers (all arms of the comparison) at which the interval is tightest for its kind. It must
# not follow the data: chosen after a look, the interval would no longer be valid at every look.
TUNED_FOR: Final = 5_000


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and variance (of the sample: by n - 1) of something measured per customer."""

    customers: int
    mean: float
    variance: float

    @property
    def error2(self) -> float:
        """The squared standard error of the mean."""
        return self.variance / self.customers if self.customers else 0.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect with its always-valid interval and p-value; None where nothing tells how sure it is."""

    value: float
    low: float | None
    high: float | None
    p_value: float | None


def moments(values: ArrayLike) -> Moments:
    """Mean and variance of a value per customer; of fewer than two customers the variance is 0."""
    array = np.asarray(values, np.float64)
    if array.size == 0:
        return Moments(0, 0.0, 0.0)
    return Moments(array.size, float(array.mean()), float(array.var(ddof=1)) if array.size > 1 else 0.0)


def proportion(successes: int, customers: int) -> Moments:
    """Mean and variance of a yes or no per customer."""
    if customers == 0:
        return Moments(0, 0.0, 0.0)
    rate = successes / customers
    variance = rate * (1 - rate) * customers / (customers - 1) if customers > 1 else 0.0
    return Moments(customers, rate, variance)


def reach(customers: int, *, alpha: float = ALPHA, tuned_for: int = TUNED_FOR) -> float:
    """Half the width of the interval in standard errors; one look at 5 % would have 1.96, this about 3."""
    a = _information(customers, tuned_for)
    return sqrt((a + 1) / a * (log(a + 1) - 2 * log(alpha)))


def always_valid_p(z: float, customers: int, *, tuned_for: int = TUNED_FOR) -> float:
    """The smallest alpha at which the interval of an effect of `z` standard errors leaves zero out."""
    a = _information(customers, tuned_for)
    return min(1.0, exp(min(0.0, 0.5 * log(a + 1) - 0.5 * z * z * a / (a + 1))))


def estimate(
    value: float, error2: float, customers: int, *, alpha: float = ALPHA, tuned_for: int = TUNED_FOR
) -> Estimate:
    """An effect of so many customers (all arms of the comparison) with this squared standard error."""
    if not error2 > 0 or not isfinite(error2) or not isfinite(value):
        return Estimate(value, None, None, None)
    error = sqrt(error2)
    half = reach(customers, alpha=alpha, tuned_for=tuned_for) * error
    p_value = always_valid_p(value / error, customers, tuned_for=tuned_for)
    return Estimate(value, value - half, value + half, p_value)


def difference(
    treated: Moments, base: Moments, *, alpha: float = ALPHA, tuned_for: int = TUNED_FOR
) -> Estimate | None:
    """How much more the treated have on average; None when one of the two is empty."""
    if not treated.customers or not base.customers:
        return None
    return estimate(
        treated.mean - base.mean,
        _error2(treated, base),
        treated.customers + base.customers,
        alpha=alpha,
        tuned_for=tuned_for,
    )


def _error2(treated: Moments, base: Moments) -> float:
    """Of an arm of one customer nothing is known of how customers differ: no error, and so no interval."""
    if min(treated.customers, base.customers) < 2:
        return 0.0
    return treated.error2 + base.error2


def _information(customers: int, tuned_for: int) -> float:
    rest = -2 * log(ALPHA)
    return max(customers, 1) * (rest + log(rest + 1)) / tuned_for
