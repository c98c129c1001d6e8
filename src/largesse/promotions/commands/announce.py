"""Tells every process that what a cart gets was changed."""

from sqlalchemy import text

from largesse.core.context import Context


async def announce(ctx: Context) -> int:
    """Raises the number of the workspace's book by one, and returns it: processes load the book anew.

    Called by every change that decides a cart, after all its other writes. Redemptions that are being written
    by the book before are waited for, and later ones wait until the transaction ends, then read the new one.
    """
    await ctx.db.execute(
        text("select pg_advisory_xact_lock(hashtextextended('book:' || cast(:workspace as text), 0))"),
        {"workspace": str(ctx.workspace_id)},
    )
    number: int = (
        await ctx.db.execute(
            text(
                "insert into promotion_settings as s (workspace_id, book, updated_at)"
                " values (:workspace, 1, :now)"
                " on conflict (workspace_id) do update set book = s.book + 1 returning book"
            ),
            {"workspace": ctx.workspace_id, "now": ctx.now},
        )
    ).scalar_one()
    return number
