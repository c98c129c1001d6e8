"""A process that dies exactly before and after each of its commits, and in its calls; another one goes on."""

import asyncio
import multiprocessing
import os
import random
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Final

import pytest

from largesse.core.db import APP_ROLE, Database
from largesse.core.postgres import EmbeddedPostgres
from largesse.workflows.engine.engine import Engine
from tests.faults.endpoints import Endpoint, after, endpoint
from tests.faults.engine_child import Death, Errand, Side, run_errand
from tests.faults.journeys import judge_journeys
from tests.faults.planted_engines import EmitsOutside
from tests.faults.scene import Scene, alert_graph, end_leases, expected_of, is_low, read_aftermath, set_up

PEOPLE = 8
CALLS = (1, 4, PEOPLE)
PUBLISHED = datetime(2026, 11, 2, 6, 50, tzinfo=UTC)
FIRED = datetime(2026, 11, 2, 7, 0, 1, tzinfo=UTC)
EXPIRED = datetime(2026, 11, 2, 7, 20, tzinfo=UTC)
DAILY = {"type": "every", "unit": "days", "times_of_day": ["07:00"], "zone": "UTC"}
SECONDS = 120
FEWEST_COMMITS = 8
MOST_COMMITS = 80
NEVER = Death("before_commit", MOST_COMMITS * 100)  # unless the engine itself moves it
SIDES: Final[list[Side]] = ["before_commit", "after_commit"]
# `make prove` dies on both sides of each commit; the small form on one of them, by its seed.
EVERY_POINT: Final = "LARGESSE_EVERY_POINT" in os.environ


@dataclass
class Ground:
    """Where runs die: a server, another system, and a nursery of warm processes."""

    arena: EmbeddedPostgres
    counts: Endpoint
    nursery: ForkServerContext
    folder: Path

    async def set_up(self, *, direct: bool, kind: type[Engine] = Engine) -> tuple[Scene, Errand]:
        """A workflow whose schedule is about to fire."""
        database = Database(self.arena.dsn(user=APP_ROLE), pool_size=2, clock=lambda: PUBLISHED)
        await database.open()
        graph = alert_graph(self.counts.url, schedule=DAILY)
        scene = await set_up(database, self.arena.dsn(), graph, people=PEOPLE)
        await database.close()
        errand = Errand(
            url=self.arena.dsn(user=APP_ROLE),
            workspace_id=scene.workspace_id,
            folder=self.folder,
            allow=self.counts.allow,
            direct=direct,
            moments=(FIRED, EXPIRED),
            kind=kind,
        )
        return scene, errand

    async def run(self, errand: Errand) -> int | None:
        """Sends a process on the errand; its exit code."""
        child = self.nursery.Process(target=run_errand, args=(errand,))
        child.start()
        await asyncio.to_thread(child.join, SECONDS)
        return child.exitcode

    async def faults_after(
        self, death: Death, *, direct: bool, kind: type[Engine] = Engine
    ) -> list[str] | None:
        """What is broken once a process died there and another one came to an end; None when none died.

        Answers come in parts, so how many commits there are to die at differs from run to run.
        """
        self.counts.calls.clear()
        scene, errand = await self.set_up(direct=direct, kind=kind)
        killed = await self.run(replace(errand, death=death))
        if killed == 0:
            return None
        if killed != -signal.SIGKILL:
            return [f"{death}: the process ended with {killed} instead of dying"]
        await end_leases(self.arena.dsn(), [scene.workspace_id])
        finished = await self.run(errand)
        if finished != 0:
            return [f"{death}: the one that goes on ended with {finished}"]
        found = await read_aftermath(self.arena.dsn(), scene, self.counts.calls)
        expected = expected_of(scene, kills=1, repeats=PEOPLE)
        return [f"{death}: {fault}" for fault in judge_journeys(found, expected)]


@pytest.fixture(scope="module")
def nursery() -> ForkServerContext:
    """Forks processes that have everything imported; each of them is a new one for the database."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "tests.faults.engine_child"])
    return context


@pytest.fixture
async def ground(
    arena: EmbeddedPostgres, nursery: ForkServerContext, tmp_path: Path
) -> AsyncIterator[Ground]:
    async with endpoint(after(0), low=is_low) as counts:
        yield Ground(arena, counts, nursery, tmp_path)


@pytest.mark.parametrize("way", ["direct", "matcher"])
async def test_nobody_dies_and_nothing_is_broken(ground: Ground, way: str) -> None:
    scene, errand = await ground.set_up(direct=way == "direct")
    assert await ground.run(errand) == 0
    found = await read_aftermath(ground.arena.dsn(), scene, ground.counts.calls)
    assert judge_journeys(found, expected_of(scene)) == []


@pytest.mark.parametrize("way", ["direct", "matcher"])
async def test_a_process_may_die_at_every_commit(ground: Ground, way: str, seed: int) -> None:
    rng = random.Random(seed)
    for n in range(1, MOST_COMMITS):
        for side in SIDES if EVERY_POINT else [rng.choice(SIDES)]:
            faults = await ground.faults_after(Death(side, n), direct=way == "direct")
            if faults is None:
                assert n > FEWEST_COMMITS
                return
            assert faults == []
    pytest.fail("no run came to its end without dying")


async def test_an_event_that_is_written_outside_of_the_transaction_is_found(ground: Ground) -> None:
    faults = await ground.faults_after(NEVER, direct=True, kind=EmitsOutside)
    assert faults is not None, "the engine did not come to the bug"
    assert any("2 events webhook.response instead of one" in fault for fault in faults)


@pytest.mark.parametrize("way", ["direct", "matcher"])
async def test_a_process_may_die_in_its_calls(ground: Ground, way: str) -> None:
    for n in CALLS:
        assert await ground.faults_after(Death("before_call", n), direct=way == "direct") == []
        assert await ground.faults_after(Death("after_call", n), direct=way == "direct") == []
