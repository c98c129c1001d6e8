"""Always-valid intervals: how often they err when one looks every day, and what they find."""

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from statsmodels.stats.proportion import proportions_ztest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from largesse.personalization.experiments.sequential import (
    Moments,
    always_valid_p,
    difference,
    estimate,
    moments,
    proportion,
    reach,
)

LOOKS, A_DAY = 28, 400
Days = NDArray[np.float64]


def looks(days: Days) -> list[Moments]:
    """What is known of an arm at the end of each day, of values by day and customer."""
    customers = np.arange(1, len(days) + 1) * days.shape[1]
    sums, squares = days.sum(axis=1).cumsum(), (days**2).sum(axis=1).cumsum()
    means = sums / customers
    variances = (squares - customers * means**2) / (customers - 1)
    return [Moments(int(n), float(m), float(v)) for n, m, v in zip(customers, means, variances, strict=True)]


def stops(arms: tuple[list[Moments], list[Moments]]) -> bool:
    """Whether some look says that the arms differ."""
    found = (difference(treated, base) for treated, base in zip(*arms, strict=True))
    return any(seen is not None and seen.p_value is not None and seen.p_value < 0.05 for seen in found)


def bernoulli(random: np.random.Generator, rate: float) -> Days:
    return random.binomial(1, rate, (LOOKS, A_DAY)).astype(float)


def spend(random: np.random.Generator, rate: float) -> Days:
    return (random.random((LOOKS, A_DAY)) < rate) * random.lognormal(3, 1.5, (LOOKS, A_DAY))


@pytest.mark.parametrize("outcome", [bernoulli, spend])
def test_looking_every_day_at_two_equal_arms_errs_seldom(
    outcome: Callable[[np.random.Generator, float], Days],
) -> None:
    random = np.random.default_rng(20261121)
    errors = [stops((looks(outcome(random, 0.1)), looks(outcome(random, 0.1)))) for _ in range(300)]

    assert np.mean(errors) <= 0.05


def test_the_plain_interval_errs_often_where_ours_does_not() -> None:
    """So the test above can fail: 1.96 standard errors are wrong five times as often as promised."""
    random = np.random.default_rng(20261121)
    wrong = 0
    for _ in range(200):
        arms = looks(bernoulli(random, 0.1)), looks(bernoulli(random, 0.1))
        wrong += any(
            abs(a.mean - b.mean) > 1.96 * sqrt(a.error2 + b.error2) for a, b in zip(*arms, strict=True)
        )

    assert wrong / 200 > 0.15


def test_customers_who_are_all_there_at_once_and_buy_again_and_again_err_seldom_too() -> None:
    random = np.random.default_rng(7)
    errors = 0
    for _ in range(200):
        grown = [spend(random, 0.1).cumsum(axis=0) for _ in range(2)]
        errors += stops(([moments(day) for day in grown[0]], [moments(day) for day in grown[1]]))

    assert errors / 200 <= 0.05


def test_an_effect_of_a_fifth_is_found_nearly_always() -> None:
    random = np.random.default_rng(20261121)
    found = [stops((looks(bernoulli(random, 0.12)), looks(bernoulli(random, 0.10)))) for _ in range(150)]

    assert np.mean(found) > 0.9


def test_the_interval_is_the_formula_of_the_paper_around_the_difference_of_the_books() -> None:
    random = np.random.default_rng(1)
    treated, base = random.normal(5, 2, 900), random.normal(4.9, 1, 700)

    found = difference(moments(treated), moments(base))

    books = CompareMeans(DescrStatsW(treated), DescrStatsW(base))
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert found.value == pytest.approx(treated.mean() - base.mean())
    plain = books.zconfint_diff(alpha=0.05, usevar="unequal")
    error = (plain[1] - plain[0]) / 2 / 1.959964
    assert found.high - found.value == pytest.approx(reach(1600) * error, rel=1e-5)
    assert found.value - found.low == pytest.approx(reach(1600) * error, rel=1e-5)


def test_proportions_are_those_of_the_books() -> None:
    treated, base = proportion(130, 1000), proportion(100, 900)
    z, _ = proportions_ztest([130, 100], [1000, 900], prop_var=False)
    unpooled = (treated.mean - base.mean) / sqrt(treated.error2 + base.error2)
    found = difference(treated, base)

    assert z == pytest.approx(unpooled, rel=0.01)
    listed = moments([1.0] * 130 + [0.0] * 870)
    assert (treated.mean, treated.variance) == pytest.approx((listed.mean, listed.variance))
    assert found is not None
    assert found.p_value == pytest.approx(always_valid_p(unpooled, 1900))


@given(
    value=st.floats(-100, 100),
    error2=st.floats(1e-6, 1e4),
    customers=st.integers(2, 10**7),
    alpha=st.sampled_from([0.05, 0.01, 0.025]),
)
def test_interval_and_p_value_say_the_same(value: float, error2: float, customers: int, alpha: float) -> None:
    found = estimate(value, error2, customers, alpha=alpha)
    assert found.p_value is not None
    assert found.low is not None
    assert found.high is not None

    assert 0 <= found.p_value <= 1
    assert found.low < found.value < found.high
    if abs(found.p_value - alpha) > 1e-9:
        assert (found.p_value < alpha) == (found.low > 0 or found.high < 0)


@pytest.mark.parametrize("customers", [10, 1000, 100_000, 10_000_000])
def test_it_is_wider_than_one_look_and_not_by_much(customers: int) -> None:
    assert 2.5 < reach(customers) < (20 if customers == 10 else 4.5)


def test_nothing_is_said_where_nothing_varies() -> None:
    nothing = proportion(0, 1000)
    found = difference(nothing, nothing)

    assert found is not None
    assert (found.value, found.low, found.high, found.p_value) == (0, None, None, None)
    sure = difference(proportion(1000, 1000), nothing)
    assert sure is not None
    assert (sure.value, sure.p_value) == (1, None)


def test_one_customer_or_none_gives_no_interval() -> None:
    many = moments([1.0, 2.0, 4.0])

    assert difference(moments([]), many) is None
    assert difference(many, moments([])) is None
    alone = difference(moments([3.0]), many)
    assert alone is not None
    assert (alone.low, alone.p_value) == (None, None)
