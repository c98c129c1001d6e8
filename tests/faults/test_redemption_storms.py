"""Storms over limits in which everything happens: holds, lapses, returns, repeats, and deaths."""

from pathlib import Path

import pytest

from largesse.core.postgres import EmbeddedPostgres
from tests.faults.redemption_crowd import Mix
from tests.faults.redemption_storm import Storm, Weather

EVERYTHING = Mix(blind=40, holds=25, twice=8, given_back=20)


@pytest.fixture
def storm(arena: EmbeddedPostgres, tmp_path: Path, seed: int) -> Storm:
    return Storm(arena, tmp_path, seed)


async def test_limits_hold_while_holds_lapse_and_redemptions_are_given_back(storm: Storm) -> None:
    storm.mix, storm.weather = EVERYTHING, Weather(lapses=True)
    outcome = await storm.rage(5_000)
    assert outcome.faults == []
    assert outcome.lapsed > 0
    assert outcome.deadlocks == 0


async def test_limits_hold_while_sessions_and_processes_are_killed(storm: Storm) -> None:
    storm.mix = EVERYTHING
    storm.weather = Weather(lapses=True, sessions=20, processes=1)
    storm.processes = 2
    outcome = await storm.rage(5_000)
    assert outcome.faults == []
    assert outcome.blows["session"] > 0
    assert outcome.blows["process"] == 1
    assert outcome.retried > 0
