"""A judge that never found anything proves nothing: bugs are planted, and each must be found."""

from pathlib import Path

import pytest

from largesse.core.postgres import EmbeddedPostgres
from tests.faults import redemption_planted as bugs
from tests.faults.redemption_crowd import Mix
from tests.faults.redemption_storm import Storm

BLIND = Mix(blind=100)
ONE_LIMIT = Mix(blind=100, doors=1)
BUGS = [
    pytest.param(
        bugs.CHECKED_BEFORE_THE_LOCK, ONE_LIMIT, "over the limit", id="limit checked before its lock"
    ),
    pytest.param(
        bugs.HOLD_WITHOUT_BUDGET, Mix(holds=60), "miscounted", id="hold that does not reserve the budget"
    ),
    pytest.param(
        bugs.GIVEN_BACK_TWICE, Mix(given_back=70), "miscounted", id="rollback that gives back twice"
    ),
    pytest.param(bugs.FORGOTTEN_LEDGER, BLIND, "ledger 0", id="commit without its ledger"),
    pytest.param(bugs.ONE_OF_MANY, BLIND, "miscounted", id="batch that counts as one"),
    pytest.param(bugs.CODE_WITHOUT_ITS_STATE, BLIND, "times", id="code taken without its state"),
    pytest.param(bugs.FORGOTTEN_KEY, Mix(twice=50), "redemptions", id="key that is not looked at"),
]


@pytest.mark.parametrize(("bug", "mix", "fault"), BUGS)
async def test_the_judge_finds(
    arena: EmbeddedPostgres, tmp_path: Path, seed: int, bug: bugs.Bug, mix: Mix, fault: str
) -> None:
    size = 40 if mix.doors else 10  # one limit must take many batches to fill
    storm = Storm(arena, tmp_path, seed, mix=mix, to_the_end=False, size=size, own=200)
    async with bugs.planted(arena.dsn(), bug):
        outcome = await storm.rage(1_200)
    assert any(fault in each for each in outcome.faults), outcome.faults[:5]


async def test_the_judge_finds_nothing_without_a_bug(
    arena: EmbeddedPostgres, tmp_path: Path, seed: int
) -> None:
    storm = Storm(arena, tmp_path, seed, mix=Mix(blind=50, holds=20, twice=20, given_back=30), size=10)
    assert (await storm.rage(1_200)).faults == []
