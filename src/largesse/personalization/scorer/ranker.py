"""The learned order: gradient-boosted trees that say how likely a pair is bought in the next week."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from sklearn.ensemble import HistGradientBoostingClassifier

from largesse.personalization.scorer.arrays import Bools, Floats, Singles
from largesse.personalization.scorer.features import Table
from largesse.personalization.scorer.forest import Forest, forest_of
from largesse.personalization.threads import threads_for


@dataclass(frozen=True, slots=True)
class Shape:
    """How the trees are grown; chosen on held-back weeks."""

    rate: float = 0.1
    rounds: int = 200
    leaves: int = 8
    least: int = 200
    ridge: float = 50.0


@dataclass(frozen=True, slots=True)
class Trees:
    """A fitted classifier and the names of the columns it expects."""

    names: tuple[str, ...]
    # Columns that had any value when the trees were grown; the others are not looked at.
    known: Bools
    # What each column usually is: the neutral value that reasons are measured against.
    usual: Singles
    # Pairs that were not bought are rarer in the lessons than in life: what that adds to the log-odds.
    shift: float
    classifier: HistGradientBoostingClassifier
    # The same trees for many rows; None when they are too large for it.
    forest: Forest | None

    def probability(self, table: Table) -> Floats:
        """The probability of each row of the table."""
        return np.asarray(expit(self.log_odds(table)), np.float64)

    def log_odds(self, table: Table) -> Floats:
        """The same as log-odds, in which gains add up."""
        if not len(table.values):
            return np.zeros(0)
        if self.forest is not None:
            return self.forest.log_odds(table.values) + self.shift
        return np.asarray(
            self.classifier.decision_function(table.values[:, self.known]) + self.shift, np.float64
        )


def grown(
    names: tuple[str, ...], values: Singles, bought: Bools, *, rest: float, shape: Shape, seed: int
) -> Trees | None:
    """Trees fitted on pairs of past weeks, of which only the share `rest` of those not bought is there.

    None when all pairs have the same answer.
    """
    if bought.all() or not bought.any():
        return None
    classifier = HistGradientBoostingClassifier(
        learning_rate=shape.rate,
        max_iter=shape.rounds,
        max_leaf_nodes=shape.leaves,
        min_samples_leaf=shape.least,
        l2_regularization=shape.ridge,
        early_stopping=False,
        random_state=seed,
    )
    known: Bools = np.asarray(np.isfinite(values).any(axis=0), np.bool_)
    with threads_for(len(values)):
        classifier.fit(values[:, known], bought)
    forest = forest_of(classifier, columns=np.flatnonzero(known))
    return Trees(names, known, _usual(values, known), float(np.log(rest)), classifier, forest)


def _usual(values: Singles, known: Bools) -> Singles:
    some = values[:: max(len(values) // 50_000, 1)]
    known = known & np.isfinite(some).any(axis=0)
    result = np.full(values.shape[1], np.nan, np.float32)
    result[known] = np.nanmedian(some[:, known], axis=0)
    return result
