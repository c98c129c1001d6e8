"""What may happen at the same moment, put into the worst order; engines with a bug must be found."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.core.db import APP_ROLE, Database, utc_now
from largesse.core.postgres import EmbeddedPostgres
from largesse.events.commands import Received, receive
from largesse.workflows.engine.due import move_due
from largesse.workflows.engine.engine import Engine
from largesse.workflows.engine.lanes import advance_lane
from largesse.workflows.engine.match import match_events
from tests.faults.endpoints import Endpoint, after, endpoint
from tests.faults.engine_child import an_engine, settle
from tests.faults.interleaving import HookedDatabase, HookedDesk
from tests.faults.journeys import Expectation, judge_journeys
from tests.faults.planted_engines import Blind, NoSecondLook
from tests.faults.scene import (
    ANSWERED,
    Scene,
    alert_graph,
    begin,
    end_leases,
    expected_of,
    is_low,
    read_aftermath,
    set_up,
)


@dataclass
class Duel:
    """Two engines on one workspace: the first one stops where the test wants it, the second one goes on."""

    arena: EmbeddedPostgres
    counts: Endpoint
    folder: Path
    now: datetime = field(default_factory=utc_now)

    async def open(self, kind: type[Engine], *, people: int) -> None:
        url, allow = self.arena.dsn(user=APP_ROLE), (self.counts.allow,)
        self.hooked = HookedDatabase(url, pool_size=4, clock=lambda: self.now)
        self.plain = Database(url, pool_size=4, clock=lambda: self.now)
        self.desks = (HookedDesk(allow=allow), HookedDesk(allow=allow))
        await self.hooked.open()
        await self.plain.open()
        graph = alert_graph(self.counts.url)
        self.scene: Scene = await set_up(self.plain, self.arena.dsn(), graph, people=people)
        self.first = an_engine(self.hooked, self.folder, self.desks[0], kind=kind)
        self.second = an_engine(self.plain, self.folder, self.desks[1])

    async def close(self) -> None:
        for desk in self.desks:
            await desk.close()
        await self.hooked.close()
        await self.plain.close()

    async def begin(self) -> int:
        await begin(self.plain, self.scene)
        async with self.plain.context(self.scene.workspace_id) as ctx:
            number: int = await ctx.db.scalar(
                text("select number from workflow_runs where workspace_id = :workspace"),
                {"workspace": self.scene.workspace_id},
            )
        return number

    async def tell(self, name: str, *, left: int) -> None:
        """An event from outside that says how many codes are left."""
        async with self.plain.context(self.scene.workspace_id) as ctx:
            profile = await ctx.db.scalar(
                text("select id from profiles where workspace_id = :workspace and custom_id = :name"),
                {"workspace": self.scene.workspace_id, "name": name},
            )
            await receive(ctx, [Received("custom.event", profile, {"voucherCount": left})])

    async def faults(self, expected: Expectation) -> list[str]:
        """What is broken once everything came to rest."""
        for _ in range(3):
            await end_leases(self.arena.dsn(), [self.scene.workspace_id])
            await settle(self.second, self.scene.workspace_id)
            self.now += timedelta(minutes=15)
        found = await read_aftermath(self.arena.dsn(), self.scene, self.counts.calls)
        return judge_journeys(found, expected)


@pytest.fixture
async def duel(arena: EmbeddedPostgres, tmp_path: Path) -> AsyncIterator[Duel]:
    async with endpoint(after(0), low=is_low) as counts:
        found = Duel(arena, counts, tmp_path)
        yield found
        await found.close()


def told_of(duel: Duel) -> Expectation:
    """The one pool has enough left by its count, yet an event said otherwise while its journey waited."""
    expected = expected_of(duel.scene)
    return replace(
        expected, ends={"pool-1": "end"}, mailed=frozenset({"pool-1"}), events={ANSWERED: expected.called}
    )


async def event_while_lying_down(duel: Duel, kind: type[Engine]) -> list[str]:
    """The event is committed, and looked at by the matcher, between the wait's writing and its commit."""
    await duel.open(kind, people=1)
    run = await duel.begin()

    async def meanwhile(session: AsyncSession) -> None:
        waits = await session.scalar(text("select exists (select from journeys where status = 1)"))
        if waits:
            duel.hooked.before_commit = None
            await duel.tell("pool-1", left=100)
            assert await match_events(duel.second, duel.scene.workspace_id) == 1

    duel.hooked.before_commit = meanwhile
    while await advance_lane(duel.first, duel.scene.workspace_id, run, 0, seconds=30):
        pass
    assert duel.hooked.before_commit is None
    return await duel.faults(told_of(duel))


async def event_against_timeout(duel: Duel, kind: type[Engine]) -> list[str]:
    """The wait's time is up and its row read, when the event comes and moves the journey."""
    await duel.open(kind, people=1)
    await duel.begin()
    await settle(duel.second, duel.scene.workspace_id)
    duel.now += timedelta(minutes=11)
    before = duel.hooked.ended

    async def meanwhile(ended: int) -> None:
        if ended == before + 2:  # the lease, and the reading of what is due
            await duel.tell("pool-1", left=100)
            assert await match_events(duel.second, duel.scene.workspace_id) == 1

    duel.hooked.after_session = meanwhile
    await move_due(duel.first, duel.scene.workspace_id)
    assert duel.hooked.ended > before + 2
    return await duel.faults(told_of(duel))


async def zombie(duel: Duel, *, fenced: bool) -> list[str]:
    """A worker stands still in a call, another takes its lane over and is slow too, the first returns."""
    await duel.open(Engine, people=6)
    if not fenced:
        duel.second = replace(duel.second, owner=duel.first.owner)
    duel.first.batch = duel.second.batch = 2
    run = await duel.begin()
    async with asyncio.TaskGroup() as tasks:
        over, taken = asyncio.Event(), asyncio.Event()

        async def stand_still(made: int) -> None:
            if made == 1:
                await end_leases(duel.arena.dsn(), [duel.scene.workspace_id])
                tasks.create_task(advance_lane(duel.second, duel.scene.workspace_id, run, 0, seconds=30))
                await taken.wait()

        async def be_slow(made: int) -> None:
            if made == 3:  # in its second batch, having moved the first one
                taken.set()
            if made >= 3:
                await over.wait()

        duel.desks[0].before_call, duel.desks[1].before_call = stand_still, be_slow
        await advance_lane(duel.first, duel.scene.workspace_id, run, 0, seconds=30)
        over.set()
    return await duel.faults(expected_of(duel.scene, kills=1, repeats=2))


async def test_an_event_that_comes_while_a_journey_lies_down_wakes_it(duel: Duel) -> None:
    assert await event_while_lying_down(duel, Engine) == []


async def test_an_event_is_lost_without_a_second_look(duel: Duel) -> None:
    faults = await event_while_lying_down(duel, NoSecondLook)
    assert "the journey of pool-1 ended at enough instead of end" in faults


async def test_of_event_and_timeout_only_the_first_moves_a_journey(duel: Duel) -> None:
    assert await event_against_timeout(duel, Engine) == []


async def test_a_journey_goes_two_ways_without_compare_and_set(duel: Duel) -> None:
    faults = await event_against_timeout(duel, Blind)
    assert "2 journeys are counted as ended, the rows are 1" in faults


async def test_a_worker_that_returns_late_writes_nothing_and_calls_nobody(duel: Duel) -> None:
    assert await zombie(duel, fenced=True) == []


async def test_a_lease_that_is_not_fenced_lets_a_late_worker_repeat_what_another_does(duel: Duel) -> None:
    assert any("calls were repeated, more than 2" in fault for fault in await zombie(duel, fenced=False))


async def test_a_journey_that_is_stopped_during_its_call_repeats_nobody_elses_call(duel: Duel) -> None:
    await duel.open(Engine, people=6)
    run = await duel.begin()

    async def stop_one(made: int) -> None:
        if made == 1:
            async with duel.plain.context(duel.scene.workspace_id) as ctx:
                await ctx.db.execute(
                    text(
                        "update journeys set status = 6 where workspace_id = :workspace and profile_id ="
                        " (select id from profiles where workspace_id = :workspace and custom_id = 'pool-2')"
                    ),
                    {"workspace": duel.scene.workspace_id},
                )

    duel.desks[0].before_call = stop_one
    while await advance_lane(duel.first, duel.scene.workspace_id, run, 0, seconds=30):
        pass
    found = await read_aftermath(duel.arena.dsn(), duel.scene)
    assert sorted(call.profile for call in duel.counts.calls) == sorted(duel.scene.people)
    assert {row.profile for row in found.journeys if row.node == "count"} == {"pool-2"}
