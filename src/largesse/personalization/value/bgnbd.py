"""BG/NBD: how often customers come back who never say that they have left.

Fader, Hardie, Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2). A customer buys at
a rate of their own (gamma, shape r and rate alpha) and leaves after each purchase with a chance of their own
(beta, a and b).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, digamma, gammaln, hyp2f1

from largesse.personalization.value.history import Floats, Purchases

STARTS: Final = ((0.5, 0.5, 0.5, 1.0), (1.0, 1.0, 0.2, 2.0), (0.25, 0.1, 0.8, 2.5), (2.0, 1.0, 0.05, 1.0))
WIDEST: Final = 9.0  # log parameters are searched within e-9 .. e9; at the edge the data did not tell them
TIDY: Final = 8.0
PENALTY: Final = 1e-3
NEAR_ONE: Final = 1e-6
MOST_PATTERNS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Visits:
    """What the model needs of each customer: repeat purchases, and recency and age since the first one."""

    repeats: Floats
    recency: Floats
    age: Floats


def visits(purchases: Purchases, *, until: int) -> Visits:
    """Repeat purchases, recency and age in days of customers as known when the day `until` begins.

    Customers without a purchase have age 0 and no repeats: leave them out of a fit.
    """
    known = purchases.before(until)
    first = known.first_days(missing=until)
    last = known.last_days(missing=until)
    repeats = np.maximum(known.counts() - 1.0, 0.0)
    return Visits(repeats, (last - first).astype(np.float64), (until - first).astype(np.float64))


@dataclass(frozen=True, slots=True)
class BgNbd:
    """The four parameters; alpha in days."""

    r: float
    alpha: float
    a: float
    b: float
    penalised: bool = False

    def expected_purchases(self, seen: Visits, *, days: float) -> Floats:
        """Purchases to expect of each customer within the next `days`, never below 0.

        Equation 10 of the paper, after Euler's transformation of its hypergeometric function: that form stays
        finite for customers with thousands of purchases.
        """
        x, age = seen.repeats, seen.age
        # The closed form is 0 / 0 at a = 1 and at a + b + x = 1, where the expectation itself is smooth.
        a = self.a if abs(self.a - 1.0) > NEAR_ONE else 1.0 + NEAR_ONE
        c = a + self.b + x - 1.0
        c = np.where(np.abs(c) > NEAR_ONE, c, NEAR_ONE)
        share = days / (self.alpha + age + days)
        survived = np.exp((a - 1.0) * np.log1p(-share)) * hyp2f1(a + self.b - 1.0 - self.r, a - 1.0, c, share)
        expected = c / (a - 1.0) * (1.0 - survived) * self.staying(seen)
        most = (self.r + x) / (self.alpha + age) * days
        return np.clip(np.where(np.isfinite(expected), expected, most * self.staying(seen)), 0.0, most)

    def staying(self, seen: Visits) -> Floats:
        """The chance that a customer has not left. A step of the expectation, not a churn score.

        It is 1 for everybody who bought once, so never rank customers by it.
        """
        x = seen.repeats
        log_odds = (
            np.log(self.a)
            - np.log(np.maximum(self.b + x - 1.0, NEAR_ONE))
            + (self.r + x) * (np.log(self.alpha + seen.age) - np.log(self.alpha + seen.recency))
        )
        return np.where(x > 0, 1.0 / (1.0 + np.exp(np.minimum(log_odds, 700.0))), 1.0)


def fit_bgnbd(seen: Visits) -> BgNbd:
    """Finds the parameters under which what was seen is most likely.

    Several starts; when the best of them runs to the edge of the search (nobody repeats, everybody does, one
    customer), a weak pull of the log parameters towards 0 is added and the fit says `penalised`. Without
    customers: a guess by which nobody is expected to come back soon.
    """
    if seen.age.size == 0:
        return BgNbd(1.0, 365.0, 1.0, 1.0, penalised=True)
    scale = max(float(np.max(seen.age)), 1.0) / 10.0
    patterns, weights = _patterns(seen, scale)
    best = _search(patterns, weights, penalty=0.0)
    penalised = bool(np.max(np.abs(best)) > TIDY)
    if penalised:
        best = _search(patterns, weights, penalty=PENALTY)
    r, alpha, a, b = (float(value) for value in np.exp(best))
    return BgNbd(r, alpha * scale, a, b, penalised=penalised)


def log_likelihood(theta: Floats, seen: Visits, weights: Floats) -> tuple[float, Floats]:
    """Mean log-likelihood at the log parameters (r, alpha, a, b), and its gradient.

    Equation 6 of the paper; its two summands are added in log space.
    """
    r, alpha, a, b = np.exp(theta)
    x, again = seen.repeats, seen.repeats > 0
    log_now, log_then = np.log(alpha + seen.age), np.log(alpha + seen.recency)
    stayed = -(r + x) * log_now
    left = np.where(
        again, np.log(a) - np.log(np.where(again, b + x - 1.0, 1.0)) - (r + x) * log_then, -np.inf
    )
    together = np.logaddexp(stayed, left)
    value = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b) + together
    by_staying = np.exp(stayed - together)
    by_leaving = 1.0 - by_staying
    common = digamma(a + b) - digamma(a + b + x)
    slopes = np.stack(
        [
            r * (digamma(r + x) - digamma(r) + np.log(alpha) - by_staying * log_now - by_leaving * log_then),
            r - alpha * (r + x) * (by_staying / (alpha + seen.age) + by_leaving / (alpha + seen.recency)),
            a * common + by_leaving,
            b * (digamma(b + x) - digamma(b) + common)
            - b * np.where(again, by_leaving / np.where(again, b + x - 1.0, 1.0), 0.0),
        ]
    )
    return float(weights @ value), np.asarray(slopes @ weights, dtype=np.float64)


def _patterns(seen: Visits, scale: float) -> tuple[Visits, Floats]:
    """Equal customers once, with their share; time in `scale` days, so that parameters come near to 1.

    Four parameters need no more than 200,000 customers: beyond that every n-th is taken.
    """
    every = max(1, -(-seen.age.size // MOST_PATTERNS))
    rows = np.column_stack([seen.repeats, seen.recency / scale, seen.age / scale])[::every]
    unique, counts = np.unique(rows, axis=0, return_counts=True)
    return Visits(unique[:, 0], unique[:, 1], unique[:, 2]), counts / counts.sum()


def _search(seen: Visits, weights: Floats, *, penalty: float) -> Floats:
    def loss(theta: Floats) -> tuple[float, Floats]:
        value, slope = log_likelihood(theta, seen, weights)
        return penalty * float(theta @ theta) - value, 2.0 * penalty * theta - slope

    bounds = [(-WIDEST, WIDEST)] * 4
    found = [minimize(loss, np.log(start), jac=True, method="L-BFGS-B", bounds=bounds) for start in STARTS]
    return np.asarray(min(found, key=lambda result: float(result.fun)).x, dtype=np.float64)
