"""A workspace's app with a few routes that fail on purpose, and clients of apps with other settings."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import asyncpg
import httpx
import pytest
from fastapi import APIRouter, FastAPI
from pydantic import BaseModel
from sqlalchemy import text

from largesse.app import create_app
from largesse.core.context import Context
from largesse.core.db import APP_ROLE, Database
from largesse.core.http import TransactionRoute, requires
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.settings import Settings

MakeClient = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


class Trouble(BaseModel):
    """What a probe shall do after its effect."""

    number: int
    then: str = "answer"


def trouble_routes(owner_url: str) -> APIRouter:
    """Routes that write a row and then meet trouble, as told by the app's state."""
    router = APIRouter(prefix="/probe", route_class=TransactionRoute)

    @router.post("/rows", status_code=201)
    async def write_row(row: Trouble, ctx: Context = requires("")) -> dict[str, int]:
        await ctx.db.execute(
            text("insert into probe_rows (workspace_id, number) values (:workspace, :number)"),
            {"workspace": ctx.workspace_id, "number": row.number},
        )
        if row.then == "fail":
            message = "planted failure with lk_planted-secret-in-a-message"
            raise RuntimeError(message)
        if row.then == "lose connection":
            pid = await ctx.db.scalar(text("select pg_backend_pid()"))
            owner = await asyncpg.connect(owner_url)
            await owner.execute("select pg_terminate_backend($1)", pid)
            await owner.close()
        return {"number": row.number}

    return router


@pytest.fixture
async def owner(postgres: EmbeddedPostgres) -> AsyncIterator[asyncpg.Connection]:
    """The role that owns the tables; it has made the table of the probes, unique at commit only."""
    connection = await asyncpg.connect(postgres.dsn())
    await connection.execute(
        "create table if not exists probe_rows (workspace_id uuid, number integer,"
        " unique (workspace_id, number) deferrable initially deferred)"
    )
    await connection.execute("alter table probe_rows enable row level security")
    await connection.execute("alter table probe_rows force row level security")
    await connection.execute("drop policy if exists tenant on probe_rows")
    await connection.execute(
        "create policy tenant on probe_rows using (workspace_id = core_workspace())"
        " with check (workspace_id = core_workspace())"
    )
    await connection.execute(f"grant all on probe_rows to {APP_ROLE}")
    yield connection
    await connection.close()


@pytest.fixture
def troubled(app: FastAPI, owner: asyncpg.Connection, postgres: EmbeddedPostgres) -> FastAPI:
    """The app with the probes; ask for `client` too."""
    app.include_router(trouble_routes(postgres.dsn()))
    return app


@pytest.fixture
def client_with(settings: Settings, database: Database, api_key: Callable[..., Awaitable[str]]) -> MakeClient:
    """A client of an app of its own: `async with client_with(max_body_bytes=100) as client`."""

    @asynccontextmanager
    async def make(**changes: object) -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(
            create_app(settings.model_copy(update=changes), database), raise_app_exceptions=False
        )
        headers = {"Authorization": f"Bearer {await api_key()}"}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://largesse", headers=headers
        ) as client:
            yield client

    return make
