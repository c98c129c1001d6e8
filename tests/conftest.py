"""Real parts for every test: an embedded PostgreSQL per worker, and a workspace of its own per test."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from largesse.accounts.commands.workspaces import create_workspace
from largesse.app import create_app
from largesse.core.context import Context
from largesse.core.db import APP_ROLE, Database
from largesse.core.logs import configure_logs
from largesse.core.migrate import migrate
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from tests.factories import a_key

SECRET_KEY = "5e" * 32
# Files whose tests take minutes: they are begun first, so that no core waits for one of them in the end.
LONG = ("test_schemathesis.py", "tests/faults/", "tests/workflows/test_statistics.py", "tests/stories/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not any(name in item.path.as_posix() for name in LONG))


def pytest_collection_finish() -> None:
    """What was loaded by now stays: it is not looked through again and again for garbage."""
    gc.collect()
    gc.freeze()


@dataclass
class SetClock:
    """A clock that stands still until it is moved."""

    now: datetime | None = None

    def __call__(self) -> datetime:
        return self.now or datetime.now(UTC)


@pytest.fixture(scope="session", autouse=True)
def _quiet_logs() -> None:
    configure_logs("WARNING")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A running, migrated server."""
    with EmbeddedPostgres(tmp_path_factory.mktemp("pg") / "data") as server:
        migrate(server.dsn())
        yield server


@pytest.fixture(scope="session")
def database_url(postgres: EmbeddedPostgres) -> str:
    return postgres.dsn(user=APP_ROLE)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


class OwnWorkspaces(Database):
    """Keepers walk over the workspaces of one test only: thousands of earlier tests would take seconds."""

    before: frozenset[UUID] = frozenset()

    async def workspace_ids(self) -> list[UUID]:
        return [each for each in await super().workspace_ids() if each not in self.before]


@pytest.fixture
async def database(database_url: str, clock: SetClock) -> AsyncIterator[Database]:
    database = OwnWorkspaces(database_url, pool_size=8, clock=clock)
    await database.open()
    database.before = frozenset(await database.workspace_ids())
    yield database
    await database.close()


@pytest.fixture
def keyring() -> Keyring:
    return Keyring(bytes.fromhex(SECRET_KEY))


@pytest.fixture
async def workspace_id(database: Database) -> UUID:
    async with database.session() as session:
        return (await create_workspace(session, "Test shop", now=database.clock())).workspace_id


@pytest.fixture
async def ctx(database: Database, workspace_id: UUID) -> AsyncIterator[Context]:
    """A context whose transaction commits at the end of the test."""
    async with database.context(workspace_id) as ctx:
        yield ctx


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=database_url, secret_key=SECRET_KEY, data_dir=tmp_path)


@pytest.fixture
def app(settings: Settings, database: Database) -> FastAPI:
    return create_app(settings, database)


@pytest.fixture
def api_key(database: Database, workspace_id: UUID, keyring: Keyring) -> Callable[..., Awaitable[str]]:
    """Makes keys: `await api_key(permissions=[...])` returns the secret."""

    return partial(a_key, database, workspace_id, keyring)


@pytest.fixture
async def client(app: FastAPI, api_key: Callable[..., Awaitable[str]]) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the workspace with every permission."""
    headers = {"Authorization": f"Bearer {await api_key()}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers) as client:
        yield client
