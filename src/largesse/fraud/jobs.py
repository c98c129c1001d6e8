"""What the worker does about abuse: it looks at every workspace three times a minute."""

from largesse.core.db import Database
from largesse.fraud.commands import open_cases


async def look_for_fraud(database: Database) -> int:
    """Opens cases of what happened since the last look, each workspace for itself; returns how many."""
    opened = 0
    for workspace_id in await database.workspace_ids():
        async with database.context(workspace_id) as ctx:
            opened += await open_cases(ctx)
    return opened
