"""Shopping days of customers in columns: what every model of customer value is computed from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Purchases:
    """One row for each customer and shopping day, ordered by customer, then day.

    `customer` numbers the customers from 0 to `size` - 1, `day` counts calendar days from any fixed day,
    `value` is what the day's receipts came to, in money, less what was returned since.
    """

    size: int
    customer: Ints
    day: Ints
    value: Floats

    def before(self, day: int) -> "Purchases":
        """The same customers, as they were known when `day` began."""
        known = self.day < day
        return Purchases(self.size, self.customer[known], self.day[known], self.value[known])

    def since(self, day: int) -> "Purchases":
        """The same customers, with nothing older than `day`."""
        kept = self.day >= day
        return Purchases(self.size, self.customer[kept], self.day[kept], self.value[kept])

    def sample(self, every: int) -> "Purchases":
        """Every n-th customer, numbered anew."""
        kept = self.customer % every == 0
        size = -(-self.size // every)
        return Purchases(size, self.customer[kept] // every, self.day[kept], self.value[kept])

    def counts(self) -> Floats:
        """Shopping days of each customer."""
        return np.bincount(self.customer, minlength=self.size).astype(np.float64)

    def totals(self) -> Floats:
        """Money of each customer, never below zero: returns can not earn more than purchases cost."""
        return np.maximum(np.bincount(self.customer, weights=self.value, minlength=self.size), 0.0)

    def first_days(self, *, missing: int) -> Ints:
        """The day of each customer's first purchase, `missing` for those without one."""
        first = np.full(self.size, np.iinfo(np.int64).max)
        np.minimum.at(first, self.customer, self.day)
        return np.where(self.counts() > 0, first, missing)

    def last_days(self, *, missing: int) -> Ints:
        """The day of each customer's last purchase, `missing` for those without one."""
        last = np.full(self.size, np.iinfo(np.int64).min)
        np.maximum.at(last, self.customer, self.day)
        return np.where(self.counts() > 0, last, missing)


def shopping_days(customer: Ints, day: Ints, value: Floats, *, size: int) -> Purchases:
    """Adds the events of each customer up to days.

    Several receipts on one day are one purchase, as in the literature: split baskets say nothing about coming
    back. A day on which money only went back (all values below zero) is no purchase; its money is taken off
    the customer's latest earlier purchase, or off nothing when there is none. A value that is not a number
    counts as zero.
    """
    clean = np.nan_to_num(value, nan=0.0, posinf=0.0, neginf=0.0)
    # By value too: sums of floats depend on the order, and the order of the events must not matter.
    order = np.lexsort((clean, day, customer))
    customer, day, clean = customer[order], day[order], clean[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(customer) != 0) | (np.diff(day) != 0)][: customer.size])
    if starts.size == 0:
        return Purchases(size, customer, day, clean)
    total = np.add.reduceat(clean, starts)
    bought = np.maximum.reduceat(clean, starts) >= 0
    owner = customer[starts]
    row = np.cumsum(bought) - 1
    kept = np.flatnonzero(bought)
    matched = (
        (row >= 0) & (owner[kept[np.maximum(row, 0)]] == owner) if kept.size else np.zeros(row.size, bool)
    )
    value = np.bincount(row[matched], weights=total[matched], minlength=kept.size).astype(np.float64)
    return Purchases(size, owner[kept], day[starts][kept], value)
