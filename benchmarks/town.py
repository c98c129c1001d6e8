"""A town in the database: customers with a year of orders, written by COPY, and 1,000 promotions."""

import asyncio
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, Final

import asyncpg
import httpx
import numpy as np
import orjson

from benchmarks import shoppers
from benchmarks.bed import Bed

AT_ONCE: Final = 2_000
PUBLISHING: Final = 8
LINE: Final = '{"sku":"S%04d","quantity":%d,"price":%d,"categories":["K%03d","D%02d"]}'


async def make_town(bed: Bed, customers: int, *, named: str = "town") -> list[int]:
    """So many customers with their orders up to now; returns their numbers."""
    owner = await asyncpg.connect(bed.server.dsn())
    try:
        rows = await owner.fetch(
            "insert into profiles (workspace_id, uuid, custom_id, attributes, tags, agreements, created_at,"
            " updated_at) select $1, gen_random_uuid(), $3 || '-' || n, '{}', '{}', '{}', now(), now()"
            " from generate_series(1, $2::bigint) n returning id",
            bed.workspace_id,
            customers,
            named,
            timeout=600,
        )
        people = sorted(row["id"] for row in rows)
        kinds = [level.tolist() for level in shoppers.stock().goods.levels]
        for first in range(0, customers, AT_ONCE):
            part = shoppers.part(first, min(first + AT_ONCE, customers))
            await _copy_orders(owner, bed, people[first : first + AT_ONCE], part, kinds)
        await owner.execute("vacuum analyze profiles, orders", timeout=600)
    finally:
        await owner.close()
    return people


async def _copy_orders(
    owner: asyncpg.Connection, bed: Bed, people: list[int], part: shoppers.Part, kinds: list[list[int]]
) -> None:
    now = datetime.now(UTC) - timedelta(hours=1)
    lines, each = part.history, shoppers.LINES_EACH
    price = ((lines.spend + lines.saving) / lines.quantity).astype(np.int64).tolist()
    good, quantity = lines.good.tolist(), lines.quantity.astype(np.int64).tolist()
    said = [
        LINE % (sku, many, cost, kinds[0][sku], kinds[1][sku])
        for sku, many, cost in zip(good, quantity, price, strict=True)
    ]
    saving = lines.saving.reshape(-1, each).sum(axis=1).tolist()
    total = (lines.spend + lines.saving).reshape(-1, each).sum(axis=1).tolist()
    owner_of, day = part.receipts.customer.tolist(), part.receipts.day.tolist()
    text = BytesIO()
    for number, who in enumerate(owner_of):
        items = ",".join(said[number * each : (number + 1) * each]).replace('"', '""')
        at = now - timedelta(days=shoppers.DAY - 1 - day[number])
        key = f"{people[who]}-{number}"
        text.write(
            f"{bed.workspace_id},{key},{people[who]},{at.isoformat()},EUR,{total[number]},{saving[number]},"
            f'"{{""items"":[{items}]}}",{now.isoformat()}\n'.encode()
        )
    text.seek(0)
    await owner.copy_to_table(
        "orders",
        source=text,
        columns=[
            *("workspace_id", "id", "profile_id", "at", "currency", "total", "discount", "cart", "created_at")
        ],
        format="csv",
        timeout=600,
    )


async def publish_promotions(bed: Bed, url: str) -> None:
    """1,000 promotions for handbills, each for three articles."""
    headers = {"Authorization": f"Bearer {bed.api_key}"}
    left = iter(range(shoppers.PROMOTIONS))
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60) as client:

        async def publish() -> None:
            for number in left:
                made = await client.post("/v1/promotions", json=_promotion(number))
                made.raise_for_status()
                answer = await client.post(f"/v1/promotions/{made.json()['id']}/publications", json={})
                answer.raise_for_status()

        await asyncio.gather(*(publish() for _ in range(PUBLISHING)))


async def publish_handbill(bed: Bed, url: str, *, count: int = 6, **definition: Any) -> str:  # noqa: ANN401
    """A handbill of six places for everybody, of which no sets are made beforehand."""
    body = {
        "slots": [{"count": count}],
        "variants": [{"name": "A", "share": 10_000}],
        "control_share": 0,
        **definition,
    }
    headers = {"Authorization": f"Bearer {bed.api_key}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60) as client:
        made = await client.post(
            "/v1/handbills", json={"name": "Bench", "type": "mobile", "definition": body}
        )
        made.raise_for_status()
        handbill = str(orjson.loads(made.content)["id"])
        (await client.post(f"/v1/handbills/{handbill}/publications")).raise_for_status()
    return handbill


def _promotion(number: int) -> dict[str, Any]:
    skus = [f"S{number * 3 + place:04}" for place in range(3)]
    return {
        "code": f"P{number:04}",
        "name": f"Offer {number}",
        "tags": ["MOBILE"],
        "definition": {
            "audience": "handbill",
            "items": {"skus": skus},
            "rewards": [{"type": "line_percent", "percent": "20"}],
            "activation": {},
        },
    }
