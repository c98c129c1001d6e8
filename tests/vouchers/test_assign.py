"""Assignment: once each, exact at the end of the pool, idempotent."""

import asyncio
from uuid import UUID

import httpx

from largesse.core.db import Database
from tests.factories import a_pool


async def test_a_code_is_handed_out_and_the_same_one_again(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=3)
    first = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c1"}})
    again = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c1"}})
    assert (first.status_code, again.status_code) == (201, 200), first.text
    assert first.json()["code"] == again.json()["code"]
    counts = (await client.get(f"/v1/pools/{pool}")).json()
    assert (counts["remaining"], counts["assigned"], counts["total"]) == (2, 1, 3)


async def test_two_thousand_requests_on_a_thousand_codes(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=100)
    answers = await asyncio.gather(
        *(
            client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": f"c{i}"}})
            for i in range(200)
        )
    )
    codes = [a.json()["code"] for a in answers if a.status_code == 201]
    refused = [a.json()["code"] for a in answers if a.status_code == 409]
    assert len(codes) == len(set(codes)) == 100
    assert refused == ["pool_empty"] * 100
