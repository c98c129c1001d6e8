"""A shop that talks to the API: promotions published in a line, carts redeemed in another."""

from typing import Any
from uuid import UUID

import httpx

CART = {
    "items": [
        {"id": "a", "sku": "TEA", "quantity": 2, "price": 1000},
        {"id": "b", "sku": "CUP", "price": 500},
    ]
}
TEN_PERCENT = [{"type": "order_percent", "percent": "10"}]
ANSWERED = 200


async def publish(client: httpx.AsyncClient, name: str = "Spring", **definition: Any) -> UUID:  # noqa: ANN401
    """A published promotion that takes ten per cent off, unless told otherwise."""
    campaign = definition.pop("campaign_id", None)
    made = await client.post(
        "/v1/promotions",
        json={
            "name": name,
            "campaign_id": campaign,
            "definition": {"rewards": TEN_PERCENT, **definition},
        },
    )
    assert made.status_code == 201, made.text
    published = await client.post(f"/v1/promotions/{made.json()['id']}/publications", json={})
    assert published.status_code in (200, 201), published.text
    return UUID(made.json()["id"])


async def a_campaign(client: httpx.AsyncClient, **fields: Any) -> str:  # noqa: ANN401
    """A campaign that runs."""
    made = await client.post("/v1/campaigns", json={"name": "Spring", **fields})
    assert made.status_code == 201, made.text
    campaign: str = made.json()["id"]
    moved = await client.post(f"/v1/campaigns/{campaign}/status-changes", json={"status": "active"})
    assert moved.status_code in (200, 201), moved.text
    return campaign


async def redeem(client: httpx.AsyncClient, *codes: str, path: str = "redemptions", **fields: Any) -> Any:  # noqa: ANN401
    """The answer to a redemption (or, by `path`, a hold) of these codes."""
    headers = {"Idempotency-Key": key} if (key := fields.pop("key", None)) else {}
    answer = await client.post(
        f"/v1/{path}", json={"codes": list(codes), "cart": CART, **fields}, headers=headers
    )
    assert answer.status_code == ANSWERED, answer.text
    return answer.json()


async def hold(client: httpx.AsyncClient, *codes: str, **fields: Any) -> Any:  # noqa: ANN401
    """The answer to a hold of these codes."""
    return await redeem(client, *codes, path="holds", **fields)


async def confirm(client: httpx.AsyncClient, redemption_id: str, **fields: Any) -> httpx.Response:  # noqa: ANN401
    return await client.post(f"/v1/holds/{redemption_id}/confirmations", json=fields)


async def cancel(client: httpx.AsyncClient, redemption_id: str) -> httpx.Response:
    return await client.post(f"/v1/holds/{redemption_id}/cancellations")


async def roll_back(client: httpx.AsyncClient, redemption_id: str, **fields: Any) -> httpx.Response:  # noqa: ANN401
    return await client.post(f"/v1/redemptions/{redemption_id}/rollbacks", json=fields)
