"""Journeys under fire: workers are killed and stopped while they move, and everything is accounted for."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from largesse.connections.client import GuardedClient
from largesse.core.db import APP_ROLE, Database, utc_now
from largesse.core.postgres import EmbeddedPostgres
from largesse.messages.catcher import Catcher, caught_mails, start_catcher
from largesse.workflows.engine.entry import LANES
from largesse.workflows.engine.lanes import CALL_BATCH
from tests.conftest import SECRET_KEY
from tests.faults.endpoints import Endpoint, after, endpoint
from tests.faults.engine_child import an_engine, settle
from tests.faults.journeys import judge_journeys, repeated
from tests.faults.scene import Scene, alert_graph, begin, expected_of, is_low, named, read_aftermath, set_up
from tests.faults.workers import Crew, bare_engine, crew, largesse_work, plan_of, rage, until_over

PEOPLE = 1500
KILLS = 3


@pytest.fixture
async def counts() -> AsyncIterator[Endpoint]:
    async with endpoint(after(0.03), low=is_low) as found:
        yield found


async def test_killed_and_stopped_workers_lose_and_double_nothing(
    arena: EmbeddedPostgres, arena_database: Database, counts: Endpoint, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    graph = alert_graph(counts.url, low_wait=1)
    scene = await set_up(arena_database, arena.dsn(), graph, people=PEOPLE, every=5)
    with start_catcher(tmp_path / "mail") as catcher:
        launch = largesse_work(environment(arena, tmp_path, counts, catcher))
        with crew(launch, tmp_path, size=2, rng=rng) as workers:
            await begin(arena_database, scene)
            plan = plan_of(rng, kills=KILLS, stops=1, total=PEOPLE)
            await rage(workers, plan, made=lambda: len(counts.calls), limit=120)
            over = await until_over(arena.dsn(), scene, limit=90)
            await judged(arena, scene, counts, workers)
            assert over
    caught = {named(mail.subject) for mail in caught_mails(tmp_path / "mail", limit=1000)}
    assert caught <= set(filter(is_low, scene.people))  # a dead sender's mails are taken up 90 s later


async def test_the_same_holds_when_every_event_goes_through_the_matcher(
    arena: EmbeddedPostgres, arena_database: Database, counts: Endpoint, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    scene = await set_up(arena_database, arena.dsn(), alert_graph(counts.url), people=PEOPLE, every=5)
    launch = bare_engine(arena.dsn(user=APP_ROLE), scene.workspace_id, tmp_path, allow=counts.allow)
    with crew(launch, tmp_path, size=2, rng=rng) as workers:
        await begin(arena_database, scene)
        plan = plan_of(rng, kills=KILLS - 1, stops=1, total=PEOPLE)
        await rage(workers, plan, made=lambda: len(counts.calls), limit=120)
        await until_matched(arena, scene, workers)
    later = Database(arena.dsn(user=APP_ROLE), pool_size=4, clock=lambda: utc_now() + timedelta(minutes=15))
    await later.open()
    async with GuardedClient() as desk:
        await settle(an_engine(later, tmp_path, desk, direct=False), scene.workspace_id)
    await later.close()
    await judged(arena, scene, counts, workers)


async def until_matched(arena: EmbeddedPostgres, scene: Scene, workers: Crew) -> None:
    """Until all who have enough wait for nothing but their time."""
    for _ in range(600):
        found = await read_aftermath(arena.dsn(), scene)
        resting = sum(row.status == 1 and row.node == "low" for row in found.journeys)
        ended = sum(row.status == 4 for row in found.journeys)
        low = sum(map(is_low, scene.people))
        if not found.pending and (ended, resting) == (low, len(scene.people) - low):
            return
        await asyncio.sleep(0.2)
    pytest.fail(f"the matcher never came to its end: {found.stats}\n{workers.logs()}")


async def judged(arena: EmbeddedPostgres, scene: Scene, counts: Endpoint, workers: Crew) -> None:
    blows = workers.blows.total()
    expected = expected_of(scene, kills=blows, repeats=blows * LANES * CALL_BATCH)
    faults = judge_journeys(await read_aftermath(arena.dsn(), scene, counts.calls), expected)
    print(f"{dict(workers.blows)}, {repeated(counts.calls)} calls repeated")  # noqa: T201
    assert faults == [], workers.logs()


def environment(arena: EmbeddedPostgres, folder: Path, counts: Endpoint, catcher: Catcher) -> dict[str, str]:
    return {
        "DATABASE_URL": arena.dsn(user=APP_ROLE),
        "LARGESSE_SECRET_KEY": SECRET_KEY,
        "LARGESSE_DATA_DIR": str(folder),
        "LARGESSE_OUTGOING_ALLOW": counts.allow,
        "LARGESSE_SMTP_URL": f"smtp://127.0.0.1:{catcher.port}",
        "LARGESSE_LOG_LEVEL": "WARNING",
    }
