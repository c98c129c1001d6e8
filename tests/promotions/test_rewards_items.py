"""Buy some get some, free items, upgrades and products: reckoned by hand, and against trying everything."""

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.promotions.cart import Line
from largesse.promotions.rewards.effects import NOTHING, Effects, Grant
from tests.promotions.baskets import basket, line, off, reward

Case = tuple[dict[str, Any], list[Line], dict[str, Any], dict[str, int]]
FREE = {"buy_quantity": 1, "percent": 100}
SHOES = {"categories": ["shoes"]}
SOCKS = {"categories": ["socks"]}

BUY_GET: dict[str, Case] = {
    "one unit is not enough for one and one": (FREE, [line("A", 500)], {}, {}),
    "one and one": (FREE, [line("A", 500, 2)], {}, {"A": 500}),
    "one and one of three": (FREE, [line("A", 500, 3)], {}, {"A": 500}),
    "one and one, twice": (FREE, [line("A", 500, 4)], {}, {"A": 1000}),
    "one and one, once only": ({**FREE, "times": 1}, [line("A", 500, 4)], {}, {"A": 500}),
    "the cheapest is got": (FREE, [line("A", 500), line("B", 300)], {}, {"B": 300}),
    "the dearest is got": ({**FREE, "pick": "dearest"}, [line("A", 500), line("B", 300)], {}, {"A": 500}),
    "equal prices: the first by SKU": (FREE, [line("Z", 300), line("M", 300)], {}, {"M": 300}),
    # Six units, two sets of 2 + 1: the two cheapest, 1.00 and 2.00.
    "two and one over all": (
        {"buy_quantity": 2, "percent": 100},
        [line("A", 600), line("B", 500), line("C", 400), line("D", 300), line("E", 200), line("F", 100)],
        {},
        {"E": 200, "F": 100},
    ),
    "two and one at half price": (
        {"buy_quantity": 2, "percent": 50},
        [line("A", 999, 3)],
        {},
        {"A": 500},  # 4.995 half up
    ),
    "shoes, then socks for 1.00": (
        {"buy": SHOES, "buy_quantity": 1, "get": SOCKS, "get_quantity": 2, "price": 100},
        [line("S", 9000, categories=["shoes"]), line("T", 400, 5, categories=["socks"])],
        {},
        {"T": 600},
    ),
    "shoes without socks": (
        {"buy": SHOES, "get": SOCKS, **FREE},
        [line("S", 9000, categories=["shoes"])],
        {},
        {},
    ),
    "an amount off what one gets, never more than it costs": (
        {"buy_quantity": 1, "amount": 450},
        [line("A", 500), line("B", 300)],
        {},
        {"B": 300},
    ),
    # B is both; A only buys. B may be got as A is there to be bought.
    "a unit that could be either is got where enough is bought": (
        {"buy": {"skus": ["A", "B"]}, "get": {"skus": ["B"]}, **FREE},
        [line("A", 500), line("B", 300)],
        {},
        {"B": 300},
    ),
    "a unit that could be either is not both": (
        {"buy": {"skus": ["B"]}, "get": {"skus": ["B"]}, **FREE},
        [line("A", 500), line("B", 300)],
        {},
        {},
    ),
    # Two B (either), one C (only got, dearer). One set: buy one B, get ... the cheapest is the other B.
    "the cheapest that leaves enough to be bought": (
        {"buy": {"skus": ["B"]}, "get": {"skus": ["B", "C"]}, **FREE},
        [line("B", 300, 2), line("C", 900)],
        {},
        {"B": 300},
    ),
    # Two sets need both B bought, so only C and C can be got.
    "as many sets as possible go before the cheapest": (
        {"buy": {"skus": ["B"]}, "get": {"skus": ["B", "C"]}, **FREE},
        [line("B", 300, 2), line("C", 900, 2)],
        {},
        {"C": 1800},
    ),
    "what costs nothing is neither bought nor got": (FREE, [line("A", 0, 3), line("B", 300)], {}, {}),
    "what is weighed is one unit": (FREE, [line("A", 400, "1.5"), line("B", 900)], {}, {"A": 600}),
    "closed lines are neither bought nor got": (
        FREE,
        [line("A", 500), line("B", 300)],
        {"closed": ["A"]},
        {},
    ),
    "a cap": ({**FREE, "most": 700}, [line("A", 500, 2), line("B", 500, 2)], {}, {"A": 700}),
    "a price without the currency is not free": (
        {"buy_quantity": 1, "price": {"PLN": 0}},
        [line("A", 500, 2)],
        {},
        {},
    ),
    "percent of the initial price, held to what is left": (
        {"buy_quantity": 1, "percent": 60},
        [line("A", 500, 2)],
        {"now": {"A": 500}, "initial": True},
        {"A": 250},
    ),
    "yen": (
        {"buy_quantity": 2, "get_quantity": 1, "percent": 30},
        [line("A", 105, 3)],
        {"currency": "JPY"},
        {"A": 32},  # 31.5 half up
    ),
}


@pytest.mark.parametrize("name", BUY_GET)
def test_buying_some_gets_what_was_reckoned_by_hand(name: str) -> None:
    setting, lines, stand, expected = BUY_GET[name]
    cart = basket(*lines, **stand)
    assert off(cart, reward("buy_get", **setting).apply(cart)) == expected


def test_a_buy_get_needs_one_of_its_three_values() -> None:
    for values in ({}, {"percent": 10, "price": 5}, {"amount": 1, "price": 5}):
        with pytest.raises(ValueError, match="give one of `percent`, `amount` and `price`"):
            reward("buy_get", buy_quantity=1, **values)


@st.composite
def carts(draw: st.DrawFn) -> list[Line]:
    return [
        line(sku, draw(st.integers(1, 9)), categories=draw(st.sets(st.sampled_from("bg"), min_size=1)))
        for sku in "ABCDEF"[: draw(st.integers(1, 6))]
    ]


def by_trying(lines: list[Line], buy: int, get: int) -> tuple[int, int]:
    """How many sets the units make, and what the cheapest units got cost: by trying all ways."""
    most, least = 0, 0
    for sets in range(1, len(lines) + 1):
        prices = [
            sum(lines[i].price for i in got)
            for got in combinations(range(len(lines)), sets * get)
            if all("g" in lines[i].categories for i in got)
            and sum("b" in lines[i].categories for i in set(range(len(lines))) - set(got)) >= sets * buy
        ]
        if prices:
            most, least = sets, min(prices)
    return most, least


@given(carts(), st.integers(1, 3), st.integers(1, 3))
@settings(max_examples=300)
def test_buy_get_makes_as_many_sets_as_can_be_and_gives_the_cheapest(
    lines: list[Line], buy: int, get: int
) -> None:
    cart = basket(*lines)
    found = reward(
        "buy_get",
        buy={"categories": ["b"]},
        buy_quantity=buy,
        get={"categories": ["g"]},
        get_quantity=get,
        percent=100,
    ).apply(cart)
    sets, cost = by_trying(lines, buy, get)
    assert (found.units, found.discount) == (sets * get, cost)


def gifts(effects: Effects) -> dict[object, int]:
    """Granted units by SKU."""
    found: Counter[object] = Counter()
    for grant in effects.grants:
        assert grant.kind == "item"
        found[grant.params["sku"]] += grant.amount
    return dict(found)


FREE_ITEM: dict[str, tuple[dict[str, Any], list[Line], dict[str, int], dict[str, int]]] = {
    "always new, though there is one": (
        {"sku": "MUG", "mode": "always_new", "quantity": 2},
        [line("MUG", 800)],
        {},
        {"MUG": 2},
    ),
    "only missing, none there": ({"sku": "MUG", "quantity": 2}, [line("A", 900)], {}, {"MUG": 2}),
    "only missing, one there": ({"sku": "MUG", "quantity": 2}, [line("MUG", 800)], {"MUG": 800}, {"MUG": 1}),
    "only missing, enough there": ({"sku": "MUG", "quantity": 2}, [line("MUG", 800, 3)], {"MUG": 1600}, {}),
    "only missing, the cheapest of them": (
        {"sku": "MUG"},
        [line("MUG", 800, name="dear"), line("MUG", 700, name="cheap")],
        {"cheap": 700},
        {},
    ),
    "only missing, given already": ({"sku": "MUG"}, [line("MUG", 0), line("A", 900)], {}, {}),
    "for each two bought, five bought": (
        {"sku": "MUG", "mode": "many", "items": {"skus": ["A"]}, "each": 2},
        [line("A", 100, 5), line("MUG", 800)],
        {"MUG": 800},
        {"MUG": 1},
    ),
    "for each bought, at most three": (
        {"sku": "MUG", "mode": "many", "quantity": 2, "times": 3},
        [line("A", 100, 5)],
        {},
        {"MUG": 6},
    ),
    "free units do not count as bought": (
        {"sku": "MUG", "mode": "many"},
        [line("MUG", 800, 2), line("A", 100)],
        {"MUG": 800},
        {},
    ),
    "same: two bought, the third is missing": (
        {"mode": "same", "each": 2},
        [line("A", 100, 2)],
        {},
        {"A": 1},
    ),
    "same: the third is there": ({"mode": "same", "each": 2}, [line("A", 100, 3)], {"A": 100}, {}),
    "same: five are two sets, one unit short": (
        {"mode": "same", "each": 2},
        [line("A", 100, 5)],
        {"A": 100},
        {"A": 1},
    ),
    "same: one bought is too few": ({"mode": "same", "each": 2}, [line("A", 100)], {}, {}),
    "same: four are one set and one over": (
        {"mode": "same", "each": 2},
        [line("A", 100, 4)],
        {"A": 100},
        {},
    ),
    "same: two lines of one article": (
        {"mode": "same", "each": 2},
        [line("A", 100, 2, name="x"), line("A", 90, name="y")],
        {"y": 90},
        {},
    ),
    "same: given already": (
        {"mode": "same", "each": 2},
        [line("A", 100, 2, name="x"), line("A", 0, name="y")],
        {},
        {},
    ),
    "same: of each article, at most one set": (
        {"mode": "same", "times": 1},
        [line("B", 100), line("A", 50)],
        {},
        {"A": 1},
    ),
    "same: not without an article": ({"mode": "same"}, [line("", 100)], {}, {}),
}


@pytest.mark.parametrize("name", FREE_ITEM)
def test_free_items_are_what_was_reckoned_by_hand(name: str) -> None:
    setting, lines, expected, granted = FREE_ITEM[name]
    cart = basket(*lines)
    effects = reward("free_item", **setting).apply(cart)
    assert (off(cart, effects), gifts(effects)) == (expected, granted)


def test_a_free_item_on_a_closed_line_is_given_anew() -> None:
    cart = basket(line("MUG", 800), line("A", 900), closed=["MUG"])
    effects = reward("free_item", sku="MUG").apply(cart)
    assert (off(cart, effects), gifts(effects)) == ({}, {"MUG": 1})


@pytest.mark.parametrize(
    "setting",
    [
        {},
        {"mode": "same", "sku": "A"},
        {"sku": "A", "each": 2},
        {"sku": "A", "mode": "always_new", "times": 2},
        {"sku": "A", "quantity": 0},
    ],
)
def test_settings_of_a_free_item_that_make_no_sense_are_refused(setting: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"sku|belong|greater"):
        reward("free_item", **setting)


SMALL = {"items": {"skus": ["S"]}, "sku": "L"}


@pytest.mark.parametrize(
    ("setting", "lines", "expected", "units"),
    [
        (SMALL, [line("S", 300, 2), line("A", 900)], {}, 2),
        ({**SMALL, "price": 200}, [line("S", 300, 2)], {"S": 200}, 2),
        ({**SMALL, "price": 0}, [line("S", 300)], {"S": 300}, 1),
        ({**SMALL, "price": 400}, [line("S", 300)], {}, 1),
        ({**SMALL, "price": 0, "most_units": 1}, [line("S", 300, 3)], {"S": 300}, 1),
        ({**SMALL, "sku": "S", "price": 0}, [line("S", 300)], {}, 0),
        ({**SMALL, "price": {"PLN": 0}}, [line("S", 300)], {}, 0),
        (SMALL, [line("A", 300)], {}, 0),
    ],
)
def test_an_upgrade_grants_as_many_as_it_replaces(
    setting: dict[str, Any], lines: list[Line], expected: dict[str, int], units: int
) -> None:
    cart = basket(*lines)
    effects = reward("replace_item", **setting).apply(cart)
    assert off(cart, effects) == expected
    grant = Grant("item", units, {"sku": "L", "replaces": "S", "line": "S"})
    assert effects.grants == ((grant,) if units else ())


def test_a_product_is_granted_and_changes_no_price() -> None:
    effects = reward("product_item", sku="MUG", quantity=2, name="A mug").apply(basket(line("A", 100)))
    assert effects == Effects(grants=(Grant("item", 2, {"sku": "MUG", "name": "A mug"}),))
    assert reward("free_item", sku="MUG", mode="many").apply(basket()) == NOTHING
