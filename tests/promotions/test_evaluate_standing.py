"""Groups, promotions that stand alone, caps, and the workspace's policy."""

import pytest

from largesse.promotions.evaluate import Policy
from tests.promotions.made import (
    ALL,
    POOL,
    CodeFacts,
    a_cart,
    a_line,
    a_promotion,
    an_offer,
    at_least,
    decide,
    in_order,
    line_percent,
    outcomes,
    percent,
    the,
)

CART = a_cart(1000)


def test_of_a_group_one_applies_over_all_lanes() -> None:
    first = a_promotion(1, rewards=[percent(10)], stacking={"lane": "pre", "group": "sale"})
    second = a_promotion(2, rewards=[percent(50)], stacking={"lane": "default", "group": "sale"})
    other = a_promotion(3, rewards=[percent(10)], stacking={"lane": "post"})
    decision = decide(CART, second, other, first)
    assert outcomes(decision) == {1: "100", 3: "90", 2: "skipped: not_stackable"}
    assert the(decision, 2).beside == the(decision, 1).promotion_id


def test_a_seat_of_a_group_is_not_taken_by_what_does_not_apply() -> None:
    refused = a_promotion(1, rewards=[percent(10)], rules=at_least(5000), stacking={"group": "sale"})
    good = a_promotion(2, rewards=[percent(5)], stacking={"group": "sale", "lane": "post"})
    assert outcomes(decide(CART, refused, good)) == {2: "50", 1: "inapplicable: order_below_minimum"}


def test_two_codes_of_one_promotion_do_not_add_up() -> None:
    promotion = a_promotion(rewards=[percent(10)], access={"type": "pool_codes", "pool_id": str(POOL)})
    decision = decide(CART, an_offer(promotion, "A"), an_offer(promotion, "B"), policy=ALL)
    assert [(each.code, each.outcome, each.reason) for each in decision.candidates] == [
        ("A", "applicable", ""),
        ("B", "skipped", "not_stackable"),
    ]


def test_the_same_offer_twice_is_one() -> None:
    promotion = a_promotion(rewards=[percent(10)])
    assert decide(CART, promotion, promotion) == decide(CART, promotion)


@pytest.mark.parametrize(("alone", "expected"), [("27", "270"), ("28.1", "281")])
def test_one_that_stands_alone_is_weighed_against_all_others(alone: str, expected: str) -> None:
    # Together the others save 100 + 180 = 280.
    exclusive = a_promotion(1, rewards=[percent(alone)], stacking={"exclusive": True})
    others = [
        a_promotion(2, rewards=[percent(10)], stacking={"lane": "pre"}),
        a_promotion(3, rewards=[percent(20)]),
    ]
    found = outcomes(decide(CART, exclusive, *others))
    if expected == "281":
        assert found == {1: "281", 2: "skipped: not_stackable", 3: "skipped: not_stackable"}
    else:
        assert found == {2: "100", 3: "180", 1: "skipped: better_chosen"}


def test_among_equals_those_that_stand_together_win() -> None:
    exclusive = a_promotion(1, rewards=[percent(10)], stacking={"exclusive": True, "priority": 9})
    assert outcomes(decide(CART, exclusive, a_promotion(2, rewards=[percent(10)]))) == {
        2: "100",
        1: "skipped: better_chosen",
    }


def test_of_two_that_stand_alone_the_better_one_applies() -> None:
    first = a_promotion(1, rewards=[percent(10)], stacking={"exclusive": True, "lane": "pre"})
    second = a_promotion(2, rewards=[percent(20)], stacking={"exclusive": True})
    decision = decide(CART, first, second, policy=ALL)
    assert outcomes(decision) == {2: "200", 1: "skipped: better_chosen"}
    assert the(decision, 1).beside == the(decision, 2).promotion_id


def test_one_that_stands_alone_and_grants_only_applies_where_nothing_else_does() -> None:
    exclusive = a_promotion(1, rewards=[{"type": "points", "points": 5}], stacking={"exclusive": True})
    refused = a_promotion(2, rewards=[percent(10)], rules=at_least(5000))
    assert outcomes(decide(CART, exclusive, refused)) == {1: "0", 2: "inapplicable: order_below_minimum"}
    assert (
        outcomes(decide(CART, exclusive, a_promotion(3, rewards=[percent(1)])))[1] == "skipped: better_chosen"
    )


def test_losers_to_one_that_stands_alone_name_it_and_not_each_other() -> None:
    exclusive = a_promotion(1, rewards=[percent(90)], stacking={"exclusive": True})
    decision = decide(
        CART, exclusive, a_promotion(2, rewards=[percent(10)]), a_promotion(3, rewards=[percent(20)])
    )
    assert {each.beside.int for each in decision.candidates if each.beside} == {1}
    assert outcomes(decision) == {1: "900", 2: "skipped: not_stackable", 3: "skipped: not_stackable"}


def test_a_cap_scales_all_rewards_back_to_the_cent() -> None:
    cart = a_cart(a_line("A", 333), a_line("B", 333), a_line("C", 334), shipping=500)
    promotion = a_promotion(
        rewards=[percent(50), {"type": "free_shipping"}], stacking={"max_discount_percent": "30"}
    )
    [candidate] = decide(cart, promotion).candidates
    # 500 off lines and 500 off shipping become 300 of the order's 1000.
    assert candidate.discount == 300
    assert candidate.shipping == 150
    assert sum(candidate.lines) == 150
    assert all(taken <= line.amount for taken, line in zip(candidate.lines, cart.lines, strict=True))


def test_a_cap_is_of_what_percentages_are_of() -> None:
    half = a_promotion(1, rewards=[percent(50)], stacking={"lane": "pre"})
    for base, most in (("initial", "300"), ("current", "150")):
        capped = a_promotion(
            2, rewards=[percent(90)], stacking={"percent_of": base, "max_discount_percent": "30"}
        )
        assert outcomes(decide(CART, half, capped))[2] == most


def test_a_cap_above_the_discount_changes_nothing() -> None:
    promotion = a_promotion(rewards=[percent(29.99)], stacking={"max_discount_percent": "30"})
    assert outcomes(decide(CART, promotion)) == {1: "300"}


def test_at_most_so_many_promotions_apply() -> None:
    offers = [a_promotion(n, rewards=[percent(10)]) for n in (1, 2, 3)]
    decision = decide(CART, *offers, policy=Policy(default="all", most=2))
    assert outcomes(decision) == {1: "100", 2: "90", 3: "skipped: too_many_promotions"}


def test_the_most_is_counted_over_lanes() -> None:
    offers = [
        a_promotion(n, rewards=[percent(10)], stacking={"lane": lane})
        for n, lane in enumerate(("pre", "default", "post"), start=1)
    ]
    assert outcomes(decide(CART, *offers, policy=Policy(most=2)))[3] == "skipped: too_many_promotions"


def test_best_per_line_keeps_to_the_most() -> None:
    cart = a_cart(a_line("A", 1000), a_line("B", 1000))
    offers = [
        a_promotion(1, rewards=[line_percent(50, "A")]),
        a_promotion(2, rewards=[line_percent(40, "B")]),
    ]
    decision = decide(cart, *offers, policy=Policy(default="best_per_line", most=1))
    assert outcomes(decision) == {1: "500", 2: "skipped: too_many_promotions"}


def test_all_or_nothing_takes_everything_back_when_one_code_is_refused() -> None:
    policy = Policy(default="all", all_or_nothing=True)
    good = an_offer(a_promotion(1, rewards=[percent(10)]), "GOOD")
    bad = an_offer(a_promotion(2, rewards=[percent(10)], rules=at_least(5000)), "BAD")
    automatic = a_promotion(3, rewards=[percent(10)])
    decision = decide(CART, good, bad, automatic, policy=policy)
    assert outcomes(decision) == {
        1: "skipped: all_or_nothing",
        2: "inapplicable: order_below_minimum",
        3: "skipped: all_or_nothing",
    }
    assert the(decision, 1).beside == the(decision, 2).promotion_id
    assert decision.discount == 0
    assert outcomes(decide(CART, good, automatic, policy=policy)) == {1: "100", 3: "90"}


def test_all_or_nothing_counts_a_code_that_lost_as_refused() -> None:
    policy = Policy(all_or_nothing=True)
    offers = [an_offer(a_promotion(n, rewards=[percent(n)]), f"C{n}") for n in (10, 20)]
    assert outcomes(decide(CART, *offers, policy=policy)) == {
        10: "skipped: better_chosen",
        20: "skipped: all_or_nothing",
    }


def test_all_or_nothing_does_not_mind_automatic_promotions() -> None:
    good = an_offer(a_promotion(1, rewards=[percent(10)]), "GOOD")
    automatic = a_promotion(2, rewards=[percent(10)], rules=at_least(5000))
    assert outcomes(decide(CART, good, automatic, policy=Policy(all_or_nothing=True)))[1] == "100"


def test_the_example_of_the_documentation_is_right() -> None:
    cart = a_cart(a_line("KETTLE", 8000, categories=["kitchen"]), a_line("TEA", 1000, 2), shipping=500)
    kitchen = a_promotion(
        1, rewards=[percent(10)], items={"categories": ["kitchen"]}, stacking={"lane": "pre"}
    )
    spring = an_offer(a_promotion(2, rewards=[percent(15)]), "SPRING15")
    club = a_promotion(3, rewards=[percent(10)])
    shipping = a_promotion(
        4,
        rewards=[{"type": "free_shipping"}],
        rules=at_least(7500, basis="current"),
        stacking={"lane": "post"},
    )
    cards = {"type": "gift_cards", "pool_id": str(POOL), "balance": 5000}
    card = an_offer(
        a_promotion(5, access=cards, rewards=[{"type": "gift_card"}]), CodeFacts("CARD", balance=5000)
    )
    decision = decide(cart, card, shipping, club, spring, kitchen)
    assert in_order(decision) == [(1, 800), (2, 1380), (4, 500), (5, 5000)]
    assert the(decision, 2).lines == (1080, 300)
    assert outcomes(decision)[3] == "skipped: better_chosen"
    assert sum(line.final for line in decision.lines) == 2820
    for share, saved in ((25, "skipped: better_chosen"), (30, "3000")):
        alone = an_offer(a_promotion(6, rewards=[percent(share)], stacking={"exclusive": True}), "ALONE")
        assert outcomes(decide(cart, card, shipping, club, spring, kitchen, alone))[6] == saved
    weighed = decide(cart, card, shipping, club, spring, kitchen, alone)
    assert in_order(weighed) == [(6, 3000), (5, 5000)]
    assert [outcomes(weighed)[n] for n in (1, 2, 3, 4)] == ["skipped: not_stackable"] * 4
