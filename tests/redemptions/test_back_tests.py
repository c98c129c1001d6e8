"""Promotions tried on orders of the past."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database, JsonObject
from largesse.core.jobs import RunningJob, run_job
from largesse.promotions.evaluate import Candidate, Decision
from largesse.redemptions.back_tests.jobs import back_test_jobs
from largesse.redemptions.back_tests.score import PastOrder, Score
from tests.redemptions.made import a_customer, a_promotion, settle

START = datetime(2027, 1, 1, tzinfo=UTC)
MONTH = {"from": "2027-01-01T00:00:00Z", "to": "2027-02-01T00:00:00Z"}


async def tell_orders(client: httpx.AsyncClient, *prices: int, **fields: Any) -> None:  # noqa: ANN401
    """Orders 1, 2, ... of these prices, one a day from the first of January on."""
    orders = [
        {
            "id": str(number),
            "at": (START + timedelta(days=number - 1)).isoformat(),
            "cart": {"items": [{"sku": "S1", "price": price}]},
            **fields,
        }
        for number, price in enumerate(prices, start=1)
    ]
    assert (await client.post("/v1/orders", json={"orders": orders})).status_code == 200


async def back_test(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, promotion: UUID, **fields: object
) -> dict[str, Any]:
    answer = await client.post(f"/v1/promotions/{promotion}/back-tests", json={**MONTH, **fields})
    assert answer.status_code == 202, answer.text
    job = answer.json()["id"]
    assert answer.headers["Location"] == f"/v1/jobs/{job}"
    await run_job(database, workspace_id, UUID(job), back_test_jobs(chunk=2))
    told = (await client.get(f"/v1/jobs/{job}")).json()
    assert told["state"] == "succeeded", told
    result: dict[str, Any] = told["result"]
    return result


async def test_a_draft_is_tried_on_past_orders(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await tell_orders(client, 1000, 6000, 8000, 5000, 4999)
    draft = await a_promotion(
        database,
        workspace_id,
        published=False,
        access={"type": "generic_code", "code": "SUMMER10"},
        starts_at="2030-01-01T00:00:00Z",
        rules={"type": "order_minimum", "amount": 5000},
    )

    result = await back_test(client, database, workspace_id, draft)

    assert (result["orders"], result["winners"], result["unreadable"]) == (5, 3, 0)
    assert result["value"] == {"EUR": 24_999}
    assert result["cost"] == {"EUR": 1900}
    assert result["winners_value"] == result["winners_paid"] == {"EUR": 19_000}
    assert result["discount_percent"] == {"EUR": 10.0}
    assert [(order["order_id"], order["discount"]) for order in result["top_orders"]] == [
        ("3", 800),
        ("2", 600),
        ("4", 500),
    ]
    [refused] = result["refusals"]
    assert (refused["reason"], refused["orders"]) == ("order_below_minimum", 2)
    assert refused["examples"][0] == {"order_id": "1", "observed": 1000, "needed": 5000}
    assert result["conflicts"] == []


async def test_only_orders_of_the_period_are_tried(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await tell_orders(client, 1000, 1000, 1000)
    promotion = await a_promotion(database, workspace_id)
    span = {"from": "2027-01-02T00:00:00Z", "to": "2027-01-03T00:00:00Z"}

    result = await back_test(client, database, workspace_id, promotion, **span)

    assert [order["order_id"] for order in result["top_orders"]] == ["2"]


async def test_limits_fill_up_order_by_order(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await tell_orders(client, 1000, 1000, 1000, 1000)
    budget = {"measure": "discount", "most": 250}
    promotion = await a_promotion(database, workspace_id, published=False, limits=[budget])
    two = {"period": "rolling", "days": 3, "most": 2}
    weekly = await a_promotion(database, workspace_id, name="Two", published=False, limits=[two])

    result = await back_test(client, database, workspace_id, promotion)
    assert (result["winners"], result["cost"]) == (2, {"EUR": 200})
    assert result["refusals"][0]["reason"] == "budget_exhausted"
    rolling = await back_test(client, database, workspace_id, weekly)
    assert [order["order_id"] for order in rolling["top_orders"]] == ["1", "2", "4"]


async def test_it_tells_with_which_promotions_it_competes(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await tell_orders(client, 1000, 9000)
    rival = await a_promotion(
        database,
        workspace_id,
        name="Rival",
        rules={"type": "order_minimum", "amount": 5000},
        rewards=[{"type": "order_percent", "percent": "20"}],
    )
    weak = await a_promotion(
        database, workspace_id, name="Weak", rewards=[{"type": "order_percent", "percent": "1"}]
    )
    promotion = await a_promotion(database, workspace_id, published=False)

    result = await back_test(client, database, workspace_id, promotion)

    met = {conflict["name"]: conflict for conflict in result["conflicts"]}
    assert met["Rival"] == {
        "promotion_id": str(rival),
        "name": "Rival",
        "won": 0,
        "lost": 1,
        "together": 0,
    }
    assert (met["Weak"]["promotion_id"], met["Weak"]["won"]) == (str(weak), 1)
    assert result["refusals"][0]["reason"] == "better_chosen"
    await settle(database, workspace_id, default="all")
    together = await back_test(client, database, workspace_id, promotion)
    assert {conflict["name"]: conflict["together"] for conflict in together["conflicts"]} == {
        "Rival": 1,
        "Weak": 2,
    }


async def test_a_customers_earlier_orders_count_as_they_were_then(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await a_customer(database, workspace_id)
    await tell_orders(client, 1000, 1000, 1000, customer={"custom_id": "c-1"})
    promotion = await a_promotion(database, workspace_id, rules={"type": "new_customer"})

    result = await back_test(client, database, workspace_id, promotion)

    assert [order["order_id"] for order in result["top_orders"]] == ["1"]


async def test_a_version_is_tried_as_it_was_published(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await tell_orders(client, 1000)
    promotion = await a_promotion(database, workspace_id)
    draft = {"definition": {"rewards": [{"type": "order_percent", "percent": "50"}]}}
    assert (await client.patch(f"/v1/promotions/{promotion}", json=draft)).status_code == 200

    assert (await back_test(client, database, workspace_id, promotion, version=1))["cost"] == {"EUR": 100}
    assert (await back_test(client, database, workspace_id, promotion))["cost"] == {"EUR": 500}


async def test_what_is_not_there_cannot_be_tried(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    promotion = await a_promotion(database, workspace_id, published=False)
    unknown = await client.post(f"/v1/promotions/{workspace_id}/back-tests", json=MONTH)
    version = await client.post(f"/v1/promotions/{promotion}/back-tests", json={**MONTH, "version": 1})
    backwards = {"from": MONTH["to"], "to": MONTH["from"]}
    order = await client.post(f"/v1/promotions/{promotion}/back-tests", json=backwards)

    assert (unknown.status_code, unknown.json()["code"]) == (404, "promotion_not_found")
    assert (version.status_code, version.json()["code"]) == (404, "promotion_version_not_found")
    assert order.status_code == 422


async def test_it_goes_on_where_a_killed_worker_left_off(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await tell_orders(client, *([1000] * 30))
    promotion = await a_promotion(database, workspace_id, limits=[{"most": 20}])
    answer = await client.post(f"/v1/promotions/{promotion}/back-tests", json=MONTH)
    job = UUID(answer.json()["id"])
    handler = back_test_jobs(chunk=1)["back_test_promotion"]

    async def done() -> int:
        return int((await client.get(f"/v1/jobs/{job}")).json()["done"])

    async def dies_on_its_way(running: RunningJob) -> JsonObject:
        work = asyncio.create_task(handler(running))
        while await done() < 3:
            assert not work.done()
        work.cancel()
        return await work

    with pytest.raises(asyncio.CancelledError):
        await run_job(database, workspace_id, job, {"back_test_promotion": dies_on_its_way})
    assert 3 <= await done() < 30
    await run_job(database, workspace_id, job, back_test_jobs(chunk=1))

    told = (await client.get(f"/v1/jobs/{job}")).json()
    assert (told["state"], told["done"], told["result"]["orders"]) == ("succeeded", 30, 30)
    assert (told["result"]["winners"], told["result"]["cost"]) == (20, {"EUR": 2000})


def test_the_twenty_largest_discounts_are_kept_of_any_number() -> None:
    score, tested = Score(), UUID(int=1)
    for number in range(50):
        order = PastOrder(f"{number:02}", START, "EUR", 10_000, 0)
        won = Candidate(tested, None, 1, "T", "applicable", lines=(number,))
        score.count(order, Decision((won,), (), 0, 0), tested)

    assert [found["discount"] for found in score.result()["top_orders"]] == list(range(49, 29, -1))
