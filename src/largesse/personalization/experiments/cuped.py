"""Takes out of what customers spend what they spent before the experiment: the same question, less noise.

Deng, Xu, Kohavi, Walker: Improving the sensitivity of online controlled experiments by utilizing
pre-experiment data (WSDM 2013). One theta for all arms, from within them: the differences are those of the
regression on arms and pre-period.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from largesse.personalization.experiments.sequential import Moments

PRE_DAYS: Final = 91
LEAST_HISTORY_DAYS: Final = 28


@dataclass(frozen=True, slots=True)
class Paired:
    """What customers of one arm did (`outcome`) and had done `before`, with the covariance of the two."""

    outcome: Moments
    before: Moments
    covariance: float


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Outcomes by arm as if all arms had spent alike before, and the part of the variance that is gone."""

    theta: float
    removed: float
    arms: tuple[Moments, ...]


def adjust(arms: Sequence[Paired], *, history_days: int) -> Adjustment | None:
    """Outcomes adjusted by the pre-period; None when there are under 28 days of it, or it tells nothing.

    `history_days`: how many days before the first exposure are known.
    """
    weights = [max(arm.outcome.customers - 1, 0) for arm in arms]
    spread = _sum(weights, [arm.before.variance for arm in arms])
    noise = _sum(weights, [arm.outcome.variance for arm in arms])
    if history_days < LEAST_HISTORY_DAYS or not spread > 0 or not noise > 0:
        return None
    theta = _sum(weights, [arm.covariance for arm in arms]) / spread
    customers = [arm.outcome.customers for arm in arms]
    grand = _sum(customers, [arm.before.mean for arm in arms]) / sum(customers)
    adjusted = tuple(_adjusted(arm, theta, grand) for arm in arms)
    removed = 1 - _sum(weights, [arm.variance for arm in adjusted]) / noise
    return Adjustment(theta, removed, adjusted)


def _adjusted(arm: Paired, theta: float, grand: float) -> Moments:
    variance = arm.outcome.variance - 2 * theta * arm.covariance + theta**2 * arm.before.variance
    mean = arm.outcome.mean - theta * (arm.before.mean - grand) if arm.outcome.customers else 0.0
    return Moments(arm.outcome.customers, mean, max(variance, 0.0))


def _sum(weights: Sequence[int], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))
