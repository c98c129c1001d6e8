"""What holds for all carts, promotions and policies."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.promotions.cart import Cart, Line, sort_lines
from largesse.promotions.evaluate import (
    Chooser,
    Compiled,
    Decision,
    Index,
    Offer,
    Policy,
    Visit,
    evaluate,
)
from largesse.promotions.needs import NeedPoints
from tests.promotions.made import (
    POOL,
    CodeFacts,
    a_cart,
    a_line,
    a_promotion,
    a_visit,
    at_least,
    line_percent,
    percent,
)

SKUS = ["A", "B", "C", "D"]
CATEGORIES = ["x", "y"]
PERCENTS = st.sampled_from(["1", "7.5", "10", "33.3333", "50", "100"])
AMOUNTS = st.integers(0, 3000)

BUY_GET: dict[str, Any] = {
    "type": "buy_get",
    "buy": {"skus": ["A"]},
    "buy_quantity": 1,
    "get": {"skus": ["B"]},
    "get_quantity": 1,
    "percent": "50",
}
SELECTIONS = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"skus": st.lists(st.sampled_from(SKUS), min_size=1, max_size=2)}),
    st.fixed_dictionaries({"categories": st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=1)}),
    st.fixed_dictionaries({"except_skus": st.lists(st.sampled_from(SKUS), min_size=1, max_size=2)}),
)
DISCOUNTS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    PERCENTS.map(percent),
    st.builds(lambda value, most: percent(value, most=most), PERCENTS, AMOUNTS),
    AMOUNTS.map(lambda amount: {"type": "order_amount", "amount": amount}),
    st.builds(line_percent, PERCENTS, st.one_of(st.none(), st.sampled_from(SKUS))),
    st.just({"type": "free_shipping"}),
    st.just(BUY_GET),
    st.integers(0, 9).map(lambda points: {"type": "points", "points": points}),
)
PAYMENTS: st.SearchStrategy[dict[str, Any]] = st.just({"type": "pay_with_points", "points": 1, "worth": 1})
LEAVES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(
        lambda amount, basis: at_least(amount, basis=basis), AMOUNTS, st.sampled_from(["initial", "current"])
    ),
    st.builds(
        lambda items, quantifier: {"type": "products", "items": items, "quantifier": quantifier},
        SELECTIONS.filter(bool),
        st.sampled_from(["any", "none", "every"]),
    ),
)
RULES = st.one_of(
    st.none(),
    LEAVES,
    st.builds(
        lambda kind, rules: {"type": kind, "rules": rules},
        st.sampled_from(["all", "any"]),
        st.lists(LEAVES, min_size=1, max_size=2),
    ),
)
STACKING = st.fixed_dictionaries(
    {
        "lane": st.sampled_from(["pre", "default", "default", "post"]),
        "priority": st.integers(0, 2),
        "group": st.one_of(st.none(), st.none(), st.sampled_from(["g", "h"])),
        "percent_of": st.sampled_from(["initial", "current"]),
        "zero_effect": st.sampled_from(["skip", "skip", "apply"]),
        "max_discount_percent": st.one_of(st.none(), PERCENTS),
    }
)
CHOOSERS = st.sampled_from(get_args(Chooser))
POLICIES = st.builds(
    Policy, pre=CHOOSERS, default=CHOOSERS, post=CHOOSERS, most=st.one_of(st.just(30), st.integers(0, 3))
)
LINES = st.builds(
    lambda sku, price, quantity, categories: (sku, price, quantity, categories),
    st.sampled_from(SKUS),
    st.integers(0, 2000),
    st.integers(1, 3),
    st.lists(st.sampled_from(CATEGORIES), max_size=2),
)


@st.composite
def carts(draw: st.DrawFn) -> Cart:
    lines = [
        a_line(sku, price, quantity, line_id=str(place), categories=categories)
        for place, (sku, price, quantity, categories) in enumerate(draw(st.lists(LINES, max_size=5)))
    ]
    return a_cart(*lines, shipping=draw(st.integers(0, 500)))


@st.composite
def promotions(draw: st.DrawFn, number: int, *, exclusive: bool = False, pays: bool = True) -> Compiled:
    rewards = draw(st.lists(st.one_of(DISCOUNTS, DISCOUNTS, PAYMENTS) if pays else DISCOUNTS, max_size=3))
    stacking = draw(STACKING)
    if exclusive:
        stacking["exclusive"] = draw(st.sampled_from([False, False, True]))
    return a_promotion(number, items=draw(SELECTIONS), rules=draw(RULES), rewards=rewards, stacking=stacking)


@st.composite
def offers(draw: st.DrawFn, *, exclusive: bool = False) -> list[Offer]:
    made = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        code = draw(st.sampled_from([None, None, f"CODE{number}"]))
        promotion = draw(promotions(number, exclusive=exclusive))
        made.append(Offer(promotion, CodeFacts(code) if code else None))
    if draw(st.booleans()):
        card = a_promotion(
            99,
            access={"type": "gift_cards", "pool_id": str(POOL), "balance": 500},
            rewards=[{"type": "gift_card"}],
        )
        made.append(Offer(card, CodeFacts("CARD", balance=draw(st.integers(0, 900)))))
    return made


def visit_of(cart: Cart) -> Visit:
    return a_visit(cart, customer_id=1, known={NeedPoints(): 700})


def run(cart: Cart, asked: Sequence[Offer], policy: Policy, *, explain_all: bool = True) -> Decision:
    return evaluate(visit_of(cart), asked, policy, explain_all=explain_all)


def gains(decision: Decision) -> object:
    """All that the customer has of it."""
    return decision.applied, decision.lines, decision.shipping_discount


@settings(max_examples=150, deadline=None)
@given(carts(), offers(exclusive=True), POLICIES)
def test_nothing_costs_less_than_nothing_and_all_sums_agree(
    cart: Cart, asked: list[Offer], policy: Policy
) -> None:
    decision = run(cart, asked, policy)
    assert all(0 <= line.discount <= line.initial for line in decision.lines)
    assert 0 <= decision.shipping_discount <= cart.shipping
    by_line = [sum(each.lines[place] for each in decision.applied) for place in range(len(cart.lines))]
    assert by_line == [line.discount for line in decision.lines]
    assert sum(each.shipping for each in decision.applied) == decision.shipping_discount
    assert sum(each.discount for each in decision.candidates) == decision.discount
    assert len(decision.applied) <= policy.most


@settings(max_examples=150, deadline=None)
@given(carts(), offers(exclusive=True), POLICIES)
def test_each_offer_is_told_once_with_a_reason_or_an_effect(
    cart: Cart, asked: list[Offer], policy: Policy
) -> None:
    decision = run(cart, asked, policy)
    applied = {each.promotion_id for each in decision.applied}
    assert sorted(each.promotion_id for each in decision.candidates) == sorted(
        offer.promotion.id for offer in asked
    )
    for each in decision.candidates:
        assert (each.outcome == "applicable") == (each.reason == "")
        assert each.outcome == "applicable" or (each.discount, each.grants) == (0, ())
        assert each.beside is None or each.beside in applied
        assert (each.outcome == "skipped") or each.beside is None


@settings(max_examples=150, deadline=None)
@given(carts(), offers(exclusive=True), POLICIES, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_offers_changes_nothing(
    cart: Cart, asked: list[Offer], policy: Policy, random: Random
) -> None:
    lines = list(cart.lines)
    random.shuffle(lines)
    shuffled = random.sample(asked, len(asked))
    again = replace(cart, lines=sort_lines(lines))
    assert run(again, shuffled, policy) == run(cart, asked, policy)


@settings(max_examples=100, deadline=None)
@given(carts(), offers(), POLICIES, st.randoms(use_true_random=False))
def test_the_names_of_lines_change_nothing_but_names(
    cart: Cart, asked: list[Offer], policy: Policy, random: Random
) -> None:
    """Equal lines may change places; what is given for a kind of line is the same."""
    ids = random.sample(range(100), len(cart.lines))
    renamed: list[Line] = [replace(line, id=f"r{name}") for line, name in zip(cart.lines, ids, strict=True)]
    again = run(replace(cart, lines=sort_lines(renamed)), asked, policy)
    before = run(cart, asked, policy)
    assert [(line.initial, line.discount) for line in again.lines] == [
        (line.initial, line.discount) for line in before.lines
    ]
    assert again.candidates == before.candidates


@settings(max_examples=100, deadline=None)
@given(carts(), offers(exclusive=True), POLICIES, promotions(50, exclusive=True))
def test_one_more_promotion_that_does_not_apply_changes_nothing(
    cart: Cart, asked: list[Offer], policy: Policy, more: Compiled
) -> None:
    before = gains(run(cart, asked, policy))
    assert gains(run(cart, [*asked, Offer(more, refusal="limit_reached")], policy)) == before
    never = a_promotion(51, rules=at_least(10**12), rewards=[percent(100)], stacking={"priority": 99})
    assert gains(run(cart, [*asked, Offer(never)], policy)) == before


@settings(max_examples=150, deadline=None)
@given(carts(), offers(), POLICIES)
def test_without_one_that_was_skipped_all_stays_as_it_was(
    cart: Cart, asked: list[Offer], policy: Policy
) -> None:
    decision = run(cart, asked, policy)
    for candidate in decision.candidates:
        if candidate.outcome == "skipped":
            others = [offer for offer in asked if offer.promotion.id != candidate.promotion_id]
            assert gains(run(cart, others, policy)) == gains(decision)


@settings(max_examples=150, deadline=None)
@given(carts(), st.data())
def test_best_is_the_largest_discount_of_all(cart: Cart, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    made = [data.draw(promotions(number, pays=False)) for number in range(1, count + 1)]
    in_default = [
        replace(
            promotion,
            definition=promotion.definition.model_copy(
                update={"stacking": promotion.definition.stacking.model_copy(update={"lane": "default"})}
            ),
        )
        for promotion in made
    ]
    policy = Policy(default="best")
    alone = [run(cart, [Offer(promotion)], policy) for promotion in in_default]
    together = run(cart, [Offer(promotion) for promotion in in_default], policy, explain_all=False)
    assert together.discount == max(decision.discount for decision in alone)
    assert len(together.applied) == min(1, sum(len(decision.applied) for decision in alone))


@settings(max_examples=150, deadline=None)
@given(carts(), offers(exclusive=True), POLICIES)
def test_telling_of_all_changes_nothing_about_what_applies(
    cart: Cart, asked: list[Offer], policy: Policy
) -> None:
    assert gains(run(cart, asked, policy)) == gains(run(cart, asked, policy, explain_all=False))


@settings(max_examples=150, deadline=None)
@given(carts(), offers(exclusive=True), POLICIES)
def test_the_index_leaves_out_only_what_would_not_apply(
    cart: Cart, asked: list[Offer], policy: Policy
) -> None:
    automatic = [offer for offer in asked if offer.code is None]
    codes = [offer for offer in asked if offer.code is not None]
    index = Index.of(offer.promotion for offer in automatic)
    found = [Offer(promotion) for promotion in index.possible(visit_of(cart))]
    assert len(found) <= len(automatic)
    assert gains(run(cart, [*found, *codes], policy)) == gains(run(cart, asked, policy))


@settings(max_examples=100, deadline=None)
@given(carts(), offers(exclusive=True), POLICIES)
def test_all_or_nothing_is_all_or_nothing(cart: Cart, asked: list[Offer], policy: Policy) -> None:
    strict = replace(policy, all_or_nothing=True)
    decision = run(cart, asked, strict)
    lenient = run(cart, asked, policy)
    refused = [each for each in lenient.candidates if each.code and each.outcome != "applicable"]
    if refused:
        assert decision.applied == ()
        assert decision.discount == 0
    else:
        assert decision == lenient
