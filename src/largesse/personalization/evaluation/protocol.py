"""What is held back: which weeks, which customers are made new or light, which promotions are in the pool."""

from dataclasses import dataclass

import numpy as np

from largesse.personalization.scorer.arrays import Bools, Floats, Ints, Shorts, safe_ratio, totals
from largesse.personalization.scorer.history import Goods, History, Promotions, promotions_of

HORIZON = 7
COLD = 0.05
LIGHT = 0.05
LIGHT_DAYS = 14
POOL_DAYS = 26 * 7
LEAST_BUYERS = 20
MOST_GOODS = 1_500
KINDS = ("warm", "light", "cold")


@dataclass(frozen=True, slots=True)
class Split:
    """A week to judge: what the engines see, what followed, and how each customer is known."""

    day: int
    seen: History
    week: History
    kind: Shorts


def split_at(history: History, day: int, *, seed: int) -> Split:
    """The histories before a day and in the week from it.

    By seed 5 % of the customers lose all of their history and 5 % keep 14 days; customers who have none
    of themselves count as cold too.
    """
    drawn = np.random.default_rng(seed).random(history.customers)
    cold = drawn < COLD
    light = ~cold & (drawn < COLD + LIGHT)
    kept = (history.day < day) & ~cold[history.customer]
    kept &= ~light[history.customer] | (history.day >= day - LIGHT_DAYS)
    seen = history.where(kept)
    known = np.bincount(seen.customer, minlength=history.customers) > 0
    kind = np.where(~known, 2, np.where(light, 1, 0)).astype(np.int32)
    return Split(day, seen, history.where((history.day >= day) & (history.day < day + HORIZON)), kind)


def pool_by_level(
    history: History, goods: Goods, level: int, day: int, *, among: Bools | None = None
) -> Promotions:
    """One promotion for each group of goods that 20 customers bought in the 26 weeks before the day.

    `among` keeps only groups of which at least one of these goods is offered, for example a week's leaflet.
    """
    group = goods.levels[level].astype(np.int64)
    recent = _recent(history, day)
    buyers = _buyers(recent, group)
    chosen = buyers >= LEAST_BUYERS
    if among is not None:
        offered = np.zeros(len(chosen), np.bool_)
        offered[group[among & (group >= 0)]] = True
        chosen &= offered
    return _pool(recent, group, np.flatnonzero(chosen))


def pool_by_good(history: History, goods: Goods, day: int) -> Promotions:
    """One promotion for each of the 1,500 goods that most customers bought in the 26 weeks before the day."""
    recent = _recent(history, day)
    group = np.arange(goods.count, dtype=np.int64)
    buyers = _buyers(recent, group)
    order = np.argsort(-buyers, kind="stable")[:MOST_GOODS]
    return _pool(recent, group, np.sort(order[buyers[order] > 0]))


def _recent(history: History, day: int) -> History:
    return history.where((history.day < day) & (history.day >= day - POOL_DAYS))


def _buyers(recent: History, group: Ints) -> Ints:
    width = int(group.max(initial=-1)) + 1
    mine = group[recent.good]
    key = np.unique(mine[mine >= 0] * recent.customers + recent.customer[mine >= 0])
    return np.bincount(key // max(recent.customers, 1), minlength=width).astype(np.int64)


def _pool(recent: History, group: Ints, chosen: Ints) -> Promotions:
    width = int(group.max(initial=-1)) + 1
    place = np.full(width + 1, -1, np.int64)
    place[chosen] = np.arange(len(chosen))
    promotion = place[group]
    good = np.flatnonzero(promotion >= 0)
    good = good[np.argsort(promotion[good], kind="stable")]
    starts = np.searchsorted(promotion[good], np.arange(len(chosen) + 1)).astype(np.int64)
    return promotions_of(starts, good.astype(np.int32), _depth(recent, promotion, len(chosen)))


def _depth(recent: History, promotion: Ints, count: int) -> Floats:
    """The observed average discount, as a share of the full price."""
    mine = promotion[recent.good]
    rows = mine >= 0
    saved = totals(mine[rows], count, recent.saving[rows].astype(np.float64))
    paid = totals(mine[rows], count, recent.spend[rows].astype(np.float64))
    return safe_ratio(saved, saved + paid, 0.0)
