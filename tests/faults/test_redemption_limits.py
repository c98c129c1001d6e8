"""Hundreds of clients on limits of every kind: exactly what they let through, however many ask."""

from pathlib import Path

import pytest

from largesse.core.postgres import EmbeddedPostgres
from tests.faults.redemption_crowd import Mix
from tests.faults.redemption_storm import Storm

ROUNDS = 4


@pytest.fixture
def storm(arena: EmbeddedPostgres, tmp_path: Path, seed: int) -> Storm:
    return Storm(arena, tmp_path, seed, mix=Mix(blind=90), own=200)


async def test_exactly_what_the_limits_let_through_succeeds(storm: Storm) -> None:
    outcome = await storm.rage(28_000, rounds=ROUNDS)
    assert outcome.faults == []
    assert outcome.attempts >= 28_000
    assert outcome.deadlocks == 0
    assert set(outcome.refused) > {
        *("limit_reached", "budget_exhausted", "customer_limit_reached", "code_limit_reached"),
        *("code_exhausted", "balance_exceeded", "points_missing"),
    }


async def test_they_hold_between_processes_too(storm: Storm) -> None:
    storm.processes = 2
    outcome = await storm.rage(12_000)
    assert outcome.faults == []
    assert outcome.attempts >= 12_000
    assert outcome.deadlocks == 0
