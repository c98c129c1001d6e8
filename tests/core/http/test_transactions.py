"""The transaction is committed before the answer leaves: a commit that fails never answers with success."""

from uuid import UUID

import asyncpg
import httpx
from fastapi import FastAPI


async def numbers(owner: asyncpg.Connection, workspace_id: UUID) -> list[int]:
    found = await owner.fetch("select number from probe_rows where workspace_id = $1", workspace_id)
    return [row["number"] for row in found]


async def test_an_answer_of_success_is_on_disk(
    client: httpx.AsyncClient, troubled: FastAPI, owner: asyncpg.Connection, workspace_id: UUID
) -> None:
    assert (await client.post("/probe/rows", json={"number": 7})).status_code == 201
    assert await numbers(owner, workspace_id) == [7]


async def test_a_constraint_that_fails_at_commit_is_no_success(
    client: httpx.AsyncClient, troubled: FastAPI, owner: asyncpg.Connection, workspace_id: UUID
) -> None:
    await client.post("/probe/rows", json={"number": 7})
    twice = await client.post("/probe/rows", json={"number": 7})
    assert twice.status_code == 500
    assert twice.headers["Content-Type"] == "application/problem+json"
    assert await numbers(owner, workspace_id) == [7]


async def test_a_connection_lost_before_the_commit_asks_for_a_repetition(
    client: httpx.AsyncClient, troubled: FastAPI, owner: asyncpg.Connection, workspace_id: UUID
) -> None:
    lost = await client.post("/probe/rows", json={"number": 7, "then": "lose connection"})
    assert (lost.status_code, lost.json()["code"]) == (503, "database_unavailable")
    assert lost.headers["Retry-After"] == "2"
    assert await numbers(owner, workspace_id) == []
    assert (await client.get("/v1/pools")).status_code == 200, "the pool has dropped the dead connection"
