"""Reads messages."""

from uuid import UUID

from sqlalchemy import func, select

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.messages.models import Message
from largesse.messages.schemas import MessagePage, MessageState, MessageView


async def get_message(ctx: Context, message_id: UUID) -> Message:
    """The message's row; NotFoundError."""
    message = await ctx.db.get(Message, (ctx.workspace_id, message_id))
    if message is None:
        raise NotFoundError("message_not_found", f"There is no message {message_id} in this workspace.")
    return message


async def list_messages(
    ctx: Context,
    *,
    limit: int,
    cursor: UUID | None = None,
    state: MessageState | None = None,
    channel: str | None = None,
    recipient: str | None = None,
    profile_id: int | None = None,
) -> MessagePage:
    """A page of messages, newest first, that meet every condition; a recipient's case does not matter."""
    query = select(Message).where(Message.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(Message.id < cursor)
    for value, condition in (
        (state, Message.state == state),
        (channel, Message.channel == channel),
        (recipient, func.lower(Message.recipient) == (recipient or "").lower()),
        (profile_id, Message.profile_id == profile_id),
    ):
        if value is not None:
            query = query.where(condition)
    rows = (await ctx.db.scalars(query.order_by(Message.id.desc()).limit(limit + 1))).all()
    items = [MessageView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return MessagePage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)
