"""Lanes, and which promotions of a lane apply."""

import pytest

from largesse.promotions.evaluate import Compiled, Offer, Policy
from tests.promotions.made import (
    ALL,
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
PER_LINE = Policy(default="best_per_line")


def test_lanes_act_in_their_order_each_on_what_the_earlier_one_left() -> None:
    last = a_promotion(1, rewards=[percent(50)], stacking={"lane": "post"})
    middle = a_promotion(2, rewards=[percent(10)])
    first = a_promotion(3, rewards=[percent(20)], stacking={"lane": "pre"})
    decision = decide(CART, last, middle, first)
    # 1000 - 200 = 800; 800 - 80 = 720; 720 - 360 = 360
    assert in_order(decision) == [(3, 200), (2, 80), (1, 360)]
    assert decision.lines[0].final == 360


def test_percentages_of_the_initial_price_do_not_shrink() -> None:
    first = a_promotion(1, rewards=[percent(20)], stacking={"lane": "pre"})
    second = a_promotion(2, rewards=[percent(20)], stacking={"percent_of": "initial"})
    assert outcomes(decide(CART, first, second)) == {1: "200", 2: "200"}


def test_a_rule_on_the_current_value_sees_earlier_discounts() -> None:
    first = a_promotion(1, rewards=[percent(20)], stacking={"lane": "pre"})
    second = a_promotion(2, rewards=[percent(10)], rules=at_least(900, basis="current"))
    third = a_promotion(3, rewards=[percent(10)], rules=at_least(900, basis="initial"))
    assert outcomes(decide(CART, first, second, third)) == {
        1: "200",
        3: "80",
        2: "inapplicable: order_below_minimum",
    }


def test_rewards_of_one_promotion_act_one_after_the_other() -> None:
    promotion = a_promotion(rewards=[percent(50), percent(50), {"type": "free_shipping"}])
    [candidate] = decide(a_cart(1000, shipping=300), promotion).candidates
    assert (candidate.lines, candidate.shipping, candidate.discount) == ((750,), 300, 1050)


def test_rewards_of_one_promotion_never_take_more_than_there_is() -> None:
    amount = {"type": "order_amount", "amount": 600}
    assert outcomes(decide(CART, a_promotion(rewards=[amount, amount]))) == {1: "1000"}


def test_best_takes_the_largest_discount_and_tells_what_it_was_preferred_to() -> None:
    decision = decide(CART, *[a_promotion(n, rewards=[percent(n)]) for n in (10, 30, 20)])
    assert outcomes(decision) == {30: "300", 10: "skipped: better_chosen", 20: "skipped: better_chosen"}
    assert {each.beside.int for each in decision.candidates if each.beside} == {30}


def test_best_counts_shipping_as_money_too() -> None:
    percentage = a_promotion(1, rewards=[percent(10)])
    shipping = a_promotion(2, rewards=[{"type": "free_shipping"}])
    assert outcomes(decide(a_cart(1000, shipping=101), percentage, shipping))[2] == "101"
    assert outcomes(decide(a_cart(1000, shipping=99), percentage, shipping))[1] == "100"


def test_among_equals_priority_goes_first_then_codes_then_the_smaller_id() -> None:
    def winner(*offers: Offer | Compiled) -> int:
        [applied] = decide(CART, *offers).applied
        return applied.promotion_id.int

    one, two = a_promotion(1, rewards=[percent(10)]), a_promotion(2, rewards=[percent(10)])
    high = a_promotion(3, rewards=[percent(10)], stacking={"priority": 1})
    assert winner(two, one) == 1
    assert winner(one, an_offer(two, "CODE")) == 2
    assert winner(one, an_offer(two, "CODE"), high) == 3


def test_all_apply_by_priority_then_codes_then_id() -> None:
    low = a_promotion(1, rewards=[percent(10)], stacking={"priority": -1})
    code = an_offer(a_promotion(9, rewards=[percent(10)]), "CODE")
    decision = decide(CART, low, a_promotion(2, rewards=[percent(10)]), code, policy=ALL)
    # 1000 - 100 = 900; - 90 = 810; - 81 = 729
    assert in_order(decision) == [(9, 100), (2, 90), (1, 81)]


def test_all_leaves_nothing_below_zero() -> None:
    offers = [a_promotion(n, rewards=[{"type": "order_amount", "amount": 600}]) for n in (1, 2, 3)]
    decision = decide(CART, *offers, policy=ALL)
    assert outcomes(decision) == {1: "600", 2: "400", 3: "inapplicable: no_effect"}
    assert decision.lines[0].final == 0


def test_priority_takes_the_first_that_applies_however_little_it_gives() -> None:
    refused = a_promotion(1, rewards=[percent(90)], rules=at_least(5000), stacking={"priority": 9})
    small = a_promotion(2, rewards=[percent(1)], stacking={"priority": 8})
    large = a_promotion(3, rewards=[percent(50)])
    decision = decide(CART, large, small, refused, policy=Policy(default="priority"))
    assert outcomes(decision) == {
        2: "10",
        1: "inapplicable: order_below_minimum",
        3: "skipped: better_chosen",
    }


def test_best_per_line_gives_each_line_its_best() -> None:
    cart = a_cart(a_line("A", 1000), a_line("B", 1000), a_line("C", 1000))
    a = a_promotion(1, rewards=[line_percent(50, "A"), line_percent(5, "B")])
    b = a_promotion(2, rewards=[line_percent(20, "B"), line_percent(10, "A")])
    every = a_promotion(3, rewards=[line_percent(10)])
    loser = a_promotion(4, rewards=[line_percent(4)])
    decision = decide(cart, a, b, every, loser, policy=PER_LINE)
    assert {each.promotion_id.int: each.lines for each in decision.applied} == {
        1: (500, 0, 0),
        2: (0, 200, 0),
        3: (0, 0, 100),
    }
    assert the(decision, 4).reason == "better_chosen"
    assert the(decision, 4).beside == the(decision, 1).promotion_id


def test_best_per_line_takes_shipping_for_one_more_line() -> None:
    cart = a_cart(1000, shipping=400)
    lines = a_promotion(1, rewards=[percent(10)])
    free = a_promotion(2, rewards=[{"type": "free_shipping"}])
    half = a_promotion(3, rewards=[{"type": "shipping_discount", "percent": "50"}])
    assert outcomes(decide(cart, lines, free, half, policy=PER_LINE)) == {
        1: "100",
        2: "400",
        3: "skipped: better_chosen",
    }


def test_best_per_line_among_equals_goes_by_rank() -> None:
    offers = [a_promotion(number, rewards=[percent(20)]) for number in (2, 1, 3)]
    decision = decide(a_cart(1000, 500), *offers, policy=PER_LINE)
    assert in_order(decision) == [(1, 300)]
    one, two = (a_promotion(n, rewards=[line_percent(10, f"SKU-{n}")]) for n in (1, 2))
    assert in_order(decide(a_cart(1000, 2000), two, one, policy=PER_LINE)) == [(1, 100), (2, 200)]


def test_best_per_line_takes_from_a_winner_what_it_did_not_win() -> None:
    both = a_promotion(1, rewards=[percent(20), {"type": "shipping_discount", "percent": "50"}])
    free = a_promotion(2, rewards=[{"type": "free_shipping"}])
    decision = decide(a_cart(1000, shipping=400), both, free, policy=PER_LINE)
    assert {each.promotion_id.int: each.shipping for each in decision.applied} == {1: 0, 2: 400}
    assert decision.shipping_discount == 400


def test_best_per_line_lets_losers_grant_nothing() -> None:
    grant = {"type": "points", "points": 50}
    winner = a_promotion(1, rewards=[percent(20), grant])
    loser = a_promotion(2, rewards=[percent(10), grant])
    idle = a_promotion(3, rewards=[grant])
    decision = decide(CART, winner, loser, idle, policy=PER_LINE)
    assert [sum(g.amount for g in each.grants) for each in decision.applied] == [50]
    assert outcomes(decision)[3] == "skipped: better_chosen"
    assert outcomes(decide(CART, idle, policy=PER_LINE)) == {3: "0"}


def test_best_per_line_counts_the_units_of_won_lines_only() -> None:
    cart = a_cart(a_line("A", 1000, 2), a_line("B", 1000, 3))
    decision = decide(
        cart,
        a_promotion(1, rewards=[line_percent(10)]),
        a_promotion(2, rewards=[line_percent(20, "B")]),
        policy=PER_LINE,
    )
    assert {each.promotion_id.int: each.units for each in decision.applied} == {1: 2, 2: 3}


def test_best_per_line_settles_groups_by_the_largest_bid() -> None:
    cart = a_cart(a_line("A", 1000), a_line("B", 1000))
    a = a_promotion(1, rewards=[line_percent(50, "A")], stacking={"group": "g"})
    b = a_promotion(2, rewards=[line_percent(40, "B")], stacking={"group": "g"})
    every = a_promotion(3, rewards=[line_percent(10)])
    decision = decide(cart, b, every, a, policy=PER_LINE)
    assert outcomes(decision) == {1: "500", 3: "100", 2: "skipped: not_stackable"}
    assert the(decision, 2).beside == the(decision, 1).promotion_id


@pytest.mark.parametrize("lane", ["default", "post"])
def test_the_best_is_found_among_those_that_are_not_told_of(lane: str) -> None:
    """Most of those are never reckoned: shipping and the initial price must be in what is thought of them."""
    cart = a_cart(1000, shipping=2000)
    half = a_promotion(1, rewards=[percent(50)], stacking={"lane": "pre"})
    small = a_promotion(2, rewards=[percent(90)], stacking={"lane": lane})
    initial = a_promotion(3, rewards=[percent(48)], stacking={"lane": lane, "percent_of": "initial"})
    policy = Policy(default="best", post="best")
    # Of the 500 that are left, 90 % are 450; 48 % of 1000 are 480.
    assert in_order(decide(cart, half, small, initial, policy=policy, explain_all=False))[1:] == [(3, 480)]
    free = a_promotion(4, rewards=[{"type": "free_shipping"}], stacking={"lane": lane})
    mixed = a_promotion(
        5, rewards=[percent(90), {"type": "shipping_discount", "percent": "50"}], stacking={"lane": lane}
    )
    offers = [half, small, initial, free, mixed]
    assert in_order(decide(cart, *offers, policy=policy, explain_all=False))[1:] == [(4, 2000)]
