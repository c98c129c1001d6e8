"""Keeps an eye on whether a webhook's receiver answers, and switches off one that has long been gone."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.events.commands import emit
from largesse.messages.webhooks.listening import listen_to_wanted

FAILING: Final = timedelta(days=5)
GONE: Final = 410


async def note_answer(ctx: Context, webhook_id: UUID, *, error: str | None, status: int | None) -> None:
    """Notes whether a delivery was taken over (`error` is None) in the transaction that settles it.

    After five days without any success, or at once when the receiver answers 410 Gone, the webhook is
    switched off, and the event `webhook.disabled` says so.
    """
    key = {"workspace": ctx.workspace_id, "id": webhook_id, "now": ctx.now}
    if error is None:
        await ctx.db.execute(
            text(
                "update webhooks set failing_since = null"
                " where workspace_id = :workspace and id = :id and failing_since is not null"
            ),
            key,
        )
        return
    await ctx.db.execute(
        text(
            "update webhooks set failing_since = :now"
            " where workspace_id = :workspace and id = :id and failing_since is null"
        ),
        key,
    )
    disabled = (
        await ctx.db.execute(
            text(
                "update webhooks set active = false, disabled_at = :now"
                " where workspace_id = :workspace and id = :id and active"
                " and (failing_since <= :since or :gone) returning name, url, failing_since"
            ),
            {**key, "since": ctx.now - FAILING, "gone": status == GONE},
        )
    ).one_or_none()
    if disabled is not None:
        await listen_to_wanted(ctx)
        params = {
            "webhook_id": webhook_id,
            "name": disabled.name,
            "url": disabled.url,
            "failing_since": disabled.failing_since,
            "error": error,
        }
        await emit(ctx, "webhook.disabled", params)
