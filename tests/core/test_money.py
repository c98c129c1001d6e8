"""Money: minor units, rounding, and amounts split without losing one of them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.core.money import allocate, from_minor, percent_of, round_half_up, to_minor

AMOUNTS = st.integers(-(10**15), 10**15)
PERCENTS = st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.50", "EUR", 1250),
        ("0.005", "EUR", 1),
        ("0.0049", "EUR", 0),
        ("1250", "JPY", 1250),
        ("0.5", "JPY", 1),
        ("1.2345", "KWD", 1235),
        ("-0.005", "EUR", -1),
    ],
)
def test_an_amount_becomes_minor_units_of_its_currency(amount: str, currency: str, minor: int) -> None:
    assert to_minor(Decimal(amount), currency) == minor


@given(AMOUNTS, st.sampled_from(["EUR", "JPY", "KWD"]))
def test_minor_units_come_back_as_they_went(minor: int, currency: str) -> None:
    assert to_minor(from_minor(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("amount", "percent", "expected"),
    [(999, "10", 100), (995, "10", 100), (994, "10", 99), (5, "50", 3), (-5, "50", -3), (1, "33.3333", 0)],
)
def test_half_a_unit_is_rounded_away_from_zero(amount: int, percent: str, expected: int) -> None:
    assert percent_of(amount, Decimal(percent)) == expected


@given(AMOUNTS, PERCENTS)
def test_a_percentage_is_the_exact_one_rounded(amount: int, percent: Decimal) -> None:
    assert percent_of(amount, percent) == round_half_up(amount * Fraction(percent) / 100)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (2, [1, 1, 1], [1, 1, 0]),
        (10, [1, 5, 4], [1, 5, 4]),
        (5, [3, 3, 4], [2, 1, 2]),
        (7, [0, 0], [7, 0]),
        (0, [1, 2], [0, 0]),
        (0, [], []),
    ],
)
def test_an_amount_is_split_by_largest_remainders(total: int, weights: list[int], parts: list[int]) -> None:
    assert allocate(total, weights) == parts


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_parts_make_the_whole_and_are_near_their_exact_share(total: int, weights: list[int]) -> None:
    parts = allocate(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert whole == 0 or abs(part - Fraction(total * weight, whole)) < 1
        assert whole == 0 or weight or part == 0
        assert total > whole or whole == 0 or part <= weight
