"""Finds profiles."""

from sqlalchemy import text

from largesse.core.context import Context
from largesse.profiles.schemas import Identifier


async def find_profile(ctx: Context, identifier: Identifier) -> int | None:
    """The number of the profile so named, or None."""
    kind, value = identifier.pair()
    found: int | None = await ctx.db.scalar(
        text("select profiles_find(:workspace, :kind, :value)"),
        {"workspace": ctx.workspace_id, "kind": kind, "value": value},
    )
    return found
