"""What customers did with offers, in columns: the material of redemption propensity."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of receipts, ordered by day: who bought which product for how much, with a coupon or not.

    `opens` marks one line of each basket, `opens_used` one coupon line of each basket in which a coupon was
    used.
    """

    customer: Ints
    day: Ints
    product: Ints
    value: Floats
    coupon: Flags
    opens: Flags
    opens_used: Flags

    def between(self, since: int | None, until: int) -> "Lines":
        """Lines from the day `since` (or ever) up to before the day `until`."""
        start = 0 if since is None else int(np.searchsorted(self.day, since, side="left"))
        return self._part(slice(start, int(np.searchsorted(self.day, until, side="left"))))

    def which(self, rows: Flags) -> "Lines":
        """Some of the lines, still ordered."""
        return self._part(np.flatnonzero(rows))

    def _part(self, rows: slice | Ints) -> "Lines":
        return Lines(
            self.customer[rows],
            self.day[rows],
            self.product[rows],
            self.value[rows],
            self.coupon[rows],
            self.opens[rows],
            self.opens_used[rows],
        )


@dataclass(frozen=True, slots=True)
class Log:
    """Who did something with which offer, and when, ordered by day: redemptions, activations."""

    customer: Ints
    offer: Ints
    day: Ints

    def before(self, day: int) -> "Log":
        """Entries up to before the day `day`."""
        end = int(np.searchsorted(self.day, day, side="left"))
        return Log(self.customer[:end], self.offer[:end], self.day[:end])


NOTHING: Final = Log(*(np.zeros(0, dtype=np.int64) for _ in range(3)))


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion or a campaign: whom it was given to on which day, and the goods it is for.

    `piece` numbers the coupon of each entry of `goods` (a campaign has many; a promotion one, so all zeros).
    """

    key: int
    day: int
    customers: Ints
    goods: Ints
    piece: Ints


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known; `customers` and `products` say how many there are."""

    customers: int
    products: int
    lines: Lines
    redemptions: Log
    offers: tuple[Offer, ...]
    activations: Log = NOTHING


def receipt_lines(
    customer: Ints, day: Ints, basket: Ints, product: Ints, value: Floats, coupon: Flags
) -> Lines:
    """Orders lines by day and marks the baskets; the order in which the lines come does not matter."""
    # By value too: sums of floats depend on the order.
    order = np.lexsort((value, day))
    used = coupon[order]
    opens_used = np.zeros(order.size, dtype=bool)
    opens_used[np.flatnonzero(used)] = _first(basket[order][used])
    return Lines(
        customer[order], day[order], product[order], value[order], used, _first(basket[order]), opens_used
    )


def log(customer: Ints, offer: Ints, day: Ints) -> Log:
    """Orders entries by day."""
    order = np.lexsort((offer, customer, day))
    return Log(customer[order], offer[order], day[order])


def _first(values: Ints) -> Flags:
    flags = np.zeros(values.size, dtype=bool)
    flags[np.unique(values, return_index=True)[1]] = True
    return flags
