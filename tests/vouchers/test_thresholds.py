"""When an alert goes off and when it may go off again: pure."""

from datetime import UTC, datetime, timedelta

import pytest

from largesse.vouchers.schemas import PoolAlert, PoolCounts, Threshold
from largesse.vouchers.thresholds import AlertKind, Crossing, Stock, crossed, is_low, rearmed

NOW = datetime(2027, 3, 1, 7, tzinfo=UTC)


def stock(remaining: int, *, total: int = 100, expiring: int = 0, tail: int = 100, burn: float = 0) -> Stock:
    counts = PoolCounts(
        remaining=remaining,
        assigned=total - remaining,
        redeemed=0,
        cancelled=0,
        expired=0,
        total=total,
        remaining_percent=100 * remaining / total if total else None,
        burn_rate=burn,
        runs_out_on=None,
    )
    return Stock(counts=counts, expiring=expiring, tail=tail)


def alert(unit: str = "codes", below: float = 10) -> PoolAlert:
    return PoolAlert.model_validate({"threshold": {"unit": unit, "below": below}})


@pytest.mark.parametrize(
    ("unit", "below", "remaining", "burn", "low"),
    [
        ("codes", 10, 10, 0, False),
        ("codes", 10, 9, 0, True),
        ("percent", 10, 10, 0, False),
        ("percent", 10, 9, 0, True),
        ("days", 7, 70, 10, False),
        ("days", 7, 69, 10, True),
        ("days", 7, 0, 0, False),
    ],
)
def test_a_pool_is_low_below_its_threshold_and_not_at_it(
    unit: str, below: float, remaining: int, burn: float, low: bool
) -> None:
    threshold = Threshold.model_validate({"unit": unit, "below": below})
    assert is_low(threshold, stock(remaining, burn=burn).counts) is low


def test_a_pool_that_never_held_a_code_raises_no_alarm() -> None:
    assert crossed(alert(), stock(0, total=0, tail=0)) == set()


def test_an_empty_pool_is_low_as_well() -> None:
    assert crossed(alert(), stock(0)) == {"low", "empty"}


def test_codes_that_expire_soon_are_told_without_any_threshold() -> None:
    assert crossed(PoolAlert(expires_within_days=7), stock(50, expiring=3)) == {"expires_soon"}


@pytest.mark.parametrize(
    ("remaining", "tail", "again"),
    [(9, 100, False), (10, 100, False), (10, 101, True), (11, 100, True), (9, 150, False)],
)
def test_a_low_pool_is_armed_again_by_added_codes_or_ten_percent_above_its_threshold(
    remaining: int, tail: int, again: bool
) -> None:
    crossings: dict[AlertKind, Crossing] = {"low": Crossing(NOW, 100)}
    kinds = rearmed(alert(), stock(remaining, tail=tail), crossings=crossings, now=NOW)
    assert kinds == ({"low"} if again else set())


@pytest.mark.parametrize("kind", ["empty", "expires_soon"])
@pytest.mark.parametrize(("tail", "hours", "again"), [(100, 1, False), (101, 1, True), (100, 24, True)])
def test_the_other_alerts_are_armed_again_by_added_codes_or_after_a_day(
    kind: AlertKind, tail: int, hours: int, again: bool
) -> None:
    crossings = {kind: Crossing(NOW, 100)}
    kinds = rearmed(alert(), stock(50, tail=tail), crossings=crossings, now=NOW + timedelta(hours=hours))
    assert kinds == ({kind} if again else set())
