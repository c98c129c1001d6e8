"""Routes of catalogues."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.catalogs import commands, queries
from largesse.catalogs.schemas import (
    CatalogInput,
    CatalogPage,
    CatalogView,
    ItemPage,
    ItemsInput,
    ItemsView,
    ItemView,
)
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires

TAG: Final = "catalogs"

router = APIRouter(prefix="/v1/catalogs", route_class=TransactionRoute, tags=[TAG])

Name = Annotated[str, Path(min_length=1, max_length=128, description="Name of the catalogue.")]
Key = Annotated[str, Path(min_length=1, max_length=255, description="Key of the item.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]
Cursor = Annotated[
    str | None, Query(max_length=255, pattern=r"^[^\x00]*$", description="`next_cursor` of the page before.")
]


@router.post("", status_code=201, operation_id="createCatalog", responses=failures(409))
async def create_catalog(
    catalog: CatalogInput, ctx: Context = requires(Permission.CATALOGS_CATALOG_CREATE)
) -> CatalogView:
    """Create an empty catalogue of products or stores."""
    return await commands.create_catalog(ctx, catalog)


@router.get("", operation_id="listCatalogs")
async def list_catalogs(
    limit: Limit = 50, cursor: Cursor = None, ctx: Context = requires(Permission.CATALOGS_CATALOG_READ)
) -> CatalogPage:
    """List catalogues by their names."""
    return await queries.list_catalogs(ctx, limit=limit, cursor=cursor)


@router.get("/{name}", operation_id="getCatalog", responses=failures(404))
async def get_catalog(name: Name, ctx: Context = requires(Permission.CATALOGS_CATALOG_READ)) -> CatalogView:
    """Read a catalogue with the number of its items."""
    return await queries.view_catalog(ctx, name)


@router.delete("/{name}", status_code=204, operation_id="deleteCatalog", responses=failures(404))
async def delete_catalog(name: Name, ctx: Context = requires(Permission.CATALOGS_CATALOG_DELETE)) -> None:
    """Delete a catalogue with all its items."""
    await commands.delete_catalog(ctx, name)


@router.put("/{name}/items", operation_id="putCatalogItems", responses=failures(404))
async def put_items(
    name: Name, items: ItemsInput, ctx: Context = requires(Permission.CATALOGS_ITEM_BATCH_CATALOG_CREATE)
) -> ItemsView:
    """Add up to 1,000 items, or replace those of the same keys."""
    return await commands.put_items(ctx, name, items.items)


@router.get("/{name}/items", operation_id="listCatalogItems", responses=failures(404))
async def list_items(
    name: Name,
    limit: Limit = 50,
    cursor: Cursor = None,
    search: Annotated[
        str | None, Query(max_length=255, pattern=r"^[^\x00]*$", description="Part of the key or name.")
    ] = None,
    ctx: Context = requires(Permission.CATALOGS_ITEM_READ),
) -> ItemPage:
    """List items of a catalogue by their keys."""
    return await queries.list_items(ctx, name, limit=limit, cursor=cursor, search=search)


@router.get("/{name}/items/{key:path}", operation_id="getCatalogItem", responses=failures(404))
async def get_item(name: Name, key: Key, ctx: Context = requires(Permission.CATALOGS_ITEM_READ)) -> ItemView:
    """Read an item of a catalogue."""
    return await queries.get_item(ctx, name, key)


@router.delete(
    "/{name}/items/{key:path}", status_code=204, operation_id="deleteCatalogItem", responses=failures(404)
)
async def delete_item(name: Name, key: Key, ctx: Context = requires(Permission.CATALOGS_ITEM_DELETE)) -> None:
    """Remove an item of a catalogue."""
    await commands.delete_item(ctx, name, key)
