"""Groups of rules: complete verdicts, a quick answer that agrees with them, and what cannot be answered."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from largesse.promotions.cart import Cart, Place
from largesse.promotions.facts import CodeFacts, Facts
from largesse.promotions.needs import NeedOrders, NeedPoints, NeedProfile, OrderHistory
from largesse.promotions.reasons import REASONS
from largesse.promotions.rules.rule import Rule
from largesse.promotions.tree import MAX_DEPTH, MAX_RULES, explain, holds
from largesse.promotions.verdicts import Verdict
from tests.promotions.rule_facts import (
    ANNA,
    cart_with,
    facts_of,
    guest,
    line_of,
    profile_with,
    rule_of,
    total_only,
)

RICH = {"type": "order_minimum", "amount": 5000}
POOR = {"type": "order_maximum", "amount": 4000}
WEB = {"type": "channel", "any_of": ["web"]}
NEW = {"type": "new_customer"}
SHOES = {"type": "products", "items": {"categories": ["shoes"]}}
SKU_A = {"type": "products", "items": {"skus": ["A"]}}
SKU_BC = {"type": "item_count", "items": {"skus": ["B", "C"]}, "at_least": 1}


def all_of(*rules: object, **more: object) -> dict[str, object]:
    return {"type": "all", "rules": list(rules), **more}


def any_of(*rules: object, **more: object) -> dict[str, object]:
    return {"type": "any", "rules": list(rules), **more}


def not_of(rule: object, **more: object) -> dict[str, object]:
    return {"type": "not", "rule": rule, **more}


def verdict_on(tree: object, facts: Facts) -> Verdict:
    return explain(rule_of(tree), facts)  # type: ignore[arg-type]  # any tree


def shape(verdict: Verdict) -> object:
    """A verdict as its rule, whether it passed, and its parts."""
    return (verdict.rule, verdict.passed, *(shape(part) for part in verdict.parts))


def test_every_part_is_answered_and_named_also_those_that_passed() -> None:
    tree = all_of(WEB, any_of(RICH, POOR), not_of(RICH))
    verdict = verdict_on(tree, facts_of(total_only(100)))
    assert shape(verdict) == (
        "all",
        False,
        ("channel", False),
        ("any", True, ("order_minimum", False), ("order_maximum", True)),
        ("not", True, ("order_minimum", False)),
    )
    assert shape(verdict_on(RICH, facts_of(total_only(5000)))) == ("order_minimum", True)


def test_the_first_failure_from_the_left_is_the_reason() -> None:
    verdict = verdict_on(all_of(POOR, all_of(RICH, WEB)), facts_of(total_only(3000)))
    assert (verdict.reason, verdict.observed, verdict.needed, verdict.missing) == (
        "order_below_minimum",
        3000,
        5000,
        2000,
    )
    assert verdict.first_failure().rule == "order_minimum"


def test_a_rule_that_must_not_hold_says_which() -> None:
    verdict = verdict_on(not_of(POOR), facts_of(total_only(1)))
    assert (verdict.reason, verdict.observed, verdict.needed) == (
        "rule_excluded",
        "order_maximum",
        "not order_maximum",
    )


def test_the_nearest_words_of_the_marketer_are_told() -> None:
    own = {**RICH, "message": "Spend 50 € or more"}
    facts = facts_of(total_only(1))
    assert verdict_on(all_of(own, message="Not for you"), facts).message == "Spend 50 € or more"
    assert verdict_on(all_of(RICH, message="Not for you"), facts).message == "Not for you"
    assert verdict_on(not_of(POOR, message="Too small"), facts).message == "Too small"
    assert verdict_on(all_of(own), facts).first_failure().message == "Spend 50 € or more"
    assert verdict_on(all_of(own), facts_of(total_only(5000))).message is None


def test_what_was_not_told_holds_neither_straight_nor_turned_round() -> None:
    nobody = guest(total_only(5000))
    for tree in (NEW, not_of(NEW), not_of(not_of(NEW)), all_of(RICH, NEW), not_of(any_of(NEW, WEB))):
        verdict = verdict_on(tree, nobody)
        assert (verdict.passed, verdict.unknown, verdict.reason) == (False, True, "customer_required"), tree
        assert not holds(rule_of(tree), nobody)


def test_what_was_not_told_does_not_matter_where_the_rest_decides() -> None:
    nobody = guest(total_only(5000))
    assert holds(rule_of(any_of(NEW, RICH)), nobody)
    assert holds(rule_of(not_of(all_of(NEW, POOR))), nobody)
    verdict = verdict_on(all_of(NEW, POOR), nobody)
    assert not verdict.unknown
    assert not holds(rule_of(not_of(any_of(RICH, NEW))), nobody)


def test_needs_of_all_parts_are_loaded() -> None:
    tree = rule_of(all_of(NEW, not_of(any_of({"type": "birthday"}, WEB))))
    assert set(tree.needs()) == {NeedOrders(), NeedProfile()}


def test_what_the_cart_must_hold_is_told_of_groups() -> None:
    assert rule_of(all_of(WEB, SKU_BC, SKU_A)).skus() == {"A"}
    assert rule_of(all_of(SHOES, SKU_A)).categories() is None  # the articles say more
    assert rule_of(all_of(SHOES, WEB)).categories() == {"shoes"}
    assert rule_of(any_of(SKU_A, SKU_BC)).skus() == {"A", "B", "C"}
    assert rule_of(any_of(SKU_A, WEB)).skus() is None
    assert rule_of(any_of(SKU_A, SHOES)).skus() is None
    assert rule_of(any_of(SKU_A, SHOES)).categories() is None
    assert rule_of(not_of(SKU_A)).skus() is None


def test_a_tree_has_its_limits() -> None:
    deep: dict[str, object] = RICH
    for _ in range(MAX_DEPTH - 1):
        deep = not_of(deep)
    assert rule_of(deep)
    assert rule_of(all_of(*[RICH] * (MAX_RULES - 1)))
    for tree in (not_of(deep), all_of(*[RICH] * MAX_RULES), all_of(), {"type": "nothing"}):
        with pytest.raises(ValidationError):
            rule_of(tree)


# Each may pass, fail, and for want of something be unknown, on one or another of the facts below.
LEAVES = [
    RICH,
    POOR,
    WEB,
    NEW,
    SHOES,
    SKU_A,
    SKU_BC,
    {"type": "country", "any_of": ["PL"]},
    {"type": "customer_known"},
    {"type": "customer_tag", "tags": ["vip"]},
    {"type": "item_count", "multiple_of": 2},
    {"type": "weekdays", "days": ["wednesday"]},
]
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda rules: all_of(*rules)),
        st.lists(inner, min_size=1, max_size=3).map(lambda rules: any_of(*rules)),
        inner.map(not_of),
    ),
    max_leaves=12,
)
CARTS = st.one_of(
    st.sampled_from([total_only(3000), total_only(9000)]),
    st.builds(
        lambda lines, channel, country: cart_with(*lines, channel=channel, country=country),
        st.lists(
            st.builds(
                line_of,
                st.sampled_from("ABC"),
                price=st.sampled_from([100, 6000]),
                categories=st.sampled_from([(), ("shoes",)]),
            ),
            max_size=3,
        ),
        st.sampled_from([None, "web"]),
        st.sampled_from([None, "PL", "DE"]),
    ),
)


@given(TREES, CARTS, st.booleans())
def test_the_quick_answer_is_that_of_the_verdict(tree: object, cart: Cart, known: bool) -> None:
    facts = facts_of(cart) if known else guest(cart)
    if _depth(tree) > MAX_DEPTH:
        return
    rule = rule_of(tree)  # type: ignore[arg-type]  # any tree
    verdict = explain(rule, facts)  # type: ignore[arg-type]  # any tree
    assert holds(rule, facts) == verdict.passed
    assert rule.fails(facts) == (not verdict.passed and not verdict.unknown)
    assert not (verdict.passed and verdict.unknown)
    assert bool(verdict.reason) != verdict.passed
    opposite = explain(rule_of(not_of(tree)), facts) if _depth(tree) < MAX_DEPTH else None  # type: ignore[arg-type]
    assert opposite is None or opposite.passed == rule.fails(facts)
    assert len(list(_leaves(verdict))) == len(list(_leaves_of(rule)))


@given(TREES, CARTS)
def test_a_tree_that_passes_holds_one_of_the_articles_it_said_it_needs(tree: object, cart: Cart) -> None:
    if _depth(tree) > MAX_DEPTH:
        return
    rule = rule_of(tree)  # type: ignore[arg-type]  # any tree
    if not holds(rule, facts_of(cart)):
        return
    skus, categories = rule.skus(), rule.categories()
    assert skus is None or any(line.sku in skus for line in cart.lines)
    assert categories is None or any(line.categories & categories for line in cart.lines)


PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"
EXAMPLES = [
    json.loads(shown)
    for shown in re.findall(r"```json\n(.*?)\n```", PAGE.read_text(), re.DOTALL)
    if "type" in json.loads(shown)
]
# From what nothing is known of to what meets as many examples as can be met at once.
SITUATIONS = {
    "nothing": guest(Cart(currency="USD", lines=(), has_items=False)),
    "total": facts_of(
        total_only(60000), customer=profile_with(), now=datetime(2027, 3, 5, 16, 30, tzinfo=UTC)
    ),
    "items": facts_of(
        cart_with(
            line_of("TEA-1", quantity=3, price=2000, categories=("socks",)),
            channel="APP",
            shipping_method="pickup",
            payment_method="card",
            store="krakow-1",
            country="PL",
            postcode="31-000",
            place=Place(50.0617, 19.9373),
            metadata={"gift_wrap": True},
        ),
        now=datetime(2027, 3, 5, 21, 30, tzinfo=UTC),
        customer=profile_with(
            tags=frozenset({"vip"}),
            agreements={"email": True},
            attributes={"tier": "gold", "loyalty_tier": "gold", "birthdate": "1990-03-07"},
        ),
        known={NeedOrders(): OrderHistory(4, datetime(2026, 1, 1, tzinfo=UTC)), NeedPoints(): 900},
        code=CodeFacts("A", holder=ANNA, assigned_at=datetime(2027, 3, 1, tzinfo=UTC)),
    ),
    "reduced": facts_of(
        cart_with(line_of("X", price=9000, reduced=True, categories=("outlet",)), country="US"),
        now=datetime(2027, 11, 27, 12, tzinfo=UTC),
        customer=profile_with(tags=frozenset({"staff"})),
        code=CodeFacts("B", holder=8),
    ),
}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("settings", EXAMPLES, ids=lambda settings: settings["type"])
def test_every_rule_answers_quickly_what_its_verdict_says(
    settings: dict[str, object], situation: str
) -> None:
    rule, facts = rule_of(settings), SITUATIONS[situation]
    verdict = rule.check(facts)
    assert rule.holds(facts) == verdict.passed
    assert rule.fails(facts) == (not verdict.passed and not verdict.unknown)
    assert verdict.passed != (verdict.reason in REASONS)


def test_each_answer_is_seen_of_most_rules() -> None:
    answers = {
        settings["type"]: {rule_of(settings).holds(facts) for facts in SITUATIONS.values()}
        for settings in EXAMPLES
    }
    one_sided = {kind for kind, seen in answers.items() if len(seen) == 1}
    assert one_sided <= {"api_keys", "members", "audience", "event_count", "currency_is"}


def _depth(tree: object) -> int:
    assert isinstance(tree, dict)
    parts = tree.get("rules") or [tree[key] for key in ("rule",) if key in tree]
    return 1 + max((_depth(part) for part in parts), default=0)


def _leaves(verdict: Verdict) -> Iterator[Verdict]:
    if not verdict.parts:
        yield verdict
    for part in verdict.parts:
        yield from _leaves(part)


def _leaves_of(rule: Rule) -> Iterator[Rule]:
    parts = list(rule.parts())
    if not parts:
        yield rule
    for part in parts:
        yield from _leaves_of(part)
