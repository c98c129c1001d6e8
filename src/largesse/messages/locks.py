"""Locks of a workspace that last until the transaction ends."""

from sqlalchemy import text

from largesse.core.context import Context


async def lock(ctx: Context, what: str) -> None:
    """Lets nobody else in the workspace do the same, such as taking a name, until this transaction ends."""
    await ctx.db.execute(
        text("select pg_advisory_xact_lock(hashtextextended(:what || cast(:workspace as text), 0))"),
        {"what": f"{what} ", "workspace": str(ctx.workspace_id)},
    )
