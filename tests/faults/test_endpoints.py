"""Other systems that hang, flap, drip, push back or lead astray: what goes wrong outside stays outside."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from aiohttp import web

from largesse.connections.client import GuardedClient
from largesse.core.db import APP_ROLE, Database, utc_now
from largesse.core.postgres import EmbeddedPostgres
from largesse.worker import WORKFLOWS_AT_ONCE
from largesse.workflows.engine.engine import Engine
from largesse.workflows.engine.lanes import advance_lane
from largesse.workflows.engine.leases import SECONDS
from tests.conftest import SECRET_KEY
from tests.faults.endpoints import (
    Answering,
    Endpoint,
    about_of,
    after,
    busy,
    drip,
    endpoint,
    flapping,
    hang,
    leading_to,
)
from tests.faults.engine_child import an_engine, settle
from tests.faults.journeys import Aftermath, judge_journeys
from tests.faults.scene import Scene, alert_graph, begin, expected_of, is_low, read_aftermath, set_up
from tests.faults.workers import crew, largesse_work, until_over

PEOPLE = 12
ATTEMPTS = 3
PATIENCE = 30  # seconds that a call may take here, on a machine that is busy too
IMPATIENCE = 0.1  # the same where no call ends anyway
# More than a worker has slots for work on journeys.
HANGING = WORKFLOWS_AT_ONCE + 2


@dataclass
class Street:
    """A workspace whose journeys call one endpoint, with a clock that is moved by hand."""

    arena: EmbeddedPostgres
    database: Database
    folder: Path
    now: datetime = field(default_factory=utc_now)
    desk: GuardedClient = field(default_factory=GuardedClient)

    async def open(
        self, host: Endpoint, *, people: int = PEOPLE, patience: float = PATIENCE
    ) -> tuple[Scene, Engine]:
        """A run that was begun, and an engine for it."""
        self.desk = GuardedClient(allow=(host.allow,), timeout=patience)
        graph = alert_graph(host.url, attempts=ATTEMPTS)
        scene = await set_up(self.database, self.arena.dsn(), graph, people=people)
        await begin(self.database, scene)
        return scene, an_engine(self.database, self.folder, self.desk)

    async def pass_time(self, engine: Engine, scene: Scene, *, minutes: int, step: int = 1) -> None:
        """So many minutes at a time, with everything brought to rest each time."""
        for _ in range(0, minutes, step):
            await settle(engine, scene.workspace_id)
            self.now += timedelta(minutes=step)

    async def aftermath(self, scene: Scene, host: Endpoint) -> Aftermath:
        return await read_aftermath(self.arena.dsn(), scene, host.calls)

    async def ask(self, sql: str, *args: object) -> Any:  # noqa: ANN401  whatever the column holds
        owner = await asyncpg.connect(self.arena.dsn())
        try:
            return await owner.fetchval(sql, *args)
        finally:
            await owner.close()


@pytest.fixture
async def street(arena: EmbeddedPostgres, tmp_path: Path) -> AsyncIterator[Street]:
    found = Street(arena, Database(arena.dsn(user=APP_ROLE), pool_size=6, clock=lambda: found.now), tmp_path)
    await found.database.open()
    yield found
    await found.desk.close()
    await found.database.close()


@pytest.mark.parametrize("answering", [hang, drip], ids=["hangs", "drips"])
async def test_an_endpoint_that_never_ends_its_answer_leads_to_no_answer(
    street: Street, answering: Answering
) -> None:
    async with endpoint(answering, low=is_low) as host:
        scene, engine = await street.open(host, patience=IMPATIENCE)
        # The breaker lets one call find out at a time, at last every quarter of an hour; after an hour of it
        # the others give up.
        await street.pass_time(engine, scene, minutes=160, step=8)
        found = await street.aftermath(scene, host)
    # A call may end before it reaches the endpoint, and who waits behind the breaker may never be called.
    asked = frozenset(call.profile for call in host.calls)
    assert asked
    ends = dict.fromkeys(scene.people, "no_answer")
    expected = replace(
        expected_of(scene), ends=ends, called=asked, mailed=frozenset(), events={"custom.event": frozenset()}
    )
    assert judge_journeys(found, replace(expected, kills=ATTEMPTS - 1, repeats=PEOPLE * ATTEMPTS)) == []
    assert max(host.times(name) for name in scene.people) <= ATTEMPTS


async def test_a_flapping_endpoint_is_asked_again_with_the_same_key_until_it_answers(street: Street) -> None:
    async with endpoint(flapping(ATTEMPTS - 1), low=is_low) as host:
        scene, engine = await street.open(host)
        await street.pass_time(engine, scene, minutes=45)
        found = await street.aftermath(scene, host)
    expected = expected_of(scene, kills=ATTEMPTS - 1, repeats=PEOPLE * (ATTEMPTS - 1))
    assert judge_journeys(found, expected) == []
    assert {host.times(name) for name in scene.people} == {ATTEMPTS}


async def test_an_endpoint_that_asks_for_time_is_given_it(street: Street) -> None:
    async with endpoint(busy(120), low=is_low) as host:
        scene, engine = await street.open(host, people=3)  # too few failures for the breaker
        await settle(engine, scene.workspace_id)
        street.now += timedelta(seconds=119)
        await settle(engine, scene.workspace_id)
        assert [host.times(name) for name in scene.people] == [1, 1, 1]
        street.now += timedelta(seconds=2)
        await settle(engine, scene.workspace_id)
        assert [host.times(name) for name in scene.people] == [2, 2, 2]
        await street.pass_time(engine, scene, minutes=15)
        found = await street.aftermath(scene, host)
    assert judge_journeys(found, expected_of(scene, kills=1, repeats=3)) == []


async def test_a_redirect_to_a_private_address_is_not_followed(street: Street) -> None:
    async with endpoint(after(0), low=is_low) as trap, endpoint(leading_to(trap.url), low=is_low) as host:
        scene, engine = await street.open(host)
        await street.pass_time(engine, scene, minutes=15)
        found = await street.aftermath(scene, host)
    assert trap.calls == []
    assert {host.times(name) for name in scene.people} == {1}
    assert found.mails == []
    assert {row.status for row in found.journeys} <= {4, 5}
    assert len(found.journeys) == PEOPLE


async def test_the_breaker_opens_on_failures_and_closes_after_one_call_that_finds_out(street: Street) -> None:
    down = True

    async def answer(host: Endpoint, request: web.Request) -> web.StreamResponse:
        return web.Response(status=500) if down else host.count(about_of(request))

    opened = "select open_until from endpoint_states where workspace_id = $1"
    async with endpoint(answer, low=is_low) as host:
        scene, engine = await street.open(host)
        await settle(engine, scene.workspace_id)
        until = await street.ask(opened, scene.workspace_id)
        assert until > street.now
        asked = len(host.calls)
        street.now = until - timedelta(milliseconds=1)
        await settle(engine, scene.workspace_id)
        assert len(host.calls) == asked  # whoever was to be asked again meanwhile has waited
        down = False
        street.now = until + timedelta(seconds=2)
        await settle(engine, scene.workspace_id)
        assert await street.ask(opened, scene.workspace_id) is None
        await street.pass_time(engine, scene, minutes=15)
        found = await street.aftermath(scene, host)
    assert judge_journeys(found, expected_of(scene, kills=ATTEMPTS - 1, repeats=PEOPLE * ATTEMPTS)) == []


async def test_one_hanging_call_does_not_hold_up_the_others_of_its_batch(street: Street) -> None:
    async with endpoint(one_hangs("pool-1"), low=is_low) as host:
        scene, engine = await street.open(host, patience=60)
        number = await street.ask(
            "select number from workflow_runs where workspace_id = $1", scene.workspace_id
        )
        async with working(engine, scene, number):
            for _ in range(600):
                found = await street.aftermath(scene, host)
                moved = {row.profile for row in found.journeys if row.node != "count"}
                if len(moved) == PEOPLE - 1:
                    break
                await asyncio.sleep(0.05)
    assert moved == set(scene.people) - {"pool-1"}
    assert host.times("pool-1") == 1


async def test_a_call_that_lasts_longer_than_a_lease_is_not_taken_over(street: Street) -> None:
    async with endpoint(after(SECONDS + 2), low=is_low) as host:
        scene, engine = await street.open(host, people=3, patience=60)
        rival = an_engine(street.database, street.folder, street.desk)
        number = await street.ask(
            "select number from workflow_runs where workspace_id = $1", scene.workspace_id
        )
        async with working(engine, scene, number), working(rival, scene, number):
            for _ in range(600):
                found = await street.aftermath(scene, host)
                if found.journeys and all(row.node != "count" for row in found.journeys):
                    break
                await asyncio.sleep(0.1)
    assert [host.times(name) for name in scene.people] == [1, 1, 1]


async def test_a_workflow_whose_host_answers_overtakes_those_whose_hosts_hang(
    arena: EmbeddedPostgres, arena_database: Database, tmp_path: Path
) -> None:
    async with endpoint(hang, low=is_low) as host, endpoint(after(0), low=is_low) as swift:
        graphs = [alert_graph(url, low_wait=1) for url in (*[host.url] * HANGING, swift.url)]
        *stuck, free = [await set_up(arena_database, arena.dsn(), graph, people=PEOPLE) for graph in graphs]
        launch = largesse_work(
            {
                "DATABASE_URL": arena.dsn(user=APP_ROLE),
                "LARGESSE_SECRET_KEY": SECRET_KEY,
                "LARGESSE_DATA_DIR": str(tmp_path),
                "LARGESSE_OUTGOING_ALLOW": f"{host.allow},{swift.allow}",
                "LARGESSE_LOG_LEVEL": "WARNING",
            }
        )
        with crew(launch, tmp_path, size=1) as workers:
            for scene in stuck:
                await begin(arena_database, scene)
            await host.came.wait()
            await begin(arena_database, free)
            assert await until_over(arena.dsn(), free, limit=200), workers.logs()
            held_up = [await read_aftermath(arena.dsn(), scene) for scene in stuck]
            done = await read_aftermath(arena.dsn(), free, swift.calls)
    assert {row.node for found in held_up for row in found.journeys} <= {"count"}
    assert judge_journeys(done, expected_of(free)) == []


def one_hangs(name: str) -> Answering:
    async def answer(host: Endpoint, request: web.Request) -> web.StreamResponse:
        return await hang(host, request) if about_of(request) == name else host.count(about_of(request))

    return answer


@asynccontextmanager
async def working(engine: Engine, scene: Scene, run: int) -> AsyncIterator[None]:
    """An engine that works on the first lane again and again, until the end of the block."""

    async def go_on() -> None:
        while True:
            await advance_lane(engine, scene.workspace_id, run, 0)
            await asyncio.sleep(0.1)

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
