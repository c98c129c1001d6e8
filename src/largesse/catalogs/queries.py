"""Reads catalogues and their items."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

import orjson
from pydantic import TypeAdapter
from sqlalchemy import RowMapping, select, text

from largesse.catalogs.models import Catalog
from largesse.catalogs.schemas import Attribute, CatalogKind, CatalogPage, CatalogView, ItemPage, ItemView
from largesse.core.context import Context
from largesse.core.errors import NotFoundError

CATALOG_KIND: Final[TypeAdapter[CatalogKind]] = TypeAdapter(CatalogKind)
COLUMNS: Final = "key, name, product_id, price, currency, categories, attributes, updated_at"


@dataclass(frozen=True, slots=True)
class Item:
    """What a catalogue knows of an article; the price is in minor units of its currency."""

    key: str
    name: str
    product_id: str | None
    price: int | None
    currency: str | None
    categories: frozenset[str]
    attributes: Mapping[str, Attribute]


class Driver(Protocol):
    """A connection of asyncpg, or its pool."""

    async def fetchval(self, query: str, *args: Any) -> Any: ...  # noqa: ANN401  asyncpg's own


async def get_catalog(ctx: Context, name: str, *, lock: bool = False) -> Catalog:
    """The catalogue's row, kept from others who would change or remove it if wanted; NotFoundError."""
    found = (
        None
        if "\x00" in name
        else await ctx.db.get(
            Catalog, (ctx.workspace_id, name), populate_existing=True, with_for_update=lock or None
        )
    )
    if found is None:
        raise NotFoundError("catalog_not_found", f"There is no catalogue {name} in this workspace.")
    return found


async def view_catalog(ctx: Context, name: str) -> CatalogView:
    """A catalogue with the number of its items; NotFoundError."""
    row = await get_catalog(ctx, name)
    return _view(row, (await _counts(ctx, [name])).get(name, 0))


async def list_catalogs(ctx: Context, *, limit: int, cursor: str | None = None) -> CatalogPage:
    """A page of catalogues by their names."""
    query = select(Catalog).where(Catalog.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(Catalog.name > cursor)
    rows = (await ctx.db.scalars(query.order_by(Catalog.name).limit(limit + 1))).all()
    counts = await _counts(ctx, [row.name for row in rows[:limit]])
    items = [_view(row, counts.get(row.name, 0)) for row in rows[:limit]]
    more = len(rows) > limit
    return CatalogPage(items=items, has_more=more, next_cursor=items[-1].name if more else None)


async def get_item(ctx: Context, catalog: str, key: str) -> ItemView:
    """One item; NotFoundError for the catalogue or the item."""
    await get_catalog(ctx, catalog)
    rows = (
        []
        if "\x00" in key
        else await _fetch(ctx, "catalog = :catalog and key = :key", catalog=catalog, key=key)
    )
    if not rows:
        raise item_not_found(catalog, key)
    return ItemView.model_validate(dict(rows[0]))


async def list_items(
    ctx: Context, catalog: str, *, limit: int, cursor: str | None = None, search: str | None = None
) -> ItemPage:
    """A page of items by their keys; `search` is part of key or name, whatever its case. NotFoundError."""
    await get_catalog(ctx, catalog)
    rows = await _fetch(
        ctx,
        "catalog = :catalog and key > :cursor and (:search = '' or position(lower(:search) in lower(key)) > 0"
        " or position(lower(:search) in lower(name)) > 0) order by key limit :limit",
        catalog=catalog,
        cursor=cursor or "",
        search=search or "",
        limit=limit + 1,
    )
    items = [ItemView.model_validate(dict(row)) for row in rows[:limit]]
    more = len(rows) > limit
    return ItemPage(items=items, has_more=more, next_cursor=items[-1].key if more else None)


async def items_of(
    driver: Driver, workspace_id: UUID, keys: Collection[str], *, catalog: str | None = None
) -> Mapping[str, Item]:
    """What the catalogues of products know of these SKUs, by SKU, in one round trip; others are missing.

    Without a catalogue all are asked; of several that know a SKU, the first by name answers.
    """
    if not keys:
        return {}
    return await articles_of(driver, workspace_id, keys, catalog=catalog) or {}


async def articles_of(
    driver: Driver, workspace_id: UUID, keys: Collection[str], *, catalog: str | None = None
) -> Mapping[str, Item] | None:
    """The same; None where there is no catalogue of products at all."""
    found = await driver.fetchval(
        "select catalogs_items($1, $2::text[], $3)", workspace_id, list(keys), catalog
    )
    if found is None:
        return None
    by_key: dict[str, dict[str, Any]] = orjson.loads(found) if isinstance(found, str | bytes) else found
    return {
        key: Item(**{**item, "key": key, "categories": frozenset(item["categories"])})
        for key, item in by_key.items()
    }


def item_not_found(catalog: str, key: str) -> NotFoundError:
    """There is no item of that key."""
    return NotFoundError("item_not_found", f"There is no item {key} in the catalogue {catalog}.")


async def _counts(ctx: Context, names: Sequence[str]) -> dict[str, int]:
    rows = await ctx.db.execute(
        text(
            "select catalog, count(*) as items from catalog_items where workspace_id = :workspace"
            " and catalog = any(:names) group by catalog"
        ),
        {"workspace": ctx.workspace_id, "names": list(names)},
    )
    return {row.catalog: row.items for row in rows}


async def _fetch(ctx: Context, condition: str, **values: object) -> Sequence[RowMapping]:
    rows = await ctx.db.execute(
        text(f"select {COLUMNS} from catalog_items where workspace_id = :workspace and {condition}"),
        {"workspace": ctx.workspace_id, **values},
    )
    return rows.mappings().all()


def _view(row: Catalog, items: int) -> CatalogView:
    return CatalogView(
        name=row.name,
        kind=CATALOG_KIND.validate_python(row.kind),
        items=items,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
