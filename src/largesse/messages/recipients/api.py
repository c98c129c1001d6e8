"""Routes of recipient lists."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.messages.recipients import commands, queries
from largesse.messages.recipients.schemas import (
    RecipientListInput,
    RecipientListPage,
    RecipientListPatch,
    RecipientListView,
)

TAG: Final = "recipient-lists"

router = APIRouter(prefix="/v1/recipient-lists", route_class=TransactionRoute, tags=[TAG])

ListId = Annotated[UUID, Path(description="Id of the recipient list.")]


@router.post("", status_code=201, operation_id="createRecipientList", responses=failures(409))
async def create_list(
    given: RecipientListInput, ctx: Context = requires(Permission.MESSAGES_RECIPIENT_LIST_CREATE)
) -> RecipientListView:
    """Save a list of e-mail addresses."""
    return await commands.create_recipient_list(ctx, given)


@router.get("", operation_id="listRecipientLists")
async def list_lists(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.MESSAGES_RECIPIENT_LIST_READ),
) -> RecipientListPage:
    """List recipient lists, newest first."""
    return await queries.list_recipient_lists(ctx, limit=limit, cursor=cursor)


@router.get("/{list_id}", operation_id="getRecipientList", responses=failures(404))
async def get_list(
    list_id: ListId, ctx: Context = requires(Permission.MESSAGES_RECIPIENT_LIST_READ)
) -> RecipientListView:
    """Read a recipient list."""
    return RecipientListView.model_validate(await queries.get_recipient_list(ctx, list_id))


@router.patch("/{list_id}", operation_id="changeRecipientList", responses=failures(404, 409))
async def change_list(
    list_id: ListId,
    patch: RecipientListPatch,
    ctx: Context = requires(Permission.MESSAGES_RECIPIENT_LIST_UPDATE),
) -> RecipientListView:
    """Change a recipient list; what is left out stays."""
    return await commands.change_recipient_list(ctx, list_id, patch)


@router.delete("/{list_id}", status_code=204, operation_id="deleteRecipientList", responses=failures(404))
async def delete_list(
    list_id: ListId, ctx: Context = requires(Permission.MESSAGES_RECIPIENT_LIST_DELETE)
) -> None:
    """Delete a recipient list."""
    await commands.delete_recipient_list(ctx, list_id)
