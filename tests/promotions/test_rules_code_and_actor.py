"""Rules about the code, and about who makes the call."""

from datetime import timedelta
from uuid import UUID

import pytest
from pydantic import ValidationError

from largesse.promotions.facts import CodeFacts, Requester
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED
from tests.promotions.rule_facts import ANNA, NEW_YORK, NOON, at, facts_of, guest, rule_of

KEY = UUID("01920000-0000-7000-8000-000000000001")


def code_of(**fields: object) -> CodeFacts:
    return CodeFacts("SUMMER-1", **fields)  # type: ignore[arg-type]  # as given


def test_a_code_is_good_for_so_long_after_it_was_assigned_and_not_at_its_end() -> None:
    rule = rule_of({"type": "code_age", "lasts": "P30D"})
    code = code_of(assigned_at=NOON)
    end = NOON + timedelta(days=30)
    assert rule.check(facts_of(code=code, now=NOON)) is PASSED
    assert rule.check(facts_of(code=code, now=end - timedelta(microseconds=1))) is PASSED
    verdict = rule.check(facts_of(code=code, now=end))
    assert (verdict.reason, verdict.observed, verdict.needed) == (
        "code_expired",
        "2027-04-02T12:00:00Z",
        "before 2027-04-02T12:00:00Z",
    )


def test_the_age_of_a_code_may_count_from_its_making() -> None:
    rule = rule_of({"type": "code_age", "since": "created", "lasts": "PT1H"})
    code = code_of(created_at=NOON, assigned_at=NOON + timedelta(days=9))
    assert rule.check(facts_of(code=code, now=NOON + timedelta(minutes=59))) is PASSED
    assert rule.check(facts_of(code=code, now=NOON + timedelta(minutes=60))).reason == "code_expired"


def test_a_code_may_be_good_only_after_a_while() -> None:
    rule = rule_of({"type": "code_age", "lasts": "P30D", "waits": "P1D"})
    code = code_of(assigned_at=NOON)
    early = rule.check(facts_of(code=code, now=NOON + timedelta(hours=23)))
    assert (early.reason, early.needed) == ("code_not_started", "2027-03-04T12:00:00Z")
    assert rule.check(facts_of(code=code, now=NOON + timedelta(hours=24))) is PASSED


def test_whole_days_end_at_the_midnight_that_follows_in_the_zone() -> None:
    rule = rule_of({"type": "code_age", "lasts": "P1D", "whole_days": True})
    code = code_of(assigned_at=at("2027-11-06T10:00", NEW_YORK))  # the next day has 25 hours
    end = at("2027-11-08T00:00", NEW_YORK)
    assert rule.check(facts_of(code=code, zone=NEW_YORK, now=end - timedelta(seconds=1))) is PASSED
    assert rule.check(facts_of(code=code, zone=NEW_YORK, now=end)).reason == "code_expired"


def test_whole_days_add_nothing_where_the_time_is_up_at_midnight() -> None:
    rule = rule_of({"type": "code_age", "lasts": "P1D", "whole_days": True})
    code = code_of(assigned_at=at("2027-03-03T00:00"))
    assert rule.check(facts_of(code=code, now=at("2027-03-03T23:59:59"))) is PASSED
    assert rule.check(facts_of(code=code, now=at("2027-03-04T00:00"))).reason == "code_expired"


def test_without_a_code_or_an_assignment_there_is_no_age() -> None:
    rule = rule_of({"type": "code_age", "lasts": "P30D"})
    assert rule.check(facts_of()).reason == "code_not_found"
    verdict = rule.check(facts_of(code=code_of(created_at=NOON)))
    assert (verdict.reason, verdict.observed) == ("not_assigned", "SUMMER-1")


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"lasts": "PT0S"},
        {"lasts": 30},
        {"lasts": "P36501D"},
        {"lasts": "P1D", "waits": "-P1D"},
        {"lasts": "P1D", "waits": "PT24H"},
    ],
)
def test_an_age_that_cannot_be_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rule_of({"type": "code_age", **settings})


def test_only_the_holder_passes_where_a_code_must_be_ones_own() -> None:
    rule = rule_of({"type": "code_holder"})
    assert rule.check(facts_of(code=code_of(holder=ANNA))) is PASSED
    for code in (code_of(holder=8), code_of()):
        verdict = rule.check(facts_of(code=code))
        assert (verdict.reason, verdict.observed) == ("not_code_holder", "SUMMER-1")
    assert rule.check(facts_of()).reason == "not_code_holder"
    assert rule.check(guest()) is CUSTOMER_REQUIRED


def test_nobody_uses_the_code_they_give_to_friends() -> None:
    rule = rule_of({"type": "not_referrer"})
    verdict = rule.check(facts_of(code=code_of(holder=ANNA)))
    assert (verdict.reason, verdict.observed) == ("own_referral", "SUMMER-1")
    assert rule.check(facts_of(code=code_of(holder=8))) is PASSED
    assert rule.check(facts_of(code=code_of())) is PASSED
    assert rule.check(facts_of()) is PASSED
    assert rule.check(facts_of(code=code_of(holder=8), customer_id=None)) is CUSTOMER_REQUIRED


@pytest.mark.parametrize(("rule", "kind"), [("api_keys", "api_key"), ("members", "member")])
def test_only_who_is_listed_may_make_the_call(rule: str, kind: str) -> None:
    allowed = rule_of({"type": rule, "ids": [str(KEY)]})
    assert allowed.check(facts_of(requester=Requester(kind, str(KEY)))) is PASSED
    other = allowed.check(facts_of(requester=Requester(kind, str(UUID(int=1)))))
    assert (other.reason, other.observed, other.needed) == (
        "actor_not_allowed",
        f"{kind}:{UUID(int=1)}",
        (f"{kind}:{KEY}",),
    )
    assert not allowed.check(facts_of(requester=Requester("profile", str(KEY)))).passed
    nobody = allowed.check(facts_of())
    assert (nobody.reason, nobody.observed) == ("actor_not_allowed", None)
