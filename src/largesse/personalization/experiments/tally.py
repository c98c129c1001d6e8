"""What the customers of one arm did, in sums that a database can make: a million customers are a few rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from largesse.personalization.experiments.cuped import Paired
from largesse.personalization.experiments.sequential import Moments, proportion
from largesse.personalization.experiments.uplift import Cost


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer from his first exposure on; money in minor units, `before` is spend in the pre-period."""

    variant: str | None
    before: int = 0
    spend: int = 0
    purchases: int = 0
    assigned: bool = False
    activated: bool = False
    redeemed: bool = False
    discount: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """Variances and covariances between customers of one arm (of the sample: by n - 1)."""

    spend: float = 0.0
    before: float = 0.0
    discount: float = 0.0
    purchases: float = 0.0
    spend_before: float = 0.0
    spend_discount: float = 0.0
    spend_purchases: float = 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """One arm: customers, how many of them did what at least once, and sums (money in minor units)."""

    variant: str | None
    customers: int = 0
    assigned: int = 0
    activated: int = 0
    redeemed: int = 0
    buyers: int = 0
    purchases: int = 0
    spend: int = 0
    before: int = 0
    discount: int = 0
    spread: Spread = Spread()

    @property
    def spends(self) -> Moments:
        """Spend per customer of the arm, who bought nothing included."""
        return Moments(self.customers, self._mean(self.spend), self.spread.spend)

    @property
    def buys(self) -> Moments:
        """The part of the customers who bought at all."""
        return proportion(self.buyers, self.customers)

    @property
    def orders(self) -> Moments:
        """Purchases per customer."""
        return Moments(self.customers, self._mean(self.purchases), self.spread.purchases)

    @property
    def cost(self) -> Cost:
        """Spend and discount per customer."""
        discount = Moments(self.customers, self._mean(self.discount), self.spread.discount)
        return Cost(self.spends, discount, self.spread.spend_discount)

    @property
    def paired(self) -> Paired:
        """Spend with the spend of the pre-period."""
        before = Moments(self.customers, self._mean(self.before), self.spread.before)
        return Paired(self.spends, before, self.spread.spend_before)

    def _mean(self, total: int) -> float:
        return total / self.customers if self.customers else 0.0


def tally(customers: Sequence[Customer], variants: Sequence[str | None]) -> tuple[Tally, ...]:
    """Sums customers up by arm, in the order of `variants`; an arm that nobody is in is there with zeros."""
    return tuple(
        _tally(variant, [customer for customer in customers if customer.variant == variant])
        for variant in variants
    )


def _tally(variant: str | None, customers: Sequence[Customer]) -> Tally:
    return Tally(
        variant=variant,
        customers=len(customers),
        assigned=sum(customer.assigned for customer in customers),
        activated=sum(customer.activated for customer in customers),
        redeemed=sum(customer.redeemed for customer in customers),
        buyers=sum(customer.purchases > 0 for customer in customers),
        purchases=sum(customer.purchases for customer in customers),
        spend=sum(customer.spend for customer in customers),
        before=sum(customer.before for customer in customers),
        discount=sum(customer.discount for customer in customers),
        spread=_spread(customers),
    )


def _spread(customers: Sequence[Customer]) -> Spread:
    if len(customers) < 2:
        return Spread()
    columns = np.array(
        [(customer.spend, customer.before, customer.discount, customer.purchases) for customer in customers],
        np.float64,
    )
    table: NDArray[np.float64] = np.cov(columns, rowvar=False)
    return Spread(
        spend=float(table[0, 0]),
        before=float(table[1, 1]),
        discount=float(table[2, 2]),
        purchases=float(table[3, 3]),
        spend_before=float(table[0, 1]),
        spend_discount=float(table[0, 2]),
        spend_purchases=float(table[0, 3]),
    )
