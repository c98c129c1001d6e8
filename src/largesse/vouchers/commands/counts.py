"""Folds the counts of every workspace; see counts.sql."""

from largesse.core.db import Database


async def fold_counts(database: Database) -> int:
    """Folds what gathered since the last time and returns how many deltas there were."""
    folded = 0
    for workspace_id in await database.workspace_ids():
        folded += await database.hot.fetchval("select vouchers_fold($1)", workspace_id)
    return folded
