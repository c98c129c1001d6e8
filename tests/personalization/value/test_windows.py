"""Which windows of the past boosting learns from."""

import numpy as np

from largesse.personalization.value.history import Purchases, shopping_days
from largesse.personalization.value.windows import windows_for

FIRST = 1_000


def shoppers(customers: int = 250, *, days: int = 300) -> Purchases:
    """Everybody comes every third day from the first day on."""
    day = np.arange(FIRST, FIRST + days, 3)
    customer = np.repeat(np.arange(customers), len(day))
    return shopping_days(customer, np.tile(day, customers), np.ones(len(customer)), size=customers)


def test_the_newest_window_needs_as_long_a_past_and_older_ones_half_of_it() -> None:
    def begins(until: int) -> list[int] | None:
        windows = windows_for(shoppers(), until=FIRST + until, days=90)
        return windows and [day - FIRST for day in windows.begins]

    assert begins(179) is None
    assert begins(180) == [90, 62]
    assert begins(191) == [101, 73, 45]
    assert begins(190) == [100, 72]
    assert begins(290) == [200, 172, 144]


def test_too_few_customers_or_purchases_teach_nothing() -> None:
    assert windows_for(shoppers(199), until=FIRST + 200, days=90) is None
    assert windows_for(shoppers(200), until=FIRST + 200, days=90) is not None
    assert windows_for(shoppers(days=12), until=FIRST + 200, days=90) is None
    assert windows_for(shoppers(0), until=FIRST + 200, days=90) is None
