"""Routes of tags of promotions."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.promotions.tags import commands, queries
from largesse.promotions.tags.schemas import PromotionTagInput, PromotionTagPage, PromotionTagView

router = APIRouter(prefix="/v1/promotions/tags", route_class=TransactionRoute, tags=["promotions"])

Name = Annotated[str, Path(min_length=1, max_length=100, description="Name of the tag.")]


@router.get("", operation_id="listPromotionTags")
async def list_tags(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[
        str | None,
        Query(max_length=100, pattern=r"^[^\x00]*$", description="`next_cursor` of the page before."),
    ] = None,
    ctx: Context = requires(Permission.PROMOTIONS_TAG_READ),
) -> PromotionTagPage:
    """List the tags that promotions may have, by their names."""
    return await queries.list_tags(ctx, limit=limit, cursor=cursor)


@router.post("", status_code=201, operation_id="createPromotionTag", responses=failures(409))
async def create_tag(
    tag: PromotionTagInput, ctx: Context = requires(Permission.PROMOTIONS_TAG_CREATE)
) -> PromotionTagView:
    """Add a tag to the list."""
    return await commands.create_tag(ctx, tag)


@router.delete(
    "/{tag:path}", status_code=204, operation_id="deletePromotionTag", responses=failures(404, 409)
)
async def delete_tag(tag: Name, ctx: Context = requires(Permission.PROMOTIONS_TAG_DELETE)) -> None:
    """Take a tag off the list that no promotion carries."""
    await commands.delete_tag(ctx, tag)
