"""What becomes of the messages of a customer who was erased."""

from sqlalchemy import text

from largesse.core.context import Context
from largesse.events.inbox import Event


async def forget_messages(ctx: Context, event: Event) -> None:
    """The listener `messages`: blanks what the customer's messages said and where they went.

    Those that still waited are not sent. Deliveries of webhooks go on, without what they told of him.
    """
    await ctx.db.execute(
        text(
            "update messages set error = case when origin_id is null and state = 'queued'"
            " then 'The customer was erased.' end,"
            " state = case when origin_id is null and state = 'queued' then 'suppressed' else state end,"
            " recipient = case when origin_id is null then '' else recipient end,"
            " subject = case when origin_id is null then '' else subject end,"
            " content = case when origin_id is null then '{}'"
            " else jsonb_set(content, '{data}', '{}') end"
            " where workspace_id = :workspace and profile_id = :profile"
        ),
        {"workspace": ctx.workspace_id, "profile": event.profile_id},
    )
