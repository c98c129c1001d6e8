"""What was refused: kept, listed, counted, exported."""

import csv
import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from largesse.core.db import Database
from largesse.redemptions.commands.wishes import Result, Wish, rejections_of
from largesse.redemptions.rejections.commands import RejectionLog
from tests.redemptions.made import TILL, a_cart, a_customer, a_promotion, ask

SUMMER = {"type": "generic_code", "code": "SUMMER10"}


async def refuse(
    database: Database,
    workspace_id: UUID,
    *codes: str,
    days_ago: int = 0,
    **fields: Any,  # noqa: ANN401
) -> None:
    """Lets a wish with these codes be refused and noted."""
    now = database.clock() - timedelta(days=days_ago)
    asked = await ask(database, workspace_id, *codes, now=now, customer=fields.pop("customer", None))
    wish = Wish(
        workspace_id=workspace_id,
        cart=a_cart(10_000),
        now=now,
        actor="api_key:till",
        requester=TILL,
        codes=codes,
        **fields,
    )
    await RejectionLog(database).note(wish, Result("rejected", asked, rejections=rejections_of(asked)))


async def listed(client: httpx.AsyncClient, **params: object) -> list[dict[str, Any]]:
    answer = await client.get("/v1/rejections", params={**_known(params)})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def _known(params: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in params.items()}


async def test_a_refusal_is_kept_with_its_rule_and_its_cart(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    promotion = await a_promotion(
        database, workspace_id, access=SUMMER, rules={"type": "order_minimum", "amount": 20_000}
    )
    customer = await a_customer(database, workspace_id)

    await refuse(
        database,
        workspace_id,
        "summer10",
        customer="c-1",
        order_id="1001",
        address="192.0.2.1",
        ttl=timedelta(hours=1),
    )

    [row] = await listed(client)
    assert row["reason"] == "order_below_minimum"
    assert (row["operation"], row["code"], row["order_id"]) == ("hold", "SUMMER10", "1001")
    assert (row["promotion_id"], row["customer_id"]) == (str(promotion), customer)
    assert (row["observed"], row["needed"]) == (10_000, 20_000)
    assert row["explanation"]["rule"] == "order_minimum"
    assert row["cart"]["items"][0]["sku"] == "S1"
    assert (row["actor"], row["address"]) == ("api_key:till", "192.0.2.1")
    async with database.context(workspace_id) as ctx:
        told = (
            await ctx.db.execute(
                text("select params, profile_id from events where name = 'redemption.rejected'")
            )
        ).one()
    assert told.profile_id == customer
    assert (told.params["reason"], told.params["code"]) == ("order_below_minimum", "SUMMER10")


async def test_rejections_are_found_by_what_they_say(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    promotion = await a_promotion(
        database, workspace_id, access=SUMMER, rules={"type": "order_minimum", "amount": 20_000}
    )
    await refuse(database, workspace_id, "SUMMER10", days_ago=3)
    await refuse(database, workspace_id, "NOBODY")
    now = database.clock()

    assert [row["code"] for row in await listed(client)] == ["NOBODY", "SUMMER10"]
    assert [row["code"] for row in await listed(client, reason="code_not_found")] == ["NOBODY"]
    assert [row["code"] for row in await listed(client, code="summer10")] == ["SUMMER10"]
    assert [row["code"] for row in await listed(client, promotion_id=promotion)] == ["SUMMER10"]
    day_ago = (now - timedelta(days=1)).isoformat()
    assert [row["code"] for row in await listed(client, since=day_ago)] == ["NOBODY"]
    assert [row["code"] for row in await listed(client, until=day_ago)] == ["SUMMER10"]
    first = (await client.get("/v1/rejections", params={"limit": 1})).json()
    assert first["has_more"]
    second = (await client.get("/v1/rejections", params={"limit": 1, "cursor": first["next_cursor"]})).json()
    assert [row["code"] for row in (*first["items"], *second["items"])] == ["NOBODY", "SUMMER10"]
    assert not second["has_more"]


async def test_rejections_are_counted_by_reason_and_day(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await refuse(database, workspace_id, "A", "B")
    await refuse(database, workspace_id, "A", days_ago=2)
    await refuse(database, workspace_id, "A", days_ago=40)

    summary = (await client.get("/v1/rejections/summary")).json()

    assert (summary["total"], summary["by_reason"]) == (3, {"code_not_found": 3})
    assert [day["count"] for day in summary["days"]] == [2, 1]
    long_ago = (database.clock() - timedelta(days=50)).isoformat()
    assert (await client.get("/v1/rejections/summary", params={"since": long_ago})).json()["total"] == 4


async def test_rejections_are_exported_safe_for_spreadsheets(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await refuse(database, workspace_id, "=SUM(A1)", order_id="1001")

    answer = await client.get("/v1/rejections.csv", params={"delimiter": ";"})

    assert answer.headers["content-type"].startswith("text/csv")
    [row] = csv.DictReader(io.StringIO(answer.text), delimiter=";")
    assert (row["reason"], row["code"], row["order_id"]) == ("code_not_found", "'=SUM(A1)", "1001")
    raw = await client.get("/v1/rejections.csv", params={"safe": "false"})
    assert "=SUM(A1)" in raw.text
    assert "'=SUM" not in raw.text
