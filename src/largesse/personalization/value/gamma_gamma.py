"""Gamma-Gamma: what a purchase of a customer is worth, pulled to everybody's mean where little is known.

Fader, Hardie (2013), "The Gamma-Gamma model of monetary value". Values of one customer vary with shape p
around a mean of the customer's own, and these means vary between customers with shape q and scale v.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

from largesse.personalization.value.history import Floats

WIDEST: Final = 9.0
STARTS: Final = ((1.0, 2.0, 1.0), (6.0, 4.0, 15.0), (1.0, 3.0, 0.3))
LEAST_SPREAD: Final = 1e-6


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """Shapes p and q, and the mean value of a purchase over all customers."""

    p: float
    q: float
    mean: float

    def expected_value(self, purchases: Floats, average: Floats) -> Floats:
        """Money to expect of the next purchase, of customers with so many purchases of that average value."""
        own = self.p * np.where(average > 0, purchases, 0.0)
        return (own * average + (self.q - 1.0) * self.mean) / (own + self.q - 1.0)


def fit_gamma_gamma(purchases: Floats, average: Floats) -> GammaGamma:
    """Finds the parameters from the customers who bought twice or more, for a positive sum.

    Where no two such customers differ there is nothing to fit: everybody then keeps their own average, and
    who has none gets the mean.
    """
    paying = (purchases > 0) & (average > 0)
    mean = float(np.average(average[paying], weights=purchases[paying])) if paying.any() else 0.0
    telling = paying & (purchases > 1)
    x, m = purchases[telling], average[telling] / (mean or 1.0)
    if x.size < 2 or float(np.std(m)) < LEAST_SPREAD:
        return GammaGamma(p=1.0, q=1.0 + LEAST_SPREAD, mean=mean)
    p, excess, scale = _search(x, m)
    return GammaGamma(p=p, q=1.0 + excess, mean=mean * p * scale / excess)


def log_likelihood(theta: Floats, x: Floats, m: Floats) -> tuple[float, Floats]:
    """Mean log-likelihood at log p, log (q - 1), log v of `x` purchases of average `m`, and its gradient.

    Equation 1a of the paper; q > 1, so that the mean of all exists.
    """
    p, excess, v = np.exp(theta)
    q = 1.0 + excess
    pool = v + m * x
    value = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v) - np.log(m)
    value = value + p * x * np.log(m * x) - (p * x + q) * np.log(pool)
    slopes = (
        np.mean(p * x * (digamma(p * x + q) - digamma(p * x) + np.log(m * x) - np.log(pool))),
        np.mean(excess * (digamma(p * x + q) - digamma(q) + np.log(v) - np.log(pool))),
        np.mean(q - v * (p * x + q) / pool),
    )
    return float(np.mean(value)), np.asarray(slopes, dtype=np.float64)


def _search(x: Floats, m: Floats) -> tuple[float, float, float]:
    def loss(theta: Floats) -> tuple[float, Floats]:
        value, slope = log_likelihood(theta, x, m)
        return 1e-4 * float(theta @ theta) - value, 2e-4 * theta - slope

    starts = [np.log((p, q - 1.0, v)) for p, q, v in STARTS]
    bounds = [(-WIDEST, WIDEST)] * 3
    found = [minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds) for start in starts]
    p, excess, v = np.exp(min(found, key=lambda result: float(result.fun)).x)
    return float(p), float(excess), float(v)
