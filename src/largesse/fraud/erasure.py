"""What becomes of the cases of a customer who was erased."""

from sqlalchemy import text

from largesse.core.context import Context
from largesse.events.inbox import Event


async def forget_notes(ctx: Context, event: Event) -> None:
    """The listener `fraud`: blanks what people wrote about the customer; numbers, codes and verdicts stay."""
    await ctx.db.execute(
        text(
            "update fraud_cases set note = null"
            " where workspace_id = :workspace and kind = 'customer' and subject = cast(:profile as text)"
        ),
        {"workspace": ctx.workspace_id, "profile": str(event.profile_id)},
    )
