"""Promotions and campaigns made by the API, as a marketer makes them."""

import asyncio
from typing import Any

import httpx
from sqlalchemy import text

from largesse.core.context import Context

TEN_PERCENT = {"type": "order_percent", "percent": "10"}


async def a_campaign(
    client: httpx.AsyncClient, name: str = "Spring 2027", **fields: object
) -> dict[str, Any]:
    return await _made(client, "/v1/campaigns", {"name": name, **fields})


async def a_promotion(
    client: httpx.AsyncClient,
    name: str = "Spring",
    *,
    fields: dict[str, Any] | None = None,
    **definition: object,
) -> dict[str, Any]:
    """A draft that takes ten per cent off, and otherwise is as the definition says."""
    body = {"name": name, **(fields or {}), "definition": {"rewards": [TEN_PERCENT], **definition}}
    return await _made(client, "/v1/promotions", body)


async def publish(client: httpx.AsyncClient, promotion: dict[str, Any], **body: object) -> httpx.Response:
    return await client.post(f"/v1/promotions/{promotion['id']}/publications", json=body)


async def published(client: httpx.AsyncClient, promotion: dict[str, Any], **body: object) -> dict[str, Any]:
    answer = await publish(client, promotion, **body)
    assert answer.status_code == 201, answer.text
    view: dict[str, Any] = answer.json()
    return view


async def move(client: httpx.AsyncClient, thing: dict[str, Any], status: str) -> httpx.Response:
    """Asks a promotion or campaign to take a status."""
    kind = "promotions" if "definition" in thing else "campaigns"
    return await client.post(f"/v1/{kind}/{thing['id']}/status-changes", json={"status": status})


async def book_number(client: httpx.AsyncClient) -> int:
    number: int = (await client.get("/v1/promotion-settings")).json()["book"]
    return number


async def until_waiting(ctx: Context, task: asyncio.Task[Any]) -> None:
    """Returns once a transaction waits for the end of another, or the task is done."""
    waiting = text("select count(*) from pg_locks where not granted and locktype = 'transactionid'")
    while not (task.done() or await ctx.db.scalar(waiting)):  # noqa: ASYNC110  no event tells it
        await asyncio.sleep(0.01)


def generic(code: str) -> dict[str, str]:
    return {"type": "generic_code", "code": code}


def of_pool(pool_id: object) -> dict[str, str]:
    return {"type": "pool_codes", "pool_id": str(pool_id)}


async def _made(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made
