"""The first start: only who reads the server's log makes the first workspace, and only one does."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest
import structlog

from largesse.accounts.commands.set_up import announce_set_up, set_up_code
from largesse.accounts.permissions import ALL
from largesse.app import create_app
from largesse.core.db import APP_ROLE, Database
from largesse.core.migrate import migrate
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from tests.conftest import SECRET_KEY

WANTED = {
    "workspace_name": "Corner shop",
    "time_zone": "Europe/Warsaw",
    "name": "Ada",
    "email": "Ada@Example.com",
    "password": "correct horse battery",
}


@pytest.fixture
async def empty(postgres: EmbeddedPostgres) -> AsyncIterator[Database]:
    """A migrated database without a workspace."""
    name = f"empty_{uuid4().hex[:12]}"
    owner = await asyncpg.connect(postgres.dsn())
    await owner.execute(f'create database "{name}"')
    await owner.close()
    await asyncio.to_thread(migrate, postgres.dsn(database=name))
    database = Database(postgres.dsn(user=APP_ROLE, database=name), pool_size=4)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def browser(empty: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(Settings(database_url=empty.url, secret_key=SECRET_KEY, data_dir=tmp_path), empty)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse.test") as client:
        yield client


async def test_the_first_person_with_the_code_becomes_the_administrator_and_nobody_after(
    browser: httpx.AsyncClient, keyring: Keyring
) -> None:
    assert (await browser.get("/v1/set-up")).json() == {"needed": True}
    for guess in ("AAAA-AAAA-AAAA-AAAA", "x", "żółw"):
        refused = await browser.post("/v1/set-up", json={**WANTED, "set_up_code": guess})
        assert (refused.status_code, refused.json()["code"]) == (403, "wrong_set_up_code")
    code = set_up_code(keyring).lower()
    answers = await asyncio.gather(
        *(browser.post("/v1/set-up", json={**WANTED, "set_up_code": code}) for _ in range(3))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    shown = (await browser.get("/v1/sessions/current")).json()
    assert (shown["workspace"]["name"], shown["workspace"]["time_zone"]) == ("Corner shop", "Europe/Warsaw")
    assert (shown["member"]["email"], shown["member"]["name"]) == ("ada@example.com", "Ada")
    assert set(shown["member"]["permissions"]) == ALL
    assert (await browser.get("/v1/set-up")).json() == {"needed": False}
    late = await browser.post("/v1/set-up", json={**WANTED, "set_up_code": code})
    assert (late.status_code, late.json()["code"]) == (409, "already_set_up")


async def test_guessing_the_code_is_slowed(browser: httpx.AsyncClient) -> None:
    tries = [
        (await browser.post("/v1/set-up", json={**WANTED, "set_up_code": "guess"})).status_code
        for _ in range(12)
    ]
    assert tries == [403] * 10 + [429] * 2


async def test_the_log_tells_the_code_as_long_as_it_is_needed(
    empty: Database, browser: httpx.AsyncClient, keyring: Keyring
) -> None:
    with structlog.testing.capture_logs() as logs:
        await announce_set_up(empty, keyring, public_url="https://shop.example/")
    assert [(line["event"], line["url"], line["set_up_code"]) for line in logs] == [
        ("set_up_needed", "https://shop.example/set-up", set_up_code(keyring))
    ]
    assert len(set_up_code(keyring).replace("-", "")) == 16, "80 bits"
    assert set_up_code(Keyring(bytes(32))) != set_up_code(keyring)
    await browser.post("/v1/set-up", json={**WANTED, "set_up_code": set_up_code(keyring)})
    with structlog.testing.capture_logs() as logs:
        await announce_set_up(empty, keyring, public_url="https://shop.example/")
    assert logs == []


async def test_a_server_whose_database_is_not_there_yet_starts_all_the_same(keyring: Keyring) -> None:
    nowhere = Database("postgresql://nobody@127.0.0.1:1/none", pool_size=1)
    await announce_set_up(nowhere, keyring, public_url="http://127.0.0.1:8080")
    await nowhere.close()
