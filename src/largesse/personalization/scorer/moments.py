"""On which days a customer bought a thing: a promotion's goods, or a group of goods."""

from dataclasses import dataclass

import numpy as np

from largesse.personalization.scorer.arrays import Floats, Ints, Shorts, starts_of, sums
from largesse.personalization.scorer.history import History, Promotions

SPAN = 1 << 15


@dataclass(frozen=True, slots=True)
class Moments:
    """Each (customer, thing, day) once, in that order, with what was bought and paid in it."""

    customers: int
    things: int
    customer: Shorts
    thing: Shorts
    day: Shorts
    quantity: Floats
    spend: Floats
    saving: Floats

    def __len__(self) -> int:
        return len(self.customer)

    def where(self, kept: slice | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> "Moments":
        """Only these rows."""
        return Moments(
            self.customers,
            self.things,
            self.customer[kept],
            self.thing[kept],
            self.day[kept],
            self.quantity[kept],
            self.spend[kept],
            self.saving[kept],
        )

    def before(self, day: int) -> "Moments":
        """Only what was before that day."""
        return self.where(self.day < day)

    def since(self, day: int) -> "Moments":
        """Only what was on that day or later."""
        return self.where(self.day >= day)

    def between(self, first: int, last: int) -> "Moments":
        """The moments of the customers first <= c < last, numbered from 0."""
        low, high = np.searchsorted(self.customer, (first, last))
        rows = self.where(slice(int(low), int(high)))
        return Moments(
            last - first,
            self.things,
            (rows.customer - first).astype(np.int32),
            rows.thing,
            rows.day,
            rows.quantity,
            rows.spend,
            rows.saving,
        )

    def pairs(self) -> Ints:
        """customer * things + thing of each row."""
        return self.customer.astype(np.int64) * self.things + self.thing


def visits_of(history: History) -> Moments:
    """The days on which each customer bought anything."""
    return _gathered(history, np.arange(len(history)), np.zeros(len(history), np.int32), 1)


def moments_of(history: History, promotions: Promotions, goods: int) -> Moments:
    """The days on which each customer bought goods of each promotion; a good may be in several."""
    promotion = np.repeat(np.arange(promotions.count, dtype=np.int32), np.diff(promotions.starts))
    order = np.argsort(promotions.goods, kind="stable")
    holders = promotion[order]
    begin = np.searchsorted(promotions.goods[order], np.arange(goods + 1))
    counts = np.diff(begin)[history.good]
    rows = np.repeat(np.arange(len(history)), counts)
    offset = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    things = holders[begin[history.good[rows]] + offset] if len(rows) else np.zeros(0, np.int32)
    return _gathered(history, rows, things, promotions.count)


def groups_of(history: History, level: Shorts) -> Moments:
    """The days on which each customer bought goods of each group of a level."""
    group = level[history.good]
    rows = np.flatnonzero(group >= 0)
    things = int(level.max(initial=-1)) + 1
    return _gathered(history, rows, group[rows], max(things, 1))


def _gathered(history: History, rows: Ints, thing: Shorts, things: int) -> Moments:
    first = int(history.day.min(initial=0))
    pair = history.customer[rows].astype(np.int64) * things + thing
    key = pair * SPAN + (history.day[rows] - first)
    order = np.argsort(key)
    key = key[order]
    rows = rows[order]
    starts = starts_of(key)
    kept = key[starts]
    pair = kept // SPAN
    return Moments(
        history.customers,
        things,
        (pair // things).astype(np.int32),
        (pair % things).astype(np.int32),
        (kept % SPAN + first).astype(np.int32),
        sums(history.quantity[rows], starts),
        sums(history.spend[rows].astype(np.float64), starts),
        sums(history.saving[rows].astype(np.float64), starts),
    )
