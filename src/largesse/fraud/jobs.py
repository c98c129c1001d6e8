"""What the worker does about abuse: it looks at every workspace three times a minute."""

from uuid import UUID

from largesse.core.db import Database
from largesse.fraud.commands import open_cases


async def look_for_fraud(database: Database) -> int:
    """Looks at each workspace for itself; returns how many cases were opened."""
    return sum([await look_at(database, workspace_id) for workspace_id in await database.workspace_ids()])


async def look_at(database: Database, workspace_id: UUID) -> int:
    """Opens cases of what happened up to now, some hours in each transaction; returns how many."""
    opened = 0
    while True:
        async with database.context(workspace_id) as ctx:
            looked = await open_cases(ctx)
        opened += looked.opened
        if looked.up_to_date:
            return opened
