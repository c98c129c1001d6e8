"""Reads recipient lists."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.messages.recipients.models import RecipientList
from largesse.messages.recipients.schemas import RecipientListPage, RecipientListView


async def recipients_of(ctx: Context, list_ids: Collection[UUID]) -> list[str]:
    """The addresses on these lists, each once however it is capitalised, in the order of the alphabet.

    NotFoundError when one of the lists does not exist.
    """
    rows = (
        await ctx.db.execute(
            select(RecipientList.id, RecipientList.emails)
            .where(
                RecipientList.workspace_id == ctx.workspace_id, RecipientList.id == func.any(list(list_ids))
            )
            .order_by(RecipientList.id)
        )
    ).all()
    missing = set(list_ids) - {row.id for row in rows}
    if missing:
        raise _not_found(min(missing))
    first_spelling = {email.lower(): email for row in reversed(rows) for email in reversed(row.emails)}
    return [first_spelling[email] for email in sorted(first_spelling)]


async def get_recipient_list(ctx: Context, list_id: UUID) -> RecipientList:
    """The list's row; NotFoundError."""
    found = await ctx.db.get(RecipientList, (ctx.workspace_id, list_id))
    if found is None:
        raise _not_found(list_id)
    return found


async def list_recipient_lists(ctx: Context, *, limit: int, cursor: UUID | None = None) -> RecipientListPage:
    """A page of recipient lists, newest first."""
    query = select(RecipientList).where(RecipientList.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(RecipientList.id < cursor)
    rows = (await ctx.db.scalars(query.order_by(RecipientList.id.desc()).limit(limit + 1))).all()
    items = [RecipientListView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return RecipientListPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


def _not_found(list_id: UUID) -> NotFoundError:
    return NotFoundError(
        "recipient_list_not_found", f"There is no recipient list {list_id} in this workspace."
    )
