"""A storm over limits: clients in several processes, holds that lapse under them, and kills."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import asyncpg
import psutil
from sqlalchemy import text

from largesse.core.db import APP_ROLE, Database, is_unavailable, utc_now
from largesse.core.postgres import EmbeddedPostgres
from largesse.redemptions.commands.ends import lapse_holds
from tests.faults.redemption_child import Child, Share
from tests.faults.redemption_crowd import Crowd, Mix
from tests.faults.redemption_history import Acknowledged
from tests.faults.redemption_judge import judge, judge_empty, read_aftermath
from tests.faults.redemption_scene import set_up

AHEAD: Final = timedelta(minutes=11)
ROLLED_BACK_AT_ONCE: Final = 40
END_ONE: Final = """
    select pg_terminate_backend(pid) from (
        select pid from pg_stat_activity
        where application_name = 'largesse' and state = 'active' order by random() limit 1) s"""


@dataclass(frozen=True)
class Weather:
    """How hard it blows: so many blows a round, each once so many wishes were answered."""

    sessions: int = 0
    processes: int = 0
    servers: int = 0
    # Holds are swept all the time.
    lapses: bool = False


@dataclass
class Outcome:
    """What storms came to, one added to the other."""

    attempts: int = 0
    retried: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    redeemed: int = 0
    lapsed: int = 0
    rounds: int = 0
    blows: Counter[str] = field(default_factory=Counter)
    deadlocks: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, told: Acknowledged) -> None:
        """Takes the figures of one storm in."""
        self.attempts += told.attempts
        self.retried += told.retried
        self.refused += told.refused
        self.redeemed += len(told.wishes)
        self.rounds += 1

    @property
    def figures(self) -> dict[str, str]:
        """For the page of a long run."""
        return {
            "attempts": f"{self.attempts:,}",
            "rounds": f"{self.rounds:,}",
            "redeemed": f"{self.redeemed:,}",
            "refused": f"{self.refused.total():,}",
            "reasons": ", ".join(f"{count:,} x `{reason}`" for reason, count in self.refused.most_common()),
            "retried": f"{self.retried:,}",
            "lapsed": f"{self.lapsed:,}",
            "blow_list": ", ".join(f"{count} x {what}" for what, count in sorted(self.blows.items())),
            "deadlocks": f"{self.deadlocks:,}",
        }


@dataclass
class Storm:
    """Storms on one server. `own`: clients in this process; `processes`: others, with as many each."""

    server: EmbeddedPostgres
    folder: Path
    seed: int
    mix: Mix = field(default_factory=Mix)
    weather: Weather = field(default_factory=Weather)
    own: int = 100
    processes: int = 0
    size: int = 20
    # Afterwards every limit is filled up and everything rolled back. With a planted bug there may be no end.
    to_the_end: bool = True

    def __post_init__(self) -> None:
        self.outcome = Outcome()
        self._rng = random.Random(self.seed)
        self._url = self.server.dsn(user=APP_ROLE)

    async def rage(self, attempts: int, *, rounds: int = 1) -> Outcome:
        """So many wishes, in a shop of its own each round, and each round judged."""
        for number in range(rounds):
            async with self._database() as database:
                await self._round(database, attempts // rounds, seed=self.seed + number)
        return self.outcome

    async def _round(self, database: Database, attempts: int, *, seed: int) -> None:
        scene = await set_up(database, self.server.dsn(), size=self.size)
        told = Acknowledged()
        crowd = Crowd(database, scene, told.add, seed=seed, mix=self.mix)
        before = await self._deadlocks()
        await self._blow(crowd, told, attempts=attempts, seed=seed)
        faults = judge(scene, await read_aftermath(self.server.dsn(), scene), told)
        if self.to_the_end:
            faults += await self._settle(crowd, told, first=attempts)
        self.outcome.deadlocks += max(await self._deadlocks() - before, 0)
        self.outcome.add(told)
        self.outcome.faults += [f"seed {seed}: {fault}" for fault in faults]

    async def _settle(self, crowd: Crowd, told: Acknowledged, *, first: int) -> list[str]:
        """Every limit used up exactly, and then everything as it was in the beginning."""
        await self._lapse(timedelta(days=1))
        await crowd.fill(first=first)
        found = await read_aftermath(self.server.dsn(), crowd.scene)
        faults = judge(crowd.scene, found, told, full=True)
        await self._roll_back(crowd, [item.id for item in found.items if item.live])
        return faults + judge_empty(crowd.scene, await read_aftermath(self.server.dsn(), crowd.scene))

    async def _blow(self, crowd: Crowd, told: Acknowledged, *, attempts: int, seed: int) -> None:
        shares = self.processes + (self.own > 0)
        each = attempts // shares
        children = [
            Child(
                Share(
                    self._url, crowd.scene, self.mix, seed, range(n * each, (n + 1) * each), self.own or 100
                ),
                self.folder,
                told.add,
            )
            for n in range(self.processes)
        ]
        deeds = [self._deal(blows, told, children, attempts=attempts) for blows in self._plan()]
        if self.weather.lapses:
            deeds.append(self._sweep())
        async with _background(deeds), asyncio.TaskGroup() as clients:
            for child in children:
                clients.create_task(child.run())
            if self.own:
                clients.create_task(crowd.run(range(self.processes * each, attempts), clients=self.own))
        self.outcome.blows["process"] += sum(child.kills for child in children)

    def _plan(self) -> list[list[str]]:
        """The kinds of blow, each with as many as there are to be."""
        weather = self.weather
        kinds = [
            ["session"] * weather.sessions,
            ["process"] * weather.processes,
            ["server"] * weather.servers,
        ]
        return [kind for kind in kinds if kind]

    async def _deal(
        self, blows: list[str], told: Acknowledged, children: list[Child], *, attempts: int
    ) -> None:
        for number, what in enumerate(blows, start=1):
            due = attempts * number * 0.8 / (len(blows) + 1)
            while told.attempts < due:  # noqa: ASYNC110  told by many, in other processes too
                await asyncio.sleep(0.01)
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                if what == "session":
                    await self._end_a_session()
                elif what == "server":
                    await self._kill_server()
                else:
                    self._rng.choice(children).kill()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(self._rng.uniform(0.1, 0.3))
            await self._lapse(AHEAD)

    async def _lapse(self, ahead: timedelta) -> None:
        async with self._database(ahead) as database:
            try:
                self.outcome.lapsed += await lapse_holds(database)
            except Exception as error:
                if not is_unavailable(error):
                    raise

    async def _end_a_session(self) -> None:
        self.outcome.blows["session"] += bool(await self._scalar(END_ONE))

    async def _kill_server(self) -> None:
        pid = int((self.server.data / "postmaster.pid").read_text().split()[0])
        with suppress(psutil.NoSuchProcess):
            postmaster = psutil.Process(pid)
            for process in (postmaster, *postmaster.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            self.outcome.blows["server"] += 1

    async def _roll_back(self, crowd: Crowd, ids: list[str]) -> None:
        """Everything, in transactions that meet each other's rows in any order."""
        await crowd.database.engine.dispose()  # of connections that a blow has ended while they were idle
        self._rng.shuffle(ids)
        workspace_id = crowd.scene.workspace_id
        parts = iter([ids[i : i + ROLLED_BACK_AT_ONCE] for i in range(0, len(ids), ROLLED_BACK_AT_ONCE)])

        async def work() -> None:
            for part in parts:
                async with crowd.database.context(workspace_id) as ctx:
                    await ctx.db.execute(
                        text("select redemptions_end(:ws, cast(:ids as uuid[]), 'rollback', 'storm', :now)"),
                        {"ws": workspace_id, "ids": [UUID(each) for each in part], "now": ctx.now},
                    )

        await asyncio.gather(*(work() for _ in range(4)))

    async def _deadlocks(self) -> int:
        return int(
            await self._scalar("select deadlocks from pg_stat_database where datname = current_database()")
            or 0
        )

    async def _scalar(self, statement: str) -> object:
        owner = await asyncpg.connect(self.server.dsn())
        try:
            return await owner.fetchval(statement)
        finally:
            await owner.close()

    @asynccontextmanager
    async def _database(self, ahead: timedelta = timedelta(0)) -> AsyncIterator[Database]:
        database = Database(self._url, pool_size=8, clock=lambda: utc_now() + ahead)
        await database.open()
        try:
            yield database
        finally:
            await database.close()


@asynccontextmanager
async def _background(deeds: Iterable[Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(deed) for deed in deeds]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, Exception):
                raise result
