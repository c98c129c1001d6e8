"""Handbills, promotions for them, and customers with a history, over HTTP."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from largesse.core.db import Database

PERCENT = [{"type": "line_percent", "percent": "20"}]
MOBILE = {"type": "tags", "tags": ["MOBILE"]}
EVERYBODY: dict[str, Any] = {"variants": [{"name": "A", "share": 10_000}], "control_share": 0}


async def a_promotion(
    client: httpx.AsyncClient,
    code: str,
    *skus: str,
    tags: Sequence[str] = ("MOBILE",),
    **definition: Any,  # noqa: ANN401
) -> UUID:
    """A published promotion for handbills, 20 % off these articles."""
    body = {
        "audience": "handbill",
        "items": {"skus": list(skus)},
        "rewards": PERCENT,
        "activation": {},
        **definition,
    }
    made = await client.post(
        "/v1/promotions", json={"code": code, "name": f"Offer {code}", "tags": list(tags), "definition": body}
    )
    assert made.status_code == 201, made.text
    published = await client.post(f"/v1/promotions/{made.json()['id']}/publications", json={})
    assert published.is_success, published.text
    return UUID(made.json()["id"])


async def promotions(client: httpx.AsyncClient, count: int, **fields: Any) -> list[UUID]:  # noqa: ANN401
    """So many promotions P00, P01, ..., each for an article of its own: S00, S01, ..."""
    return [await a_promotion(client, f"P{n:02}", f"S{n:02}", **fields) for n in range(count)]


async def a_draft(client: httpx.AsyncClient, type_: str = "mobile", **definition: Any) -> str:  # noqa: ANN401
    """A draft with one slot of three places for everybody, without a control group."""
    body = {"slots": [{"count": 3}], **EVERYBODY, **definition}
    made = await client.post("/v1/handbills", json={"name": "For you", "type": type_, "definition": body})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def publish(client: httpx.AsyncClient, handbill: str) -> dict[str, Any]:
    answer = await client.post(f"/v1/handbills/{handbill}/publications")
    assert answer.status_code == 201, answer.text
    published: dict[str, Any] = answer.json()
    return published


async def a_handbill(client: httpx.AsyncClient, type_: str = "mobile", **definition: Any) -> str:  # noqa: ANN401
    """The same, published."""
    handbill = await a_draft(client, type_, **definition)
    await publish(client, handbill)
    return handbill


async def a_customer(client: httpx.AsyncClient, custom_id: str = "c-1", **fields: Any) -> int:  # noqa: ANN401
    made = await client.post("/v1/profiles", json={"custom_id": custom_id, **fields})
    assert made.is_success, made.text
    return int(made.json()["id"])


async def an_order(
    client: httpx.AsyncClient, order: str, customer: str | None, at: datetime, *skus: str
) -> None:
    told = {
        "id": order,
        "at": at.isoformat(),
        "cart": {"items": [{"sku": sku, "price": 500} for sku in skus]},
        **({"customer": {"custom_id": customer}} if customer else {}),
    }
    answer = await client.post("/v1/orders", json={"orders": [told]})
    assert answer.is_success, answer.text


async def read(client: httpx.AsyncClient, handbill: str, profile: int) -> dict[str, Any]:
    answer = await client.get(f"/v1/handbills/{handbill}/profiles/{profile}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def codes(found: dict[str, Any]) -> list[str]:
    return [item["code"] for item in found["items"]]


async def told(database: Database, workspace_id: UUID, name: str = "handbill.assign") -> list[dict[str, Any]]:
    """The params of all events of a name, oldest first."""
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.execute(
            text("select params, profile_id from events where name = :name order by time, id"), {"name": name}
        )
        return [{**row.params, "profile_id": row.profile_id} for row in rows]


async def count(database: Database, workspace_id: UUID, table: str) -> int:
    async with database.context(workspace_id) as ctx:
        found = await ctx.db.scalar(text(f"select count(*) from {table}"))
        return int(found or 0)
