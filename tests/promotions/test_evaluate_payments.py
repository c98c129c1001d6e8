"""Gift cards and points pay what discounts have left; and what the answer tells."""

from largesse.promotions.evaluate import Offer, Policy
from largesse.promotions.facts import CodeFacts
from largesse.promotions.needs import NeedPoints
from tests.promotions.made import (
    POOL,
    a_cart,
    a_line,
    a_promotion,
    a_visit,
    an_offer,
    at_least,
    decide,
    in_order,
    outcomes,
    percent,
    the,
)

CART = a_cart(1000)
CARDS = {"type": "gift_cards", "pool_id": str(POOL), "balance": 5000}


def a_card(number: int, code: str, balance: int, **stacking: object) -> Offer:
    promotion = a_promotion(number, access=CARDS, rewards=[{"type": "gift_card"}], stacking=stacking)
    return an_offer(promotion, CodeFacts(code, balance=balance))


def test_a_gift_card_pays_what_discounts_have_left() -> None:
    discount = a_promotion(2, rewards=[percent(50)], stacking={"lane": "post"})
    decision = decide(a_cart(1000, shipping=200), a_card(1, "CARD", 5000, lane="pre", priority=9), discount)
    assert in_order(decision) == [(2, 500), (1, 700)]
    assert the(decision, 1).spends_gift == 700


def test_a_gift_card_does_not_compete_with_discounts() -> None:
    decision = decide(CART, a_card(1, "CARD", 5000), a_promotion(2, rewards=[percent(10)]))
    assert outcomes(decision) == {2: "100", 1: "900"}


def test_two_gift_cards_of_one_promotion_both_pay() -> None:
    decision = decide(CART, a_card(1, "B", 700), a_card(1, "A", 400))
    assert [(each.code, each.spends_gift) for each in decision.applied] == [("A", 400), ("B", 600)]


def test_a_group_of_gift_cards_lets_one_pay() -> None:
    decision = decide(CART, a_card(1, "B", 700, group="card"), a_card(1, "A", 400, group="card"))
    assert [(each.code, each.spends_gift) for each in decision.applied] == [("A", 400)]


def test_gift_cards_stand_beside_a_promotion_that_stands_alone() -> None:
    exclusive = a_promotion(2, rewards=[percent(40)], stacking={"exclusive": True})
    decision = decide(CART, a_card(1, "CARD", 5000), exclusive, a_promotion(3, rewards=[percent(10)]))
    assert outcomes(decision) == {2: "400", 1: "600", 3: "skipped: not_stackable"}


def test_a_gift_card_that_stands_alone_gives_way_to_discounts() -> None:
    card = a_card(1, "CARD", 5000, exclusive=True)
    assert outcomes(decide(CART, card, a_promotion(2, rewards=[percent(1)]))) == {
        2: "10",
        1: "skipped: better_chosen",
    }
    assert outcomes(decide(CART, card, a_card(3, "OTHER", 10))) == {1: "1000", 3: "skipped: not_stackable"}


def test_points_pay_after_discounts_and_after_the_cap() -> None:
    pays = a_promotion(
        1,
        rewards=[{"type": "pay_with_points", "points": 1, "worth": 1}, percent(50)],
        stacking={"max_discount_percent": "20"},
    )
    visit = a_visit(CART, customer_id=1, known={NeedPoints(): 300})
    [candidate] = decide(visit, pays).candidates
    # Half of 1000 is capped to 200; then 300 points pay of the 800 that are left.
    assert (candidate.discount, candidate.spends_points) == (500, 300)


def test_payments_count_among_the_most() -> None:
    decision = decide(CART, a_card(1, "A", 1), a_promotion(2, rewards=[percent(10)]), policy=Policy(most=1))
    assert outcomes(decision) == {2: "100", 1: "skipped: too_many_promotions"}


def test_the_answer_tells_lines_and_shipping_before_and_after() -> None:
    cart = a_cart(a_line("A", 1000), a_line("B", 500, 3), shipping=400)
    decision = decide(cart, a_promotion(1, rewards=[percent(10), {"type": "free_shipping", "most": 150}]))
    assert [(each.id, each.initial, each.discount, each.final) for each in decision.lines] == [
        ("A", 1000, 100, 900),
        ("B", 1500, 150, 1350),
    ]
    assert (decision.shipping_initial, decision.shipping_discount) == (400, 150)
    assert (decision.initial, decision.discount) == (2500, 400)
    assert decision.applied[0].units == 4


def test_the_explanation_of_what_applies_has_its_rules() -> None:
    rules = {"type": "all", "rules": [at_least(500), at_least(600)]}
    winner = a_promotion(1, rewards=[percent(10)], rules=rules)
    loser = a_promotion(2, rewards=[percent(5)], rules=rules)
    for candidate in decide(CART, winner, loser).candidates:
        assert candidate.verdict is not None
        assert candidate.verdict.passed
        assert len(candidate.verdict.parts) == 2
