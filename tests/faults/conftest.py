"""A database server of the fault tests' own: their workers would do other tests' work too."""

import secrets
from collections.abc import AsyncIterator, Iterator

import pytest

from largesse.core.db import APP_ROLE, Database
from largesse.core.migrate import migrate
from largesse.core.postgres import EmbeddedPostgres


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A running, migrated server."""
    with EmbeddedPostgres(tmp_path_factory.mktemp("arena") / "data") as server:
        migrate(server.dsn())
        yield server


@pytest.fixture
async def arena_database(arena: EmbeddedPostgres) -> AsyncIterator[Database]:
    database = Database(arena.dsn(user=APP_ROLE), pool_size=4)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def seed() -> int:
    seed = secrets.randbelow(10**9)
    print(f"seed: {seed}")  # noqa: T201  shown when the test fails
    return seed
