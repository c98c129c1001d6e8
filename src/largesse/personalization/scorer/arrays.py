"""The kinds of arrays the scorer works with, and the few things it does with sorted keys."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Shorts: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float64]
Singles: TypeAlias = NDArray[np.float32]
Bools: TypeAlias = NDArray[np.bool_]


def starts_of(keys: Ints) -> Ints:
    """Where each run of equal values begins in a sorted array."""
    if not keys.size:
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))).astype(np.int64)


def sums(values: NDArray[np.floating], starts: Ints) -> Floats:
    """The sum of each run that begins at `starts`."""
    if not starts.size:
        return np.zeros(0)
    return np.asarray(np.add.reduceat(values.astype(np.float64), starts), np.float64)


def totals(places: NDArray[np.integer], count: int, values: NDArray[np.floating] | None = None) -> Floats:
    """The sum of the values (1 each by default) at each place 0 .. count - 1."""
    return np.bincount(places, values, minlength=count).astype(np.float64)


def lengths(starts: Ints, total: int) -> Ints:
    """How long each run is, of `total` values in all."""
    return np.diff(np.append(starts, total)).astype(np.int64)


def positions_within(starts: Ints, total: int) -> Ints:
    """The place of each value inside its run, from 0."""
    return np.arange(total, dtype=np.int64) - np.repeat(starts, lengths(starts, total))


def safe_ratio(over: NDArray[np.floating], under: NDArray[np.floating], otherwise: float = np.nan) -> Floats:
    """over / under, and `otherwise` where there is nothing to divide by."""
    result = np.full(np.broadcast(over, under).shape, otherwise)
    np.divide(over, under, out=result, where=np.broadcast_to(under > 0, result.shape))
    return result


def top(scores: NDArray[np.floating], k: int) -> Ints:
    """The columns of the k largest values of each row, best first; equal values in the order of columns.

    A value of minus infinity is still given back when a row has too few others.
    """
    k = min(k, scores.shape[1])
    if k <= 0:
        return np.zeros((len(scores), 0), np.int64)
    if k < scores.shape[1]:
        kth = np.partition(scores, scores.shape[1] - k, axis=1)[:, -k, None]
        chosen = scores >= kth
        # The k-th largest value may stand several times: the first columns of those must win.
        tied = np.flatnonzero(np.count_nonzero(chosen, axis=1) > k)
        if tied.size:
            some = scores[tied]
            above = some > kth[tied]
            level = some == kth[tied]
            spare = k - above.sum(axis=1, keepdims=True)
            chosen[tied] = above | (level & (np.cumsum(level, axis=1) <= spare))
        columns = np.nonzero(chosen)[1].reshape(len(scores), k)
    else:
        columns = np.broadcast_to(np.arange(k), scores.shape)
    order = np.argsort(-np.take_along_axis(scores, columns, axis=1), axis=1, kind="stable")
    return np.take_along_axis(columns, order, axis=1).astype(np.int64)
