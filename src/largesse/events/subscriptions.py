"""What a listener asks to hear of in one workspace, beyond what it hears of everywhere (event_listeners)."""

from collections.abc import Collection

from sqlalchemy import text

from largesse.core.context import Context

EVERY = "*"


async def listen(ctx: Context, listener: str, names: Collection[str]) -> None:
    """Has the events of these names, and no others, handed to the listener from this commit on.

    `*` is every event. No names: the workspace pays nothing for the listener any more.
    """
    values = {"workspace": ctx.workspace_id, "listener": listener, "names": sorted(names)}
    await ctx.db.execute(
        text(
            "delete from event_subscriptions where workspace_id = :workspace and listener = :listener"
            " and name <> all(cast(:names as text[]))"
        ),
        values,
    )
    await ctx.db.execute(
        text(
            "insert into event_subscriptions (workspace_id, name, listener)"
            " select :workspace, n.name, :listener from unnest(cast(:names as text[])) n (name)"
            " on conflict do nothing"
        ),
        values,
    )
