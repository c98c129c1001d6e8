"""Rules about the customer; without one they have no answer."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from largesse.promotions.needs import (
    NeedAudience,
    NeedEvents,
    NeedOrders,
    NeedPoints,
    NeedProfile,
    OrderHistory,
)
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED
from tests.promotions.rule_facts import (
    NEW_YORK,
    NOON,
    at,
    facts_of,
    guest,
    profile_with,
    rule_of,
    with_attribute,
)
from tests.promotions.test_rules_order import told

AUDIENCE = UUID("01920000-0000-7000-8000-0000000000aa")
OSLO = {"type": "attribute", "name": "city", "test": {"operator": "string_equal", "value": "Oslo"}}
BOUGHT = {"type": "event", "event": "cart.left"}


def ordered(count: int, last_at: datetime | None = None) -> dict[NeedOrders, OrderHistory]:
    return {NeedOrders(): OrderHistory(count=count, last_at=last_at)}


@pytest.mark.parametrize(
    "settings",
    [
        {"type": "audience", "audience_id": str(AUDIENCE)},
        {"type": "customer_matches", "conditions": {"type": "everybody"}},
        {"type": "customer_tag", "tags": ["vip"], "has": "none"},
        {"type": "new_customer"},
        {"type": "order_number", "at_least": 1},
        {"type": "event_count", "event": "visit", "at_most": 5},
        {"type": "points_balance", "at_most": 5},
        {"type": "loyalty_tier", "any_of": ["gold"]},
        {"type": "birthday"},
        {"type": "days_since_last_order", "at_least": 1, "never": True},
        {"type": "code_holder"},
    ],
    ids=lambda settings: settings["type"],
)
def test_without_a_customer_there_is_no_answer_and_no_opposite(settings: dict[str, object]) -> None:
    assert rule_of(settings).check(guest()) is CUSTOMER_REQUIRED
    opposite = rule_of({"type": "not", "rule": settings}).check(guest())
    assert (opposite.passed, opposite.reason, opposite.unknown) == (False, "customer_required", True)


def test_whether_a_customer_is_known_is_known_of_guests_too() -> None:
    rule = rule_of({"type": "customer_known"})
    assert rule.check(facts_of()) is PASSED
    assert told(rule.check(guest())) == ("customer_required", None, None, None)
    assert rule_of({"type": "not", "rule": {"type": "customer_known"}}).check(guest()).passed


def test_an_audience_is_looked_up_by_its_id() -> None:
    rule = rule_of({"type": "audience", "audience_id": str(AUDIENCE)})
    need = NeedAudience(AUDIENCE)
    assert list(rule.needs()) == [need]
    assert rule.check(facts_of(known={need: True})) is PASSED
    for known in ({need: False}, {}, {NeedAudience(UUID(int=1)): True}):
        verdict = rule.check(facts_of(known=known))
        assert told(verdict) == ("audience_rule_failed", None, str(AUDIENCE), None)


def test_what_was_loaded_as_something_else_is_not_believed() -> None:
    rule = rule_of({"type": "audience", "audience_id": str(AUDIENCE)})
    with pytest.raises(TypeError, match="was loaded as str"):
        rule.check(facts_of(known={NeedAudience(AUDIENCE): "yes"}))


def test_a_profile_meets_conditions_in_memory() -> None:
    rule = rule_of({"type": "customer_matches", "conditions": OSLO})
    assert list(rule.needs()) == [NeedProfile()]
    assert rule.check(facts_of(customer=with_attribute("city", "Oslo"))) is PASSED
    verdict = rule.check(facts_of(customer=with_attribute("city", "Bergen")))
    assert told(verdict) == ("customer_rule_failed", None, "attribute", None)


def test_conditions_on_today_mean_the_day_of_the_promotions_zone() -> None:
    today = {"type": "attribute", "name": "born", "test": {"operator": "date_anniversary"}}
    rule = rule_of({"type": "customer_matches", "conditions": today})
    customer = with_attribute("born", "1990-03-04")
    assert rule.check(facts_of(customer=customer, now=at("2027-03-04T00:00"))) is PASSED
    assert not rule.check(facts_of(customer=customer, now=at("2027-03-03T23:59:59"))).passed


def test_conditions_on_events_are_refused_with_what_to_do_instead() -> None:
    for tree in (BOUGHT, {"type": "all", "conditions": [OSLO, {"type": "not", "condition": BOUGHT}]}):
        with pytest.raises(ValidationError, match="Save the conditions as an audience") as caught:
            rule_of({"type": "customer_matches", "conditions": tree})
        assert [error["loc"][-1] for error in caught.value.errors()] == ["conditions"]


@pytest.mark.parametrize(
    ("has", "tags", "passes"),
    [
        ("any", {"vip"}, True),
        ("any", {"other"}, False),
        ("any", set(), False),
        ("all", {"vip", "żółty", "other"}, True),
        ("all", {"vip"}, False),
        ("none", {"other"}, True),
        ("none", {"vip"}, False),
        ("any", {"VIP"}, False),
    ],
)
def test_tags_are_compared_as_they_are_written(has: str, tags: set[str], passes: bool) -> None:
    rule = rule_of({"type": "customer_tag", "tags": ["vip", "żółty"], "has": has})
    verdict = rule.check(facts_of(customer=profile_with(tags=frozenset(tags))))
    assert verdict.passed == passes
    if not passes:
        common = tuple(sorted(tags & {"vip", "żółty"}))
        assert told(verdict) == ("customer_rule_failed", common, (has, "vip", "żółty"), None)


def test_a_new_customer_never_ordered() -> None:
    rule = rule_of({"type": "new_customer"})
    assert list(rule.needs()) == [NeedOrders()]
    assert rule.check(facts_of(known=ordered(0))) is PASSED
    assert told(rule.check(facts_of(known=ordered(2)))) == ("new_customer_required", 2, 0, None)


def test_the_order_that_is_being_placed_counts() -> None:
    rule = rule_of({"type": "order_number", "exactly": 3})
    assert rule.check(facts_of(known=ordered(2))) is PASSED
    assert told(rule.check(facts_of(known=ordered(0)))) == ("customer_rule_failed", 1, 3, 2)
    assert told(rule.check(facts_of(known=ordered(3)))) == ("customer_rule_failed", 4, 3, None)
    every_fifth = rule_of({"type": "order_number", "multiple_of": 5})
    passed = [n for n in range(20) if every_fifth.check(facts_of(known=ordered(n))).passed]
    assert passed == [4, 9, 14, 19]


def test_events_are_counted_within_their_days() -> None:
    rule = rule_of({"type": "event_count", "event": "visit", "days": 30, "at_least": 2})
    need = NeedEvents("visit", 30)
    assert list(rule.needs()) == [need]
    assert rule.check(facts_of(known={need: 2})) is PASSED
    assert told(rule.check(facts_of(known={need: 1}))) == ("customer_rule_failed", 1, 2, 1)
    assert rule.check(facts_of(known={NeedEvents("visit"): 9})).observed == 0


def test_the_nth_trigger_comes_again_at_every_multiple() -> None:
    rule = rule_of({"type": "event_count", "event": "visit", "multiple_of": 3, "at_most": 6})
    passed = [count for count in range(13) if rule.check(facts_of(known={NeedEvents("visit"): count})).passed]
    assert passed == [3, 6]


def test_points_are_enough_or_not_too_many() -> None:
    rule = rule_of({"type": "points_balance", "at_least": 100, "at_most": 200})
    assert list(rule.needs()) == [NeedPoints()]
    for balance in (100, 200):
        assert rule.check(facts_of(known={NeedPoints(): balance})) is PASSED
    assert told(rule.check(facts_of(known={NeedPoints(): 99}))) == ("points_rule_failed", 99, 100, 1)
    assert told(rule.check(facts_of(known={NeedPoints(): 201}))) == ("points_rule_failed", 201, 200, None)
    for bounds in ({}, {"at_least": 2, "at_most": 1}):
        with pytest.raises(ValidationError):
            rule_of({"type": "points_balance", **bounds})


@pytest.mark.parametrize(
    ("tier", "passes"), [("gold", True), ("Gold", False), (3, True), (None, False), (["gold"], False)]
)
def test_a_tier_is_an_attribute_with_one_of_some_values(tier: object, passes: bool) -> None:
    rule = rule_of({"type": "loyalty_tier", "attribute": "tier", "any_of": ["gold", "3"]})
    verdict = rule.check(facts_of(customer=profile_with(attributes={"tier": tier})))
    assert verdict.passed == passes
    if not passes:
        observed = tier if isinstance(tier, str) else None
        assert told(verdict) == ("customer_rule_failed", observed, ("gold", "3"), None)
    assert not rule.check(facts_of(customer=profile_with())).passed


def birthday_on(day: str, born: object, **settings: object) -> bool:
    rule = rule_of({"type": "birthday", **settings})
    customer = profile_with(attributes={"birthdate": born})
    return rule.check(facts_of(customer=customer, now=at(f"{day}T12:00"))).passed


def test_a_birthday_lasts_its_day_in_the_zone() -> None:
    rule = rule_of({"type": "birthday"})
    customer = with_attribute("birthdate", "1990-03-04")
    assert rule.check(facts_of(customer=customer, now=at("2027-03-04T00:00"))) is PASSED
    assert rule.check(facts_of(customer=customer, now=at("2027-03-04T23:59:59"))) is PASSED
    assert not rule.check(facts_of(customer=customer, now=at("2027-03-05T00:00"))).passed
    new_york = facts_of(customer=customer, now=datetime(2027, 3, 5, 4, 59, tzinfo=UTC), zone=NEW_YORK)
    assert rule.check(new_york) is PASSED


def test_a_birthday_on_leap_day_is_kept_on_the_28th_in_common_years() -> None:
    leap = "2004-02-29"
    assert birthday_on("2027-02-28", leap)
    assert not birthday_on("2027-03-01", leap)
    assert birthday_on("2028-02-29", leap)
    assert not birthday_on("2028-02-28", leap)
    assert not birthday_on("2027-02-28", "2004-03-01")


def test_days_around_a_birthday_reach_over_the_new_year() -> None:
    around = {"days_before": 7, "days_after": 3}
    assert birthday_on("2026-12-25", "1990-01-01", **around)
    assert not birthday_on("2026-12-24", "1990-01-01", **around)
    assert birthday_on("2027-01-02", "1990-12-30", **around)
    assert not birthday_on("2027-01-03", "1990-12-30", **around)


def test_the_day_itself_is_no_anniversary_and_years_may_be_chosen() -> None:
    assert not birthday_on("2027-03-04", "2027-03-04")
    assert birthday_on("2028-03-04", "2027-03-04")
    assert birthday_on("2027-03-04", "2009-03-04", years=[18, 50])
    assert not birthday_on("2028-03-04", "2009-03-04", years=[18, 50])
    assert birthday_on("2026-12-31", "2009-01-01", years=[18], days_before=1)


def test_the_day_a_profile_was_made_has_anniversaries_too() -> None:
    rule = rule_of({"type": "birthday", "attribute": "created_at"})
    customer = profile_with(created_at=datetime(2024, 2, 29, 15, tzinfo=UTC))
    assert rule.check(facts_of(customer=customer, now=at("2027-02-28T12:00"))) is PASSED
    verdict = rule.check(facts_of(customer=customer, now=at("2027-03-01T12:00")))
    assert told(verdict) == ("customer_rule_failed", "2024-02-29", "0 days before to 0 days after", None)


@pytest.mark.parametrize("born", [None, "", "1990-02-30", "soon", True, [], "0001-03-04"])
def test_what_is_no_date_has_no_birthday(born: object) -> None:
    verdict = rule_of({"type": "birthday", "days_before": 180, "days_after": 180}).check(
        facts_of(customer=profile_with(attributes={"birthdate": born}))
    )
    assert (verdict.reason, verdict.observed) == ("customer_rule_failed", None)


@given(st.dates(datetime(1930, 1, 1).date(), datetime(2020, 12, 31).date()), st.integers(2021, 2099))  # noqa: DTZ001  days
def test_everybody_has_exactly_one_birthday_a_year(born: object, year: int) -> None:
    rule = rule_of({"type": "birthday"})
    customer = profile_with(attributes={"birthdate": str(born)})
    start = datetime(year, 1, 1, 12, tzinfo=UTC)
    days = [start + timedelta(days=n) for n in range(366)]
    found = [
        day for day in days if day.year == year and rule.check(facts_of(customer=customer, now=day)).passed
    ]
    assert len(found) == 1


def test_days_since_the_last_order_are_days_of_the_calendar() -> None:
    rule = rule_of({"type": "days_since_last_order", "at_least": 1, "at_most": 30})
    known = ordered(1, at("2027-03-27T23:59"))
    same_day = rule.check(facts_of(known=known, now=at("2027-03-27T23:59:59")))
    assert told(same_day) == ("customer_rule_failed", 0, 1, 1)
    assert rule.check(facts_of(known=known, now=at("2027-03-28T00:00"))) is PASSED  # a minute later
    assert rule.check(facts_of(known=known, now=at("2027-04-26T23:59:59"))) is PASSED  # over the short night
    late = rule.check(facts_of(known=known, now=at("2027-04-27T00:00")))
    assert told(late) == ("customer_rule_failed", 31, 30, None)


def test_who_never_ordered_passes_only_if_you_say_so() -> None:
    settings = {"type": "days_since_last_order", "at_least": 90}
    assert told(rule_of(settings).check(facts_of(known=ordered(0)))) == (
        "customer_rule_failed",
        None,
        "an earlier order",
        None,
    )
    assert rule_of({**settings, "never": True}).check(facts_of(known=ordered(0))) is PASSED
    assert not rule_of({**settings, "never": True}).check(facts_of(known=ordered(1, NOON))).passed
    with pytest.raises(ValidationError):
        rule_of({"type": "days_since_last_order", "never": True})
