"""Rewards on the whole order and on shipping, reckoned by hand."""

from typing import Any

import pytest

from largesse.promotions.cart import Line
from largesse.promotions.rewards.effects import NOTHING
from tests.promotions.baskets import basket, line, off, reward

Case = tuple[dict[str, Any], list[Line], dict[str, Any], dict[str, int]]

# What the reward is; the lines; how the basket stands; what comes off.
CASES: dict[str, Case] = {
    # 10 % of 19.99 = 1.999 -> 2.00; shares 99.95 and 100.05; the odd cent goes to A.
    "percent is rounded once and shared": (
        {"kind": "order_percent", "percent": "10"},
        [line("A", 999), line("B", 500, 2)],
        {},
        {"A": 100, "B": 100},
    ),
    # 15 % of 1,255 yen = 188.25 -> 188.
    "percent of yen": (
        {"kind": "order_percent", "percent": 15},
        [line("A", 1255)],
        {"currency": "JPY"},
        {"A": 188},
    ),
    # 12.5 % of 0.500 KWD = 62.5 fils -> 63.
    "percent of fils, half up": (
        {"kind": "order_percent", "percent": "12.5"},
        [line("A", 500)],
        {"currency": "KWD"},
        {"A": 63},
    ),
    # 33.3333 % of 0.01 = 0.0033 -> nothing.
    "percent too small for one cent": (
        {"kind": "order_percent", "percent": "33.3333"},
        [line("A", 1)],
        {},
        {},
    ),
    # 10 % of what A cost at first, 10.00, while it costs 8.00 now.
    "percent of the initial price": (
        {"kind": "order_percent", "percent": 10},
        [line("A", 1000)],
        {"now": {"A": 800}, "initial": True},
        {"A": 100},
    ),
    "percent of the current price": (
        {"kind": "order_percent", "percent": 10},
        [line("A", 1000)],
        {"now": {"A": 800}},
        {"A": 80},
    ),
    # 90 % of 10.00 = 9.00, but only 5.00 are left.
    "percent of the initial price is held to what is left": (
        {"kind": "order_percent", "percent": 90},
        [line("A", 1000)],
        {"now": {"A": 500}, "initial": True},
        {"A": 500},
    ),
    # 100 % of 30.00, of which A could bear 20.00: capped to 6.00, shared 2 : 1.
    "percent with a cap": (
        {"kind": "order_percent", "percent": 100, "most": 600},
        [line("A", 2000), line("B", 1000)],
        {},
        {"A": 400, "B": 200},
    ),
    "percent with a cap in another currency gives nothing": (
        {"kind": "order_percent", "percent": 10, "most": {"PLN": 600}},
        [line("A", 2000)],
        {},
        {},
    ),
    "percent leaves closed lines alone": (
        {"kind": "order_percent", "percent": 10},
        [line("A", 2000), line("B", 1000)],
        {"closed": ["A"]},
        {"B": 100},
    ),
    # 10.00 over three equal lines: 3.34, 3.33, 3.33; the first by the cart's order has the odd cent.
    "amount over equal lines": (
        {"kind": "order_amount", "amount": 1000},
        [line("C", 2000), line("A", 2000), line("B", 2000)],
        {},
        {"A": 334, "B": 333, "C": 333},
    ),
    # 5.00 over 7.00 and 2.99: 350.35 and 149.65 -> 350 and 150.
    "amount in proportion": (
        {"kind": "order_amount", "amount": 500},
        [line("A", 700), line("B", 299)],
        {},
        {"A": 350, "B": 150},
    ),
    "amount larger than the cart": (
        {"kind": "order_amount", "amount": 5000},
        [line("A", 700), line("B", 299, 2)],
        {},
        {"A": 700, "B": 598},
    ),
    "amount passes by what costs nothing": (
        {"kind": "order_amount", "amount": 100},
        [line("A", 0), line("B", 300)],
        {},
        {"B": 100},
    ),
    "amount on a cart that costs nothing": (
        {"kind": "order_amount", "amount": 100},
        [line("A", 0)],
        {},
        {},
    ),
    "amount by currency": (
        {"kind": "order_amount", "amount": {"EUR": 100, "JPY": 160}},
        [line("A", 1000)],
        {"currency": "JPY"},
        {"A": 160},
    ),
    "amount without the currency": (
        {"kind": "order_amount", "amount": {"EUR": 100}},
        [line("A", 1000)],
        {"currency": "JPY"},
        {},
    ),
    # 1.5 kg at 4.00 = 6.00 and 2.00: 1.00 is shared 3 : 1.
    "amount on something weighed": (
        {"kind": "order_amount", "amount": 100},
        [line("A", 400, "1.5"), line("B", 200)],
        {},
        {"A": 75, "B": 25},
    ),
    # 30.00 shall cost 25.00.
    "a fixed total": (
        {"kind": "order_total", "total": 2500},
        [line("A", 2000), line("B", 1000)],
        {},
        {"A": 333, "B": 167},
    ),
    "a fixed total above what the order costs": (
        {"kind": "order_total", "total": 3100},
        [line("A", 2000), line("B", 1000)],
        {},
        {},
    ),
    "a fixed total counts from what is left": (
        {"kind": "order_total", "total": 2500},
        [line("A", 3000)],
        {"now": {"A": 2600}, "initial": True},
        {"A": 100},
    ),
    "a fixed total of nothing": (
        {"kind": "order_total", "total": 0},
        [line("A", 2000)],
        {},
        {"A": 2000},
    ),
    "a fixed total without the currency is not free": (
        {"kind": "order_total", "total": {"PLN": 0}},
        [line("A", 2000)],
        {},
        {},
    ),
    "a fixed total with a cap": (
        {"kind": "order_total", "total": 0, "most": 300},
        [line("A", 2000), line("B", 1000)],
        {},
        {"A": 200, "B": 100},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_order_gets_what_was_reckoned_by_hand(name: str) -> None:
    settings, lines, stand, expected = CASES[name]
    cart = basket(*lines, **stand)
    assert off(cart, reward(**settings).apply(cart)) == expected


LADDER = {
    "by": "order_value",
    "steps": [{"at_least": 5000, "value": 10}, {"at_least": 10000, "value": "20"}],
}


@pytest.mark.parametrize(
    ("price", "expected"), [(4999, 0), (5000, 500), (9999, 1000), (10000, 2000), (50000, 10000)]
)
def test_steps_by_order_value_climb_at_the_exact_amount(price: int, expected: int) -> None:
    cart = basket(line("A", price))
    assert reward("order_percent", percent=LADDER).apply(cart).discount == expected


def test_steps_by_order_value_count_what_was_taken_off_only_if_asked() -> None:
    cart = basket(line("A", 10000), now={"A": 9000})
    assert reward("order_percent", percent=LADDER).apply(cart).discount == 1800
    assert reward("order_percent", percent={**LADDER, "basis": "current"}).apply(cart).discount == 900


@pytest.mark.parametrize(("uses", "expected"), [(0, 500), (1, 500), (2, 700), (9, 700)])
def test_steps_by_use_climb_with_each_redemption(uses: int, expected: int) -> None:
    steps = {"by": "uses", "steps": [{"at_least": 0, "value": 500}, {"at_least": 2, "value": 700}]}
    cart = basket(line("A", 10000), uses=uses)
    assert reward("order_amount", amount=steps).apply(cart).discount == expected


@pytest.mark.parametrize(("quantity", "expected"), [(2, 0), (3, 300), (5, 300), (6, 800)])
def test_steps_by_units_count_open_lines_only(quantity: int, expected: int) -> None:
    steps = {"by": "units", "steps": [{"at_least": 3, "value": 300}, {"at_least": 6, "value": 800}]}
    cart = basket(line("A", 1000, quantity), line("B", 1000, 10), closed=["B"])
    assert reward("order_amount", amount=steps).apply(cart).discount == expected


def test_a_step_without_the_cart_s_currency_is_passed_over() -> None:
    steps = {
        "by": "order_value",
        "steps": [{"at_least": {"PLN": 100}, "value": {"PLN": 10, "EUR": 3}}],
    }
    cart = basket(line("A", 1000))
    assert reward("order_amount", amount=steps).apply(cart) == NOTHING


def test_units_are_those_of_lines_with_a_discount() -> None:
    cart = basket(line("A", 1000, 3), line("B", 0, 5), line("C", 1000, "2.5"))
    assert reward("order_amount", amount=500).apply(cart).units == 4


@pytest.mark.parametrize(
    ("settings", "shipping", "expected"),
    [
        ({"kind": "free_shipping"}, 799, 799),
        ({"kind": "free_shipping"}, 0, 0),
        ({"kind": "free_shipping", "most": 500}, 799, 500),
        ({"kind": "free_shipping", "most": {"PLN": 500}}, 799, 0),
        ({"kind": "shipping_discount", "percent": 50}, 799, 400),  # 399.5 half up
        ({"kind": "shipping_discount", "percent": 50, "most": 300}, 799, 300),
        ({"kind": "shipping_discount", "amount": 300}, 799, 300),
        ({"kind": "shipping_discount", "amount": 900}, 799, 799),
        ({"kind": "shipping_discount", "amount": {"PLN": 900}}, 799, 0),
    ],
)
def test_shipping_costs_less(settings: dict[str, Any], shipping: int, expected: int) -> None:
    cart = basket(line("A", 1000), shipping=shipping)
    effects = reward(**settings).apply(cart)
    assert (effects.shipping, effects.lines, effects.units) == (expected, (), 0)


@pytest.mark.parametrize("kind", ["order_percent", "order_amount", "order_total", "free_shipping"])
def test_an_empty_cart_gets_nothing(kind: str) -> None:
    settings = {
        "order_percent": {"percent": 10},
        "order_amount": {"amount": 100},
        "order_total": {"total": 1},
    }
    cart = basket()
    assert reward(kind, **settings.get(kind, {})).apply(cart) == NOTHING
