"""Every reason for which a promotion is refused before its rules are asked, or by them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from largesse.promotions.evaluate import Decision, Offer, Policy, Visit
from largesse.promotions.facts import CodeFacts
from largesse.promotions.needs import NeedAudience, NeedOrders, NeedProfile, OrderHistory
from tests.promotions.made import (
    NOW,
    POOL,
    a_cart,
    a_customer,
    a_line,
    a_promotion,
    a_visit,
    an_offer,
    at_least,
    decide,
    outcomes,
    percent,
)

CART = a_cart(1000)
GIVES: dict[str, object] = {"rewards": [percent(10)]}
AUDIENCE = UUID(int=5)
POOL_CODES = {"type": "pool_codes", "pool_id": str(POOL)}
PERSONAL = {**POOL_CODES, "holder_only": True}
CARDS = {"type": "gift_cards", "pool_id": str(POOL), "balance": 5000}
REFERRAL = {"type": "referral_codes", "pool_id": str(POOL)}
TAGGED = {"type": "tag", "tags": ["vip"]}


def the_reason(decision: Decision) -> str:
    """Why the only promotion does not apply; empty when it does."""
    [candidate] = decision.candidates
    assert (candidate.outcome == "applicable") == (candidate.reason == "")
    return candidate.reason


def ask(visit: Visit, code: str | CodeFacts | None = None, /, **definition: object) -> str:
    return the_reason(decide(visit, an_offer(a_promotion(**{**GIVES, **definition}), code)))


def test_a_refusal_of_the_shell_is_told_with_what_was_seen() -> None:
    offer = an_offer(a_promotion(**GIVES), "X", refusal="limit_reached", observed=10, needed=10)
    [candidate] = decide(CART, offer).candidates
    assert (candidate.outcome, candidate.reason, candidate.code) == ("inapplicable", "limit_reached", "X")
    assert candidate.verdict is not None
    assert (candidate.verdict.observed, candidate.verdict.needed) == (10, 10)


@pytest.mark.parametrize(
    ("shift", "reason"),
    [(-1, "promotion_not_started"), (0, ""), (3599, ""), (3600, "promotion_finished")],
)
def test_a_promotion_is_good_from_its_beginning_until_just_before_its_end(shift: int, reason: str) -> None:
    visit = a_visit(CART, now=NOW + timedelta(seconds=shift))
    ends = NOW + timedelta(hours=1)
    assert ask(visit, starts_at=NOW.isoformat(), ends_at=ends.isoformat()) == reason


def test_times_of_other_zones_are_the_same_moments() -> None:
    visit = a_visit(CART, now=datetime(2026, 11, 21, 12, 0, tzinfo=UTC))
    assert ask(visit, starts_at="2026-11-21T13:00:00+01:00") == ""
    assert ask(visit, starts_at="2026-11-21T13:00:01+01:00") == "promotion_not_started"


def test_plain_amounts_refuse_carts_of_another_currency() -> None:
    visit = a_visit(a_cart(9000, currency="USD"))
    assert ask(visit, rules=at_least(100)) == "currency_mismatch"
    assert ask(visit, rewards=[percent(10, most=100)]) == "currency_mismatch"
    assert ask(visit, limits=[{"measure": "discount", "most": 100}]) == "currency_mismatch"


def test_percentages_and_counts_are_good_in_every_currency() -> None:
    visit = a_visit(a_cart(9000, currency="USD"))
    by_units = {"by": "units", "steps": [{"at_least": 1, "value": "5"}]}
    assert ask(visit) == ""
    assert ask(visit, limits=[{"measure": "redemptions", "most": 100}]) == ""
    assert ask(visit, rewards=[percent(10), {**percent(1), "percent": by_units}]) == ""


def test_steps_by_order_value_are_money() -> None:
    by_value = {"by": "order_value", "steps": [{"at_least": 1, "value": "5"}]}
    assert ask(a_visit(a_cart(9000, currency="USD")), rewards=[{**percent(1), "percent": by_value}]) == (
        "currency_mismatch"
    )


def test_amounts_that_name_their_currencies_are_good_in_those() -> None:
    rules = at_least({"EUR": 1000, "USD": 1100})
    assert ask(a_visit(a_cart(1100, currency="USD")), rules=rules) == ""
    assert ask(a_visit(a_cart(1099, currency="USD")), rules=rules) == "order_below_minimum"
    assert ask(a_visit(a_cart(9000, currency="PLN")), rules=rules) == "currency_mismatch"


def test_one_plain_amount_among_named_ones_binds_to_the_promotions_currency() -> None:
    settings: dict[str, object] = {
        "rules": at_least({"EUR": 1000, "USD": 1100}),
        "rewards": [percent(5, most=10)],
    }
    assert ask(a_visit(a_cart(2000, currency="USD")), **settings) == "currency_mismatch"
    assert ask(a_visit(a_cart(2000, currency="EUR")), **settings) == ""


def test_an_order_in_another_currency_does_not_escape_a_budget() -> None:
    budget = [{"measure": "discount", "most": {"EUR": 100_000}}]
    assert ask(a_visit(a_cart(2000, currency="USD")), limits=budget) == "currency_mismatch"
    assert ask(a_visit(a_cart(2000, currency="EUR")), limits=budget) == ""


def test_stores_are_let_in_by_name_or_shut_out() -> None:
    def at(store: str | None) -> Visit:
        return a_visit(a_cart(1000, store=store))

    only, excluding = {"only": ["north"]}, {"excluding": ["north"]}
    assert [ask(at(store), stores=only) for store in ("north", "south", None)] == [
        "",
        "store_rule_failed",
        "store_rule_failed",
    ]
    assert [ask(at(store), stores=excluding) for store in ("north", "south", None)] == [
        "store_rule_failed",
        "",
        "",
    ]


@pytest.mark.parametrize(
    "definition",
    [
        {"audience": "members"},
        {"audience": "handbill"},
        {"audience_id": str(AUDIENCE)},
        {"customers": TAGGED},
        {"activation": {"points": 10}},
        {"access": REFERRAL},
    ],
)
def test_what_is_for_known_customers_asks_who_it_is(definition: dict[str, object]) -> None:
    code = CodeFacts("C", holder=9) if "access" in definition else None
    assert ask(a_visit(CART), code, **definition) == "customer_required"


def test_members_are_all_who_are_known() -> None:
    assert ask(a_visit(CART, customer_id=1), audience="members") == ""


def test_a_saved_audience_holds_those_that_the_database_says() -> None:
    def known(member: object) -> Visit:
        return a_visit(CART, customer_id=1, known={NeedAudience(AUDIENCE): member})

    assert ask(known(True), audience_id=str(AUDIENCE)) == ""
    assert ask(known(False), audience_id=str(AUDIENCE)) == "audience_rule_failed"
    assert ask(a_visit(CART, customer_id=1), audience_id=str(AUDIENCE)) == "audience_rule_failed"


def test_conditions_look_at_the_customers_profile() -> None:
    assert ask(a_visit(CART, customer=a_customer(tags=["vip"])), customers=TAGGED) == ""
    assert ask(a_visit(CART, customer=a_customer()), customers=TAGGED) == "customer_rule_failed"


def test_a_code_in_somebodys_hands_is_good_for_nobody_else() -> None:
    mine = a_visit(CART, customer_id=1)
    assert ask(mine, CodeFacts("C", holder=1), access=POOL_CODES) == ""
    assert ask(mine, CodeFacts("C", holder=2), access=POOL_CODES) == "wrong_customer"
    assert ask(mine, CodeFacts("C"), access=POOL_CODES) == ""
    assert ask(a_visit(CART), CodeFacts("C", holder=2), access=POOL_CODES) == "customer_required"
    assert ask(a_visit(CART), CodeFacts("C"), access=POOL_CODES) == ""


def test_a_personal_code_must_be_assigned_to_who_uses_it() -> None:
    mine = a_visit(CART, customer_id=1)
    assert ask(mine, CodeFacts("C", holder=1), access=PERSONAL) == ""
    assert ask(mine, CodeFacts("C", holder=2), access=PERSONAL) == "not_code_holder"
    assert ask(mine, CodeFacts("C"), access=PERSONAL) == "not_code_holder"


def test_nobody_redeems_their_own_referral_code() -> None:
    mine = a_visit(CART, customer_id=1)
    assert ask(mine, CodeFacts("C", holder=1), access=REFERRAL) == "own_referral"
    assert ask(mine, CodeFacts("C", holder=2), access=REFERRAL) == ""
    assert ask(mine, CodeFacts("C"), access=REFERRAL) == "not_assigned"


def test_friends_who_ordered_before_are_no_new_customers() -> None:
    friend = a_visit(CART, customer_id=1, known={NeedOrders(): OrderHistory(count=1)})
    code = CodeFacts("C", holder=2)
    assert ask(friend, code, access=REFERRAL) == "new_customer_required"
    assert ask(friend, code, access={**REFERRAL, "new_customers_only": False}) == ""


def test_an_empty_gift_card_is_told_so() -> None:
    rewards = [{"type": "gift_card"}]
    assert ask(a_visit(CART), CodeFacts("C", balance=0), access=CARDS, rewards=rewards) == "balance_empty"
    assert ask(a_visit(CART), CodeFacts("C", balance=1), access=CARDS, rewards=rewards) == ""


def test_a_cart_without_the_promotions_items_has_no_eligible_ones() -> None:
    visit = a_visit(a_cart(a_line("TEA", 500)))
    assert ask(visit, items={"skus": ["CUP"]}) == "no_eligible_items"
    assert ask(visit, items={"skus": ["TEA"]}) == ""
    assert ask(a_visit(a_cart())) == "no_eligible_items"


def test_what_acts_on_no_line_needs_none() -> None:
    visit = a_visit(a_cart(a_line("TEA", 500), shipping=300))
    assert ask(visit, items={"skus": ["CUP"]}, rewards=[{"type": "free_shipping"}]) == ""


def test_a_rule_that_fails_gives_its_reason_and_its_tree() -> None:
    rules = {"type": "all", "rules": [at_least(500), at_least(5000, message="Buy some more")]}
    [candidate] = decide(CART, a_promotion(**GIVES, rules=rules)).candidates
    assert (candidate.outcome, candidate.reason) == ("inapplicable", "order_below_minimum")
    verdict = candidate.verdict
    assert verdict is not None
    assert (verdict.observed, verdict.needed, verdict.missing) == (1000, 5000, 4000)
    assert verdict.message == "Buy some more"
    assert [part.passed for part in verdict.parts] == [True, False]


def test_what_gives_nothing_is_not_redeemed_unless_it_says_so() -> None:
    free = a_visit(a_cart(0))
    assert ask(free) == "no_effect"
    assert ask(free, stacking={"zero_effect": "apply"}) == ""
    assert ask(a_visit(CART), rewards=[]) == "no_effect"


def test_a_grant_is_an_effect() -> None:
    assert ask(a_visit(a_cart(0)), rewards=[{"type": "points", "points": 5}]) == ""


def test_points_for_the_referrer_are_an_effect() -> None:
    access = {**REFERRAL, "referrer_points": 100}
    assert ask(a_visit(CART, customer_id=1), CodeFacts("C", holder=2), access=access, rewards=[]) == ""


def test_promotions_that_nobody_asked_for_are_told_of_on_demand_only() -> None:
    no, yes = a_promotion(1, **GIVES, rules=at_least(9999)), a_promotion(2, **GIVES)
    quiet = decide(CART, no, yes, explain_all=False)
    assert outcomes(quiet) == {2: "100"}
    assert outcomes(decide(CART, no, yes)) == {2: "100", 1: "inapplicable: order_below_minimum"}
    asked = decide(CART, Offer(no, CodeFacts("C")), yes, explain_all=False)
    assert outcomes(asked) == {2: "100", 1: "inapplicable: order_below_minimum"}


def test_a_policy_of_no_promotions_applies_none() -> None:
    assert outcomes(decide(CART, a_promotion(**GIVES), policy=Policy(most=0))) == {
        1: "skipped: too_many_promotions"
    }


def test_what_must_be_loaded_is_told_by_the_promotion() -> None:
    promotion = a_promotion(
        access=REFERRAL, audience_id=str(AUDIENCE), customers=TAGGED, rules={"type": "new_customer"}
    )
    assert {NeedProfile(), NeedOrders(), NeedAudience(AUDIENCE)} <= promotion.terms.needs
    assert a_promotion(**GIVES).terms.needs == frozenset()
