"""Two engines whose steps are put into one certain order: hooks of the collaborators that they are handed."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from largesse.connections.client import Answer, GuardedClient
from largesse.core.db import Database

BeforeCommit = Callable[[AsyncSession], Awaitable[None]]
AfterSession = Callable[[int], Awaitable[None]]
BeforeCall = Callable[[int], Awaitable[None]]


class HookedDatabase(Database):
    """Stops before each commit, and after each transaction, for what a test does meanwhile."""

    before_commit: BeforeCommit | None = None
    after_session: AfterSession | None = None
    ended: int = 0

    @asynccontextmanager
    async def session(self, workspace_id: UUID | None = None) -> AsyncIterator[AsyncSession]:
        async with super().session(workspace_id) as session:
            yield session
            if self.before_commit is not None:
                await self.before_commit(session)
        self.ended += 1
        if self.after_session is not None:
            await self.after_session(self.ended)


class HookedDesk(GuardedClient):
    """Stops before each call for what a test does meanwhile."""

    before_call: BeforeCall | None = None
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
        if self.before_call is not None:
            await self.before_call(self.made)
        return await super().request(method, url, headers=headers, body=body, redirects=redirects)
