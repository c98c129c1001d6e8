"""Promotions merged by their codes: what a row leaves, changes and clears; what two imports at once make."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.core.seals import Keyring
from largesse.promotions.imports.jobs import promotion_jobs
from tests.factories import a_key
from tests.profiles.imports.runs import dying_after, dying_at, kill
from tests.promotions.imports.runs import Desk, table

TEA = (
    "code",
    "headerName",
    "name",
    "description",
    "discountType",
    "discountValue",
    "visibilityStatus",
    "priority",
)
TEA_ROW = ("TEA", "Tea 10", "Tea", "Fine.", "PERCENT", "10", "PUBLISH", "250")

SHOWN = ("DRAFT", "PUBLISH")


async def only(desk: Desk) -> dict[str, Any]:
    [item] = (await desk.promotions()).values()
    return item


async def test_a_code_that_is_known_is_changed_and_an_unknown_one_made(desk: Desk) -> None:
    assert await desk.counts(table(TEA, TEA_ROW)) == {"created": 1}
    second = (*TEA_ROW[:5], "20", *TEA_ROW[6:])
    cup = ("CUP", "", "Cup", "", "AMOUNT", "2,5", "", "")
    assert await desk.counts(table(TEA, second, cup)) == {"changed": 1, "created": 1}
    found = await desk.promotions()
    assert (found["TEA"]["version"], found["TEA"]["status"], found["TEA"]["has_changes"]) == (
        2,
        "active",
        False,
    )
    assert found["TEA"]["definition"]["rewards"][0]["percent"] == "20"
    assert (found["CUP"]["version"], found["CUP"]["status"], found["CUP"]["name"]) == (0, "draft", "Cup")


async def test_only_columns_that_are_there_change_anything(desk: Desk) -> None:
    await desk.take(table(TEA, TEA_ROW))
    before = await only(desk)
    assert await desk.counts(b"code,priority\nTEA,7\n") == {"changed": 1}
    after = await only(desk)
    assert after["definition"] == before["definition"] | {
        "stacking": before["definition"]["stacking"] | {"priority": 7}
    }
    assert (after["name"], after["status"], after["version"]) == ("Tea 10", "active", 2)


async def test_an_empty_cell_leaves_and_null_clears(desk: Desk) -> None:
    head = (*TEA, "redeemLimitGlobal", "tags", "expireAt", "params.icon", "params.size", "storeIds")
    row = (*TEA_ROW, "100", "A|B", "2199-01-01", "leaf", "L", "1,2")
    await desk.take(table(head, row), create_tags=True)
    full = await only(desk)
    assert await desk.counts(table(head, ("TEA", *[""] * (len(head) - 1)))) == {"unchanged": 1}
    assert await only(desk) == full
    nulls = ("TEA", "", "", "null", "", "", "", "null", "null", "null", "null", "null", "", "null")
    assert await desk.counts(table(head, nulls)) == {"changed": 1}
    item = await only(desk)
    definition = item["definition"]
    assert (item["tags"], definition["limits"], definition["ends_at"]) == ([], [], None)
    assert (definition["display"]["description"], definition["stacking"]["priority"]) == ("", 0)
    assert (definition["display"]["params"], definition["stores"]["only"]) == ({"size": "L"}, [])
    assert (definition["display"]["name"], item["name"]) == ("Tea", "Tea 10")


async def test_parts_of_objects_are_laid_over_what_is_there(desk: Desk) -> None:
    head = (
        "code", "name", "discountType", "details.discountType.requiredItemsCount",
        "details.discountType.discountedItemsCount", "params.a", "params.deep.b",
    )  # fmt: skip
    await desk.take(table(head, ("M", "Three for two", "MULTIBUY", "3", "1", "1", "x")))
    item = await only(desk)
    assert item["definition"]["rewards"][0]["buy_quantity"] == 2
    assert item["definition"]["display"]["params"]["deep"] == {"b": "x"}
    await desk.take(b"code,details.discountType.requiredItemsCount,params.deep.c\nM,4,y\n")
    item = await only(desk)
    assert item["definition"]["rewards"][0]["buy_quantity"] == 3
    params = item["definition"]["display"]["params"]
    assert (params["a"], params["deep"]) == ("1", {"b": "x", "c": "y"})


@pytest.mark.parametrize(
    "cell", ['["A","B 1","C"]', "A|B 1|C", "A,B 1,C", " A | B 1 |C|", '["A", "B 1", "C", "A"]']
)
async def test_lists_are_json_or_have_something_between(desk: Desk, cell: str) -> None:
    await desk.take(table(("code", "name", "catalogIndexItems"), ("X", "x", cell)))
    assert (await only(desk))["definition"]["items"]["skus"] == ["A", "B 1", "C"]


async def test_json_cells_and_all_other_fields_are_taken(desk: Desk) -> None:
    cells = {
        "code": "X", "name": "x", "headerName": "List", "headerDescription": "For us", "headline": "Now",
        "discountType": "exact price",
        "discountValue": "9,99", "itemScope": "line item",
        "redeemLimitPerClient": "2", "redeemLimitGlobal": "1000", "requireRedeemedPoints": "50",
        "lastingTime": "3600", "activationLimitGlobalLimit": "10",
        "activationLimitGlobalRelativeMinutes": "60", "minBasketValue": "20",
        "maxBasketValue": "1 000,50",
        "excludeCatalogIndexItems": "N1|N2",
        "images": '[{"url": "https://x.example/a.png", "type": "large"}]',
        "params": '{"icon": {"name": "leaf"}}', "tags": '["A", {"name": "B"}]', "price": "12",
        "catalogFilterQuery": '{"brand": "Leaf"}', "importHash": "h-1", "preDiscountValue": "15",
        "redeemQuantityPerActivation": "3.0",
    }  # fmt: skip
    assert await desk.counts(table(tuple(cells), tuple(cells.values())), create_tags=True) == {"created": 1}
    outside = await desk.outside("X")
    wanted = {
        "headerName": "List", "headerDescription": "For us", "headline": "Now", "discountType": "EXACT_PRICE",
        "discountValue": 9.99, "redeemLimitPerClient": 2, "redeemLimitGlobal": 1000,
        "requireRedeemedPoints": 50, "lastingTime": 3600, "activationLimitGlobalLimit": 10,
        "activationLimitGlobalRelativeMinutes": 60, "minBasketValue": 20, "maxBasketValue": 1000.5,
        "excludeCatalogIndexItems": ["N1", "N2"], "params": {"icon": {"name": "leaf"}}, "price": 12,
        "images": [{"url": "https://x.example/a.png", "type": "large"}],
        "catalogFilterQuery": {"brand": "Leaf"}, "importHash": "h-1", "preDiscountValue": 15,
        "redeemQuantityPerActivation": 3,
    }  # fmt: skip
    assert {name: outside[name] for name in wanted} == wanted
    assert [tag["name"] for tag in outside["tags"]] == ["A", "B"]


async def test_a_file_makes_what_the_same_fields_make_by_a_call(desk: Desk) -> None:
    fields = {
        "name": "Tea", "type": "HANDBILL", "discountType": "AMOUNT", "discountValue": 2.5, "priority": 100,
        "redeemLimitPerClient": 1, "catalogIndexItems": ["A", "B"], "storeIds": ["1"], "catalog": "shop",
        "startAt": "2027-01-01T00:00:00Z", "minBasketValue": 10, "redeemType": "FULL",
    }  # fmt: skip
    answer = await desk.client.post("/v4/promotions/promotion", json={"code": "CALL", **fields})
    assert answer.status_code == 200, answer.text
    row = {**fields, "catalogIndexItems": "A|B", "storeIds": "1"}
    await desk.take(table(("code", *row), ("FILE", *row.values())))
    found = await desk.promotions()
    assert found["FILE"]["definition"] == found["CALL"]["definition"]


async def test_without_code_a_row_is_known_by_what_it_says_whatever_the_order(desk: Desk) -> None:
    first = table(
        ("name", "discountType", "discountValue"), ("Tea", "PERCENT", "10"), ("Tea", "PERCENT", "20")
    )
    second = table(("Discount Value", "NAME", "discount_type"), ("10,0 %", " Tea ", "percentage"))
    assert await desk.counts(first) == {"created": 2}
    assert await desk.counts(second) == {"unchanged": 1}
    codes = sorted(await desk.promotions())
    assert [code[:4] for code in codes] == ["TEA-", "TEA-"]
    published = second.replace(b"discount_type", b"discount_type,visibilityStatus").replace(
        b"percentage", b"percentage,Published"
    )
    assert await desk.counts(published) == {"changed": 1}
    assert sorted(await desk.promotions()) == codes


@pytest.mark.parametrize("chunk", [1, 2, 100])
async def test_rows_of_one_code_follow_each_other_wherever_chunks_end(desk: Desk, chunk: int) -> None:
    rows = [("A", f"name {n}") for n in range(4)] + [("B", "b"), ("A", "name 3")]
    content = table(("code", "name"), *rows)
    expected = {"created": 2, "changed": 3, "unchanged": 1}
    assert await desk.counts(content, chunk=chunk, dry_run=True) == expected
    assert await desk.promotions() == {}
    assert await desk.counts(content, chunk=chunk) == expected
    assert (await desk.promotions())["A"]["definition"]["display"]["name"] == "name 3"


@pytest.mark.parametrize(
    ("first", "second", "status", "version"),
    [
        ("", "", "draft", 0),
        ("Draft", "PUBLISH", "active", 1),
        ("Published", "Hidden", "hidden", 1),
        ("HIDDEN", "publish", "active", 1),
        ("PUBLISH", "DRAFT", "paused", 1),
        ("PUBLISH", "", "active", 1),
        ("Draft", "DRAFT", "draft", 0),
    ],
)
async def test_a_row_says_whether_it_is_published(
    desk: Desk, first: str, second: str, status: str, version: int
) -> None:
    for shown in (first, second):
        await desk.take(table((*TEA[:6], "visibilityStatus"), (*TEA_ROW[:6], shown)))
    item = await only(desk)
    assert (item["status"], item["version"]) == (status, version)


async def test_one_that_runs_is_finished_by_an_end_in_the_past(desk: Desk) -> None:
    await desk.take(table(TEA, TEA_ROW))
    assert await desk.counts(b"code,expireAt\nTEA,2020-01-01\n") == {"changed": 1}
    assert (await only(desk))["status"] == "finished"
    assert await desk.counts(b"code,expireAt\nTEA,2020-01-01\n") == {"unchanged": 1}


async def test_a_dry_run_tells_what_would_be_and_writes_nothing(desk: Desk, database: Database) -> None:
    await desk.take(table(TEA, TEA_ROW))
    before = await only(desk)
    cup = ("CUP", "Cup", "Cup", "", "PERCENT", "10", "PUBLISH", "")
    bad = ("POT", "Pot", "Pot", "", "PERCENT", "", "PUBLISH", "")
    other = (*TEA_ROW[:5], "30", *TEA_ROW[6:])
    content = table((*TEA, "tags"), (*TEA_ROW, ""), (*cup, "NEW"), (*bad, ""), (*other, ""))
    expected = {"unchanged": 1, "created": 1, "rejected": 1, "changed": 1}
    job = await desk.take(content, dry_run=True, create_tags=True)
    assert {name: job["result"][name] for name in expected} == expected
    assert job["result"]["dry_run"] is True
    assert await only(desk) == before
    assert (await desk.client.get("/v1/promotions/tags")).json()["items"] == []
    async with database.session(desk.workspace) as session:
        told = await session.scalar(text("select count(*) from events where name = 'promotion.imported'"))
    assert told == 1
    assert await desk.counts(content, create_tags=True) == expected


async def test_tags_must_be_in_the_list_or_are_added_when_asked(desk: Desk) -> None:
    content = table(
        ("code", "name", "tags.0.name", "tags.1.name"), ("A", "a", "MOBILE", "NEW"), ("B", "b", "MOBILE", "")
    )
    await desk.client.post("/v1/promotions/tags", json={"name": "MOBILE"})
    job = await desk.take(content)
    assert (job["result"]["created"], job["result"]["rejected"]) == (1, 1)
    assert (await only(desk))["tags"] == ["MOBILE"]
    assert await desk.counts(content, create_tags=True) == {"created": 1, "unchanged": 1}
    tags = (await desk.client.get("/v1/promotions/tags")).json()["items"]
    assert [(tag["name"], tag["promotions"]) for tag in tags] == [("MOBILE", 2), ("NEW", 1)]


async def test_unknown_columns_are_ignored_when_asked(desk: Desk) -> None:
    job = await desk.take(b"code,name,colour,uuid\nA,a,red,1\n", others="ignore")
    assert job["result"]["ignored_columns"] == ["colour", "uuid"]
    assert await desk.counts(b"code,name,uuid,createdAt\nA,a,1,2\n") == {"unchanged": 1}


async def test_columns_mean_what_the_caller_says(desk: Desk) -> None:
    options = {"columns": {"code": "Nr", "headerName": 1, "params.icon": "Bild"}}
    content = "Nr;Aktion;Bild;Rabatt\n1;Tee;☕;x\n".encode()
    await desk.take(content, delimiter=";", others="ignore", **options)
    item = await only(desk)
    assert (item["code"], item["name"], item["definition"]["display"]["params"]) == (
        "1",
        "Tee",
        {"icon": "☕"},
    )


async def test_a_killed_worker_loses_and_doubles_nothing(desk: Desk, database: Database) -> None:
    rows = [(f"P{n:03}", f"p {n}", "PERCENT", "10", "PUBLISH" if n % 3 else "") for n in range(45)]
    content = table(("code", "name", "discountType", "discountValue", "visibilityStatus"), *rows)
    job = UUID((await desk.send(content)).json()["id"])
    handlers = promotion_jobs(FileStore(desk.folder / "files"), chunk_rows=10)
    await kill(database, desk.workspace, job, dying_at(handlers["import_promotions"], 4))
    assert len(await desk.promotions()) == 20
    await run_job(database, desk.workspace, job, handlers)
    view = (await desk.client.get(f"/v1/jobs/{job}")).json()
    assert (view["state"], view["result"]["created"], view["result"]["read"]) == ("succeeded", 45, 45)
    async with database.session(desk.workspace) as session:
        found = await session.execute(text("select name, count(*) from events group by name"))
        told = {row.name: row.count for row in found}
    assert (told["promotion.published"], told["promotion.imported"]) == (30, 1)


async def test_an_import_killed_after_all_its_work_ends_without_its_file(
    desk: Desk, database: Database
) -> None:
    job = UUID(
        (await desk.send(table(("code", "name"), *((f"P{n}", f"p {n}") for n in range(25))))).json()["id"]
    )
    handlers = promotion_jobs(FileStore(desk.folder / "files"), chunk_rows=10)
    await kill(database, desk.workspace, job, dying_after(handlers["import_promotions"]))
    await run_job(database, desk.workspace, job, handlers)
    view = (await desk.client.get(f"/v1/jobs/{job}")).json()
    assert (view["state"], view["result"]["created"], view["result"]["read"]) == ("succeeded", 25, 25)


async def test_two_imports_of_one_file_at_once_make_each_promotion_once(
    desk: Desk, database: Database
) -> None:
    rows = [(f"P{n:03}", f"p {n}", "PERCENT", "10", "PUBLISH") for n in range(60)]
    head = ("code", "name", "discountType", "discountValue", "visibilityStatus")
    jobs = [
        (await desk.send(table(head, *order))).json()["id"]
        for order in (rows, rows[::-1], rows[30:] + rows[:30])
    ]
    await asyncio.gather(*(desk.work(job, chunk=7) for job in jobs))
    views = [(await desk.client.get(f"/v1/jobs/{job}")).json() for job in jobs]
    assert [view["state"] for view in views] == ["succeeded"] * 3, views
    assert sum(view["result"]["created"] for view in views) == 60
    assert sum(view["result"]["unchanged"] for view in views) == 120
    assert {item["version"] for item in (await desk.promotions()).values()} == {1}


@pytest.mark.timeout(900)
async def test_ten_thousand_rows_are_taken(desk: Desk, database: Database) -> None:
    rows = [
        (f"P{n:05}", f"promotion {n}", "PERCENT", n % 50 + 1, f"SKU-{n}|SKU-{n + 1}", SHOWN[n % 50 == 0])
        for n in range(10_000)
    ]
    head = ("code", "name", "discountType", "discountValue", "catalogIndexItems", "visibilityStatus")
    assert await desk.counts(table(head, *rows), chunk=500) == {"created": 10_000}
    async with database.session(desk.workspace) as session:
        counted = await session.execute(text("select status, count(*) from promotions group by status"))
        assert {row.status: row.count for row in counted} == {"draft": 9800, "active": 200}


async def test_another_workspace_has_promotions_of_its_own(
    desk: Desk, app: FastAPI, database: Database, keyring: Keyring
) -> None:
    await desk.take(table((*TEA, "tags"), (*TEA_ROW, "MOBILE")), create_tags=True)
    mine = await only(desk)
    async with database.session() as session:
        other = (await create_workspace(session, "Other", now=database.clock())).workspace_id
    headers = {"Authorization": f"Bearer {await a_key(database, other, keyring)}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers) as client:
        theirs = Desk(client, database, other, desk.folder)
        assert await theirs.faults(table((*TEA, "tags"), (*TEA_ROW, "MOBILE"))) != []
        assert await theirs.counts(table(TEA, (*TEA_ROW[:5], "99", *TEA_ROW[6:]))) == {"created": 1}
        assert (await client.get("/v1/promotions/tags")).json()["items"] == []
    assert await only(desk) == mine


@pytest.mark.parametrize("route", ["imports", "import-previews"])
async def test_importing_needs_its_permission(
    app: FastAPI, api_key: Callable[..., Awaitable[str]], route: str
) -> None:
    headers = {"Authorization": f"Bearer {await api_key(permissions=['PROMOTIONS_PROMOTION_CREATE'])}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers) as weak:
        answer = await weak.post(f"/v1/promotions/{route}", files={"file": ("a", table(TEA, TEA_ROW))})
    assert answer.status_code == 403


async def test_imports_are_listed(desk: Desk) -> None:
    jobs = [(await desk.take(table(TEA, TEA_ROW)))["id"] for _ in range(2)]
    answer = await desk.client.get("/v1/promotions/imports")
    assert [item["id"] for item in answer.json()["items"]] == jobs[::-1]
