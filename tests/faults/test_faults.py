"""The small form of the fault runs, and the two planted bugs that must be found."""

import secrets
from pathlib import Path

import pytest

from tests.faults.history import History, judge
from tests.faults.planted import FORGETFUL, read_then_write
from tests.faults.storm import Installation, execute, installation, make_pool, rage, read_counts, read_rows


@pytest.fixture
def seed() -> int:
    seed = secrets.randbelow(10**9)
    print(f"storm seed: {seed}")  # noqa: T201  shown when the test fails
    return seed


async def judged(target: Installation, pool: str, history: History) -> list[str]:
    return judge(history, await read_rows(target, pool), told=await read_counts(target, pool))


async def test_nothing_is_lost_or_doubled_while_programs_are_killed(tmp_path: Path, seed: int) -> None:
    with installation(tmp_path) as target:
        pool = await make_pool(target, 60_000)
        history = await rage(target, pool, seed=seed, customers=2000, clients=16, kills=12)
        assert await judged(target, pool, history) == []
        assert history.count("assign", "refused") == 0
        assert history.kills.total() == 12


async def test_the_judge_finds_codes_given_twice_by_a_read_without_a_lock(tmp_path: Path, seed: int) -> None:
    with installation(tmp_path) as target:
        pool = await make_pool(target, 1000)
        await execute(target, *read_then_write())
        history = await rage(target, pool, seed=seed, customers=300, clients=32, kills=0, redeem=False)
        assert any("customers" in fault for fault in await judged(target, pool, history))


async def test_the_judge_finds_what_an_early_acknowledgement_lost(tmp_path: Path, seed: int) -> None:
    with installation(tmp_path) as target:
        pool = await make_pool(target, 20000)
        await execute(target, *FORGETFUL)
        history = await rage(
            target, pool, seed=seed, customers=6000, clients=32, kills=6, targets=["postgres"]
        )
        assert any("not in the rows" in fault for fault in await judged(target, pool, history))
