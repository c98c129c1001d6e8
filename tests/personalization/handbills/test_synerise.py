"""Synerise's calls of handbills, and receipts printed by them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from tests.compat.test_synerise_sales import CHECKOUT
from tests.conftest import SetClock
from tests.factories import a_pool
from tests.personalization.handbills.made import (
    a_customer,
    a_draft,
    a_handbill,
    a_promotion,
    an_order,
    codes,
    count,
    promotions,
    read,
    told,
)

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
CLIENT = "/v4/promotions/v2/promotion/get-for-client/customId/c-1/handbill"


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def test_reading_a_profiles_handbill_assigns_its_promotions(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await promotions(client, 5)
    handbill = await a_handbill(client)
    profile = await a_customer(client)
    answer = await client.get(f"{CLIENT}/{handbill}")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert [(item["status"], item["type"]) for item in body["data"]] == [("ASSIGNED", "HANDBILL")] * 3
    assert body["handbill"]["promotions"] == [item["uuid"] for item in body["data"]]
    assert body["handbill"]["expireAt"] == "2027-03-08T12:00:00Z"
    assert (await client.get(f"{CLIENT}/{handbill}")).json() == body
    assert [item["code"] for item in body["data"]] == codes(await read(client, handbill, profile))
    assert len(await told(database, workspace_id)) == 1
    lost = await client.get("/v4/promotions/v2/promotion/get-for-client/customId/nobody/handbill/" + handbill)
    assert (lost.status_code, lost.json()["errorCode"]) == (404, "profile_not_found")


async def test_several_handbills_come_with_all_promotions_of_the_profile(client: httpx.AsyncClient) -> None:
    await promotions(client, 6)
    await a_promotion(client, "GENERAL", "G", audience="all")
    first, second = await a_handbill(client), await a_handbill(client)
    await a_customer(client)
    path = "/v4/promotions/promotion/get-for-client/customId/c-1/with-handbills"
    body = (await client.get(path, params={"handbillUuid": [first, second]})).json()
    assert [found["uuid"] for found in body["handbills"]] == [first, second]
    assert [len(found["promotions"]) for found in body["handbills"]] == [3, 3]
    shown = {item["uuid"] for item in body["data"]}
    assert len(shown) == 7
    assert {uuid for found in body["handbills"] for uuid in found["promotions"]} < shown
    assert (await client.get(path)).json()["handbills"] == []


async def test_a_handbill_is_read_changed_and_published(client: httpx.AsyncClient) -> None:
    await promotions(client, 3)
    handbill = await a_draft(client)
    path = f"/v4/promotions/handbill/{handbill}"
    [item] = (await client.get("/v4/promotions/handbill", params={"limit": 5})).json()["data"]
    assert item == (await client.get(path)).json()["data"]
    assert (item["channel"], item["status"], item["controlGroup"]) == (
        "MOBILE",
        "DRAFT",
        {"enabled": False, "share": 0},
    )
    change: dict[str, Any] = {
        "name": "New",
        "channel": "CHECK_IN",
        "controlGroup": {"enabled": True, "share": 2_000},
        "variants": [{"name": "A", "share": 5_000}, {"name": "B", "share": 3_000, "slots": [{"count": 1}]}],
        "status": "PUBLISH",
    }
    answer = await client.patch(path, json=change)
    assert answer.status_code == 200, answer.text
    data = answer.json()["data"]
    assert (data["name"], data["channel"], data["status"]) == ("New", "CHECK_IN", "PUBLISH")
    assert [len(variant["slots"]) for variant in data["variants"]] == [1, 1]
    assert [variant["slots"][0]["count"] for variant in data["variants"]] == [3, 1]
    assert (await client.patch(path, json={"status": "PAUSED"})).json()["data"]["status"] == "PAUSED"
    assert (await client.patch(path, json={"variants": data["variants"]})).json()["data"] == {
        **data,
        "status": "PAUSED",
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"slots": []}, 422, "handbill_field_unknown"),
        ({"name": "x", "activity": {}}, 422, "handbill_field_unknown"),
        ({"channel": "PAPER"}, 400, "invalid_input"),
        ({"variants": []}, 400, "invalid_input"),
        ({"controlGroup": {"share": 1}}, 400, "invalid_input"),
        (
            {"status": "PUBLISH", "controlGroup": {"enabled": True, "share": 1}},
            409,
            "handbill_not_publishable",
        ),
    ],
)
async def test_other_fields_and_wrong_ones_are_refused(
    client: httpx.AsyncClient, body: dict[str, Any], status: int, code: str
) -> None:
    handbill = await a_draft(client)
    answer = await client.patch(f"/v4/promotions/handbill/{handbill}", json=body)
    assert (answer.status_code, answer.json()["errorCode"]) == (status, code)
    assert (await client.get(f"/v1/handbills/{handbill}")).json()["name"] == "For you"


class Till:
    """A till that prints what a check-out handbill offers."""

    def __init__(self, client: httpx.AsyncClient, pools: dict[str, UUID]) -> None:
        self.client = client
        self.pools = pools

    async def check_out(self, who: str = "externalId/c-1", sale: str = "t-1", *skus: str) -> dict[str, Any]:
        items = CHECKOUT["transactionItems"]
        if skus:
            items = [{**item, "articleRef": sku} for item, sku in zip(items, skus, strict=True)]
        metric = {**CHECKOUT["transactionMetric"], "globalTransactionId": sale}
        answer = await self.client.post(
            f"/v4/promotions/sale/process-checkout/{who}",
            json={**CHECKOUT, "transactionMetric": metric, "transactionItems": items},
        )
        assert answer.status_code == 200, answer.text
        report: dict[str, Any] = answer.json()["message"]["transactionGrantsReport"]
        return report


@pytest.fixture
async def till(client: httpx.AsyncClient, database: Database, workspace_id: UUID) -> Till:
    pools = {}
    for code in ("TEA", "CUP", "JAM"):
        pools[code] = await a_pool(database, workspace_id, codes=5, name=code)
        access = {"type": "pool_codes", "pool_id": str(pools[code])}
        await a_promotion(client, code, code, tags=["CHECKOUT"], activation=None, access=access)
    await a_promotion(client, "NO-CODE", "NO", tags=["CHECKOUT"])
    slots = [{"filter": {"type": "tags", "tags": ["CHECKOUT"]}, "count": 2}]
    printout = "{{ place }}. {{ name }}: show {{ code }} next time"
    handbill = await a_handbill(client, "check_out", slots=slots, printout=printout)
    settings = {"checkoutSettings": {"handbillUuidsForCheckout": [handbill]}}
    assert (await client.put("/v4/promotions/settings", json=settings)).status_code == 200
    return Till(client, pools)


def printed(report: dict[str, Any]) -> list[str]:
    """The names of the promotions on the receipt."""
    return [printout["text"].split(": ")[0].partition(". Offer ")[2] for printout in report["printouts"]]


def drawn(report: dict[str, Any]) -> list[str]:
    return [printout["variables"][0]["value"] for printout in report["printouts"]]


async def test_a_known_customer_gets_his_offers_with_a_fresh_code_at_each_sale(
    till: Till, client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await a_customer(client)
    await an_order(client, "1", "c-1", NOON - timedelta(days=1), "JAM")
    first = await till.check_out()
    assert first["errors"] == []
    assert (len(first["printouts"]), printed(first)[0]) == (2, "JAM")
    assert first["printouts"][0]["text"] == f"1. Offer JAM: show {drawn(first)[0]} next time"
    assert await till.check_out() == first, "a repeated request"
    second = await till.check_out(sale="t-2")
    assert printed(second) == printed(first)
    assert set(drawn(second)).isdisjoint(drawn(first))
    assert await count(database, workspace_id, "promotion_profiles") == 0, "never assigned"
    assert len(await told(database, workspace_id)) == 1
    cart = {"items": [{"sku": "JAM", "price": 1000}]}
    ask = {"customer": {"custom_id": "c-1"}, "codes": [drawn(first)[0]], "cart": cart}
    assert (await client.post("/v1/validations", json=ask)).json()["items"]["discount"] == 200
    without = {**ask, "codes": []}
    assert (await client.post("/v1/validations", json=without)).json()["items"]["discount"] == 0


async def test_a_stranger_gets_what_his_basket_tells_and_the_same_again(till: Till) -> None:
    first = await till.check_out("customId/stranger", "t-9", "CUP", "OTHER")
    assert printed(first)[0] == "CUP"
    assert await till.check_out("customId/stranger", "t-9", "CUP", "OTHER") == first


async def test_a_customer_is_known_by_the_hash_of_his_card(till: Till, client: httpx.AsyncClient) -> None:
    await a_customer(client, attributes={"card_hash": "9f86d081"})
    await an_order(client, "1", "c-1", NOON - timedelta(days=1), "JAM")
    assert printed(await till.check_out("customId/9f86d081"))[0] == "JAM"
    assert printed(await till.check_out("externalId/c-1", "t-2"))[0] == "JAM"
    assert (await client.get("/v4/clients/by-customid/9f86d081")).status_code == 404, "nobody is made"


async def test_an_empty_pool_is_told_and_the_other_offer_is_printed(
    till: Till, client: httpx.AsyncClient
) -> None:
    await a_customer(client)
    await an_order(client, "1", "c-1", NOON - timedelta(days=1), "JAM")
    for number in range(5):
        await till.check_out(sale=f"t-{number}")
    report = await till.check_out(sale="t-last")
    assert {error["reason"] for error in report["errors"]} == {"pool_empty"}


async def test_the_control_group_gets_a_receipt_without_coupons(client: httpx.AsyncClient) -> None:
    nobody = {"variants": [{"name": "A", "share": 0}], "control_share": 10_000}
    handbill = await a_handbill(client, "check_out", printout="{{ code }}", **nobody)
    settings = {"checkoutSettings": {"handbillUuidsForCheckout": [handbill]}}
    await client.put("/v4/promotions/settings", json=settings)
    assert await Till(client, {}).check_out() == {"printouts": [], "errors": []}
