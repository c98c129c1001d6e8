"""A disk that fills up stops imports first and every other write last."""

from pathlib import Path
from types import SimpleNamespace

import httpx
from fastapi import FastAPI

from largesse.core.disk import DiskWatch

DISK = 100 * 10**9


def disk_with(free: int) -> DiskWatch:
    return DiskWatch(Path("data"), usage=lambda _: SimpleNamespace(total=DISK, free=free))


async def test_a_disk_with_room_lets_everything_pass(app: FastAPI, client: httpx.AsyncClient) -> None:
    app.state.disk = disk_with(DISK // 2)
    assert (await client.post("/v1/pools", json={"name": "A"})).status_code == 201


async def test_a_nearly_full_disk_refuses_writes_and_still_answers_reads(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    app.state.disk = disk_with(100_000_000)
    refused = await client.post("/v1/pools", json={"name": "A"})
    assert (refused.status_code, refused.json()["code"]) == (503, "disk_low")
    assert refused.headers["Retry-After"] == "60"
    assert (await client.get("/v1/pools")).status_code == 200


async def test_a_low_disk_refuses_generations_and_still_sells(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    app.state.disk = disk_with(500_000_000)
    pool = (await client.post("/v1/pools", json={"name": "A"})).json()["id"]
    refused = await client.post(f"/v1/pools/{pool}/generations", json={"count": 10})
    assert (refused.status_code, refused.json()["code"]) == (503, "disk_low")
