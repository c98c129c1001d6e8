"""What machines ask: alive, ready, figures."""

import socket

import httpx
from fastapi import FastAPI

from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.settings import Settings


def client_of(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://largesse"
    )


async def test_a_running_process_is_alive_and_ready_without_a_key(app: FastAPI) -> None:
    async with client_of(app) as client:
        for path in ("/healthz", "/readyz"):
            answer = await client.get(path)
            assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_without_its_database_a_process_is_alive_and_not_ready(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        nowhere = f"postgresql://nobody@127.0.0.1:{taken.getsockname()[1]}/nothing"
        database = Database(nowhere, pool_size=1)
        async with client_of(create_app(settings, database)) as client:
            assert (await client.get("/healthz")).status_code == 200
            ready = await client.get("/readyz")
            asked = await client.get("/v1/pools", headers={"Authorization": "Bearer lk_any"})
        await database.close()
    for answer in (ready, asked):
        assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
        assert answer.headers["Retry-After"] == "2"


async def test_the_figures_count_answers_by_route_not_by_address(client: httpx.AsyncClient) -> None:
    unknown = "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"
    await client.get(f"/v1/pools/{unknown}")
    await client.get("/v1/nothing/here")
    figures = (await client.get("/metrics")).text
    assert 'largesse_http_requests_total{method="GET",route="/v1/pools/{pool_id}",status="404"}' in figures
    assert 'route="unmatched"' in figures
    assert unknown not in figures
    assert "/v1/nothing/here" not in figures
    assert "largesse_http_request_seconds_bucket" in figures
