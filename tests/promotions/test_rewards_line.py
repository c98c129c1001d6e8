"""Rewards on chosen lines and units, reckoned by hand."""

from typing import Any

import pytest

from largesse.promotions.cart import Line
from largesse.promotions.rewards.effects import NOTHING
from tests.promotions.baskets import basket, line, off, reward

Case = tuple[dict[str, Any], list[Line], dict[str, Any], dict[str, int]]
ABC = [line("A", 300, 2), line("B", 500), line("C", 200, 3)]

PERCENT: dict[str, Case] = {
    "all lines, each rounded once": (
        # 10 % of 0.15 = 1.5 -> 2 for the line of three, not 0.5 -> 1 for each unit.
        {"percent": 10},
        [line("A", 5, 3), line("B", 5)],
        {},
        {"A": 2, "B": 1},
    ),
    "selected lines": ({"percent": 10, "items": {"skus": ["B"]}}, ABC, {}, {"B": 50}),
    "all but reduced lines": (
        {"percent": 50, "items": {"reduced": False}},
        [line("A", 300, reduced=True), line("B", 500)],
        {},
        {"B": 250},
    ),
    "no closed lines": ({"percent": 10}, ABC, {"closed": ["A", "C"]}, {"B": 50}),
    "the cheapest unit": ({"percent": 50, "target": {"pick": "cheapest"}}, ABC, {}, {"C": 100}),
    "the dearest unit": ({"percent": 50, "target": {"pick": "dearest"}}, ABC, {}, {"B": 250}),
    "the two dearest units": (
        {"percent": 50, "target": {"pick": "dearest", "count": 2}},
        ABC,
        {},
        {"B": 250, "A": 150},
    ),
    "equal prices: the first by SKU": (
        {"percent": 100, "target": {"pick": "cheapest"}},
        [line("Z", 300), line("M", 300), line("Q", 300)],
        {},
        {"M": 300},
    ),
    # C C C A A B by price: the third is a C, the sixth is B.
    "every third from the cheapest": (
        {"percent": 100, "target": {"pick": "every_nth", "n": 3}},
        ABC,
        {},
        {"C": 200, "B": 500},
    ),
    # B A A C C C: the third is an A, the sixth a C: of each three the cheapest.
    "every third from the dearest": (
        {"percent": 100, "target": {"pick": "every_nth", "n": 3, "first": "dearest"}},
        ABC,
        {},
        {"A": 300, "C": 200},
    ),
    # Passing over C, C: then C, A, A: the third is an A.
    "every third after two": (
        {"percent": 100, "target": {"pick": "every_nth", "n": 3, "skip": 2}},
        ABC,
        {},
        {"A": 300},
    ),
    "every third at most once": (
        {"percent": 100, "target": {"pick": "every_nth", "n": 3, "count": 1}},
        ABC,
        {},
        {"C": 200},
    ),
    # C (C) C (A) A (B)
    "the cheapest and each second further one": (
        {"percent": 100, "target": {"pick": "cheapest", "repeat": 2}},
        ABC,
        {},
        {"C": 400, "A": 300},
    ),
    # Passing over B: A (A) C ... at most two.
    "the dearest after one, each second, twice": (
        {"percent": 100, "target": {"pick": "dearest", "repeat": 2, "skip": 1, "count": 2}},
        ABC,
        {},
        {"A": 300, "C": 200},
    ),
    "all after the first four": (
        {"percent": 100, "target": {"skip": 4}},
        ABC,
        {},
        {"A": 300, "B": 500},
    ),
    "all, dearest first, at most two": (
        {"percent": 100, "target": {"first": "dearest", "count": 2}},
        ABC,
        {},
        {"B": 500, "A": 300},
    ),
    "the cheapest unit of each line": (
        {"percent": 100, "target": {"pick": "cheapest", "within": "line"}},
        ABC,
        {},
        {"A": 300, "B": 500, "C": 200},
    ),
    "every second unit of each line": (
        {"percent": 100, "target": {"pick": "every_nth", "n": 2, "within": "line"}},
        ABC,
        {},
        {"A": 300, "C": 200},
    ),
    "the cheapest line, all its units": (
        {"percent": 10, "target": {"pick": "cheapest", "by": "line"}},
        ABC,
        {},
        {"C": 60},
    ),
    "every second line from the dearest": (
        {"percent": 10, "target": {"pick": "every_nth", "n": 2, "first": "dearest", "by": "line"}},
        ABC,
        {},
        {"A": 60},
    ),
    "what costs nothing is never the cheapest": (
        {"percent": 100, "target": {"pick": "cheapest"}},
        [line("A", 0), line("B", 500)],
        {},
        {"B": 500},
    ),
    # Three units for 10.00: 3.34, 3.33 and 3.33; the cheapest is 3.33, the dearest 3.34.
    "the cheapest unit of a line that does not divide": (
        {"percent": 100, "target": {"pick": "cheapest"}},
        [line("A", 333, 3, amount=1000)],
        {},
        {"A": 333},
    ),
    "the dearest unit of a line that does not divide": (
        {"percent": 100, "target": {"pick": "dearest"}},
        [line("A", 333, 3, amount=1000)],
        {},
        {"A": 334},
    ),
    # The line costs 8.00 now: units of 4.00; 25 % of one at first (5.00) is 1.25, of one now 1.00.
    "one unit, of the initial price": (
        {"percent": 25, "target": {"pick": "cheapest"}},
        [line("A", 500, 2)],
        {"now": {"A": 800}, "initial": True},
        {"A": 125},
    ),
    "one unit, of the current price": (
        {"percent": 25, "target": {"pick": "cheapest"}},
        [line("A", 500, 2)],
        {"now": {"A": 800}},
        {"A": 100},
    ),
    "what is weighed is one unit": (
        # 1.37 kg for 5.48 is one unit, dearer than B.
        {"percent": 50, "target": {"pick": "dearest"}},
        [line("A", 400, "1.37"), line("B", 500, 3)],
        {},
        {"A": 274},
    ),
    # 50 % would be 2.50 for B and 1.50 for each A.
    "a cap for each unit": (
        {"percent": 50, "most_per_unit": 120},
        ABC,
        {},
        {"A": 240, "B": 120, "C": 300},
    ),
    "a cap for each line": ({"percent": 50, "most_per_line": 260}, ABC, {}, {"A": 260, "B": 250, "C": 260}),
    # 3.00, 2.50, 3.00 = 8.50, capped to 4.25.
    "a cap for the order": ({"percent": 50, "most": 425}, ABC, {}, {"A": 150, "B": 125, "C": 150}),
    "a cap of units takes the cheapest first": (
        {"percent": 50, "most_units": 4},
        ABC,
        {},
        {"C": 300, "A": 150},
    ),
    "a cap of units by the target's counting": (
        {"percent": 50, "most_units": 2, "target": {"first": "dearest"}},
        ABC,
        {},
        {"B": 250, "A": 150},
    ),
    "a cap without the currency gives nothing": ({"percent": 50, "most_per_line": {"PLN": 9}}, ABC, {}, {}),
    "yen": ({"percent": "33.3333"}, [line("A", 100)], {"currency": "JPY"}, {"A": 33}),
    "fils": ({"percent": "50"}, [line("A", 1255)], {"currency": "KWD"}, {"A": 628}),
}

AMOUNT: dict[str, Case] = {
    "off each unit": ({"amount": 50}, ABC, {}, {"A": 100, "B": 50, "C": 150}),
    "off each unit, never more than it costs": ({"amount": 250}, ABC, {}, {"A": 500, "B": 250, "C": 600}),
    "off each unit of a line that does not divide": (
        # Its units cost 0.34, 0.33 and 0.33.
        {"amount": 34},
        [line("A", 33, 3, amount=100)],
        {},
        {"A": 100},
    ),
    "off something weighed, once": ({"amount": 50}, [line("A", 400, "2.5")], {}, {"A": 50}),
    "off the cheapest unit": ({"amount": 50, "target": {"pick": "cheapest"}}, ABC, {}, {"C": 50}),
    "off each line": ({"amount": 550, "per": "line"}, ABC, {}, {"A": 550, "B": 500, "C": 550}),
    "off each line, only what its chosen units cost": (
        {"amount": 550, "per": "line", "target": {"pick": "cheapest", "within": "line"}},
        ABC,
        {},
        {"A": 300, "B": 500, "C": 200},
    ),
    # 6.00 + 5.00 + 6.00 = 17.00; 1.00 is 35.29, 29.41, 35.29 -> the odd cents to B (.41) first, then none.
    "shared by value": ({"amount": 100, "per": "value"}, ABC, {}, {"A": 35, "B": 30, "C": 35}),
    # 2 : 1 : 3 units.
    "shared by quantity": ({"amount": 120, "per": "quantity"}, ABC, {}, {"A": 40, "B": 20, "C": 60}),
    # 3 : 1 of 8.00 would be 6.00 and 2.00, but A costs 3.00 only: the rest goes to B.
    "shared by quantity, the rest goes on": (
        {"amount": 800, "per": "quantity"},
        [line("A", 100, 3), line("B", 900)],
        {},
        {"A": 300, "B": 500},
    ),
    "shared by quantity, more than the cart": (
        {"amount": 8000, "per": "quantity"},
        [line("A", 100, 3), line("B", 900)],
        {},
        {"A": 300, "B": 900},
    ),
    "shared, with a cap for each line": (
        {"amount": 120, "per": "quantity", "most_per_line": 50},
        ABC,
        {},
        {"A": 40, "B": 20, "C": 50},
    ),
    "without the currency": ({"amount": {"PLN": 50}}, ABC, {}, {}),
    "by steps of units": (
        {"amount": {"by": "units", "steps": [{"at_least": 3, "value": 10}]}, "items": {"skus": ["C"]}},
        ABC,
        {},
        {"C": 30},
    ),
    "by steps of units that are not reached": (
        {"amount": {"by": "units", "steps": [{"at_least": 3, "value": 10}]}, "items": {"skus": ["A"]}},
        ABC,
        {},
        {},
    ),
    "off the current price": ({"amount": 400}, [line("A", 500, 2)], {"now": {"A": 700}}, {"A": 700}),
}

PRICE: dict[str, Case] = {
    "each unit": ({"price": 180}, ABC, {}, {"A": 240, "B": 320, "C": 60}),
    "what costs less stays": ({"price": 250}, ABC, {}, {"A": 100, "B": 250}),
    "free": ({"price": 0, "items": {"skus": ["A"]}}, ABC, {}, {"A": 600}),
    # 1.5 kg at 4.00 cost 6.00; at 2.99 they cost 4.485 -> 4.49.
    "of something weighed, for each kilogram": (
        {"price": 299},
        [line("A", 400, "1.5")],
        {},
        {"A": 151},
    ),
    # 3.34 + 3.33 + 3.33 down to 3.00 each.
    "of a line that does not divide": ({"price": 300}, [line("A", 333, 3, amount=1000)], {}, {"A": 100}),
    "of the dearest": ({"price": 100, "target": {"pick": "dearest"}}, ABC, {}, {"B": 400}),
    "with a cap for each unit": (
        {"price": 180, "most_per_unit": 100},
        ABC,
        {},
        {"A": 200, "B": 100, "C": 60},
    ),
    "without the currency it is not free": ({"price": {"PLN": 0}}, ABC, {}, {}),
    "below the first step it is not free": (
        {"price": {"by": "uses", "steps": [{"at_least": 1, "value": 0}]}},
        ABC,
        {},
        {},
    ),
    "yen": ({"price": 980}, [line("A", 1280, 2)], {"currency": "JPY"}, {"A": 600}),
}

CASES = [
    pytest.param(kind, *case, id=f"{kind}-{name}")
    for kind, cases in (("line_percent", PERCENT), ("line_amount", AMOUNT), ("line_price", PRICE))
    for name, case in cases.items()
]


@pytest.mark.parametrize(("kind", "settings", "lines", "stand", "expected"), CASES)
def test_lines_get_what_was_reckoned_by_hand(
    kind: str, settings: dict[str, Any], lines: list[Line], stand: dict[str, Any], expected: dict[str, int]
) -> None:
    cart = basket(*lines, **stand)
    assert off(cart, reward(kind, **settings).apply(cart)) == expected


def test_only_discounted_units_are_counted() -> None:
    cart = basket(*ABC)
    effects = reward("line_percent", percent=50, target={"pick": "cheapest", "count": 4}).apply(cart)
    assert effects.units == 4


def test_a_line_of_a_million_units_is_no_work() -> None:
    cart = basket(line("A", 3, 1_000_000, amount=2_500_001), line("B", 9, 10**9))
    effects = reward("line_percent", percent=100, target={"pick": "every_nth", "n": 3}).apply(cart)
    # Cheapest first: 499,999 units of A at 2, 500,001 at 3, then B. 333,333 thirds fall into A.
    assert effects.units == 1_001_000_000 // 3
    # Thirds among the first 499,999 are 166,666 of them at 2; 333,333 - 166,666 at 3; the others at 9.
    assert effects.discount == 166_666 * 2 + 166_667 * 3 + (333_666_666 - 333_333) * 9


def test_a_cart_of_which_only_the_total_is_known_is_one_unit() -> None:
    cart = basket(line("", 5000, name="total"))
    assert reward("line_percent", percent=10).apply(cart).discount == 500
    assert reward("line_percent", percent=10, items={"skus": ["A"]}).apply(cart) == NOTHING
