"""Points, gift cards and cashback, reckoned by hand."""

from typing import Any

import pytest

from largesse.promotions.cart import Line
from largesse.promotions.needs import NeedPoints
from largesse.promotions.rewards.effects import NOTHING, Effects, Grant
from tests.promotions.baskets import basket, line, off, reward

CART = [line("A", 1999), line("B", 500, 2)]

LADDER = {"by": "order_value", "steps": [{"at_least": 0, "value": 1}, {"at_least": 2999, "value": 9}]}

POINTS: dict[str, tuple[dict[str, Any], dict[str, Any], int]] = {
    "fixed": ({"points": 100}, {}, 100),
    "fixed, doubled": ({"points": 100, "multiplier": 2}, {}, 200),
    "fixed, times 1.005": ({"points": 100, "multiplier": "1.005"}, {}, 101),  # 100.5 half up
    # 29.99 are two full tens.
    "for each full ten": ({"points": 5, "per": 1000}, {}, 10),
    "for each ten in proportion": ({"points": 5, "per": 1000, "partial": True}, {}, 15),  # 14.995
    "for each full ten, times 1.5": ({"points": 5, "per": 1000, "multiplier": "1.5"}, {}, 15),
    "on what is left": ({"points": 1, "per": 100}, {"now": {"A": 0}}, 10),
    "on chosen items": ({"points": 1, "per": 100, "items": {"skus": ["A"]}}, {}, 19),
    "not on closed lines": ({"points": 1, "per": 100}, {"closed": ["A"]}, 10),
    "never more than": ({"points": 1, "per": 100, "most": 7}, {}, 7),
    "by currency": ({"points": 1, "per": {"EUR": 100, "JPY": 500}}, {"currency": "JPY"}, 5),
    "without the currency": ({"points": 1, "per": {"EUR": 100}}, {"currency": "JPY"}, 0),
    "per nothing": ({"points": 1, "per": 0}, {}, 0),
    "below one": ({"points": 1, "per": 10000}, {}, 0),
    "by steps": (
        {"points": LADDER},
        {},
        9,
    ),
    "by steps, not reached": (
        {"points": {"by": "uses", "steps": [{"at_least": 1, "value": 9}]}},
        {},
        0,
    ),
    "a trillion times a thousand is held to what a ledger takes": (
        {"points": 10**12, "multiplier": 1000},
        {},
        10**12,
    ),
}


@pytest.mark.parametrize("name", POINTS)
def test_points_are_what_was_reckoned_by_hand(name: str) -> None:
    setting, stand, expected = POINTS[name]
    effects = reward("points", **setting).apply(basket(*CART, **stand))
    assert effects == (Effects(grants=(Grant("points", expected),)) if expected else NOTHING)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ({"multiplier": 2, "per": 100}, 29),
        ({"multiplier": 3, "per": 100}, 58),
        ({"multiplier": "1.5", "per": 100}, 15),  # 14.5 half up
        ({"multiplier": "1.5", "per": 100, "partial": True}, 15),  # 29.99 / 2
        ({"multiplier": 2, "per": 100, "points": 4}, 116),
        ({"multiplier": 2, "per": 100, "most": 10}, 10),
        ({"multiplier": 2, "per": 100, "items": {"skus": ["B"]}}, 10),
        ({"multiplier": 2, "per": {"PLN": 100}}, 0),
    ],
)
def test_multiplied_points_are_only_the_extra_ones(setting: dict[str, Any], expected: int) -> None:
    effects = reward("points_multiplier", **setting).apply(basket(*CART))
    assert sum(grant.amount for grant in effects.grants) == expected
    assert effects.discount == 0


def test_points_say_when_they_expire() -> None:
    for made in (
        reward("points", points=5, lasts="P30D"),
        reward("points_multiplier", multiplier=2, per=100, lasts="P30D"),
    ):
        [grant] = made.apply(basket(*CART)).grants
        assert grant.params == {"expires_at": "2026-12-21T12:00:00+00:00"}


PAY: dict[str, tuple[dict[str, Any], dict[str, Any], int, dict[str, int]]] = {
    # 29.99; 20.00 of it: 1333.1 and 666.9.
    "a cent each": ({"worth": 1}, {"points": 2000}, 2000, {"A": 1333, "B": 667}),
    "all of it": ({"worth": 1}, {"points": 9999}, 2999, {"A": 1999, "B": 1000}),
    # 29.99 take 5 packs of 5.00.
    "whole packs": ({"points": 100, "worth": 500}, {"points": 1050}, 500, {"A": 1666, "B": 834}),
    "too few for a pack": ({"points": 100, "worth": 500}, {"points": 99}, 0, {}),
    "a pack worth more than the order": ({"worth": 3000}, {"points": 5}, 0, {}),
    "no balance known": ({"worth": 1}, {}, 0, {}),
    "a balance below zero": ({"worth": 1}, {"points": -50}, 0, {}),
    "so many points at most": ({"worth": 1, "most_points": 300}, {"points": 999}, 300, {"A": 200, "B": 100}),
    # 10 % of 29.99 = 2.999 -> 3.00.
    "a share at most": ({"worth": 1, "most_percent": 10}, {"points": 999}, 300, {"A": 200, "B": 100}),
    "so much money at most": ({"worth": 2, "most": 301}, {"points": 999}, 150, {"A": 200, "B": 100}),
    "chosen items": ({"worth": 1, "items": {"skus": ["B"]}}, {"points": 9999}, 1000, {"B": 1000}),
    "open lines": ({"worth": 1}, {"points": 9999, "closed": ["A"]}, 1000, {"B": 1000}),
    "what was asked": (
        {"worth": 1, "asked_in": "points"},
        {"points": 999, "metadata": {"points": 300}},
        300,
        {"A": 200, "B": 100},
    ),
    "what was asked, as text": (
        {"worth": 1, "asked_in": "points"},
        {"points": 999, "metadata": {"points": "300"}},
        300,
        {"A": 200, "B": 100},
    ),
    "more asked than there is": (
        {"worth": 1, "asked_in": "points"},
        {"points": 300, "metadata": {"points": 999}},
        300,
        {"A": 200, "B": 100},
    ),
    "nothing asked": (
        {"worth": 1, "asked_in": "points"},
        {"points": 300, "metadata": {}},
        300,
        {"A": 200, "B": 100},
    ),
    "nonsense asked": ({"worth": 1, "asked_in": "p"}, {"points": 300, "metadata": {"p": True}}, 0, {}),
    "less than nothing asked": ({"worth": 1, "asked_in": "p"}, {"points": 300, "metadata": {"p": -4}}, 0, {}),
    "a part asked": ({"worth": 1, "asked_in": "p"}, {"points": 300, "metadata": {"p": "2.5"}}, 0, {}),
    "without the currency": ({"worth": {"PLN": 1}}, {"points": 300}, 0, {}),
    "worth nothing": ({"worth": 0}, {"points": 300}, 0, {}),
    "yen": ({"points": 10, "worth": 7}, {"points": 39, "currency": "JPY"}, 30, {"A": 14, "B": 7}),
}


@pytest.mark.parametrize("name", PAY)
def test_paying_with_points_takes_what_was_reckoned_by_hand(name: str) -> None:
    setting, stand, points, expected = PAY[name]
    cart = basket(*CART, **stand)
    effects = reward("pay_with_points", **setting).apply(cart)
    assert (effects.spends_points, off(cart, effects)) == (points, expected)
    assert (effects.shipping, effects.units, effects.grants) == (0, 0, ())


def test_paying_with_points_asks_for_the_balance() -> None:
    assert list(reward("pay_with_points", worth=1).needs()) == [NeedPoints()]
    assert list(reward("points", points=1).needs()) == []


GIFT: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, int], int]] = {
    "part of the order": ({}, {"balance": 1500}, {"A": 1000, "B": 500}, 0),
    "all, and part of shipping": ({}, {"balance": 3100, "shipping": 799}, {"A": 1999, "B": 1000}, 101),
    "all, with shipping": ({}, {"balance": 9000, "shipping": 799}, {"A": 1999, "B": 1000}, 799),
    "all, without shipping": (
        {"shipping": False},
        {"balance": 9000, "shipping": 799},
        {"A": 1999, "B": 1000},
        0,
    ),
    "no card": ({}, {"shipping": 799}, {}, 0),
    "an empty card": ({}, {"balance": 0, "shipping": 799}, {}, 0),
    "so much at most": ({"most": 600}, {"balance": 9000}, {"A": 400, "B": 200}, 0),
    "at most, without the currency": ({"most": {"PLN": 600}}, {"balance": 9000}, {}, 0),
    # 50 % of 29.99 + 0.01.
    "a share at most": ({"most_percent": 50}, {"balance": 9000, "shipping": 1}, {"A": 1000, "B": 500}, 0),
    "chosen items": ({"items": {"skus": ["B"]}}, {"balance": 9000}, {"B": 1000}, 0),
    "shipping alone": ({"items": {"skus": ["X"]}}, {"balance": 300, "shipping": 799}, {}, 300),
    "what was asked": (
        {"asked_in": "gift"},
        {"balance": 9000, "metadata": {"gift": 1500}},
        {"A": 1000, "B": 500},
        0,
    ),
    "after other discounts": ({}, {"balance": 9000, "now": {"A": 1, "B": 0}}, {"A": 1}, 0),
}


@pytest.mark.parametrize("name", GIFT)
def test_a_gift_card_pays_what_was_reckoned_by_hand(name: str) -> None:
    setting, stand, expected, shipping = GIFT[name]
    cart = basket(*CART, **stand)
    effects = reward("gift_card", **setting).apply(cart)
    assert (off(cart, effects), effects.shipping) == (expected, shipping)
    assert effects.spends_gift == effects.discount
    assert effects.spends_points == 0


def test_credit_goes_onto_the_card_or_a_new_one() -> None:
    pool = "7b0a8f5e-3f0b-4a4e-9d4e-0d4d4d4d4d4d"
    cart = basket(*CART, balance=5)
    onto = reward("gift_credit", amount=1000).apply(cart).grants
    assert onto == (Grant("gift_credit", 1000, {"currency": "EUR", "code": "GIFT"}),)
    new = reward("gift_credit", amount=1000, pool_id=pool).apply(basket(*CART)).grants
    assert new == (Grant("gift_credit", 1000, {"currency": "EUR", "pool_id": pool}),)
    assert reward("gift_credit", amount=1000).apply(basket(*CART)) == NOTHING
    assert reward("gift_credit", amount={"PLN": 1000}).apply(cart) == NOTHING
    assert reward("gift_credit", amount=0).apply(cart) == NOTHING


@pytest.mark.parametrize(
    ("setting", "lines", "stand", "expected"),
    [
        ({"percent": 5}, CART, {}, 150),  # 5 % of 29.99 = 1.4995
        ({"percent": 5, "items": {"skus": ["B"]}}, CART, {}, 50),
        ({"percent": 5}, CART, {"now": {"A": 0}}, 50),
        ({"percent": 5, "most": 99}, CART, {}, 99),
        ({"percent": 5, "most": {"PLN": 99}}, CART, {}, 0),
        ({"amount": 500}, CART, {}, 500),
        ({"amount": 5000}, CART, {}, 2999),
        ({"amount": {"PLN": 500}}, CART, {}, 0),
        ({"amount": 500}, [line("A", 0)], {}, 0),
        ({"percent": "12.5"}, [line("A", 500)], {"currency": "KWD"}, 63),
    ],
)
def test_cashback_is_granted_and_takes_nothing_off(
    setting: dict[str, Any], lines: list[Line], stand: dict[str, Any], expected: int
) -> None:
    cart = basket(*lines, **stand)
    effects = reward("cashback", **setting).apply(cart)
    params = {"currency": cart.facts.cart.currency, "pending": "P14D"}
    grants = (Grant("cashback", expected, params),) if expected else ()
    assert effects == Effects(grants=grants)


def test_cashback_says_how_long_it_is_pending() -> None:
    effects = reward("cashback", percent=5, pending="P30D").apply(basket(*CART))
    assert effects.grants[0].params["pending"] == "P30D"
