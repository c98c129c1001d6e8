"""The database: one SQLAlchemy engine for ordinary work, one bare asyncpg pool for the hot paths."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import MetaData, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import DateTime, Uuid

from largesse.core.context import Actor, Context
from largesse.core.errors import NotFoundError

APP_ROLE: Final = "largesse_app"
JsonObject = dict[str, object]


class Clock(Protocol):
    """Tells the moment; tests hand in their own."""

    def __call__(self) -> datetime: ...


def utc_now() -> datetime:
    """The moment, as aware UTC; read at the edges only."""
    return datetime.now(UTC)


class Table(DeclarativeBase):
    """Parent of the mapped tables; every timestamp is timestamptz, every dict jsonb."""

    metadata = MetaData()
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads this attribute by its name
        datetime: DateTime(timezone=True),
        UUID: Uuid(),
        JsonObject: JSONB(none_as_null=True),
        Mapping[str, object]: JSONB(none_as_null=True),
    }


UNAVAILABLE: Final = (
    ConnectionError,
    TimeoutError,
    PoolTimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what its protocol says when the server vanished half way
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
)


def is_unavailable(error: BaseException) -> bool:
    """Whether the database could not answer, as against having refused the statement."""
    if isinstance(error, DBAPIError):
        cause = error.orig.__cause__ if error.orig is not None else None
        return error.connection_invalidated or isinstance(cause, UNAVAILABLE)
    return isinstance(error, UNAVAILABLE)


class _BareConnection(asyncpg.Connection):
    """A pooled connection that needs no reset round trip: nothing here is set beyond a transaction."""

    def get_reset_query(self) -> str:
        return ""


class Database:
    """Connections of one process, all under the role that owns nothing and obeys row-level security."""

    def __init__(self, url: str, *, pool_size: int = 16, clock: Clock = utc_now) -> None:
        self.url = url
        self.clock = clock
        self._pool_size = pool_size
        self._settings = {"role": APP_ROLE, "timezone": "UTC", "application_name": "largesse"}
        self._hot: asyncpg.Pool | None = None
        self.engine: AsyncEngine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=self._connect,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=10,
            hide_parameters=True,  # they hold hashes and people's data, and errors go to the log
            json_serializer=dump_json,
            json_deserializer=orjson.loads,
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    async def open(self) -> None:
        """Opens the hot pool; connects at the first use, so the server need not be there yet."""
        self._hot = await asyncpg.create_pool(
            self.url,
            min_size=0,  # a process may start before its database, and outlive it
            max_size=self._pool_size,
            connect=self._connect,
            connection_class=_BareConnection,
            command_timeout=60,
        )

    async def close(self) -> None:
        """Gives every connection back."""
        if self._hot is not None:
            await self._hot.close()
            self._hot = None
        await self.engine.dispose()

    @property
    def hot(self) -> asyncpg.Pool:
        """The bare pool of the hot paths: one call, one round trip, no transaction held across calls."""
        if self._hot is None:
            msg = "Database.open() has not been awaited"
            raise RuntimeError(msg)
        return self._hot

    def session_of_request(self) -> AsyncSession:
        """A session whose transaction the route class ends; see core/http/transactions.py."""
        return self._sessions()

    @asynccontextmanager
    async def session(self, workspace_id: UUID | None = None) -> AsyncIterator[AsyncSession]:
        """A transaction of that tenant; commits at the end of the block, rolls back on an error."""
        async with self._sessions() as session, session.begin():
            if workspace_id is not None:
                await enter_workspace(session, workspace_id)
            yield session

    @asynccontextmanager
    async def context(self, workspace_id: UUID, *, actor: Actor | None = None) -> AsyncIterator[Context]:
        """A transaction with the context that commands take; the actor is the system unless told."""
        async with self.session(workspace_id) as session:
            yield await open_context(
                session, workspace_id, actor=actor or system(workspace_id), now=self.clock()
            )

    async def workspace_ids(self) -> list[UUID]:
        """Every tenant; only the worker's keepers walk over them."""
        async with self.session() as session:
            return list((await session.scalars(text("select id from workspaces order by id"))).all())

    async def _connect(self, *_: object, **options: Any) -> asyncpg.Connection:  # noqa: ANN401  the pool's
        options.setdefault("timeout", 10)
        try:
            connection: asyncpg.Connection = await asyncpg.connect(
                self.url, server_settings=self._settings, **options
            )
        except OSError as error:  # a socket file that is not there is a server that is down
            raise ConnectionError(str(error)) from error
        return connection


def system(workspace_id: UUID) -> Actor:
    """The actor of background work."""
    return Actor(kind="system", id="system", workspace_id=workspace_id)


async def enter_workspace(session: AsyncSession, workspace_id: UUID) -> None:
    """Names the tenant of the running transaction to the row-level security policies."""
    await session.execute(
        text("select set_config('largesse.workspace', :id, true)"), {"id": str(workspace_id)}
    )


async def open_context(
    session: AsyncSession,
    workspace_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    request_id: str = "",
    address: str | None = None,
) -> Context:
    """The context of a transaction already inside its workspace; NotFoundError when that is gone."""
    policy = await session.scalar(
        text("select case_policy from workspaces where id = :id"), {"id": workspace_id}
    )
    if policy is None:
        raise NotFoundError("workspace_not_found", "This workspace does not exist any more.")
    return Context(
        db=session,
        workspace_id=workspace_id,
        actor=actor,
        now=now,
        request_id=request_id,
        address=address,
        case_policy=policy,
    )


async def driver_connection(session: AsyncSession) -> asyncpg.Connection:
    """The asyncpg connection under a session, for COPY and functions, inside the same transaction."""
    raw = await (await session.connection()).get_raw_connection()
    connection: asyncpg.Connection | None = raw.driver_connection
    if connection is None:
        msg = "the connection was invalidated"
        raise ConnectionError(msg)
    return connection


def dump_json(value: object) -> str:
    """JSON text of a value; UUIDs and timestamps as their RFC forms."""
    return orjson.dumps(value, default=str).decode()
