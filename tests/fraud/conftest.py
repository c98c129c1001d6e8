"""The worker's look at one workspace."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.fraud.jobs import look_at
from tests.fraud.suspects import cases

Found = Callable[..., Awaitable[list[dict[str, Any]]]]


@pytest.fixture
def found(client: httpx.AsyncClient, database: Database, workspace_id: UUID) -> Found:
    """Looks for abuse, and answers the cases: `await found(state="open")`."""

    async def look(**wanted: object) -> list[dict[str, Any]]:
        await look_at(database, workspace_id)
        return await cases(client, **wanted)

    return look
