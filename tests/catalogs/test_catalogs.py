"""Catalogues of products and stores: filled by key, read by key, told apart by workspace."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from largesse.accounts.commands.workspaces import create_workspace
from largesse.catalogs.queries import items_of
from largesse.core.db import Database, driver_connection
from largesse.core.seals import Keyring
from tests.factories import a_key

SHOE: dict[str, Any] = {
    "key": "SHOE-42",
    "name": "Running shoe ☂",
    "product_id": "SHOE",
    "price": 8999,
    "currency": "EUR",
    "categories": ["shoes", "sport"],
    "attributes": {"brand": "Acme", "size": 42, "new": True, "weight": 0.25, "colour": None},
}


@pytest.fixture
async def shop(client: httpx.AsyncClient) -> str:
    answer = await client.post("/v1/catalogs", json={"name": "shop"})
    assert answer.status_code == 201, answer.text
    return "/v1/catalogs/shop"


async def put(client: httpx.AsyncClient, shop: str, *items: dict[str, Any]) -> dict[str, Any]:
    answer = await client.put(f"{shop}/items", json={"items": list(items)})
    assert answer.status_code == 200, answer.text
    done: dict[str, Any] = answer.json()
    return done


async def test_an_item_is_read_as_it_was_written(client: httpx.AsyncClient, shop: str) -> None:
    assert await put(client, shop, SHOE) == {"added": 1, "replaced": 0}
    view = (await client.get(f"{shop}/items/SHOE-42")).json()
    assert {name: view[name] for name in SHOE} == SHOE


async def test_a_key_may_hold_slashes_and_any_script(client: httpx.AsyncClient, shop: str) -> None:
    await put(client, shop, {"key": "a/b c"}, {"key": "обувь-42"})
    assert (await client.get(f"{shop}/items/a%2Fb%20c")).json()["key"] == "a/b c"
    assert (await client.get(f"{shop}/items/обувь-42")).json()["key"] == "обувь-42"


async def test_an_item_of_the_same_key_is_replaced_whole(client: httpx.AsyncClient, shop: str) -> None:
    await put(client, shop, SHOE)
    done = await put(
        client, shop, {"key": "SHOE-42", "name": "Old"}, {"key": "X"}, {"key": "X", "name": "last"}
    )
    assert done == {"added": 1, "replaced": 1}
    shoe = (await client.get(f"{shop}/items/SHOE-42")).json()
    assert (shoe["price"], shoe["categories"], shoe["attributes"]) == (None, [], {})
    assert (await client.get(f"{shop}/items/X")).json()["name"] == "last"
    assert (await client.get(shop)).json()["items"] == 2


async def test_items_are_listed_by_key_page_by_page_and_searched(
    client: httpx.AsyncClient, shop: str
) -> None:
    await put(client, shop, *({"key": f"K-{n:03}", "name": f"Mug 100% {n}"} for n in range(7)))
    found, cursor = [], None
    while True:
        page = (
            await client.get(f"{shop}/items", params={"limit": 3, **({"cursor": cursor} if cursor else {})})
        ).json()
        found += [item["key"] for item in page["items"]]
        cursor = page["next_cursor"]
        if not page["has_more"]:
            break
    assert found == [f"K-{n:03}" for n in range(7)]
    for search, number in (("k-00", 7), ("MUG 100% 3", 1), ("%_", 0), ("nothing", 0)):
        page = (await client.get(f"{shop}/items", params={"search": search})).json()
        assert len(page["items"]) == number, search


async def test_one_bad_item_refuses_the_whole_batch_and_is_pointed_at(
    client: httpx.AsyncClient, shop: str
) -> None:
    for bad, place in (
        ({"key": ""}, "key"),
        ({"key": "nul\x00"}, "key"),
        ({"key": "A", "price": -1, "currency": "EUR"}, "price"),
        ({"key": "A", "price": 1}, ""),
        ({"key": "A", "attributes": {"a": "nul\x00"}}, "attributes/a"),
        ({"key": "A", "attributes": {"a": 1e300}}, "attributes/a"),
        ({"key": "A", "colour": "red"}, "colour"),
    ):
        answer = await client.put(f"{shop}/items", json={"items": [{"key": "GOOD"}, bad]})
        assert answer.status_code == 422, bad
        pointers = [error["pointer"] for error in answer.json()["errors"]]
        assert any(p.startswith(f"/body/items/1/{place}".rstrip("/")) for p in pointers), pointers
    assert (await client.get(shop)).json()["items"] == 0
    many = [{"key": str(n)} for n in range(1001)]
    assert (await client.put(f"{shop}/items", json={"items": many})).status_code == 422
    assert await put(client, shop, *many[:1000]) == {"added": 1000, "replaced": 0}


async def test_what_is_not_there_is_said_by_its_code(client: httpx.AsyncClient, shop: str) -> None:
    for method, path, code in (
        ("GET", "/v1/catalogs/none", "catalog_not_found"),
        ("GET", "/v1/catalogs/a%00b", "catalog_not_found"),
        ("DELETE", "/v1/catalogs/none", "catalog_not_found"),
        ("GET", f"{shop}/items/none", "item_not_found"),
        ("GET", f"{shop}/items/a%00b", "item_not_found"),
        ("DELETE", f"{shop}/items/none", "item_not_found"),
        ("GET", "/v1/catalogs/none/items", "catalog_not_found"),
    ):
        answer = await client.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (404, code), path
    again = await client.post("/v1/catalogs", json={"name": "shop"})
    assert (again.status_code, again.json()["code"]) == (409, "catalog_exists")


async def test_a_deleted_catalogue_takes_its_items_along(client: httpx.AsyncClient, shop: str) -> None:
    await put(client, shop, {"key": "A"}, {"key": "B"})
    assert (await client.delete(f"{shop}/items/A")).status_code == 204
    assert [item["key"] for item in (await client.get(f"{shop}/items")).json()["items"]] == ["B"]
    assert (await client.delete(shop)).status_code == 204
    await client.post("/v1/catalogs", json={"name": "shop"})
    assert (await client.get(f"{shop}/items")).json()["items"] == []


async def test_carts_are_enriched_by_products_of_the_own_workspace_only(
    app: FastAPI,
    client: httpx.AsyncClient,
    shop: str,
    database: Database,
    keyring: Keyring,
    workspace_id: UUID,
    api_key: Callable[..., Awaitable[str]],
) -> None:
    await put(client, shop, SHOE, {"key": "MUG"})
    await client.post("/v1/catalogs", json={"name": "extra"})
    await put(client, "/v1/catalogs/extra", {"key": "MUG", "name": "Mug of extra"})
    await client.post("/v1/catalogs", json={"name": "a-stores", "kind": "stores"})
    await put(client, "/v1/catalogs/a-stores", {"key": "MUG", "name": "Store MUG"})

    found = await items_of(database.hot, workspace_id, ["SHOE-42", "MUG", "unknown"])
    assert set(found) == {"SHOE-42", "MUG"}
    shoe = found["SHOE-42"]
    assert (shoe.price, shoe.currency, shoe.product_id) == (8999, "EUR", "SHOE")
    assert shoe.categories == {"shoes", "sport"}
    assert shoe.attributes["size"] == 42
    assert found["MUG"].name == "Mug of extra"
    only = await items_of(database.hot, workspace_id, ["MUG"], catalog="shop")
    assert only["MUG"].name == ""
    assert await items_of(database.hot, workspace_id, []) == {}
    async with database.context(workspace_id) as ctx:
        inside = await items_of(await driver_connection(ctx.db), workspace_id, ["SHOE-42"])
    assert inside == {"SHOE-42": shoe}

    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    assert await items_of(database.hot, other, ["SHOE-42"]) == {}
    headers = {"Authorization": f"Bearer {await a_key(database, other, keyring)}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://x", headers=headers) as foreigner:
        assert (await foreigner.get(shop)).status_code == 404
        assert (await foreigner.get("/v1/catalogs")).json()["items"] == []
