"""Bulk assignment: in order, once for each profile, and never more than there are codes."""

from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.factories import a_pool
from tests.vouchers.bulk import begin, check_books, customers, fill, read_job, read_result, run


async def test_each_profile_of_a_list_gets_a_code_in_its_order(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=5)
    profiles = [{"custom_id": "zoe"}, {"email": "ada@example.com"}, {"custom_id": "bob"}]
    job = await begin(client, pool, profiles=profiles)
    await run(database, workspace_id, job, tmp_path)
    told = await read_job(client, job)
    assert (told["state"], told["done"], told["total"]) == ("succeeded", 3, 3)
    assert told["result"].items() >= {"assigned": 3, "existing": 0, "refused": {}}.items()
    lines = await read_result(client, job)
    assert [(line["identifier"], line["value"], line["outcome"]) for line in lines] == [
        ("custom_id", "zoe", "assigned"),
        ("email", "ada@example.com", "assigned"),
        ("custom_id", "bob", "assigned"),
    ]
    assert [line["code"][-2:] for line in lines] == ["01", "02", "03"]
    shown = (await client.get(f"/v1/codes/{lines[0]['code']}")).json()
    assert (shown["state"], str(shown["profile_id"])) == ("assigned", lines[0]["profile_id"])
    assert await check_books(client, database, workspace_id, pool) == 3


async def test_the_same_list_twice_gives_the_same_codes(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=10)
    results = []
    for _ in range(2):
        job = await begin(client, pool, profiles=customers(range(8)))
        await run(database, workspace_id, job, tmp_path, chunk=3)
        results.append((await read_job(client, job), await read_result(client, job)))
    (first, lines), (second, again) = results
    assert (first["result"]["assigned"], first["result"]["existing"]) == (8, 0)
    assert (second["result"]["assigned"], second["result"]["existing"]) == (0, 8)
    assert [line["code"] for line in again] == [line["code"] for line in lines]
    assert await check_books(client, database, workspace_id, pool) == 8


async def test_mode_assign_gives_new_codes_up_to_the_limit_of_a_profile(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=10, profile_limit=2)
    results = []
    for _ in range(3):
        job = await begin(client, pool, profiles=customers(range(3)), mode="assign")
        await run(database, workspace_id, job, tmp_path)
        results.append((await read_job(client, job))["result"])
    assert [result["assigned"] for result in results] == [3, 3, 0]
    assert results[2]["refused"] == {"profile_limit_reached": 3}
    assert await check_books(client, database, workspace_id, pool) == 6


@pytest.mark.parametrize("chunk", [1, 2, 100])
@pytest.mark.parametrize("mode", ["assign", "get_or_assign"])
async def test_a_profile_under_several_names_is_served_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, mode: str, chunk: int
) -> None:
    pool = await a_pool(database, workspace_id, codes=10)
    made = await client.post("/v1/profiles", json={"custom_id": "ada", "email": "ada@example.com"})
    names = [
        {"custom_id": "ada"},
        {"custom_id": "bob"},
        {"email": "ADA@example.com"},
        {"id": made.json()["id"]},
    ]
    job = await begin(client, pool, profiles=[*names, {"custom_id": "ada"}], mode=mode)
    await run(database, workspace_id, job, tmp_path, chunk=chunk)
    told = await read_job(client, job)
    assert (told["result"]["assigned"], told["result"]["existing"]) == (2, 2)
    lines = await read_result(client, job)
    assert lines[0]["code"] == lines[2]["code"] == lines[3]["code"] != lines[1]["code"]
    assert await check_books(client, database, workspace_id, pool) == 2


async def test_an_unknown_number_is_refused_and_the_rest_served(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    job = await begin(client, pool, profiles=[{"id": 2**62}, {"custom_id": "ada"}])
    await run(database, workspace_id, job, tmp_path)
    told = await read_job(client, job)
    assert told["result"].items() >= {"assigned": 1, "refused": {"profile_not_found": 1}}.items()
    assert [line["outcome"] for line in await read_result(client, job)] == ["profile_not_found", "assigned"]


@pytest.mark.parametrize("chunk", [1, 100])
async def test_profiles_are_found_by_attributes_and_tags(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, chunk: int
) -> None:
    pool = await a_pool(database, workspace_id, codes=4)
    for number in range(6):
        profile = {
            "custom_id": f"c{number}",
            "attributes": {"city": "Oslo" if number % 2 else "Bergen", "points": 12},
            "tags": ["vip"] if number > 1 else [],
        }
        assert (await client.post("/v1/profiles", json=profile)).status_code in (200, 201)
    where = {"attributes": {"city": "Oslo", "points": 12}, "tags": ["vip"]}
    job = await begin(client, pool, where=where)
    await run(database, workspace_id, job, tmp_path, chunk=chunk)
    lines = await read_result(client, job)
    assert [line["identifier"] for line in lines] == ["id", "id"]
    names = [(await client.get(f"/v1/profiles/{line['profile_id']}")).json()["custom_id"] for line in lines]
    assert names == ["c3", "c5"]
    job = await begin(client, pool, where={"attributes": {"points": "12"}})
    await run(database, workspace_id, job, tmp_path)
    assert (await read_job(client, job))["result"].items() >= {"assigned": 0, "existing": 0}.items()
    assert await read_result(client, job) == []


@pytest.mark.parametrize(
    "wish",
    [{}, {"profiles": []}, {"where": {}}, {"profiles": [{"custom_id": "a"}], "where": {"tags": ["vip"]}}],
)
async def test_a_wish_names_profiles_in_one_way(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, wish: dict[str, Any]
) -> None:
    pool = await a_pool(database, workspace_id)
    answer = await client.post(f"/v1/pools/{pool}/bulk-assignments", json=wish)
    assert answer.status_code == 422


async def test_too_few_codes_are_refused_before_anything_is_done(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=5)
    await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c0"}})
    url = f"/v1/pools/{pool}/bulk-assignments"
    refused = await client.post(url, json={"profiles": customers(range(6))})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_enough_codes")
    assert (refused.json()["needed"], refused.json()["remaining"]) == (5, 4)
    refused = await client.post(url, json={"profiles": customers(range(5)), "mode": "assign"})
    assert (refused.json()["needed"], refused.json()["remaining"]) == (5, 4)
    assert (await client.post(url, json={"profiles": customers(range(5))})).status_code == 202


async def test_what_cannot_be_handed_out_now_is_refused_by_its_code(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    url = f"/v1/pools/{pool}/bulk-assignments"
    for settings, code in (
        ({"active": False}, "pool_inactive"),
        ({"active": True, "emission_start": "2999-01-01T00:00:00Z"}, "pool_not_started"),
        ({"emission_start": None, "emission_end": "2001-01-01T00:00:00Z"}, "pool_ended"),
        ({"emission_end": None, "codes_expire_at": "2001-01-01T00:00:00Z"}, "codes_expired"),
    ):
        assert (await client.patch(f"/v1/pools/{pool}", json=settings)).status_code == 200
        refused = await client.post(url, json={"profiles": customers([1])})
        assert (refused.status_code, refused.json()["code"]) == (409, code)
    nowhere = await client.post(
        "/v1/pools/01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60/bulk-assignments",
        json={"profiles": customers([1])},
    )
    assert nowhere.status_code == 404


async def test_partial_serves_as_many_as_there_are_codes_for(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=7)
    job = await begin(client, pool, profiles=customers(range(12)), partial=True)
    await run(database, workspace_id, job, tmp_path, chunk=4)
    result = (await read_job(client, job))["result"]
    assert result.items() >= {"assigned": 7, "existing": 0, "refused": {"pool_empty": 5}}.items()
    outcomes = [line["outcome"] for line in await read_result(client, job)]
    assert outcomes == ["assigned"] * 7 + ["pool_empty"] * 5
    assert await check_books(client, database, workspace_id, pool) == 7


async def test_codes_that_run_out_on_the_way_fail_the_job_and_what_was_done_stays(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=6)
    job = await begin(client, pool, profiles=customers(range(6)))
    await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "somebody"}})
    await run(database, workspace_id, job, tmp_path, chunk=2)
    told = await read_job(client, job)
    assert told["state"] == "failed"
    assert "5 were handed out" in told["error"]
    assert told["progress"]["assigned"] == await check_books(client, database, workspace_id, pool) - 1 == 5


async def test_codes_given_back_go_first_and_codes_void_or_expired_are_passed_over(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, clock: SetClock
) -> None:
    pool = await a_pool(database, workspace_id, codes=4)
    names = [item["code"] for item in (await client.get(f"/v1/pools/{pool}/codes")).json()["items"]]
    url = f"/v1/pools/{pool}"
    await client.post(f"{url}/codes", json={"code": f"OLD-{pool.hex}", "expires_at": "2001-01-01T00:00:00Z"})
    await client.post(f"{url}/codes", json={"code": f"LAST-{pool.hex}"})
    await client.post(f"{url}/assignments", json={"profile": {"custom_id": "early"}})
    await client.delete(f"{url}/assignments/{names[0]}")
    await client.post(f"/v1/codes/{names[2]}/cancellations")
    job = await begin(client, pool, profiles=customers(range(4)))
    await run(database, workspace_id, job, tmp_path)
    lines = await read_result(client, job)
    assert [line["code"] for line in lines] == [names[0], names[1], names[3], f"LAST-{pool.hex}"]


async def test_a_cancelled_job_stops_and_its_rows_go_with_the_next_one(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=4)
    job = await begin(client, pool, profiles=customers(range(4)))
    await client.post(f"/v1/jobs/{job}/cancellations")
    await run(database, workspace_id, job, tmp_path)
    assert await check_books(client, database, workspace_id, pool) == 0
    job = await begin(client, pool, profiles=customers(range(3)))
    await run(database, workspace_id, job, tmp_path)
    assert await check_books(client, database, workspace_id, pool) == 3
    async with database.session(workspace_id) as session:
        assert await session.scalar(text("select count(*) from bulk_assignment_rows")) == 0


async def test_twenty_thousand_profiles_drain_twenty_thousand_codes(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes_expire_after="P30D")
    await fill(database, workspace_id, pool, 20_000)
    job = await begin(client, pool, profiles=customers(range(20_000)))
    await run(database, workspace_id, job, tmp_path)
    told = await read_job(client, job)
    assert told["result"].items() >= {"assigned": 20_000, "existing": 0, "refused": {}}.items(), told
    lines = await read_result(client, job)
    assert len({line["code"] for line in lines}) == len({line["profile_id"] for line in lines}) == 20_000
    assert await check_books(client, database, workspace_id, pool) == 20_000
    refused = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "late"}})
    assert refused.json()["code"] == "pool_empty"
