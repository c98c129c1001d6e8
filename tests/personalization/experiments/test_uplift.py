"""Uplift, ratios and what a unit of discount brings."""

import numpy as np
import pytest

from largesse.personalization.experiments.sequential import Estimate, Moments, moments, reach
from largesse.personalization.experiments.uplift import Cost, ratio, revenue_per_discount, uplift

SEED = 20261121


def width(found: Estimate | None, customers: int) -> float:
    """The standard error that an interval was made of."""
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    return (found.high - found.low) / 2 / reach(customers)


def cost(spend: np.ndarray, discount: np.ndarray) -> Cost:
    return Cost(moments(spend), moments(discount), float(np.cov(spend, discount)[0, 1]))


def test_the_relative_uplift_is_as_sure_as_a_simulation_says() -> None:
    random = np.random.default_rng(SEED)
    treated, base = random.gamma(2, 6, (4000, 500)), random.gamma(2, 5, (4000, 400))
    spread = np.std(treated.mean(axis=1) / base.mean(axis=1) - 1)

    found = uplift(moments(treated[0]), moments(base[0])).relative

    assert found is not None
    assert found.value == pytest.approx(treated[0].mean() / base[0].mean() - 1)
    assert width(found, 900) == pytest.approx(spread, rel=0.12)


def test_a_ratio_of_sums_is_as_sure_as_a_simulation_says() -> None:
    """Spend per purchase: purchases vary too, and with spend."""
    random = np.random.default_rng(SEED)
    purchases = random.poisson(3, (4000, 600))
    spend = purchases * random.lognormal(2, 0.4, (4000, 600))
    spread = np.std(spend.sum(axis=1) / purchases.sum(axis=1))

    found = ratio(moments(spend[0]), moments(purchases[0]), float(np.cov(spend[0], purchases[0])[0, 1]))

    assert found.mean == pytest.approx(spend[0].sum() / purchases[0].sum())
    assert np.sqrt(found.error2) == pytest.approx(spread, rel=0.12)


def test_revenue_per_discount_is_as_sure_as_a_simulation_says() -> None:
    random = np.random.default_rng(SEED)
    shape = (3000, 800)
    redeems = random.random(shape) < 0.3
    discount = np.where(redeems, 2.0, 0.0)
    treated = random.gamma(2, 5, shape) + redeems * 4
    base = random.gamma(2, 5, shape)
    found_in_all = (treated.mean(axis=1) - base.mean(axis=1)) / discount.mean(axis=1)

    found = revenue_per_discount(cost(treated[0], discount[0]), cost(base[0], np.zeros(800)))

    assert found is not None
    assert found.value == pytest.approx(found_in_all[0])
    assert width(found, 1600) == pytest.approx(np.std(found_in_all), rel=0.12)


def test_without_additional_discount_nothing_is_divided() -> None:
    free = cost(np.array([1.0, 2.0, 3.0]), np.zeros(3))
    dear = cost(np.array([1.0, 2.0, 4.0]), np.array([0.0, 0.0, 1.0]))

    assert revenue_per_discount(free, free) is None
    assert revenue_per_discount(free, dear) is None
    assert revenue_per_discount(dear, free) is not None
    nobody = Cost(moments([]), moments([]), 0.0)
    assert revenue_per_discount(dear, nobody) is None
    assert revenue_per_discount(nobody, free) is None


def test_beside_an_arm_that_spent_nothing_there_is_no_relative_uplift() -> None:
    found = uplift(moments([1.0, 2.0, 3.0]), moments([0.0, 0.0]))

    assert found.absolute is not None
    assert found.absolute.value == 2
    assert found.relative is None


def test_an_empty_arm_has_no_uplift() -> None:
    found = uplift(moments([]), moments([1.0, 2.0]))

    assert (found.absolute, found.relative) == (None, None)


def test_no_purchases_have_no_ratio() -> None:
    assert ratio(moments([0.0, 0.0]), moments([0.0, 0.0]), 0.0) == Moments(0, 0.0, 0.0)
