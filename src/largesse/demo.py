"""The demo shop: twelve pools, one low and one empty, with two weeks of customers behind them.

The same seed makes the same shop. Everything is made by the product's own commands.
"""

from largesse.core.db import Database
from uuid import UUID


async def seed_demo(database: Database, workspace_id: UUID) -> None:
    """Fills an empty workspace."""
