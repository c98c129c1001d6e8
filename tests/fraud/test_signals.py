"""Each signal says nothing below its threshold, speaks at it, and grows with what it sees."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from largesse.fraud.facts import Facts
from largesse.fraud.scoring import weigh
from largesse.fraud.signals import (
    AliasAccounts,
    AnySignal,
    CodeGuessing,
    EarlyRedemptions,
    FastRedemptions,
    Refunds,
    SharedCode,
    StaffDiscounts,
)
from largesse.fraud.signals.signal import Finding

# A signal, facts just below its threshold, facts at it, and facts far above it.
EDGES: list[tuple[AnySignal, Facts, Facts, Facts]] = [
    (
        CodeGuessing(codes=10, points=40),
        Facts("customer", "7", unknown_codes=9),
        Facts("customer", "7", unknown_codes=10),
        Facts("customer", "7", unknown_codes=1000),
    ),
    (
        FastRedemptions(in_an_hour=6, points=40),
        Facts("customer", "7", in_an_hour=5, in_a_day=14),
        Facts("customer", "7", in_an_hour=6, in_a_day=14),
        Facts("customer", "7", in_an_hour=60, in_a_day=60),
    ),
    (
        FastRedemptions(in_a_day=15, points=40),
        Facts("customer", "7", in_an_hour=5, in_a_day=14),
        Facts("customer", "7", in_an_hour=5, in_a_day=15),
        Facts("customer", "7", in_an_hour=5, in_a_day=150),
    ),
    (
        SharedCode(customers=3, points=40),
        Facts("code", "SPRING", strangers=(1, 2)),
        Facts("code", "SPRING", strangers=(1, 2, 3)),
        Facts("code", "SPRING", strangers=tuple(range(50))),
    ),
    (
        AliasAccounts(customers=3, points=40),
        Facts("customer", "7", mailbox=(7, 8)),
        Facts("customer", "7", mailbox=(7, 8, 9)),
        Facts("customer", "7", mailbox=tuple(range(7, 50))),
    ),
    (
        Refunds(rolled_back=4, share=Decimal(50), points=40),
        Facts("customer", "7", redemptions=5, rolled_back=3),
        Facts("customer", "7", redemptions=8, rolled_back=4),
        Facts("customer", "7", redemptions=80, rolled_back=80),
    ),
    (
        EarlyRedemptions(redemptions=2, points=40),
        Facts("customer", "7", in_first_hour=1),
        Facts("customer", "7", in_first_hour=2),
        Facts("customer", "7", in_first_hour=20),
    ),
    (
        StaffDiscounts(redemptions=10, points=40),
        Facts("staff", "ada", anonymous_discounts=9),
        Facts("staff", "ada", anonymous_discounts=10),
        Facts("staff", "ada", anonymous_discounts=100),
    ),
]


def points_of(finding: Finding | None) -> int | None:
    return finding.points if finding else None


@pytest.mark.parametrize(("signal", "below", "at", "above"), EDGES)
def test_a_signal_begins_at_its_threshold_and_ends_at_twice_its_points(
    signal: AnySignal, below: Facts, at: Facts, above: Facts
) -> None:
    points = [points_of(signal.score(facts)) for facts in (below, at, above)]
    assert points == [None, 40, 80]


def test_points_grow_with_what_is_seen_and_end_at_a_hundred() -> None:
    signal = CodeGuessing(codes=10, points=60)
    found = [points_of(signal.score(Facts("customer", "7", unknown_codes=codes))) for codes in (12, 15, 90)]
    assert found == [72, 90, 100]


def test_a_signal_looks_at_its_own_kind_of_subject_only() -> None:
    assert CodeGuessing().score(Facts("staff", "ada", unknown_codes=10)) is not None
    assert CodeGuessing().score(Facts("code", "SPRING", unknown_codes=10)) is None
    assert StaffDiscounts().score(Facts("customer", "7", anonymous_discounts=10)) is None


def test_few_returns_of_many_orders_are_not_suspicious() -> None:
    assert Refunds().score(Facts("customer", "7", redemptions=100, rolled_back=49)) is None
    assert Refunds().score(Facts("customer", "7", redemptions=100, rolled_back=50)) is not None
    assert Refunds().score(Facts("customer", "7")) is None


def test_what_several_signals_find_adds_up_to_a_hundred_at_most() -> None:
    facts = Facts("customer", "7", unknown_codes=10, in_first_hour=2, mailbox=(7, 8, 9))
    signals: list[AnySignal] = [
        CodeGuessing(points=20),
        EarlyRedemptions(points=20),
        AliasAccounts(points=70),
    ]
    assert weigh(facts, signals[:2]).score == 40
    assert weigh(facts, signals).score == 100
    assert weigh(facts, []).score == 0
    found = weigh(facts, signals).findings["alias_accounts"]
    assert (found.observed, found.needed, found.customers) == (3, 3, (8, 9))


def test_settings_without_a_type_or_with_unknown_fields_are_refused() -> None:
    read: TypeAdapter[AnySignal] = TypeAdapter(AnySignal)
    for wrong in ({"codes": 10}, {"type": "moods"}, {"type": "code_guessing", "mood": 1}):
        with pytest.raises(ValidationError):
            read.validate_python(wrong)
