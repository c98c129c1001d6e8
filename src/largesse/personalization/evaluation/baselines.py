"""Published ways to rank, which the engine must beat: each scores all promotions for all customers."""

from collections.abc import Callable

import numpy as np
from scipy import sparse

from largesse.personalization.scorer.arrays import Floats, Ints, Singles, lengths, safe_ratio, starts_of
from largesse.personalization.scorer.features import OWN, Past
from largesse.personalization.scorer.market import Market
from largesse.personalization.scorer.moments import Moments
from largesse.personalization.scorer.neighbours import frequencies, liked_nearby

HALF_LIFE = 120.0
LATEST_BASKETS = 100
LOCALITY = 10.0
# Popularity only decides where the method itself says nothing.
FILL = 1e-6

Baseline = Callable[[Past, Market], Floats]


def popularity(past: Past, market: Market) -> Floats:
    """What most customers bought in the last four weeks."""
    return np.broadcast_to(market.popularity[28], (past.moments.customers, past.moments.things)).copy()


def personal_frequency(past: Past, market: Market) -> Floats:
    """P-TopFreq: in how many baskets the customer had it; popularity fills. M. Li et al., TOIS 2023."""
    return _filled(_by_pair(past.moments, np.ones(len(past.moments))), market)


def decayed_frequency(past: Past, market: Market) -> Floats:
    """P-TopFreq where a basket counts half after 120 days."""
    age = (market.day - past.moments.day).astype(np.float64)
    return _filled(_by_pair(past.moments, np.exp2(-age / HALF_LIFE)), market)


def tifu_knn(past: Past, market: Market) -> Floats:
    """TIFU-KNN with 30 groups, decays 1.0 and 0.95, alpha 0.8 and 100 neighbours (tuned)."""
    vectors = frequencies(past.moments, past.visits)
    nearby = liked_nearby(market.around, past.ids, vectors)
    return _filled(OWN * vectors.toarray() + (1 - OWN) * nearby, market)


def user_popularity(past: Past, market: Market) -> Floats:
    """UP-CF: shares of the last 100 baskets, of the customer and of all weighted by likeness (cosine^10).

    G. Faggioli et al., "Recency Aware Collaborative Filtering for Next Basket Recommendation", UMAP 2020.
    """
    shares = _recent_shares(past)
    length = np.sqrt(np.asarray(shares.multiply(shares).sum(axis=1)).ravel())
    unit = sparse.diags_array(safe_ratio(np.ones(len(length)), length, 0.0)) @ shares
    dense = np.asarray(shares.toarray(), np.float32)
    units = np.asarray(unit.toarray(), np.float32)
    scores = np.empty(dense.shape)
    for first in range(0, len(units), 1_024):
        likeness = np.clip(units[first : first + 1_024] @ units.T, 0.0, 1.0) ** LOCALITY
        scores[first : first + 1_024] = likeness @ dense
    return _filled(scores, market)


def _recent_shares(past: Past) -> sparse.csr_array:
    starts = starts_of(past.visits.customer.astype(np.int64))
    many = lengths(starts, len(past.visits))
    begin = np.repeat(starts, many)
    back = np.repeat(many, many) - (np.arange(len(past.visits)) - begin)
    key = _visit_keys(past.visits)
    latest = back[np.searchsorted(key, _visit_keys(past.moments))] <= LATEST_BASKETS
    count = np.bincount(past.visits.customer, minlength=past.visits.customers)
    weight = safe_ratio(latest.astype(np.float64), np.minimum(count, LATEST_BASKETS)[past.moments.customer])
    return _matrix(past.moments, weight)


def _visit_keys(moments: Moments) -> Ints:
    return moments.customer.astype(np.int64) << 32 | (moments.day.astype(np.int64) + (1 << 20))


def _matrix(moments: Moments, weight: Floats) -> sparse.csr_array:
    shape = (moments.customers, moments.things)
    return sparse.csr_array((weight, (moments.customer, moments.thing)), shape=shape)


def _by_pair(moments: Moments, weight: Floats) -> Floats:
    return np.asarray(_matrix(moments, weight).toarray(), np.float64)


def _filled(scores: Floats | Singles, market: Market) -> Floats:
    return np.asarray(scores + FILL * market.popularity[28][None, :], np.float64)


BASELINES: dict[str, Baseline] = {
    "popularity": popularity,
    "P-TopFreq": personal_frequency,
    "decayed frequency": decayed_frequency,
    "TIFU-KNN": tifu_knn,
    "UP-CF@100": user_popularity,
}
