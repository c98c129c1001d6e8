"""How well propensity finds the redeemers of past offers, forward in time, next to naive orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from largesse.personalization.propensity.features import NAMES, redeemed
from largesse.personalization.propensity.history import Evidence, Flags, Floats
from largesse.personalization.propensity.training import SETTLED, Lesson, learn, lessons, probability

TOP: Final = 0.1
ENGINE: Final = "logistic regression (chosen)"
BASELINES: Final = {
    "spend, 8 weeks": "spend in the last eight weeks",
    "purchases of the offer's goods": "purchases of the offer's goods",
    "past redemptions": "redemptions before",
    "past coupon lines on receipts": "coupons used",
}


@dataclass(frozen=True, slots=True)
class Fold:
    """The offers of one day, as one engine ordered their customers: AUC, average precision, lift."""

    engine: str
    day: int
    customers: int
    redeemers: int
    auc: float
    precision: float
    lift: float


@dataclass(frozen=True, slots=True)
class PropensityRow:
    """One engine over all days, each day weighted by its redeemers."""

    engine: str
    days: int
    customers: int
    redeemers: int
    auc: float
    precision: float
    lift: float


def judge_days(evidence: Evidence, *, since: int, until: int, settled: int = SETTLED) -> tuple[Fold, ...]:
    """Trains before each day on which offers began, from `since` on, and judges who redeemed them by `until`.

    Days on which nobody or everybody redeemed can not be judged and are left out.
    """
    known = lessons(evidence, until=until - 1)
    folds: list[Fold] = []
    for day in sorted({lesson.offer.day for lesson in known if lesson.offer.day >= since}):
        asked = [lesson for lesson in known if lesson.offer.day == day]
        truth = np.concatenate([redeemed(evidence, lesson.offer, until=until) for lesson in asked])
        if truth.any() and not truth.all():
            folds += _folds(evidence, known, asked, truth, settled=settled)
    return tuple(folds)


def evaluate_propensity(folds: Sequence[Fold]) -> tuple[PropensityRow, ...]:
    """The mean of the days of each engine, weighted by redeemers: a day with two of them is mostly noise."""
    rows: list[PropensityRow] = []
    for engine in dict.fromkeys(fold.engine for fold in folds):
        own = [fold for fold in folds if fold.engine == engine]
        weights = np.array([fold.redeemers for fold in own], dtype=np.float64)
        values = np.array([(fold.auc, fold.precision, fold.lift) for fold in own])
        auc, precision, lift = (float(value) for value in weights @ values / weights.sum())
        customers = sum(fold.customers for fold in own)
        rows.append(PropensityRow(engine, len(own), customers, int(weights.sum()), auc, precision, lift))
    return tuple(rows)


def print_propensity(rows: Sequence[PropensityRow]) -> str:
    """The rows as a Markdown table."""
    head = "| engine | days | customers | redeemers | AUC | AP | lift top 10 % |"
    body = [
        f"| {row.engine} | {row.days} | {row.customers} | {row.redeemers} "
        f"| {row.auc:.3f} | {row.precision:.3f} | {row.lift:.2f} |"
        for row in rows
    ]
    return "\n".join([head, "| --- " * 7 + "|", *body])


def _folds(
    evidence: Evidence, known: Sequence[Lesson], asked: Sequence[Lesson], truth: Flags, *, settled: int
) -> list[Fold]:
    day = asked[0].offer.day
    matrix = np.concatenate([lesson.matrix for lesson in asked])
    model = learn(known, evidence, until=day, settled=settled)
    orders = {ENGINE: probability(model, matrix)}
    orders |= {title: matrix[:, NAMES.index(name)] for title, name in BASELINES.items()}
    return [_fold(engine, day, order, truth) for engine, order in orders.items()]


def _fold(engine: str, day: int, order: Floats, truth: Flags) -> Fold:
    top = np.argsort(-order, kind="stable")[: int(np.ceil(TOP * truth.size))]
    return Fold(
        engine=engine,
        day=day,
        customers=int(truth.size),
        redeemers=int(truth.sum()),
        auc=float(roc_auc_score(truth, order)),
        precision=float(average_precision_score(truth, order)),
        lift=float(truth[top].mean() / truth.mean()),
    )
