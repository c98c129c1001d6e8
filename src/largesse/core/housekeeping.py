"""Hourly: partitions ahead, old idempotency keys and sessions out."""

from datetime import timedelta
from typing import Final

from sqlalchemy import text

from largesse.core.db import Database

KEYS_KEPT: Final = timedelta(hours=48)
MONTHS_AHEAD: Final = 6


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
