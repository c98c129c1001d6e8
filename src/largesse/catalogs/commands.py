"""Makes, fills and removes catalogues."""

from collections.abc import Sequence
from typing import Final, Literal

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from largesse.accounts.audit import record
from largesse.catalogs.models import Catalog
from largesse.catalogs.queries import get_catalog, item_not_found, view_catalog
from largesse.catalogs.schemas import CatalogInput, CatalogView, ItemInput, ItemsView
from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.errors import ConflictError

Merged = Literal["added", "replaced", "unchanged"]

UPSERT: Final = """
insert into catalog_items as i (workspace_id, catalog, key, name, product_id, price, currency, categories,
       attributes, updated_at)
select :workspace, :catalog, s.key, s.name, s.product_id, s.price, s.currency, s.categories,
       s.attributes, :now
  from jsonb_to_recordset(cast(:items as jsonb)) s (key text, name text, product_id text, price bigint,
       currency text, categories text[], attributes jsonb)
 order by s.key
on conflict (workspace_id, catalog, key) do update
   set name = excluded.name, product_id = excluded.product_id, price = excluded.price,
       currency = excluded.currency, categories = excluded.categories, attributes = excluded.attributes,
       updated_at = excluded.updated_at
"""
ADDED: Final = UPSERT + "returning (xmax = 0) as is_new"
# What is as it was before is left alone, and not returned.
MERGED: Final = (
    UPSERT
    + """ where (i.name, i.product_id, i.price, i.currency, i.categories, i.attributes) is distinct from
 (excluded.name, excluded.product_id, excluded.price, excluded.currency, excluded.categories,
  excluded.attributes)
returning i.key, (xmax = 0) as is_new"""
)


async def create_catalog(ctx: Context, catalog: CatalogInput) -> CatalogView:
    """Makes an empty catalogue; ConflictError `catalog_exists`."""
    row = Catalog(
        workspace_id=ctx.workspace_id,
        name=catalog.name,
        kind=catalog.kind,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    ctx.db.add(row)
    try:
        await ctx.db.flush()
    except IntegrityError as error:
        if "catalogs_pkey" not in str(error.orig):
            raise
        raise ConflictError(
            "catalog_exists",
            f"There is a catalogue {catalog.name} already. Choose another name, or fill that one.",
            pointer="/name",
        ) from error
    record(ctx, "catalog.created", object_type="catalog", object_id=row.name, after={"kind": catalog.kind})
    return await view_catalog(ctx, row.name)


async def delete_catalog(ctx: Context, name: str) -> None:
    """Removes a catalogue with all its items; NotFoundError."""
    row = await get_catalog(ctx, name, lock=True)
    await ctx.db.delete(row)
    record(ctx, "catalog.deleted", object_type="catalog", object_id=name, before={"kind": row.kind})


async def put_items(ctx: Context, name: str, items: list[ItemInput]) -> ItemsView:
    """Adds items, or replaces those of the same keys; of equal keys the last one counts. NotFoundError."""
    row = await get_catalog(ctx, name, lock=True)
    by_key = {item.key: item.model_dump(mode="json") for item in items}
    written = await ctx.db.execute(
        text(ADDED),
        {
            "workspace": ctx.workspace_id,
            "catalog": name,
            "items": dump_json(list(by_key.values())),
            "now": ctx.now,
        },
    )
    added = sum(is_new for (is_new,) in written)
    row.updated_at = ctx.now
    done = ItemsView(added=added, replaced=len(by_key) - added)
    record(ctx, "catalog.filled", object_type="catalog", object_id=name, after=done.model_dump())
    return done


async def merge_items(
    ctx: Context, name: str, items: Sequence[ItemInput], *, lock: bool = True
) -> dict[str, Merged]:
    """Adds items of different keys, or replaces those that differ; what became of each. NotFoundError."""
    row = await get_catalog(ctx, name, lock=lock)
    written = await ctx.db.execute(
        text(MERGED),
        {
            "workspace": ctx.workspace_id,
            "catalog": name,
            "items": dump_json([item.model_dump(mode="json") for item in items]),
            "now": ctx.now,
        },
    )
    done: dict[str, Merged] = dict.fromkeys((item.key for item in items), "unchanged")
    done |= {key: "added" if is_new else "replaced" for key, is_new in written}
    if lock:
        row.updated_at = ctx.now
    return done


async def delete_item(ctx: Context, name: str, key: str) -> None:
    """Removes one item; NotFoundError for the catalogue or the item."""
    row = await get_catalog(ctx, name, lock=True)
    removed = (
        None
        if "\x00" in key
        else await ctx.db.scalar(
            text(
                "delete from catalog_items where workspace_id = :workspace and catalog = :catalog"
                " and key = :key returning key"
            ),
            {"workspace": ctx.workspace_id, "catalog": name, "key": key},
        )
    )
    if removed is None:
        raise item_not_found(name, key)
    row.updated_at = ctx.now
    record(ctx, "catalog.item_deleted", object_type="catalog", object_id=name, before={"key": key})
