"""Adds tags to the list, and takes them off."""

from collections.abc import Sequence

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.errors import ConflictError, NotFoundError
from largesse.promotions.tags.queries import find_tag
from largesse.promotions.tags.schemas import PromotionTagInput, PromotionTagView


async def create_tag(ctx: Context, tag: PromotionTagInput) -> PromotionTagView:
    """Adds a tag to the list; ConflictError `promotion_tag_exists`."""
    if not await add_tags(ctx, [tag.name]):
        raise ConflictError(
            "promotion_tag_exists",
            f"The tag {tag.name} is in the list already. Use it, or choose another name.",
            pointer="/name",
        )
    return await _view(ctx, tag.name)


async def add_tags(ctx: Context, names: Sequence[str]) -> list[str]:
    """Adds those that were not added before, and returns them."""
    rows = await ctx.db.scalars(
        text(
            "insert into promotion_tags (workspace_id, name, created_at, created_by)"
            " select :workspace, n.name, :now, :by from unnest(cast(:names as text[])) n (name)"
            " order by n.name on conflict do nothing returning name"
        ),
        {"workspace": ctx.workspace_id, "names": list(names), "now": ctx.now, "by": ctx.actor.label},
    )
    added = list(rows)
    for name in added:
        record(ctx, "promotion_tag.created", object_type="promotion_tag", object_id=name)
    return added


async def delete_tag(ctx: Context, name: str) -> None:
    """Takes a tag off the list; NotFoundError, ConflictError `promotion_tag_in_use` while carried."""
    view = await _view(ctx, name)
    if view.promotions:
        raise ConflictError(
            "promotion_tag_in_use",
            f"{view.promotions} promotions carry the tag {name}. Take it off them first, or archive them.",
            facts={"promotions": view.promotions},
        )
    await ctx.db.execute(
        text("delete from promotion_tags where workspace_id = :workspace and name = :name"),
        {"workspace": ctx.workspace_id, "name": name},
    )
    record(ctx, "promotion_tag.deleted", object_type="promotion_tag", object_id=name)


async def _view(ctx: Context, name: str) -> PromotionTagView:
    found = await find_tag(ctx, name) if "\x00" not in name else None
    if found is None:
        raise NotFoundError("promotion_tag_not_found", f"There is no promotion tag {name} in this workspace.")
    return found
