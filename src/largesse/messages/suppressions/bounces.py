"""What a mail system reports about mails it could not deliver."""

from sqlalchemy import text

from largesse.core.context import Context
from largesse.events.commands import emit
from largesse.messages.models import Message
from largesse.messages.queries import get_message
from largesse.messages.suppressions.commands import suppress
from largesse.messages.suppressions.schemas import BounceInput, BounceView, Reason

_REASONS: dict[str, Reason] = {"hard": "bounced", "complaint": "complained"}


async def report_bounce(ctx: Context, bounce: BounceInput) -> BounceView:
    """Takes a report: the event `message.bounced`, and for a hard bounce or a complaint no more marketing.

    A message that bounced hard is `bounced` from then on. The same report twice changes and tells nothing
    again, save soft ones, of which each is told. NotFoundError for an unknown message.
    """
    message = await get_message(ctx, bounce.message_id) if bounce.message_id is not None else None
    address = message.recipient if message is not None else bounce.address or ""
    profile_id = message.profile_id if message is not None else None
    reason = _REASONS.get(bounce.kind)
    is_new = reason is None
    if reason is not None:
        _, added = await suppress(
            ctx, "email", address, reason=reason, profile_id=profile_id, message_id=bounce.message_id
        )
        is_new = await _mark_bounced(ctx, message, bounce) if message is not None else added
        is_new = is_new or added
    if is_new:
        params = {
            "message_id": bounce.message_id,
            "dedupe_key": message.dedupe_key if message is not None else None,
            "channel": "email",
            "kind": bounce.kind,
            "reason": bounce.reason,
        }
        await emit(ctx, "message.bounced", params, profile_id=profile_id)
    return BounceView(message_id=bounce.message_id, address=address, suppressed=reason is not None)


async def _mark_bounced(ctx: Context, message: Message, bounce: BounceInput) -> bool:
    """Whether the message was taken for delivered until now; a complaint says that it was."""
    if bounce.kind != "hard":
        return False
    marked = await ctx.db.scalar(
        text(
            "update messages set state = 'bounced', error = :error"
            " where workspace_id = :workspace and id = :id and state = 'sent' returning true"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": message.id,
            "error": bounce.reason or "The mail came back: the address does not exist.",
        },
    )
    return bool(marked)
