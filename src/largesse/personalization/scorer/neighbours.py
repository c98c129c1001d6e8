"""TIFU-KNN: what a customer bought, recent baskets counting more, and what customers like him bought.

H. Hu et al., "Modeling Personalized Item Frequency Information for Next-basket Recommendation", SIGIR 2020.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy import sparse

from largesse.personalization.scorer.arrays import Floats, Ints, Singles, lengths, positions_within, starts_of
from largesse.personalization.scorer.moments import Moments

GROUPS = 30
WITHIN = 1.0
ACROSS = 0.95
NEAREST = 100
# 256 MiB of single-precision numbers.
DENSE: Final = 1 << 26


@dataclass(frozen=True)
class Neighbourhood:
    """The customers that others are compared with: their numbers, and how often they buy each thing."""

    ids: Ints
    vectors: sparse.csr_array
    squares: Singles
    nearest: int = NEAREST

    @cached_property
    def across(self) -> Singles | sparse.csr_array:
        """Things x customers, dense while that takes little memory: products with it are much faster then."""
        turned = self.vectors.T
        return np.ascontiguousarray(turned.toarray()) if np.prod(turned.shape) <= DENSE else turned.tocsr()

    def __getstate__(self) -> dict[str, object]:
        """Without what can be made anew."""
        return {name: value for name, value in vars(self).items() if name != "across"}


def frequencies(moments: Moments, visits: Moments) -> sparse.csr_array:
    """Customers x things: the time-decayed share of baskets that held the thing, the vector of TIFU-KNN."""
    weight, start = _weights(visits)
    key = visits.customer.astype(np.int64) << 32 | (visits.day.astype(np.int64) + (1 << 20))
    wanted = moments.customer.astype(np.int64) << 32 | (moments.day.astype(np.int64) + (1 << 20))
    found = weight[np.searchsorted(key, wanted)] if start.size else np.zeros(0)
    shape = (moments.customers, moments.things)
    return sparse.csr_array(
        (found.astype(np.float32), (moments.customer, moments.thing)), shape=shape, dtype=np.float32
    )


def _weights(visits: Moments) -> tuple[Floats, Ints]:
    starts = starts_of(visits.customer.astype(np.int64))
    count = np.repeat(lengths(starts, len(visits)), lengths(starts, len(visits)))
    place = positions_within(starts, len(visits))
    groups = np.minimum(count, GROUPS)
    # Groups of even size; the newest basket is in the last.
    group = groups - 1 - (count - 1 - place) * groups // np.maximum(count, 1)
    run = starts_of(np.repeat(np.arange(len(starts)), lengths(starts, len(visits))) * GROUPS + group)
    size = np.repeat(lengths(run, len(visits)), lengths(run, len(visits)))
    inside = positions_within(run, len(visits))
    weight = ACROSS ** (groups - 1 - group) * WITHIN ** (size - 1 - inside) / (size * groups)
    return np.asarray(weight, np.float64), starts


def neighbourhood(ids: Ints, vectors: sparse.csr_array, *, nearest: int = NEAREST) -> Neighbourhood:
    """Customers to compare with; those who bought nothing are left out."""
    bought = np.flatnonzero(np.diff(vectors.indptr) > 0)
    chosen = vectors[bought]
    squares = np.asarray(chosen.multiply(chosen).sum(axis=1), np.float32).ravel()
    return Neighbourhood(ids[bought], chosen, squares, nearest)


def liked_nearby(around: Neighbourhood, ids: Ints, vectors: sparse.csr_array) -> Singles:
    """Customers x things: the mean vector of the nearest others (Euclidean), the customer himself left out.

    Who bought nothing is like nobody: his row is 0.
    """
    things = vectors.shape[1]
    nearest = min(around.nearest, len(around.ids) - 1)
    if nearest < 1 or not vectors.shape[0]:
        return np.zeros((vectors.shape[0], things), np.float32)
    # Sparse times dense adds up things one by one, so that a customer's sums do not depend on the others'.
    alike = vectors @ around.across
    distance = np.asarray(alike.toarray() if sparse.issparse(alike) else alike, np.float32)
    distance *= -2
    distance += around.squares[None, :]
    mine = np.searchsorted(around.ids, ids).clip(max=len(around.ids) - 1)
    is_there = around.ids[mine] == ids
    distance[np.flatnonzero(is_there), mine[is_there]] = np.inf
    chosen = np.sort(np.argpartition(distance, nearest - 1, axis=1)[:, :nearest], axis=1)
    share = (np.diff(vectors.indptr) > 0).astype(np.float32) / nearest
    picks = sparse.csr_array(
        (np.repeat(share, nearest), chosen.ravel(), np.arange(len(ids) + 1) * nearest),
        shape=(len(ids), len(around.ids)),
    )
    return np.asarray((picks @ around.vectors).toarray(), np.float32)
