"""Hourly: partitions ahead; old idempotency keys, sessions and files that nobody needs out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.core.db import Database
from largesse.core.files import FileStore

KEYS_KEPT: Final = timedelta(hours=48)
MONTHS_AHEAD: Final = 6
# Longer than any upload takes to become a job.
FILES_KEPT: Final = timedelta(hours=24)

# Answers the files that a part of the house needs, of the workspace of the transaction.
Needs = Callable[[AsyncSession], Awaitable[set[UUID]]]


async def keep_house(database: Database) -> None:
    """Makes the next months' partitions, and forgets keys after 48 hours and sessions once expired."""
    now = database.clock()
    async with database.session() as session:
        await session.execute(
            text("select events_ensure_partitions(cast(:today as date), :months)"),
            {"today": now.date(), "months": MONTHS_AHEAD},
        )
    for workspace_id in await database.workspace_ids():
        async with database.session(workspace_id) as session:
            await session.execute(
                text("delete from idempotency_keys where workspace_id = :id and created_at < :before"),
                {"id": workspace_id, "before": now - KEYS_KEPT},
            )
            await session.execute(
                text("delete from sessions where workspace_id = :id and expires_at < :now"),
                {"id": workspace_id, "now": now},
            )


async def sweep_files(
    database: Database,
    files: FileStore,
    *,
    kept: Sequence[Needs] = (),
) -> int:
    """Deletes files over a day old that no unfinished job reads and no job gave as its result.

    Such are the file of an import that was cancelled while it was queued, and one that a crash left. `kept`
    names the files of a workspace that somebody else still needs. Returns how many were deleted.
    """
    swept = 0
    for workspace_id in await database.workspace_ids():
        old = await asyncio.to_thread(files.ids_before, workspace_id, database.clock() - FILES_KEPT)
        for file_id in set(old) - await _needed(database, workspace_id, kept):
            await asyncio.to_thread(files.delete, workspace_id, file_id)
            swept += 1
    return swept


async def _needed(
    database: Database,
    workspace_id: UUID,
    kept: Sequence[Needs],
) -> set[UUID]:
    async with database.session(workspace_id) as session:
        elsewhere: set[UUID] = set().union(*[await find(session) for find in kept])
        rows = await session.scalars(
            text(
                "select args ->> 'file_id' from jobs where workspace_id = :id"
                " and state in ('queued', 'running') and args ? 'file_id'"
                " union all select result ->> 'file_id' from jobs where workspace_id = :id"
                " and result ? 'file_id'"
            ),
            {"id": workspace_id},
        )
        return elsewhere | {UUID(file_id) for file_id in rows}
