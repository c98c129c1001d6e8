"""Catalogues filled from tables: columns by their names, prices, categories, counts that add up."""

import csv
import io
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.catalogs.imports.jobs import catalog_jobs
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.core.seals import Keyring
from tests.factories import a_key
from tests.profiles.imports.books import a_workbook
from tests.profiles.imports.runs import dying_after, dying_at, kill

Json = dict[str, Any]
COUNTS = ("added", "replaced", "unchanged", "rejected", "blank")
FEED = (
    ("id", "title", "description", "price", "sale_price", "product_type", "google_product_category",
     "brand", "availability", "image_link", "item_group_id"),
    ("TEA-100", "Green tea  100 g", "Fine leaves.", "8.50 PLN", "7,90 PLN", "Tea > Green tea",
     "Food, Drinks > Tea", "Leaf", "in_stock", "https://shop.example/tea.png", "TEA"),
    ("CUP-1", "Cup", "", "PLN 1 299,00", "", "", "", "", "out_of_stock", "", ""),
)  # fmt: skip


def table(*rows: tuple[object, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


class Desk:
    """Imports files into the catalogue `shop` over HTTP, with a worker of its own."""

    def __init__(self, client: httpx.AsyncClient, database: Database, workspace: UUID, folder: Path) -> None:
        self.client, self.database, self.workspace = client, database, workspace
        self.files = FileStore(folder / "files")

    async def send(self, content: bytes, *, catalog: str = "shop", **options: object) -> httpx.Response:
        return await self.client.post(
            f"/v1/catalogs/{catalog}/imports",
            files={"file": ("items", content)},
            data={"options": orjson.dumps(options).decode()},
        )

    async def take(self, content: bytes, *, chunk: int = 10, **options: object) -> Json:
        answer = await self.send(content, **options)
        assert answer.status_code == 202, answer.text
        job = answer.json()["id"]
        await run_job(self.database, self.workspace, UUID(job), catalog_jobs(self.files, chunk_rows=chunk))
        view: Json = (await self.client.get(f"/v1/jobs/{job}")).json()
        return view

    async def counts(self, content: bytes, *, chunk: int = 10, **options: object) -> dict[str, int]:
        job = await self.take(content, chunk=chunk, **options)
        assert job["state"] == "succeeded", job
        assert job["result"]["read"] == sum(job["result"][name] for name in COUNTS)
        return {name: job["result"][name] for name in COUNTS if job["result"][name]}

    async def faults(self, content: bytes, **options: object) -> list[tuple[int, str, str, str]]:
        job = await self.take(content, **options)
        rows = list(csv.reader(io.StringIO((await self.client.get(f"/v1/jobs/{job['id']}/rejections")).text)))
        return [(int(row[-4]), row[-3], row[-2], row[-1]) for row in rows[1:]]

    async def item(self, key: str) -> Json:
        view: Json = (await self.client.get(f"/v1/catalogs/shop/items/{key}")).json()
        return view


@pytest.fixture
async def desk(client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path) -> Desk:
    await client.post("/v1/catalogs", json={"name": "shop"})
    return Desk(client, database, workspace_id, tmp_path)


async def test_the_columns_of_a_product_feed_are_known(desk: Desk) -> None:
    assert await desk.counts(table(*FEED)) == {"added": 2}
    tea, cup = await desk.item("TEA-100"), await desk.item("CUP-1")
    del tea["updated_at"]
    assert tea == {
        "key": "TEA-100",
        "name": "Green tea 100 g",
        "product_id": "TEA",
        "price": 850,
        "currency": "PLN",
        "categories": ["Tea", "Green tea", "Food, Drinks"],
        "attributes": {
            "description": "Fine leaves.",
            "brand": "Leaf",
            "availability": "in_stock",
            "image_link": "https://shop.example/tea.png",
            "sale_price": 7.9,
        },
    }
    assert (cup["price"], cup["currency"], cup["categories"]) == (129900, "PLN", [])


async def test_a_workbook_does_as_well(desk: Desk) -> None:
    assert await desk.counts(a_workbook(*FEED)) == {"added": 2}


async def test_the_same_file_twice_changes_nothing_and_what_differs_is_replaced(desk: Desk) -> None:
    await desk.counts(table(*FEED))
    before = await desk.item("TEA-100")
    assert await desk.counts(table(*FEED)) == {"unchanged": 2}
    assert await desk.item("TEA-100") == before
    assert await desk.counts(table(FEED[0], FEED[1], ("CUP-1", "Mug"))) == {"unchanged": 1, "replaced": 1}
    mug = await desk.item("CUP-1")
    assert (mug["name"], mug["price"], mug["attributes"]) == ("Mug", None, {})


async def test_of_equal_keys_the_last_one_counts_wherever_chunks_end(desk: Desk) -> None:
    rows = [("sku", "name"), *(("A", f"name {n}") for n in range(7)), ("B", "x"), ("A", "name 6")]
    for chunk in (1, 3, 100):
        assert await desk.counts(table(*rows), chunk=chunk, dry_run=True) == {
            "added": 2,
            "replaced": 6,
            "unchanged": 1,
        }
    assert await desk.counts(table(*rows), chunk=3) == {"added": 2, "replaced": 6, "unchanged": 1}
    assert (await desk.item("A"))["name"] == "name 6"


async def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    assert await desk.counts(table(*FEED, ("", "no key")), dry_run=True) == {"added": 2, "rejected": 1}
    assert (await desk.client.get("/v1/catalogs/shop")).json()["items"] == 0


async def test_stores_have_places(desk: Desk) -> None:
    await desk.client.post("/v1/catalogs", json={"name": "stores", "kind": "stores"})
    rows = (
        ("store_id", "name", "city", "latitude", "longitude"),
        ("12", "Rynek", "Kraków", "50,0617", "19.9373"),
    )
    assert await desk.counts(table(*rows), catalog="stores") == {"added": 1}
    view = (await desk.client.get("/v1/catalogs/stores/items/12")).json()
    assert (view["name"], view["attributes"]) == (
        "Rynek",
        {"city": "Kraków", "latitude": 50.0617, "longitude": 19.9373},
    )


@pytest.mark.parametrize(
    ("cell", "minor", "currency"),
    [
        ("12.99 PLN", 1299, "PLN"),
        ("12,99 zł", 1299, "PLN"),
        ("€ 12.5", 1250, "EUR"),
        ("1.299,00 eur", 129900, "EUR"),
        ("1,299.00 USD", 129900, "USD"),
        ("1299 JPY", 1299, "JPY"),
        ("12.99", 1299, "GBP"),
        ("0 PLN", 0, "PLN"),
    ],
)
async def test_a_price_is_read_with_its_currency(desk: Desk, cell: str, minor: int, currency: str) -> None:
    assert await desk.counts(table(("sku", "price"), ("A", cell)), currency="GBP") == {"added": 1}
    item = await desk.item("A")
    assert (item["price"], item["currency"]) == (minor, currency)


async def test_a_column_may_name_the_currency(desk: Desk) -> None:
    await desk.counts(table(("sku", "price", "currency"), ("A", "3", "pln")))
    assert (await desk.item("A"))["currency"] == "PLN"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        (
            "price",
            "12.99",
            "a price needs its currency: write 12.99 PLN, add a column currency, or give the option",
        ),
        ("price", "cheap PLN", "no price in the form 12.99 PLN: not a number in the form 12.5 or 12,5"),
        ("price", "-1 PLN", "no price in the form 12.99 PLN: less than 0"),
        (
            "price",
            "1,299 PLN",
            "no price in the form 12.99 PLN: may be 1.299 or 1299: write it without the comma",
        ),
        ("price", "1.999 PLN", "more digits behind the point than PLN has"),
        ("currency", "złoty", "a currency is named by three letters, such as PLN"),
        ("weight", "heavy", "not a number in the form 12.5 or 12,5"),
        ("vip", "maybe", "neither yes nor no: write true, yes or 1, or false, no or 0"),
        ("categories", "[1]", "not a list of texts in JSON"),
        ("name", "n" * 501, "a name has up to 500 characters"),
        ("brand", "b" * 2001, "an item has up to 100 attributes, a text up to 2000 characters"),
    ],
)
async def test_a_bad_cell_is_told_of(desk: Desk, column: str, cell: str, reason: str) -> None:
    price = () if column in ("price", "currency") else (("price", "1 PLN"),)
    price = (("price", "1"),) if column == "currency" else price
    head = ("sku", column, *(name for name, _ in price))
    row = ("A", cell, *(value for _, value in price))
    found = await desk.faults(
        table(head, row, ("B", *("" for _ in row[1:]))),
        types={"weight": "number"} if column == "weight" else {"vip": "boolean"} if column == "vip" else {},
    )
    shown = f"'{cell}" if cell.startswith("-") else cell  # spreadsheets would take it for a formula
    assert found == [(2, column, shown, reason)]


async def test_a_row_without_key_or_with_too_many_cells_is_told_of(desk: Desk) -> None:
    found = await desk.faults(table(("sku", "name"), ("", "x"), ("A", "b", "c"), ("A\tB", "x")))
    assert [(line, column) for line, column, *_ in found] == [(2, "sku"), (3, ""), (4, "sku")]
    assert [reason for *_, reason in found] == [
        "there is no key in this row",
        "the row has 3 cells, the table 2 columns; put quotes around a cell that holds the delimiter",
        "a key has 1 to 255 characters, none of them a line end or a tab",
    ]


@pytest.mark.parametrize(
    ("columns", "options", "code"),
    [
        (("colour", "size"), {}, "no_key_column"),
        (("sku", "brand", "attributes.brand"), {}, "repeated_column"),
        (("sku",), {"columns": {"key": "Nr"}}, "unknown_column"),
        (("sku", "Nr"), {"columns": {"kye": "Nr"}}, "invalid_options"),
        (("sku",), {"types": {"weight": "number"}}, "unknown_column"),
        (("sku",), {"unknown": 1}, "invalid_options"),
    ],
)
async def test_files_that_cannot_be_right_are_refused(
    desk: Desk, columns: tuple[str, ...], options: Json, code: str
) -> None:
    answer = await desk.send(table(columns, ("x",) * len(columns)), **options)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_columns_mean_what_the_caller_says(desk: Desk) -> None:
    options = {"columns": {"key": "Nr", "attributes.colour": 2}, "others": "ignore"}
    assert await desk.counts(table(("Nr", "sku", "x", "y"), ("1", "S", "red", "z")), **options) == {
        "added": 1
    }
    assert (await desk.item("1"))["attributes"] == {"colour": "red"}


async def test_an_unknown_catalogue_is_not_filled(desk: Desk) -> None:
    answer = await desk.send(table(*FEED), catalog="none")
    assert (answer.status_code, answer.json()["code"]) == (404, "catalog_not_found")


async def test_a_killed_worker_loses_and_doubles_nothing(desk: Desk) -> None:
    content = table(("sku", "name"), *((f"S{n:03}", f"n{n}") for n in range(95)))
    answer = await desk.send(content)
    job = UUID(answer.json()["id"])
    handler = catalog_jobs(desk.files, chunk_rows=10)["import_catalog_items"]
    await kill(desk.database, desk.workspace, job, dying_at(handler, 4))
    await run_job(desk.database, desk.workspace, job, catalog_jobs(desk.files, chunk_rows=10))
    view = (await desk.client.get(f"/v1/jobs/{job}")).json()
    assert (view["state"], view["result"]["added"], view["result"]["read"]) == ("succeeded", 95, 95)


async def test_an_import_killed_after_all_its_work_ends_without_its_file(desk: Desk) -> None:
    answer = await desk.send(table(("sku", "name"), *((f"S{n}", f"n{n}") for n in range(25))))
    job = UUID(answer.json()["id"])
    handlers = catalog_jobs(desk.files, chunk_rows=10)
    await kill(desk.database, desk.workspace, job, dying_after(handlers["import_catalog_items"]))
    await run_job(desk.database, desk.workspace, job, handlers)
    view = (await desk.client.get(f"/v1/jobs/{job}")).json()
    assert (view["state"], view["result"]["added"], view["result"]["read"]) == ("succeeded", 25, 25)


async def test_another_workspace_sees_and_fills_its_own(
    desk: Desk, app: FastAPI, database: Database, keyring: Keyring
) -> None:
    await desk.counts(table(*FEED))
    async with database.session() as session:
        other = (await create_workspace(session, "Other", now=database.clock())).workspace_id
    headers = {"Authorization": f"Bearer {await a_key(database, other, keyring)}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://largesse", headers=headers
    ) as other_client:
        answer = await other_client.post("/v1/catalogs/shop/imports", files={"file": ("a", table(*FEED))})
        assert answer.status_code == 404


async def test_importing_needs_its_permission(
    desk: Desk, app: FastAPI, api_key: Callable[..., Awaitable[str]]
) -> None:
    headers = {"Authorization": f"Bearer {await api_key(permissions=['CATALOGS_ITEM_READ'])}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers) as weak:
        answer = await weak.post("/v1/catalogs/shop/imports", files={"file": ("a", table(*FEED))})
    assert answer.status_code == 403
    assert desk


async def test_what_filled_it_is_in_the_audit_log(desk: Desk, database: Database) -> None:
    await desk.counts(table(*FEED))
    async with database.session(desk.workspace) as session:
        found = await session.execute(
            text("select action, after from audit_log where object_type = 'catalog' order by id")
        )
        entries = {row.action: row.after for row in found}
    assert entries["catalog.filled"]["added"] == 2
    assert "catalog.import_started" in entries
