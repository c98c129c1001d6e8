"""Pools over the API: settings that agree with each other, pages, and an end that hurts no customer."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.vouchers.jobs import pool_jobs
from tests.factories import a_pool, add_many

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


async def test_a_new_pool_is_empty_and_keeps_its_settings(client: httpx.AsyncClient) -> None:
    settings = {
        "name": "Spring 2027",
        "description": "Ten percent off",
        "prefix": "SPRING-",
        "barcode_type": "QR_CODE",
        "emission_start": "2027-03-01T00:00:00Z",
        "emission_end": "2027-04-01T00:00:00Z",
        "code_limit": 1000,
        "profile_limit": 2,
        "codes_expire_after": "P30D",
        "active": False,
    }
    made = await client.post("/v1/pools", json=settings)
    assert made.status_code == 201, made.text
    pool = made.json()
    assert {name: pool[name] for name in settings} == settings
    assert (pool["kind"], pool["remaining"], pool["assigned"], pool["total"]) == ("static", 0, 0, 0)
    assert (pool["remaining_percent"], pool["runs_out_on"], pool["low"]) == (None, None, False)
    assert (await client.get(f"/v1/pools/{pool['id']}")).json() == pool


@pytest.mark.parametrize(
    "broken",
    [
        {"name": ""},
        {"name": " "},
        {"name": "x", "emission_start": "2027-04-01T00:00:00Z", "emission_end": "2027-03-01T00:00:00Z"},
        {"name": "x", "codes_expire_at": "2027-04-01T00:00:00Z", "codes_expire_after": "P1D"},
        {"name": "x", "codes_expire_after": "-P1D"},
        {"name": "x", "emission_start": "2027-04-01T00:00:00"},
        {"name": "x", "code_limit": 0},
        {"name": "x", "profile_limit": 0},
        {"name": "x", "prefix": "with space "},
        {"name": "x", "surprise": 1},
    ],
)
async def test_settings_that_cannot_be_are_refused(
    client: httpx.AsyncClient, broken: dict[str, object]
) -> None:
    answer = await client.post("/v1/pools", json=broken)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input"), answer.text
    assert answer.json()["errors"]


async def test_a_patch_changes_what_it_names_and_null_lifts_a_limit(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, profile_limit=2, code_limit=5, description="Old")
    changed = await client.patch(f"/v1/pools/{pool}", json={"name": "New", "code_limit": None})
    assert changed.status_code == 200, changed.text
    told = changed.json()
    assert (told["name"], told["code_limit"], told["profile_limit"], told["description"]) == (
        "New",
        None,
        2,
        "Old",
    )


@pytest.mark.parametrize(
    "patch",
    [
        {"emission_end": "2027-02-01T00:00:00Z"},
        {"codes_expire_after": "P1D"},
        {"name": None},
        {"active": None},
        {"profile_limit": 0},
    ],
)
async def test_a_patch_that_contradicts_the_rest_is_refused(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, patch: dict[str, object]
) -> None:
    pool = await a_pool(database, workspace_id, emission_start=NOW, codes_expire_at=NOW + timedelta(days=365))
    before = (await client.get(f"/v1/pools/{pool}")).json()
    answer = await client.patch(f"/v1/pools/{pool}", json=patch)
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] in ("invalid_input", "contradictory_settings")
    assert (await client.get(f"/v1/pools/{pool}")).json() == before


async def test_unknown_pools_are_not_found(client: httpx.AsyncClient) -> None:
    pool = uuid4()
    for answer in (
        await client.get(f"/v1/pools/{pool}"),
        await client.patch(f"/v1/pools/{pool}", json={"name": "x"}),
        await client.delete(f"/v1/pools/{pool}"),
        await client.get(f"/v1/pools/{pool}/codes"),
        await client.post(f"/v1/pools/{pool}/codes", json={"code": "X"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "pool_not_found"), answer.request.url


async def test_pages_of_pools_hold_each_pool_once_newest_first(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    made = [await a_pool(database, workspace_id, name=f"Pool {number}") for number in range(7)]
    seen: list[str] = []
    cursor = None
    while True:
        params = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        page = (await client.get("/v1/pools", params=params)).json()
        seen += [pool["id"] for pool in page["items"]]
        cursor = page["next_cursor"]
        assert page["has_more"] == (cursor is not None)
        if cursor is None:
            break
    assert sorted(seen) == sorted(map(str, made))
    assert len(seen) == 7


async def test_pools_are_found_by_a_part_of_their_name(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    for name in ("Spring 10%", "Autumn 10%", "Autumn_20"):
        await a_pool(database, workspace_id, name=name)
    for search, found in (("autumn", 2), ("10%", 2), ("N_2", 1), ("%", 2), ("winter", 0)):
        page = (await client.get("/v1/pools", params={"search": search})).json()
        assert len(page["items"]) == found, search


async def test_a_pool_of_which_nothing_was_handed_out_is_deleted_with_its_codes(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=2)
    [code, _] = [item["code"] for item in (await client.get(f"/v1/pools/{pool}/codes")).json()["items"]]
    assert (await client.delete(f"/v1/pools/{pool}")).status_code == 204
    assert (await client.get("/v1/codes")).json()["items"] == []
    assert (await client.get(f"/v1/codes/{code}")).status_code == 404
    redeemed = await client.post(f"/v1/codes/{code}/redemptions", json={})
    assert (redeemed.status_code, redeemed.json()["code"]) == (404, "code_not_found")
    assert (await client.get(f"/v1/pools/{pool}")).status_code == 404
    assert (await client.get("/v1/pools")).json()["items"] == []
    refusal = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c1"}})
    assert (refusal.status_code, refusal.json()["code"]) == (404, "pool_not_found")
    async with database.context(workspace_id) as ctx:
        job = await ctx.db.scalar(text("select id from jobs where kind = 'purge_pool'"))
        await run_job(database, workspace_id, job, pool_jobs(FileStore(tmp_path)))
        assert (
            await ctx.db.scalar(text("select count(*) from codes where pool_id = :pool"), {"pool": pool}) == 0
        )


@pytest.mark.parametrize("deed", ["assignments", "redemptions"])
async def test_a_pool_that_customers_rely_on_is_not_deleted(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, deed: str
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    if deed == "assignments":
        done = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c1"}})
    else:
        [code] = (await client.get(f"/v1/pools/{pool}/codes")).json()["items"]
        done = await client.post(f"/v1/codes/{code['code']}/redemptions", json={})
    assert done.status_code == 201
    answer = await client.delete(f"/v1/pools/{pool}")
    assert (answer.status_code, answer.json()["code"]) == (409, "pool_in_use")


async def test_a_pool_takes_no_more_codes_than_its_limit(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=2, code_limit=2)
    path = f"/v1/pools/{pool}/codes"
    full = await client.post(path, json={"code": "ONE-TOO-MANY"})
    assert (full.status_code, full.json()["code"], full.json()["room"]) == (409, "pool_full", 0)
    await client.patch(f"/v1/pools/{pool}", json={"code_limit": 3})
    assert (await client.post(path, json={"code": "ONE-MORE"})).status_code == 201


async def test_the_page_of_a_large_pool_with_a_state_goes_on_until_the_end(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id)
    await add_many(database, workspace_id, pool, 45_000)
    last = f"{pool.hex[-8:]}-{45_000:08}"
    assert (await client.post(f"/v1/codes/{last}/cancellations")).status_code == 201
    found, pages, cursor = [], 0, None
    while True:
        params = {"state": "cancelled", **({"cursor": cursor} if cursor else {})}
        page = (await client.get(f"/v1/pools/{pool}/codes", params=params)).json()
        found += [code["code"] for code in page["items"]]
        pages += 1
        cursor = page["next_cursor"]
        if not page["has_more"]:
            break
    assert [code.lower() for code in found] == [last]
    assert pages <= 3


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", "\ufeff".encode()])
async def test_a_file_without_a_row_is_refused_before_a_job_is_started(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, content: bytes
) -> None:
    pool = await a_pool(database, workspace_id)
    answer = await client.post(f"/v1/pools/{pool}/imports", files={"file": ("codes.csv", content)})
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_file"), answer.text
