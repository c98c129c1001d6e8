"""A worker of the bench: the engine as in production, but with calls answered in process.

`python -m benchmarks.journey_worker URL WORKSPACE FOLDER [--matcher]` works until nothing is left.
"""

import argparse
import asyncio
from pathlib import Path
from uuid import UUID

import orjson

from largesse.connections.client import Answer
from largesse.core.db import Database, driver_connection, utc_now
from largesse.core.files import FileStore
from largesse.core.logs import configure_logs
from largesse.core.seals import Keyring
from largesse.workflows.engine.engine import Engine
from largesse.workflows.engine.entry import LANES
from largesse.workflows.engine.lanes import advance_lane
from largesse.workflows.engine.match import match_events
from largesse.workflows.services import Services

IDLE_ROUNDS = 5


class Desk:
    """Every fourth pool is low."""

    async def request(self, method: str, url: str, **_: object) -> Answer:
        del method
        number = int(url.rpartition("/")[2])
        counts = {"activeCount": 700 if number % 4 else 499, "assignedCount": 100}
        return Answer(200, {"Content-Type": "application/json"}, orjson.dumps({"data": counts}))


def main() -> None:
    """Works until nothing is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("workspace", type=UUID)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--matcher", action="store_true", help="every event goes through the matcher")
    options = parser.parse_args()
    configure_logs("WARNING")
    asyncio.run(_work(options))


async def _work(options: argparse.Namespace) -> None:
    database = Database(options.url, pool_size=12)
    await database.open()
    desk = Desk()
    engine = Engine(
        database,
        Services(
            keyring=Keyring(b"\x5e" * 32),
            files=FileStore(options.folder),
            http=desk,  # type: ignore[arg-type]  # has what nodes call
            own_http=desk,  # type: ignore[arg-type]  # has what nodes call
            clock=utc_now,
            api_url="http://largesse",
            public_url="http://largesse",
        ),
        direct=not options.matcher,
    )
    idle = 0
    while idle < IDLE_ROUNDS:
        async with database.context(options.workspace) as ctx:
            driver = await driver_connection(ctx.db)
            runs = await driver.fetch(
                "select number from workflow_runs where workspace_id = $1 and state = 'running'",
                options.workspace,
            )
        lanes = [
            advance_lane(engine, options.workspace, row["number"], lane)
            for row in runs
            for lane in range(LANES)
        ]
        moved = await asyncio.gather(match_events(engine, options.workspace), *lanes)
        idle = 0 if any(moved) else idle + 1
        if idle:
            await asyncio.sleep(0.02)
    await database.close()


if __name__ == "__main__":
    main()
