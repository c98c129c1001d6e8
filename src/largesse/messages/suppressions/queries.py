"""Reads suppressions."""

from uuid import UUID

from sqlalchemy import func, select

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.messages.suppressions.models import Suppression
from largesse.messages.suppressions.schemas import SuppressedChannel, SuppressionPage, SuppressionView


async def get_suppression(ctx: Context, suppression_id: UUID) -> Suppression:
    """The suppression's row; NotFoundError."""
    row = await ctx.db.scalar(
        select(Suppression).where(
            Suppression.workspace_id == ctx.workspace_id, Suppression.id == suppression_id
        )
    )
    if row is None:
        raise NotFoundError(
            "suppression_not_found", f"There is no suppression {suppression_id} in this workspace."
        )
    return row


async def list_suppressions(
    ctx: Context,
    *,
    limit: int,
    cursor: UUID | None = None,
    channel: SuppressedChannel | None = None,
    address: str | None = None,
) -> SuppressionPage:
    """A page of suppressions, newest first."""
    query = select(Suppression).where(Suppression.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(Suppression.id < cursor)
    if channel is not None:
        query = query.where(Suppression.channel == channel)
    if address is not None:
        query = query.where(Suppression.address == func.messages_address(Suppression.channel, address))
    rows = (await ctx.db.scalars(query.order_by(Suppression.id.desc()).limit(limit + 1))).all()
    items = [SuppressionView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return SuppressionPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)
