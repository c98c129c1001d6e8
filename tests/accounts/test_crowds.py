"""Many requests with one credential at the same moment."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from largesse.accounts.authentication import KeyAuthenticator
from largesse.core.db import Database
from largesse.core.seals import Keyring

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


class CountingDatabase(Database):
    """Counts the transactions it opens."""

    opened = 0

    @asynccontextmanager
    async def session(self, workspace_id: UUID | None = None) -> AsyncIterator[AsyncSession]:
        self.opened += 1
        async with super().session(workspace_id) as session:
            yield session


async def test_a_crowd_with_one_key_is_one_look_up(
    database_url: str, api_key: Callable[..., Awaitable[str]], keyring: Keyring
) -> None:
    database = CountingDatabase(database_url, pool_size=1)
    authenticate = KeyAuthenticator(database, keyring)
    secret = await api_key()
    try:
        actors = await asyncio.gather(
            *(authenticate(secret, address="127.0.0.1", now=NOW) for _ in range(500))
        )
        assert len({actor.id for actor in actors if actor is not None}) == 1
        assert database.opened == 1
        authenticate.forget(keyring.digest(secret))
        await authenticate(secret, address="127.0.0.1", now=NOW)
        assert database.opened == 2
    finally:
        await database.close()


async def test_who_asks_after_a_key_was_forgotten_does_not_join_a_look_up_from_before(
    database_url: str, api_key: Callable[..., Awaitable[str]], keyring: Keyring
) -> None:
    database = CountingDatabase(database_url, pool_size=2)
    authenticate = KeyAuthenticator(database, keyring)
    secret = await api_key()
    try:
        before = asyncio.create_task(authenticate(secret, address="127.0.0.1", now=NOW))
        await asyncio.sleep(0)
        authenticate.forget(keyring.digest(secret))
        after = asyncio.create_task(authenticate(secret, address="127.0.0.1", now=NOW))
        await asyncio.gather(before, after)
        assert database.opened == 2
    finally:
        await database.close()
