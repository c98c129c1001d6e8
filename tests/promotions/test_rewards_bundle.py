"""Bundles: reckoned by hand, and against trying every way to make them."""

from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.promotions.cart import Line
from tests.promotions.baskets import basket, line, off, reward

Case = tuple[dict[str, Any], list[Line], dict[str, Any], dict[str, int]]
MENU = [{"items": {"skus": ["BURGER"]}}, {"items": {"categories": ["drink"]}}]
COLA = line("COLA", 200, categories=["drink"])
BURGER = line("BURGER", 500)

CASES: dict[str, Case] = {
    # 7.00 for 6.00: 1.00 shared 5 : 2 = 71.43 and 28.57.
    "a price": ({"parts": MENU, "price": 600}, [BURGER, COLA], {}, {"BURGER": 71, "COLA": 29}),
    "a part is missing": ({"parts": MENU, "price": 600}, [BURGER], {}, {}),
    "dearer than its parts": ({"parts": MENU, "price": 800}, [BURGER, COLA], {}, {}),
    "a price of nothing": ({"parts": MENU, "price": 0}, [BURGER, COLA], {}, {"BURGER": 500, "COLA": 200}),
    "per cent": ({"parts": MENU, "percent": 10}, [BURGER, COLA], {}, {"BURGER": 50, "COLA": 20}),
    "an amount": ({"parts": MENU, "amount": 140}, [BURGER, COLA], {}, {"BURGER": 100, "COLA": 40}),
    "an amount over what it costs": (
        {"parts": MENU, "amount": 1400},
        [BURGER, COLA],
        {},
        {"BURGER": 500, "COLA": 200},
    ),
    "twice": (
        {"parts": MENU, "price": 600},
        [line("BURGER", 500, 3), line("COLA", 200, 2, categories=["drink"])],
        {},
        {"BURGER": 143, "COLA": 57},
    ),
    "once at most": (
        {"parts": MENU, "price": 600, "times": 1},
        [line("BURGER", 500, 3), line("COLA", 200, 2, categories=["drink"])],
        {},
        {"BURGER": 71, "COLA": 29},
    ),
    # 7.00 for 6.00 with the dear drink: 5.00 + 4.00 = 9.00 -> 3.00 off, 5 : 4.
    "the dearest drink": (
        {"parts": MENU, "price": 600},
        [BURGER, COLA, line("JUICE", 400, categories=["drink"])],
        {},
        {"BURGER": 167, "JUICE": 133},
    ),
    "the cheapest drink": (
        {"parts": MENU, "price": 600, "pick": "cheapest"},
        [BURGER, COLA, line("JUICE", 400, categories=["drink"])],
        {},
        {"BURGER": 71, "COLA": 29},
    ),
    # Two burgers with 9.00 + 5.50: the second would cost more at 6.00, so it is not made.
    "the second bundle is not worth it": (
        {"parts": MENU, "price": 600},
        [
            line("BURGER", 500, 2),
            line("JUICE", 400, categories=["drink"]),
            line("TAP", 50, categories=["drink"]),
        ],
        {},
        {"BURGER": 167, "JUICE": 133},
    ),
    # Of the cheapest first: 5.50 is left out only if both together are not worth 12.00; they are: 14.50.
    "the cheapest bundles are made if they are worth it together": (
        {"parts": MENU, "price": 600, "pick": "cheapest"},
        [
            line("BURGER", 500, 2),
            line("JUICE", 400, categories=["drink"]),
            line("TAP", 50, categories=["drink"]),
        ],
        {},
        {"BURGER": 172, "JUICE": 69, "TAP": 9},  # 2.50 by 10.00 : 4.00 : 0.50 -> 172.41, 68.97, 8.62
    ),
    # 9.00 and 1.00: the second bundle bears 1.00 of its 2.00 only.
    "an amount off each bundle": (
        {"parts": [{"items": {}}], "amount": 200},
        [line("A", 900), line("B", 100)],
        {},
        {"A": 270, "B": 30},
    ),
    "parts of one selection": (
        {"parts": [{"items": {}, "quantity": 3}], "price": 1000},
        [line("A", 400), line("B", 500), line("C", 600), line("D", 100)],
        {},
        {"A": 133, "B": 167, "C": 200},
    ),
    # X suits both parts, Y the first only: X must be the second.
    "a unit that suits two parts goes where it is needed": (
        {"parts": [{"items": {"skus": ["X", "Y"]}}, {"items": {"skus": ["X"]}}], "percent": 100},
        [line("X", 100), line("Y", 300)],
        {},
        {"X": 100, "Y": 300},
    ),
    "one unit cannot be two parts": (
        {"parts": [{"items": {"skus": ["X"]}}, {"items": {"skus": ["X"]}}], "percent": 100},
        [line("X", 100)],
        {},
        {},
    ),
    "equal prices: the first by SKU": (
        {"parts": [{"items": {}}], "percent": 50, "times": 1},
        [line("Z", 300), line("M", 300)],
        {},
        {"M": 150},
    ),
    "closed lines are no parts": (
        {"parts": MENU, "price": 600},
        [BURGER, COLA],
        {"closed": ["COLA"]},
        {},
    ),
    "what costs nothing is no part": (
        {"parts": MENU, "price": 100},
        [BURGER, line("COLA", 0, categories=["drink"])],
        {},
        {},
    ),
    "a cap": ({"parts": MENU, "percent": 100, "most": 70}, [BURGER, COLA], {}, {"BURGER": 50, "COLA": 20}),
    "a price without the currency is not free": (
        {"parts": MENU, "price": {"PLN": 0}},
        [BURGER, COLA],
        {},
        {},
    ),
    "per cent of the initial price, held to what is left": (
        {"parts": MENU, "percent": 50},
        [BURGER, COLA],
        {"now": {"BURGER": 100, "COLA": 100}, "initial": True},
        {"BURGER": 100, "COLA": 100},
    ),
    "fils": (
        {"parts": MENU, "price": 1000},
        [line("BURGER", 1250), line("COLA", 500, categories=["drink"])],
        {"currency": "KWD"},
        {"BURGER": 536, "COLA": 214},  # 0.750 by 5 : 2 -> 535.71, 214.29
    ),
    "what is weighed is one unit": (
        {"parts": [{"items": {}, "quantity": 2}], "price": 500},
        [line("A", 400, "1.5"), line("B", 400)],
        {},
        {"A": 300, "B": 200},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bundle_costs_what_was_reckoned_by_hand(name: str) -> None:
    setting, lines, stand, expected = CASES[name]
    cart = basket(*lines, **stand)
    assert off(cart, reward("bundle", **setting).apply(cart)) == expected


def test_a_bundle_needs_one_of_its_three_values_and_has_bounds() -> None:
    for setting in (
        {"parts": MENU},
        {"parts": MENU, "price": 1, "percent": 1},
        {"parts": [], "price": 1},
        {"parts": MENU * 5, "price": 1},
        {"parts": MENU, "price": 1, "times": 101},
    ):
        with pytest.raises(ValueError, match=r"give one of|at least 1|at most 8|less than or equal to 100"):
            reward("bundle", **setting)


def test_a_hundred_bundles_of_a_large_cart_are_made() -> None:
    lines = [line(f"S{i:03}", 100 + i, 7, categories=[f"c{i % 8}"]) for i in range(200)]
    cart = basket(*lines)
    parts = [{"items": {"categories": [f"c{i}"]}} for i in range(8)]
    effects = reward("bundle", parts=parts, price=1000).apply(cart)
    # Each category has 175 units; the dearest 100 of c0 are 14 lines of 7 and 2 units of the next dear one.
    worth = sum(
        7 * sum(100 + part + 8 * i for i in range(11, 25)) + 2 * (100 + part + 8 * 10) for part in range(8)
    )
    assert (effects.units, effects.discount) == (800, worth - 100 * 1000)


@st.composite
def carts(draw: st.DrawFn) -> list[Line]:
    return [
        line(sku, draw(st.integers(1, 20)), categories=draw(st.sets(st.sampled_from("pqr"))))
        for sku in "ABCDEF"[: draw(st.integers(1, 6))]
    ]


def values_by_trying(lines: list[Line], quantities: list[int], *, dearest: bool) -> list[int]:
    """What the dearest (cheapest) units for 0, 1, 2, ... bundles cost, by trying every unit in every part."""
    parts = "pqr"[: len(quantities)]
    found: dict[int, int] = {}
    for places in product([None, *parts], repeat=len(lines)):
        if any(part and part not in each.categories for part, each in zip(places, lines, strict=True)):
            continue
        counts = [places.count(part) for part in parts]
        bundles = counts[0] // quantities[0]
        if counts == [bundles * quantity for quantity in quantities]:
            cost = sum(each.price for part, each in zip(places, lines, strict=True) if part)
            best = found.setdefault(bundles, cost)
            found[bundles] = max(best, cost) if dearest else min(best, cost)
    return [found[i] for i in range(len(found))]


@cache
def read(parts: tuple[int, ...], kind: str, value: int, pick: str) -> Any:  # noqa: ANN401
    chosen = [{"items": {"categories": [name]}, "quantity": q} for name, q in zip("pqr", parts, strict=False)]
    return reward("bundle", parts=chosen, pick=pick, **{kind: value})


@given(
    carts(),
    st.lists(st.integers(1, 2), min_size=1, max_size=3),
    st.sampled_from(["price", "amount"]),
    st.integers(0, 40),
    st.sampled_from(["dearest", "cheapest"]),
)
@settings(max_examples=150, deadline=None)
def test_bundles_are_the_best_of_all_ways(
    lines: list[Line], quantities: list[int], kind: str, value: int, pick: str
) -> None:
    cart = basket(*lines)
    found = read(tuple(quantities), kind, value, pick).apply(cart).discount
    worth = values_by_trying(lines, quantities, dearest=pick == "dearest")
    if kind == "price":
        # The cheapest are all made, or none.
        made = range(len(worth)) if pick == "dearest" else (0, len(worth) - 1)
        assert found == max(worth[i] - i * value for i in made)
    else:
        each = [after - before for before, after in pairwise(worth)]
        assert found == sum(min(value, bundle) for bundle in each)


@given(carts(), st.lists(st.integers(1, 2), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_as_many_bundles_are_made_as_can_be(lines: list[Line], quantities: list[int]) -> None:
    cart = basket(*lines)
    effects = read(tuple(quantities), "percent", 100, "dearest").apply(cart)
    worth = values_by_trying(lines, quantities, dearest=True)
    assert (effects.units, effects.discount) == ((len(worth) - 1) * sum(quantities), worth[-1])
