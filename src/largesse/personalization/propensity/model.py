"""Logistic regression on logged counts: who redeems an offer, with what probability, and why.

On few campaigns with few redemptions it beats trees, and a strong pull of all weights towards each other's
size beats a weak one: the features say nearly the same in different ways, and the mean of them is steadier
than any of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from largesse.personalization.propensity.features import NAMES
from largesse.personalization.propensity.history import Flags, Floats

STRENGTH: Final = 0.001  # sklearn's C, on standardised features
LEAST_REDEEMERS: Final = 10
USUAL_RATE: Final = 0.06
TELLING: Final = 0.05
OFFER_SIZE: Final = "coupons in the offer"
RULE_OF_THUMB: Final[Mapping[str, float]] = {
    "coupons used": 0.4,
    "share of baskets with a coupon": 0.2,
    "share of received offers redeemed": 0.3,
    "redemptions before": 0.2,
    "offers activated before": 0.2,
    "purchases of the offer's goods": 0.3,
    "coupons used on the offer's goods": 0.3,
}


@dataclass(frozen=True, slots=True)
class PropensityModel:
    """Weights in log-odds for one deviation of each feature; the rule of thumb is not `learnt`."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    rows: int
    redeemers: int
    learnt: bool

    def probability(self, matrix: Floats) -> Floats:
        """The probability that each row's customer redeems the offer."""
        return np.asarray(expit(self.contributions(matrix).sum(axis=1) + self.intercept), dtype=np.float64)

    def contributions(self, matrix: Floats) -> Floats:
        """Log-odds that each feature adds or takes, against the average customer of the training."""
        mean, scale, weights = (np.asarray(part) for part in (self.mean, self.scale, self.weights))
        return np.asarray((matrix - mean) / scale * weights, dtype=np.float64)

    def reasons(self, row: Floats, *, most: int = 3) -> tuple[str, ...]:
        """The features that speak loudest for or against the customer, in words, loudest first."""
        parts = self.contributions(row[np.newaxis, :])[0]
        above = row > np.asarray(self.mean)
        loudest = [
            int(i) for i in np.argsort(-np.abs(parts), kind="stable")[:most] if abs(parts[i]) >= TELLING
        ]
        return tuple(_sentence(self.names[i], more=bool(above[i]), helps=bool(parts[i] > 0)) for i in loudest)

    def record(self) -> dict[str, Any]:
        """The model as plain values that JSON can hold."""
        return asdict(self)

    @classmethod
    def restore(cls, record: Mapping[str, Any]) -> "PropensityModel":
        """The model that `record` wrote down, from JSON's lists too."""
        lists = {key: tuple(record[key]) for key in ("names", "mean", "scale", "weights")}
        return cls(**{**record, **lists})


def fit_propensity(matrix: Floats, answers: Flags, *, names: Sequence[str] = NAMES) -> PropensityModel:
    """Learns weights from rows of features and whether each was redeemed.

    After the fit a straight line through the scores brings the shrunk probabilities back to the rates seen,
    without changing the order of an offer's customers. With fewer than 10 redeemers (or none who did not) a
    rule of thumb answers instead: fixed weights on past coupon use and on the overlap with the goods.
    """
    redeemers = int(np.count_nonzero(answers))
    if min(redeemers, answers.size - redeemers) < LEAST_REDEEMERS:
        return _rule_of_thumb(matrix, redeemers, names)
    mean, scale = _spread(matrix)
    standard = (matrix - mean) / scale
    regression = LogisticRegression(C=STRENGTH, max_iter=1000).fit(standard, answers)
    weights = regression.coef_[0]
    weights, intercept = _calibrated(standard, weights, answers, sizes=_sizes(names))
    return PropensityModel(
        names=tuple(names),
        mean=_floats(mean),
        scale=_floats(scale),
        weights=_floats(weights),
        intercept=intercept,
        rows=int(answers.size),
        redeemers=redeemers,
        learnt=True,
    )


def _calibrated(
    standard: Floats, weights: Floats, answers: Flags, *, sizes: int | None
) -> tuple[Floats, float]:
    """Platt's straight line from scores to log-odds, as new weights and an intercept.

    The number of coupons in an offer (column `sizes`) gets a weight of its own: it is the same for all
    customers of an offer, so it says nothing about their order, and most about how many redeem at all.
    """
    scores = standard @ weights
    width = float(scores.std()) or 1.0
    inputs = np.column_stack([scores / width, *([standard[:, sizes]] if sizes is not None else [])])
    line = LogisticRegression(C=1.0, max_iter=1000).fit(inputs, answers)
    slope = float(line.coef_[0, 0]) / width
    if slope <= 0:
        return weights, float(logit(answers.mean()))
    straight = weights * slope
    if sizes is not None:
        straight[sizes] += float(line.coef_[0, 1])
    return straight, float(line.intercept_[0])


def _sizes(names: Sequence[str]) -> int | None:
    return names.index(OFFER_SIZE) if OFFER_SIZE in names else None


def _sentence(name: str, *, more: bool, helps: bool) -> str:
    return f"{name}: {'more' if more else 'less'} than usual, speaks {'for' if helps else 'against'} it"


def _rule_of_thumb(matrix: Floats, redeemers: int, names: Sequence[str]) -> PropensityModel:
    mean, scale = _spread(matrix) if matrix.shape[0] else (np.zeros(len(names)), np.ones(len(names)))
    rate = (redeemers + 100 * USUAL_RATE) / (matrix.shape[0] + 100)
    return PropensityModel(
        names=tuple(names),
        mean=_floats(mean),
        scale=_floats(scale),
        weights=tuple(RULE_OF_THUMB.get(name, 0.0) for name in names),
        intercept=float(logit(np.clip(rate, 0.001, 0.999))),
        rows=int(matrix.shape[0]),
        redeemers=redeemers,
        learnt=False,
    )


def _spread(matrix: Floats) -> tuple[Floats, Floats]:
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    # A column that never varied in training has no weight worth the name: leave its unit alone.
    return mean, np.where(scale > 1e-9, scale, 1.0)


def _floats(values: Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
