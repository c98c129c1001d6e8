"""How good a list of promotions was for a week that followed, for each customer who bought one of them."""

from dataclasses import dataclass

import numpy as np

from largesse.personalization.scorer.arrays import (
    Bools,
    Floats,
    Ints,
    lengths,
    safe_ratio,
    starts_of,
    sums,
    totals,
)
from largesse.personalization.scorer.moments import Moments

METRICS = (
    "ndcg",
    "recall",
    "capped_recall",
    "precision",
    "hit",
    "spend_recall",
    "spend_ndcg",
    "novel_recall",
)


@dataclass(frozen=True, slots=True)
class Truth:
    """What was bought in the week, by sorted pair key (customer * promotions + promotion).

    With what was spent on it, and whether the customer had never bought it before.
    """

    customers: int
    promotions: int
    keys: Ints
    spend: Floats
    new: Bools

    def judged(self) -> Ints:
        """The customers who bought at least one promotion's goods: only they can be judged."""
        return np.unique(self.keys // max(self.promotions, 1))

    def only_new(self) -> "Truth":
        """Only what was not bought before."""
        return Truth(
            self.customers, self.promotions, self.keys[self.new], self.spend[self.new], self.new[self.new]
        )


def truth_of(week: Moments, before: Moments) -> Truth:
    """The truth of a week, given what the engines were allowed to see before it."""
    pairs = week.pairs()
    starts = starts_of(pairs)
    keys = pairs[starts]
    return Truth(
        week.customers, week.things, keys, sums(week.spend, starts), ~np.isin(keys, np.unique(before.pairs()))
    )


def judge(chosen: Ints, truth: Truth, customers: Ints) -> dict[str, Floats]:
    """Each metric for each of these customers (rows of `chosen`); NaN where it has no meaning.

    `chosen` are places of promotions, best first, -1 for none. NDCG after Jarvelin and Kekalainen (2002), the
    ideal cut at k; capped recall divides by min(k, relevant); novel recall counts only what the customer
    had never bought.
    """
    picks = chosen[customers]
    k = picks.shape[1]
    keys = np.where(picks >= 0, customers[:, None] * truth.promotions + picks, -1)
    place = np.searchsorted(truth.keys, keys).clip(max=max(len(truth.keys) - 1, 0))
    hits = truth.keys[place] == keys
    spend = np.where(hits, truth.spend[place], 0.0)
    relevant, total, novel = _totals(truth, customers)
    gain = 1 / np.log2(np.arange(2, k + 2))
    ideal = np.concatenate(([0.0], np.cumsum(gain)))
    found = hits.sum(axis=1).astype(np.float64)
    return {
        "ndcg": safe_ratio(hits @ gain, ideal[np.minimum(relevant, k).astype(np.int64)]),
        "recall": safe_ratio(found, relevant),
        "capped_recall": safe_ratio(found, np.minimum(relevant, k)),
        "precision": found / k,
        "hit": (found > 0).astype(np.float64),
        "spend_recall": safe_ratio(spend.sum(axis=1), total),
        "spend_ndcg": safe_ratio(spend @ gain, _best_spend(truth, customers, k)),
        "novel_recall": safe_ratio((hits & truth.new[place]).sum(axis=1).astype(np.float64), novel),
    }


def _totals(truth: Truth, customers: Ints) -> tuple[Floats, Floats, Floats]:
    owner = truth.keys // max(truth.promotions, 1)
    relevant = totals(owner, truth.customers)
    total = totals(owner, truth.customers, truth.spend)
    novel = totals(owner, truth.customers, truth.new.astype(np.float64))
    return relevant[customers], total[customers], novel[customers]


def _best_spend(truth: Truth, customers: Ints, k: int) -> Floats:
    """The spend-weighted gain of the best possible list."""
    owner = truth.keys // max(truth.promotions, 1)
    order = np.lexsort((-truth.spend, owner))
    owner = owner[order]
    starts = starts_of(owner)
    place = np.arange(len(owner)) - np.repeat(starts, lengths(starts, len(owner)))
    kept = place < k
    gain = truth.spend[order][kept] / np.log2(place[kept] + 2)
    return totals(owner[kept], truth.customers, gain)[customers]
