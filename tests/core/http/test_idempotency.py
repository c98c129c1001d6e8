"""A request with an Idempotency-Key has one effect, however often it is sent."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import asyncpg
import httpx
from fastapi import FastAPI

KEY = {"Idempotency-Key": "order-42"}


async def pool_names(client: httpx.AsyncClient) -> list[str]:
    return [pool["name"] for pool in (await client.get("/v1/pools")).json()["items"]]


async def rows(owner: asyncpg.Connection, workspace_id: UUID) -> tuple[int, int]:
    """How many effects and how many keys the workspace has."""
    effects = await owner.fetchval("select count(*) from probe_rows where workspace_id = $1", workspace_id)
    keys = await owner.fetchval("select count(*) from idempotency_keys where workspace_id = $1", workspace_id)
    return effects, keys


async def test_a_repeated_request_gets_the_first_answer_again(client: httpx.AsyncClient) -> None:
    first = await client.post("/v1/pools", json={"name": "Spring"}, headers=KEY)
    again = await client.post("/v1/pools", json={"name": "Spring"}, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Content-Type"] == "application/json"
    assert await pool_names(client) == ["Spring"]


async def test_a_key_belongs_to_one_request(client: httpx.AsyncClient) -> None:
    await client.post("/v1/pools", json={"name": "Spring"}, headers=KEY)
    for path, body in (("/v1/pools", {"name": "Summer"}), ("/v1/keys", {"name": "Spring"})):
        other = await client.post(path, json=body, headers=KEY)
        assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert await pool_names(client) == ["Spring"]


async def test_a_key_belongs_to_one_caller(
    client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]]
) -> None:
    await client.post("/v1/keys", json={"name": "Till"}, headers=KEY)
    other = {**KEY, "Authorization": f"Bearer {await api_key()}"}
    answer = await client.post("/v1/keys", json={"name": "Till"}, headers=other)
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
    assert "secret" not in answer.json()


async def test_concurrent_twins_have_one_effect_and_one_answer(client: httpx.AsyncClient) -> None:
    twins = await asyncio.gather(
        *(client.post("/v1/pools", json={"name": "Spring"}, headers=KEY) for _ in range(6))
    )
    assert {twin.status_code for twin in twins} == {201}
    assert len({twin.content for twin in twins}) == 1
    assert sum("Idempotency-Replayed" in twin.headers for twin in twins) == 5
    assert await pool_names(client) == ["Spring"]


async def test_a_refused_request_leaves_its_key_usable(client: httpx.AsyncClient) -> None:
    assert (await client.post("/v1/pools", json={"name": ""}, headers=KEY)).status_code == 422
    assert (await client.post("/v1/pools", json={"name": "Spring"}, headers=KEY)).status_code == 201


async def test_a_failure_after_the_effect_undoes_effect_and_key_together(
    client: httpx.AsyncClient, troubled: FastAPI, owner: asyncpg.Connection, workspace_id: UUID
) -> None:
    for trouble, status in (("fail", 500), ("lose connection", 503)):
        failed = await client.post("/probe/rows", json={"number": 1, "then": trouble}, headers=KEY)
        assert failed.status_code == status
        assert await rows(owner, workspace_id) == (0, 0)
    done = await client.post("/probe/rows", json={"number": 1}, headers=KEY)
    assert done.status_code == 201
    assert await rows(owner, workspace_id) == (1, 1)
    again = await client.post("/probe/rows", json={"number": 1}, headers=KEY)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert await rows(owner, workspace_id) == (1, 1)


async def test_keys_of_two_workspaces_do_not_meet(
    client: httpx.AsyncClient, troubled: FastAPI, owner: asyncpg.Connection, workspace_id: UUID
) -> None:
    await owner.execute(
        "insert into idempotency_keys values (gen_random_uuid(), 'order-42', 'x', 201, '\"x\"', now())"
    )
    assert (await client.post("/probe/rows", json={"number": 1}, headers=KEY)).status_code == 201


async def test_a_key_must_be_short_ascii(client: httpx.AsyncClient) -> None:
    for key in ("", "x" * 256, "ż"):
        answer = await client.post(
            "/v1/pools", json={"name": "x"}, headers={b"Idempotency-Key": key.encode()}
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_idempotency_key")
