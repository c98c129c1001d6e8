"""The engine in a process of its own, whose collaborators end it at a chosen point.

Nothing of the product knows of this: it is handed a Database that counts its commits and a client that
counts its calls, and either sends SIGKILL to its own process.

`python -m tests.faults.engine_child URL WORKSPACE FOLDER ALLOW` works until it is killed, with every event
through the matcher.
"""

import argparse
import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.connections.client import Answer, GuardedClient
from largesse.core.db import Database, is_unavailable
from largesse.core.files import FileStore
from largesse.core.logs import configure_logs
from largesse.core.seals import Keyring
from largesse.workflows.engine.due import move_due
from largesse.workflows.engine.engine import Engine
from largesse.workflows.engine.entry import LANES
from largesse.workflows.engine.keeper import keep_workspace
from largesse.workflows.engine.lanes import advance_lane
from largesse.workflows.engine.match import match_events
from largesse.workflows.engine.schedules import fire_schedules
from largesse.workflows.services import Services

MOST_ROUNDS = 60


Side = Literal["before_commit", "after_commit", "before_call", "after_call"]


@dataclass(frozen=True)
class Death:
    """Where a process ends: before or after its n-th commit that writes, or before or after its n-th call."""

    what: Side
    n: int


@dataclass(frozen=True)
class Errand:
    """What a child does: brings everything to rest at each of these moments, unless it dies before."""

    url: str
    workspace_id: UUID
    folder: Path
    allow: str
    direct: bool
    moments: tuple[datetime, ...]
    death: Death | None = None
    kind: type[Engine] = Engine


class DyingDatabase(Database):
    """Counts the commits of transactions that wrote something, and ends the process at one of them."""

    death: Death | None = None
    commits: int = 0

    def die_at_next_commit(self) -> None:
        """Moves the death of a process that is to die to before its next commit."""
        if self.death is not None:
            self.death = Death("before_commit", self.commits + 1)

    @asynccontextmanager
    async def session(self, workspace_id: UUID | None = None) -> AsyncIterator[AsyncSession]:
        wrote = False
        async with super().session(workspace_id) as session:
            yield session
            wrote = await _wrote(session)
            if wrote:
                self.commits += 1
                _die_at(self.death, "before_commit", self.commits)
        if wrote:
            _die_at(self.death, "after_commit", self.commits)


class DyingDesk(GuardedClient):
    """Counts calls, and ends the process at one of them."""

    death: Death | None = None
    made: int = 0

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        redirects: int = 0,
    ) -> Answer:
        self.made += 1
        number = self.made
        _die_at(self.death, "before_call", number)
        answer = await super().request(method, url, headers=headers, body=body, redirects=redirects)
        _die_at(self.death, "after_call", number)
        return answer


def run_errand(errand: Errand) -> None:
    """Ends with 0 when everything rests."""
    configure_logs("ERROR")
    asyncio.run(_run(errand))


async def settle(engine: Engine, workspace_id: UUID) -> None:
    """Does what workers do for one workspace, until nothing moves any more."""
    for _ in range(MOST_ROUNDS):
        moved = await one_round(engine, workspace_id, seconds=30)
        if not moved and not await keep_workspace(engine.database, workspace_id):
            return
    msg = "the engine does not come to rest"
    raise AssertionError(msg)


async def one_round(engine: Engine, workspace_id: UUID, *, seconds: float = 0.5) -> int:
    """A slice of work on each lane with work, on events and on what is due."""
    moved = 0
    for run, lane in await _lanes_with_work(engine.database, workspace_id):
        moved += await advance_lane(engine, workspace_id, run, lane, seconds=seconds)
    if await _is_pending(engine.database, workspace_id):
        moved += await match_events(engine, workspace_id, seconds=seconds)
    return moved + await move_due(engine, workspace_id, seconds=seconds)


def an_engine(
    database: Database, folder: Path, desk: GuardedClient, *, direct: bool = True, kind: type[Engine] = Engine
) -> Engine:
    """An engine that calls through this client."""
    services = Services(
        keyring=Keyring(b"\x5e" * 32),
        files=FileStore(folder),
        http=desk,
        own_http=desk,
        clock=database.clock,
        api_url="http://largesse",
        public_url="http://largesse",
    )
    return kind(database, services, direct=direct)


async def _run(errand: Errand) -> None:
    moment = errand.moments[0]
    database = DyingDatabase(errand.url, pool_size=4, clock=lambda: moment)
    desk = DyingDesk(allow=(errand.allow,))
    database.death = desk.death = errand.death
    await database.open()
    engine = an_engine(database, errand.folder, desk, direct=errand.direct, kind=errand.kind)
    for moment in errand.moments:  # noqa: B007  the clock reads it
        await fire_schedules(database)
        await settle(engine, errand.workspace_id)
    await desk.close()
    await database.close()


async def _lanes_with_work(database: Database, workspace_id: UUID) -> list[tuple[int, int]]:
    async with Database.session(database, workspace_id) as session:
        rows = await session.execute(
            text(
                "select r.number, l.lane from workflow_runs r"
                " cross join generate_series(0, :lanes - 1) l (lane)"
                " where r.workspace_id = :workspace and r.state = 'running'"
                " and (exists (select from journeys j where j.run = r.number and j.lane = l.lane"
                "   and j.status = 0) or exists (select from workflow_ranges g where"
                "   g.workspace_id = r.workspace_id"
                "   and g.run = r.number and g.entered is null))"
            ),
            {"workspace": workspace_id, "lanes": LANES},
        )
        return [(row.number, row.lane) for row in rows]


async def _is_pending(database: Database, workspace_id: UUID) -> bool:
    async with Database.session(database, workspace_id) as session:
        pending: bool = await session.scalar(
            text("select exists (select from event_pending where workspace_id = :workspace)"),
            {"workspace": workspace_id},
        )
        return pending


async def _wrote(session: AsyncSession) -> bool:
    return bool(await session.scalar(text("select pg_current_xact_id_if_assigned() is not null")))


def _die_at(death: Death | None, what: str, number: int) -> None:
    if death is not None and (death.what, death.n) == (what, number):
        os.kill(os.getpid(), signal.SIGKILL)


async def _work(url: str, workspace_id: UUID, folder: Path, allow: str) -> None:
    database = Database(url, pool_size=12)
    await database.open()
    engine = an_engine(database, folder, GuardedClient(allow=(allow,)), direct=False)
    while True:
        try:
            await _work_on(engine, workspace_id)
        except Exception as error:
            if not is_unavailable(error):
                raise
            await asyncio.sleep(0.2)


async def _work_on(engine: Engine, workspace_id: UUID) -> None:
    lanes = await _lanes_with_work(engine.database, workspace_id)
    moved = await asyncio.gather(
        match_events(engine, workspace_id),
        move_due(engine, workspace_id),
        *(advance_lane(engine, workspace_id, run, lane) for run, lane in lanes),
    )
    await keep_workspace(engine.database, workspace_id)
    if not any(moved):
        await asyncio.sleep(0.05)


def main() -> None:
    """Works until it is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("workspace", type=UUID)
    parser.add_argument("folder", type=Path)
    parser.add_argument("allow")
    told = parser.parse_args()
    configure_logs("WARNING")
    asyncio.run(_work(told.url, told.workspace, told.folder, told.allow))


if __name__ == "__main__":
    main()
