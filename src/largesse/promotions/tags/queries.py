"""Reads the list of tags: those that were added, and those that promotions carry."""

from collections.abc import Collection

from sqlalchemy import text

from largesse.core.context import Context
from largesse.promotions.tags.schemas import PromotionTagPage, PromotionTagView

LISTED = """
with carried as (
    select u.tag as name, count(*) as promotions
      from promotions p, unnest(p.tags) u (tag)
     where p.workspace_id = :workspace and p.status <> 'archived' group by u.tag
), added as (
    select t.name, t.created_at, t.created_by from promotion_tags t where t.workspace_id = :workspace
)
select name, coalesce(c.promotions, 0) as promotions, a.created_at, a.created_by
  from carried c full join added a using (name)
 where {condition} order by name collate "C" limit :limit
"""


async def list_tags(ctx: Context, *, limit: int, cursor: str | None = None) -> PromotionTagPage:
    """A page of tags by their names."""
    rows = await ctx.db.execute(
        text(LISTED.format(condition='cast(:cursor as text) is null or name collate "C" > :cursor')),
        {"workspace": ctx.workspace_id, "cursor": cursor, "limit": limit + 1},
    )
    items = [PromotionTagView.model_validate(dict(row)) for row in rows.mappings()]
    more, items = len(items) > limit, items[:limit]
    return PromotionTagPage(items=items, has_more=more, next_cursor=items[-1].name if more else None)


async def find_tag(ctx: Context, name: str) -> PromotionTagView | None:
    """The tag of that name, or None."""
    rows = await ctx.db.execute(
        text(LISTED.format(condition="name = :name")),
        {"workspace": ctx.workspace_id, "name": name, "limit": 1},
    )
    found = rows.mappings().one_or_none()
    return PromotionTagView.model_validate(dict(found)) if found is not None else None


async def known_tags(ctx: Context, names: Collection[str]) -> set[str]:
    """Those of the names that are in the list."""
    rows = await ctx.db.scalars(
        text(
            "select n.name from unnest(cast(:names as text[])) n (name)"
            " where exists (select from promotion_tags t where t.workspace_id = :workspace"
            " and t.name = n.name)"
            " or exists (select from promotions p"
            " where p.workspace_id = :workspace and p.status <> 'archived' and p.tags @> array[n.name])"
        ),
        {"workspace": ctx.workspace_id, "names": list(names)},
    )
    return set(rows)
