"""How much more one arm brings than another: per customer, in parts, and per unit of discount."""

from dataclasses import dataclass

from largesse.personalization.experiments.sequential import (
    ALPHA,
    Estimate,
    Moments,
    difference,
    estimate,
)


@dataclass(frozen=True, slots=True)
class Uplift:
    """The difference per customer of the arm, and in parts of what the other arm has (0.1: 10 % more).

    None: an arm is empty; relative None: the other arm has nothing to compare with.
    """

    absolute: Estimate | None
    relative: Estimate | None


def uplift(treated: Moments, base: Moments, *, alpha: float = ALPHA) -> Uplift:
    """The uplift of the treated over the base with always-valid intervals."""
    absolute = difference(treated, base, alpha=alpha)
    return Uplift(absolute, _relative(treated, base, alpha=alpha) if absolute else None)


def ratio(top: Moments, bottom: Moments, covariance: float) -> Moments:
    """A ratio of two sums over the same customers (spend per purchase) as a mean with its variance.

    Delta method: var = (var t - 2 r cov + r^2 var b) / mean b^2. A bottom of zero: no customers to speak of.
    """
    if not bottom.mean:
        return Moments(0, 0.0, 0.0)
    value = top.mean / bottom.mean
    variance = (top.variance - 2 * value * covariance + value**2 * bottom.variance) / bottom.mean**2
    return Moments(top.customers, value, max(variance, 0.0))


@dataclass(frozen=True, slots=True)
class Cost:
    """Spend and discount per customer of an arm, and their covariance."""

    spend: Moments
    discount: Moments
    covariance: float


def revenue_per_discount(treated: Cost, base: Cost, *, alpha: float = ALPHA) -> Estimate | None:
    """Additional revenue for each additional unit of discount; None without additional discount.

    By the delta method, which is good where nearly every redeemer costs alike. The p-value is that of the
    additional revenue.
    """
    gain = difference(treated.spend, base.spend, alpha=alpha)
    given = treated.discount.mean - base.discount.mean
    if gain is None or given <= 0:
        return None
    value = gain.value / given
    error2 = sum(
        (arm.spend.variance - 2 * value * arm.covariance + value**2 * arm.discount.variance)
        / arm.spend.customers
        for arm in (treated, base)
    )
    found = estimate(
        value,
        max(error2, 0.0) / given**2 if gain.p_value is not None else 0.0,
        treated.spend.customers + base.spend.customers,
        alpha=alpha,
    )
    return Estimate(found.value, found.low, found.high, gain.p_value)


def _relative(treated: Moments, base: Moments, *, alpha: float) -> Estimate | None:
    """Delta method of the ratio of two independent means; its p-value is that of the difference."""
    if base.mean <= 0:
        return None
    value = treated.mean / base.mean
    told = difference(treated, base, alpha=alpha)
    error2 = (treated.error2 + value**2 * base.error2) / base.mean**2
    if told is None or told.p_value is None:
        return Estimate(value - 1, None, None, None)
    found = estimate(value - 1, error2, treated.customers + base.customers, alpha=alpha)
    return Estimate(found.value, found.low, found.high, told.p_value)
