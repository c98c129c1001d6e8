"""Creates, changes and deletes recipient lists."""

from uuid import UUID

from sqlalchemy import func, select

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.errors import ConflictError
from largesse.core.ids import new_id
from largesse.messages.locks import lock
from largesse.messages.recipients.models import RecipientList
from largesse.messages.recipients.queries import get_recipient_list
from largesse.messages.recipients.schemas import RecipientListInput, RecipientListPatch, RecipientListView


async def create_recipient_list(ctx: Context, given: RecipientListInput) -> RecipientListView:
    """Makes a list; ConflictError `recipient_list_exists` when another one has the name."""
    await _check_name(ctx, given.name)
    row = RecipientList(
        workspace_id=ctx.workspace_id, id=new_id(ctx.now), created_at=ctx.now, **given.model_dump()
    )
    ctx.db.add(row)
    await ctx.db.flush()
    _record(ctx, "recipient_list.created", row.id, given)
    return RecipientListView.model_validate(row)


async def change_recipient_list(ctx: Context, list_id: UUID, patch: RecipientListPatch) -> RecipientListView:
    """Changes what the patch names; NotFoundError, ConflictError `recipient_list_exists`."""
    row = await get_recipient_list(ctx, list_id)
    if patch.name is not None:
        await _check_name(ctx, patch.name, own=list_id)
        row.name = patch.name
    if patch.emails is not None:
        row.emails = list(patch.emails)
    await ctx.db.flush()
    _record(ctx, "recipient_list.changed", list_id, patch)
    return RecipientListView.model_validate(row)


async def delete_recipient_list(ctx: Context, list_id: UUID) -> None:
    """Removes a list; NotFoundError."""
    row = await get_recipient_list(ctx, list_id)
    await ctx.db.delete(row)
    record(
        ctx,
        "recipient_list.deleted",
        object_type="recipient_list",
        object_id=list_id,
        before={"name": row.name},
    )


async def _check_name(ctx: Context, name: str, *, own: UUID | None = None) -> None:
    await lock(ctx, "recipient_lists")
    taken = await ctx.db.scalar(
        select(RecipientList.id).where(
            RecipientList.workspace_id == ctx.workspace_id, func.lower(RecipientList.name) == func.lower(name)
        )
    )
    if taken is not None and taken != own:
        raise ConflictError("recipient_list_exists", f"There is a recipient list named {name} already.")


def _record(ctx: Context, action: str, list_id: UUID, what: RecipientListInput | RecipientListPatch) -> None:
    record(
        ctx,
        action,
        object_type="recipient_list",
        object_id=list_id,
        after=what.model_dump(mode="json", exclude_none=True),
    )
