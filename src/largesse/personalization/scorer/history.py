"""Purchases as columns, and what is offered: the two inputs of the scorer."""

from dataclasses import dataclass, replace

import numpy as np

from largesse.personalization.scorer.arrays import Bools, Floats, Ints, Shorts

GRAIN = 1024.0


@dataclass(frozen=True, slots=True)
class History:
    """Purchases of a set of customers, one row a line of a receipt, in any order.

    `customer` and `good` are places in `ids` and in the catalogue; `day` counts days from any fixed date;
    `spend` is what was paid and `saving` the discount on it, both in minor units (whole numbers, so that
    sums do not depend on the order of rows). A basket is what a customer bought in one day.
    """

    ids: Ints
    customer: Shorts
    good: Shorts
    day: Shorts
    quantity: Floats
    spend: Ints
    saving: Ints

    @property
    def customers(self) -> int:
        """How many customers there are, those without purchases too."""
        return len(self.ids)

    def __len__(self) -> int:
        return len(self.customer)

    def where(self, kept: Bools) -> "History":
        """Only these rows, of the same customers."""
        return History(
            self.ids,
            self.customer[kept],
            self.good[kept],
            self.day[kept],
            self.quantity[kept],
            self.spend[kept],
            self.saving[kept],
        )

    def before(self, day: int) -> "History":
        """Only what was bought before that day."""
        kept = self.day < day
        return self if kept.all() else self.where(kept)

    def of(self, places: Ints) -> "History":
        """The purchases of the customers at these places of `ids`, numbered anew in that order."""
        number = np.full(self.customers, -1, np.int32)
        number[places] = np.arange(len(places), dtype=np.int32)
        kept = self.where(number[self.customer] >= 0)
        return replace(kept, ids=self.ids[places], customer=number[kept.customer])


def grained(quantity: Floats) -> Floats:
    """Quantities rounded to 1/1024, so that their sums do not depend on the order of rows."""
    return np.asarray(np.round(quantity * GRAIN) / GRAIN, np.float64)


@dataclass(frozen=True, slots=True)
class Goods:
    """The catalogue: for each good its group at several levels, finest first; -1 is no group."""

    count: int
    levels: tuple[Shorts, ...] = ()


@dataclass(frozen=True, slots=True)
class Promotions:
    """What can be offered: which goods each promotion covers, and what marketers may weigh.

    Promotion p covers `goods[starts[p]:starts[p + 1]]`. `discount` is a share (0.25 = a quarter off).
    `price` in minor units and `margin` (a share of the price) may be NaN; `age` counts days since it began.
    """

    starts: Ints
    goods: Shorts
    discount: Floats
    price: Floats
    margin: Floats
    age: Floats
    tags: tuple[frozenset[str], ...] = ()
    categories: tuple[frozenset[str], ...] = ()

    @property
    def count(self) -> int:
        """How many promotions there are."""
        return len(self.starts) - 1


def promotions_of(starts: Ints, goods: Shorts, discount: Floats) -> Promotions:
    """Promotions of which only the goods and the discount are known."""
    unknown = np.full(len(starts) - 1, np.nan)
    return Promotions(starts, goods, np.asarray(discount, np.float64), unknown, unknown, unknown)
