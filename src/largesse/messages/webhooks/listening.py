"""Which events the listener `webhooks` is handed in a workspace: those that some active webhook wants."""

from typing import Final

from sqlalchemy import select

from largesse.core.context import Context
from largesse.events.subscriptions import listen
from largesse.messages.locks import lock
from largesse.messages.webhooks.models import Webhook

LISTENER: Final = "webhooks"


async def listen_to_wanted(ctx: Context) -> None:
    """Has the events handed over that the active webhooks want now, and no others."""
    await ctx.db.flush()
    await lock(ctx, "webhooks")
    wanted = await ctx.db.scalars(
        select(Webhook.events).where(Webhook.workspace_id == ctx.workspace_id, Webhook.active)
    )
    names = {name for events in wanted for name in events}
    await listen(ctx, LISTENER, {"*"} if "*" in names else names)
