"""Rewards that hand something over: codes, messages, tags, calls and custom effects."""

from typing import Any

import pytest

from largesse.promotions.rewards.effects import Effects, Grant
from tests.promotions.baskets import REWARDS, basket, line, reward

POOL = "7b0a8f5e-3f0b-4a4e-9d4e-0d4d4d4d4d4d"

BANNER: dict[str, Any] = {
    "text": "x",
    "style": "banner",
    "image": "https://example.com/a.png",
    "link": "https://example.com/",
}


@pytest.mark.parametrize(
    ("kind", "setting", "grant"),
    [
        ("give_code", {"pool_id": POOL}, Grant("code", 1, {"pool_id": POOL})),
        ("give_code", {"promotion_id": POOL}, Grant("code", 1, {"promotion_id": POOL})),
        ("message", {"text": "Dzień dobry"}, Grant("message", 0, {"text": "Dzień dobry", "style": "text"})),
        (
            "message",
            BANNER,
            Grant("message", 0, BANNER),
        ),
        ("add_tag", {"tag": "vip"}, Grant("tag", 0, {"tag": "vip"})),
        (
            "call_webhook",
            {"url": "https://example.com/hook", "payload": {"a": 1}},
            Grant("webhook", 0, {"url": "https://example.com/hook", "payload": {"a": 1}}),
        ),
        (
            "custom",
            {"name": "front_row", "payload": {"seat": 4, "vip": True, "note": None, "share": 0.5}},
            Grant(
                "custom",
                0,
                {"name": "front_row", "payload": {"seat": 4, "vip": True, "note": None, "share": 0.5}},
            ),
        ),
    ],
)
def test_what_is_granted_is_what_was_set(kind: str, setting: dict[str, Any], grant: Grant) -> None:
    assert reward(kind, **setting).apply(basket(line("A", 100))) == Effects(grants=(grant,))


def test_a_new_code_comes_with_its_pattern_and_life() -> None:
    made = reward("generate_code", pool_id=POOL, pattern={"pattern": "BACK-######"}, lasts="P30D")
    [grant] = made.apply(basket()).grants
    assert (grant.kind, grant.amount) == ("code", 1)
    assert grant.params["pool_id"] == POOL
    assert grant.params["lasts"] == "P30D"
    pattern = grant.params["pattern"]
    assert isinstance(pattern, dict)
    assert pattern["pattern"] == "BACK-######"


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("give_code", {}),
    ("give_code", {"pool_id": POOL, "promotion_id": POOL}),
    ("generate_code", {"pool_id": POOL, "pattern": {"pattern": "NOTHING-RANDOM"}}),
    ("generate_code", {"pool_id": POOL, "lasts": "P0D"}),
    ("message", {"text": ""}),
    ("message", {"text": "a\x00b"}),
    ("message", {"text": "a", "link": "javascript:alert(1)"}),
    ("add_tag", {"tag": "x" * 129}),
    ("call_webhook", {"url": "ftp://example.com"}),
    ("call_webhook", {"url": "https://example.com", "payload": {"a": {"deep": 1}}}),
    ("custom", {"name": "x", "payload": {"a": "\x00"}}),
    ("custom", {"name": "x", "payload": {"a": float("nan")}}),
    ("custom", {"name": "x", "payload": {"a": 2**60}}),
    ("custom", {"name": "x", "payload": {f"n{i}": 1 for i in range(51)}}),
    ("order_percent", {"percent": 0}),
    ("order_percent", {"percent": "100.0001"}),
    ("order_percent", {"percent": "1.00001"}),
    ("order_percent", {"percent": "NaN"}),
    ("order_percent", {"percent": 10, "most": -1}),
    ("order_percent", {"percent": 10, "unknown": 1}),
    ("order_amount", {"amount": 1.5}),
    ("order_amount", {"amount": 10**15 + 1}),
    ("order_amount", {"amount": {}}),
    ("order_amount", {"amount": {"euro": 1}}),
    ("order_amount", {"amount": {"by": "uses", "steps": []}}),
    ("order_amount", {"amount": {"by": "uses", "steps": [{"at_least": {"EUR": 1}, "value": 1}]}}),
    ("shipping_discount", {}),
    ("shipping_discount", {"percent": 1, "amount": 1}),
    ("cashback", {}),
    ("cashback", {"percent": 1, "amount": 1}),
    ("cashback", {"percent": 1, "pending": 3600}),
    ("points", {"points": 1, "partial": True}),
    ("points", {"points": 1, "multiplier": 0}),
    ("points", {"points": 1, "multiplier": 1001}),
    ("points_multiplier", {"multiplier": 1, "per": 100}),
    ("pay_with_points", {"worth": 1, "points": 0}),
    ("line_percent", {"percent": 1, "target": {"pick": "every_nth"}}),
    ("line_percent", {"percent": 1, "target": {"n": 2}}),
    ("line_percent", {"percent": 1, "target": {"repeat": 2}}),
    ("line_percent", {"percent": 1, "target": {"pick": "cheapest", "first": "dearest"}}),
    ("line_percent", {"percent": 1, "target": {"by": "line", "within": "line"}}),
    ("line_percent", {"percent": 1, "target": {"skip": -1}}),
    ("line_percent", {"percent": 1, "most_units": 0}),
    ("line_amount", {"amount": 1, "per": "cart"}),
    ("buy_get", {"percent": 1}),
    ("buy_get", {"buy_quantity": 1, "percent": 1, "times": 0}),
    ("order_magic", {}),
]


@pytest.mark.parametrize(("kind", "setting"), WRONG, ids=[f"{kind}-{i}" for i, (kind, _) in enumerate(WRONG)])
def test_settings_that_make_no_sense_are_refused(kind: str, setting: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=kind):
        reward(kind, **setting)


@pytest.mark.parametrize(
    "levels",
    [(5, 5), (5, 4), ({"EUR": 5}, 6), ({"EUR": 5}, {"PLN": 6}), ({"EUR": 5, "PLN": 9}, {"EUR": 6, "PLN": 9})],
)
def test_steps_must_climb_in_each_currency(levels: tuple[object, object]) -> None:
    steps = [{"at_least": level, "value": 1} for level in levels]
    with pytest.raises(ValueError, match="each step must begin higher"):
        reward("order_amount", amount={"by": "order_value", "steps": steps})


def test_a_reward_is_written_and_read_back_the_same() -> None:
    steps = {"by": "uses", "steps": [{"at_least": 0, "value": {"EUR": 5, "JPY": 9}}]}
    for made in (
        reward("line_price", price=steps, items={"skus": ["A"]}, target={"pick": "dearest", "repeat": 2}),
        reward("bundle", parts=[{"items": {"categories": ["a", "b"]}}], percent="12.5"),
        reward("cashback", amount=5, pending="P1DT2H"),
        reward("generate_code", pool_id=POOL, lasts="P30D"),
    ):
        assert REWARDS.validate_json(made.model_dump_json()) == made
