"""Rules about the articles of the order."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from largesse.promotions.cart import Line
from largesse.promotions.verdicts import ITEMS_REQUIRED, PASSED
from tests.promotions.rule_facts import cart_with, facts_of, line_of, rule_of, total_only
from tests.promotions.test_rules_order import told

SHOES = line_of("S", price=5000, categories=("shoes",))
SOCKS = line_of("K", quantity=3, price=500, categories=("socks",))
HAT = line_of("H", price=2000, categories=("hats",))
IN_SHOES = {"categories": ["shoes"]}


def products(quantifier: str = "any", **settings: object) -> dict[str, object]:
    return {"type": "products", "quantifier": quantifier, "items": IN_SHOES, **settings}


def check(settings: dict[str, object], *lines: Line) -> object:
    verdict = rule_of(settings).check(facts_of(cart_with(*lines)))
    return "passed" if verdict is PASSED else told(verdict)


def test_any_wants_one_line_that_is_meant() -> None:
    assert check(products(), SHOES, HAT) == "passed"
    assert check(products(), SOCKS, HAT) == ("product_rule_failed", ("H", "K"), ("any", "shoes"), None)
    assert check(products()) == ("product_rule_failed", (), ("any", "shoes"), None)


def test_every_wants_nothing_else_and_at_least_one() -> None:
    assert check(products("every"), SHOES) == "passed"
    assert check(products("every"), SHOES, HAT) == ("product_rule_failed", ("H",), ("every", "shoes"), None)
    assert check(products("every")) == ("product_rule_failed", (), ("every", "shoes"), None)


def test_none_wants_nothing_that_is_meant() -> None:
    assert check(products("none"), HAT, SOCKS) == "passed"
    assert check(products("none")) == "passed"
    assert check(products("none"), HAT, SHOES) == ("product_rule_failed", ("S",), ("none", "shoes"), None)


def test_cheapest_and_dearest_go_by_unit_price() -> None:
    assert check(products("dearest"), SHOES, HAT, SOCKS) == "passed"
    assert check(products("cheapest"), SHOES, HAT, SOCKS) == (
        "product_rule_failed",
        ("K",),
        ("cheapest", "shoes"),
        None,
    )
    assert check(products("cheapest"), SHOES, line_of("X", price=5001)) == "passed"
    assert check(products("cheapest")) == ("product_rule_failed", (), ("cheapest", "shoes"), None)


def test_of_lines_that_cost_the_same_one_that_is_meant_will_do() -> None:
    twin = line_of("A", price=5000)
    assert check(products("cheapest"), twin, SHOES) == "passed"
    assert check(products("dearest"), twin, SHOES, HAT) == "passed"


def test_a_line_with_a_quantity_of_zero_is_not_there() -> None:
    gone = line_of("Z", quantity=0, price=1, categories=("shoes",))
    assert check(products(), gone, HAT) == ("product_rule_failed", ("H",), ("any", "shoes"), None)
    assert check(products("none"), gone, HAT) == "passed"
    assert check(products("every"), SHOES, line_of("Z", quantity=0)) == "passed"
    assert check(products("cheapest"), gone, HAT)[1] == ("H",)  # type: ignore[index]  # a refusal


def test_the_quantity_is_that_of_all_lines_that_are_meant() -> None:
    pair = products(quantity={"at_least": 2, "at_most": 4})
    assert check(pair, SHOES, line_of("T", categories=("shoes",))) == "passed"
    assert check(pair, SHOES, SOCKS) == ("quantity_rule_failed", 1, 2, 1)
    five = line_of("T", quantity=5, categories=("shoes",))
    assert check(pair, five) == ("quantity_rule_failed", 5, 4, None)


@pytest.mark.parametrize(
    ("quantity", "answer"),
    [
        ("1.5", "passed"),
        ("1.499", ("quantity_rule_failed", "1.499", "1.5", 1)),
        ("3", "passed"),
        ("2.5", ("quantity_rule_failed", "2.5", "a multiple of 1.5", 1)),
    ],
)
def test_quantities_that_are_weighed_are_compared_exactly(quantity: str, answer: object) -> None:
    cheese = line_of("C", quantity=quantity, categories=("shoes",))
    assert check(products(quantity={"at_least": "1.5", "multiple_of": 1.5}), cheese) == answer


def test_weights_that_floats_would_miss_make_exactly_their_sum() -> None:
    lines = [line_of(f"C{n}", quantity="0.1", categories=("shoes",)) for n in range(3)]
    assert check(products(quantity={"at_least": 0.3, "at_most": 0.3}), *lines) == "passed"


def test_the_subtotal_is_that_of_all_lines_that_are_meant() -> None:
    rule = products(subtotal={"at_least": 5000, "at_most": 6000})
    assert check(rule, SHOES, HAT) == "passed"
    assert check(rule, line_of("T", price=4999, categories=("shoes",)), HAT) == (
        "product_rule_failed",
        4999,
        5000,
        1,
    )
    assert check(rule, SHOES, line_of("T", price=1001, categories=("shoes",))) == (
        "product_rule_failed",
        6001,
        6000,
        None,
    )


def test_the_subtotal_may_be_that_after_earlier_promotions() -> None:
    cart = cart_with(HAT, SHOES)
    rule = rule_of(products(subtotal={"at_least": 5000}, basis="current"))
    assert rule.check(facts_of(cart)) is PASSED
    amounts = tuple(4000 if line is SHOES else 2000 for line in cart.lines)
    assert told(rule.check(facts_of(cart, amounts=amounts))) == ("product_rule_failed", 4000, 5000, 1000)


def test_lines_at_another_price_are_not_meant() -> None:
    dear = products(price={"at_least": 6000})
    assert check(dear, SHOES) == ("product_rule_failed", ("S",), ("any", "shoes"), None)
    assert check(dear, SHOES, line_of("T", price=6000, categories=("shoes",))) == "passed"
    assert check(products("none", price={"at_least": 6000}), SHOES) == "passed"


@pytest.mark.parametrize("bounds", ["price", "subtotal"])
def test_a_bound_without_the_carts_currency_refuses(bounds: str) -> None:
    rule = rule_of(products(**{bounds: {"at_least": {"PLN": 1}}}))
    assert told(rule.check(facts_of(cart_with(SHOES)))) == ("currency_mismatch", "EUR", None, None)
    assert rule.check(facts_of(cart_with(SHOES, currency="PLN"))) is PASSED


def test_attributes_choose_articles_as_well() -> None:
    rule = {
        "type": "products",
        "items": {"attributes": [{"name": "marka", "any_of": ["Żubr", "5"]}], "except_skus": ["B"]},
    }
    assert check(rule, line_of("A", attributes={"marka": "Żubr"})) == "passed"
    assert check(rule, line_of("A", attributes={"marka": 5})) == "passed"
    assert check(rule, line_of("A", attributes={"marka": "żubr"})) == (
        "product_rule_failed",
        ("A",),
        ("any", "marka: 5, Żubr"),
        None,
    )
    assert check(rule, line_of("B", attributes={"marka": "Żubr"})) != "passed"


def test_none_takes_no_bounds_on_what_is_not_there() -> None:
    with pytest.raises(ValidationError, match="a rule of type `not`"):
        rule_of(products("none", quantity={"at_least": 1}))
    for empty in ("quantity", "subtotal", "price"):
        with pytest.raises(ValidationError, match="needs"):
            rule_of(products(**{empty: {}}))
    with pytest.raises(ValidationError, match="must not be less"):
        rule_of(products(price={"at_least": 2, "at_most": 1}))


@pytest.mark.parametrize(
    "settings",
    [
        products(),
        products("none"),
        {"type": "item_price", "price": {"at_least": 1}},
        {"type": "no_reduced_items"},
    ],
    ids=lambda settings: settings["type"],
)
def test_an_order_without_items_has_no_answer(settings: dict[str, object]) -> None:
    assert rule_of(settings).check(facts_of(total_only(9))) is ITEMS_REQUIRED


ANY_LINE = st.builds(
    line_of,
    st.sampled_from("ABC"),
    quantity=st.sampled_from(["0", "1", "2", "0.5"]),
    price=st.integers(0, 3),
    categories=st.sampled_from([(), ("shoes",), ("shoes", "hats")]),
)


@given(
    st.lists(ANY_LINE, max_size=4),
    st.sampled_from(["any", "every", "none", "cheapest", "dearest"]),
    st.sampled_from([None, {"at_least": 1}, {"at_most": 2}]),
)
def test_the_order_of_lines_changes_no_verdict(
    lines: list[Line], quantifier: str, bounds: dict[str, int] | None
) -> None:
    rule = rule_of(products(quantifier, price=bounds))
    found = {rule.check(facts_of(cart_with(*turned))) for turned in permutations(lines)}
    assert len(found) == 1
    [verdict] = found
    needed = rule.categories()
    if verdict.passed and needed:
        assert any(line.categories & needed for line in lines)


@given(st.lists(ANY_LINE, max_size=4), st.integers(0, 3))
def test_none_is_the_opposite_of_any(lines: list[Line], price: int) -> None:
    facts = facts_of(cart_with(*lines))
    bounds = {"at_most": price}
    some, no = (rule_of(products(word, price=bounds)).check(facts) for word in ("any", "none"))
    assert some.passed != no.passed


def test_the_articles_needed_are_told_only_where_they_must_be_there() -> None:
    skus, both = {"skus": ["A", "B"]}, {"skus": ["A"], "categories": ["shoes"]}
    for quantifier in ("any", "every", "cheapest", "dearest"):
        assert rule_of(products(quantifier, items=skus)).skus() == {"A", "B"}
        assert rule_of(products(quantifier, items=skus)).categories() is None
        assert rule_of(products(quantifier)).categories() == {"shoes"}
        assert rule_of(products(quantifier, items=both)).skus() is None
        assert rule_of(products(quantifier, items=both)).categories() is None
    assert rule_of(products("none", items=skus)).skus() is None
    assert rule_of(products("none")).categories() is None
    assert rule_of(products(items={"except_skus": ["A"]})).skus() is None


def test_a_count_needs_articles_only_when_it_wants_some() -> None:
    items = {"skus": ["A"]}
    for bounds in ({"at_least": 1}, {"exactly": 2}, {"multiple_of": 2}):
        assert rule_of({"type": "item_count", "items": items, **bounds}).skus() == {"A"}
    for bounds in ({"at_least": 0}, {"exactly": 0}, {"at_most": 2}):
        assert rule_of({"type": "item_count", "items": items, **bounds}).skus() is None
    assert rule_of({"type": "item_count", "items": IN_SHOES, "at_least": 1}).categories() == {"shoes"}
    assert rule_of({"type": "item_count", "at_least": 1}).skus() is None


def item_price(quantifier: str, **price: int) -> dict[str, object]:
    return {"type": "item_price", "quantifier": quantifier, "price": price}


def test_one_item_or_each_has_a_price_within_bounds() -> None:
    assert check(item_price("any", at_least=5000), SHOES, HAT) == "passed"
    assert check(item_price("any", at_least=5001), SHOES) == ("product_rule_failed", 5000, 5001, 1)
    assert check(item_price("each", at_most=5000), SHOES, HAT) == "passed"
    assert check(item_price("each", at_most=4999), SHOES, HAT) == ("product_rule_failed", 5000, 4999, None)


def test_where_no_item_is_meant_each_holds_and_any_does_not() -> None:
    gone = line_of("Z", quantity=0, price=9)
    assert check(item_price("each", at_most=1), gone) == "passed"
    assert check(item_price("any", at_least=1), gone) == (
        "product_rule_failed",
        None,
        "an item that is meant",
        None,
    )
    each = rule_of({**item_price("each", at_least=1), "items": {"skus": ["A"]}})
    some = rule_of({**item_price("any", at_least=1), "items": {"skus": ["A"]}})
    assert each.skus() is None
    assert some.skus() == {"A"}


def test_a_price_without_the_carts_currency_refuses() -> None:
    rule = rule_of({"type": "item_price", "price": {"at_most": {"PLN": 1}}})
    assert rule.check(facts_of(cart_with(SHOES))).reason == "currency_mismatch"


def test_nothing_may_be_reduced_already() -> None:
    reduced = line_of("R", reduced=True, categories=("shoes",))
    rule: dict[str, object] = {"type": "no_reduced_items"}
    assert check(rule, SHOES, HAT) == "passed"
    assert check(rule, SHOES, reduced) == ("product_rule_failed", ("R",), "no reduced items", None)
    assert check({**rule, "items": {"categories": ["hats"]}}, reduced, HAT) == "passed"
    assert check(rule, SHOES, line_of("R", quantity=0, reduced=True)) == "passed"
