"""Connections keep their plans: those made while a shop was small must not read all of it once large."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import orjson
import pytest

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import APP_ROLE, Database
from largesse.core.ids import new_id
from largesse.core.migrate import migrate
from largesse.core.postgres import EmbeddedPostgres
from largesse.promotions.shelf import Shelf
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.commands.redeemer import COMMIT
from largesse.redemptions.commands.wishes import Wish, request_of
from tests.redemptions.made import TILL, a_cart, a_promotion

FEW = 12  # a function plans anew for the first five calls
MANY = 3_000
BATCH = 40
# Of its own: rows, items, ledger, and what looks for them; a shop that is read whole gives thousands.
OWN_ROWS = 60
READ = (
    "select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::bigint from pg_stat_xact_user_tables"
    " where relname in ('redemptions', 'redemption_items', 'redemption_ledger', 'limit_counters', 'orders')"
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """A server of its own, whose tables are empty."""
    with EmbeddedPostgres(tmp_path / "pg", settings={"autovacuum": "off"}) as server:
        migrate(server.dsn())
        yield server


@pytest.fixture
async def database(server: EmbeddedPostgres) -> AsyncIterator[Database]:
    database = Database(server.dsn(user=APP_ROLE), pool_size=2)
    await database.open()
    yield database
    await database.close()


async def test_a_commit_reads_its_own_rows_only(server: EmbeddedPostgres, database: Database) -> None:
    async with database.session() as session:
        workspace_id = (await create_workspace(session, "Shop", now=database.clock())).workspace_id
    await a_promotion(
        database, workspace_id, access={"type": "generic_code", "code": "TEN"}, limits=[{"most": 10**6}]
    )
    wish = Wish(
        workspace_id=workspace_id,
        cart=a_cart(1000),
        now=database.clock(),
        actor="api_key:till",
        requester=TILL,
        codes=("TEN",),
    )
    question = Question(workspace_id, wish.codes, None, wish.cart, TILL, wish.now)
    request = request_of(wish, await Desk(database, Shelf(database)).ask(question))

    async with database.hot.acquire() as connection:

        async def commit(number: int) -> None:
            batch = [
                {**request, "id": str(new_id(database.clock())), "order": f"o-{number}-{place}"}
                for place in range(BATCH if number > FEW else 1)
            ]
            rows = await connection.fetch(COMMIT, orjson.dumps(batch).decode(), database.clock())
            assert {row["outcome"] for row in rows} == {"done"}

        for number in range(FEW):
            await commit(number)
        await _analyze(server.dsn())
        for number in range(FEW, FEW + MANY // BATCH):
            await commit(number)
        async with connection.transaction():
            before = await connection.fetchval(READ)
            await commit(-1)
            read = await connection.fetchval(READ) - before
    assert read < OWN_ROWS


async def _analyze(dsn: str) -> None:
    """As the server does by itself within a minute of the first rows; plans of before are made anew then."""
    owner = await asyncpg.connect(dsn)
    await owner.execute("analyze")
    await owner.close()
