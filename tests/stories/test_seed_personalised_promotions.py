"""The use case "personalised promotions": from a file to six offers in the app and coupons on receipts."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.personalization.handbills.made import codes, read
from tests.personalization.handbills.town import (
    DAY,
    GOODS,
    MONDAY,
    PRICES,
    Town,
    a_town,
    basket,
    habits,
    name_of,
    transaction,
)

Json = dict[str, Any]
MOBILE = {"type": "tags", "tags": ["MOBILE"]}
SIX: Json = {
    "variants": [
        {"name": "A", "share": 4_000},
        {"name": "B", "share": 3_000, "objective": "value", "boost": {"tags": {"WEEKLY": 0.5}, "most": 2.0}},
    ],
    "control_share": 3_000,
    "selection": "engine",
    "slots": [{"filter": MOBILE, "count": 3}, {"filter": {"type": "not", "filter": MOBILE}, "count": 3}],
    "avoid_overlap": True,
    "activity": {"type": "relative", "days": 7},
    "boost": {"newness": 0.1},
}
# Every third of the file, from the first.
MOBILE_CODES = [f"WEEK-{number:03}" for number in range(1, 61, 3)]
RECEIPT: Json = {
    "variants": [{"name": "A", "share": 10_000}],
    "control_share": 0,
    "slots": [{"filter": {"type": "tags", "tags": ["CHECKOUT"]}, "count": 3}],
    "printout": "{{ headline }}: {{ name }}. Show {{ code }}.",
}


@pytest.fixture
async def town(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock, tmp_path: Path
) -> Town:
    return await a_town(client, database, workspace_id, clock, tmp_path)


async def signed_in(town: Town, app: FastAPI, who: str) -> httpx.AsyncClient:
    """The customer's app, which acts for nobody else."""
    key = town.client.headers["Authorization"].removeprefix("Bearer ")
    login = await town.client.post("/v4/auth/login/client", json={"apiKey": key, "customId": who})
    headers = {"Authorization": f"Bearer {login.json()['token']}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers)


async def by_synerise(town: Town, handbill: str, who: str) -> Json:
    path = f"/v4/promotions/v2/promotion/get-for-client/customId/{who}/handbill/{handbill}"
    found: Json = await town.get(path)
    return found


async def test_six_offers_in_the_app_every_seven_days(town: Town, app: FastAPI) -> None:
    handbill = await town.a_handbill("mobile", "Six for you", **SIX)
    first = {number: await read(town.client, handbill, town.customers[number]) for number in range(48)}
    assert {found["variant"] for found in first.values()} == {"A", "B", None}, "48 customers, hashed"
    await check_offers(town, handbill, first)
    number = next(number for number, found in first.items() if found["variant"] == "A" and number >= 4)
    async with await signed_in(town, app, name_of(number)) as phone:
        kept, spent = await activate(town, phone, handbill, first[number])
    await redeem_at_the_till(town, number, first[number], spent)
    await check_control(town, handbill, first)
    await a_week_later(town, handbill, number, first[number], kept=kept, spent=spent)


async def check_offers(town: Town, handbill: str, sets: dict[int, Json]) -> None:
    """Six offers for everybody outside the control group, and the same by both roads."""
    article = await town.articles()
    hits = []
    for number, found in sets.items():
        if found["variant"] is None:
            continue
        assert (len(found["items"]), found["shortfall"], found["stage"]) == (6, [], "ranker")
        assert len({article[code] for code in codes(found)}) == 6, "no article twice"
        assert all(item["reasons"] for item in found["items"])
        if found["variant"] == "A":
            hits.append(len({article[code] for code in codes(found)} & set(habits(number))))
        assert [code in MOBILE_CODES for code in codes(found)] == [True] * 3 + [False] * 3
        seen = await by_synerise(town, handbill, name_of(number))
        assert [item["code"] for item in seen["data"]] == codes(found)
        assert {item["status"] for item in seen["data"]} == {"ASSIGNED"}
        [event] = await town.events("handbill.assign", town.customers[number])
        assert event["promotions"] == [item["promotion_id"] for item in found["items"]]
    assert sum(hits) >= 1.5 * len(hits), "of two articles a customer buys every week nearly both are offered"


async def activate(town: Town, phone: httpx.AsyncClient, handbill: str, found: Json) -> tuple[str, str]:
    """The customer looks, and activates two; their codes: one to be kept, one to be spent (used once)."""
    own = await phone.get(f"/v1/handbills/{handbill}/own")
    assert [item["code"] for item in own.json()["items"]] == codes(found)
    assert (await phone.get(f"/v1/handbills/{handbill}/profiles/{found['profile_id']}")).status_code == 403
    shown = (await phone.get("/v4/promotions/promotion/get-for-client", params={"status": "ASSIGNED"})).json()
    assert {item["code"] for item in shown["data"]} == set(codes(found))
    percent = [item["code"] for item in shown["data"] if item["discountType"] == "PERCENT"]
    kept, spent = percent[:2]
    for code in (kept, spent):
        answer = await phone.post("/v4/promotions/promotion/activate", json={"key": "code", "value": code})
        assert answer.status_code == 200, answer.text
        assert answer.json()["data"]["status"] == "ACTIVE"
    told = await town.events("client.activatePromotion", found["profile_id"])
    assert {event["promotionCode"] for event in told} == {kept, spent}
    return kept, spent


async def redeem_at_the_till(town: Town, number: int, found: Json, spent: str) -> None:
    """The basket is priced, the promotion redeemed, the transaction told: in the words of the use case."""
    who, profile = name_of(number), town.customers[number]
    article = await town.articles()
    sku, offered = article[spent], {article[code] for code in codes(found)}
    other = next(good for good in GOODS if good not in offered)
    path = f"/v4/promotions/v2/sale/process-sale/externalId/{who}"
    priced = await town.post(path, basket("sale-1", sku, other), status=200)
    [granted] = priced["transactionItems"][0]["grantedDiscounts"]
    assert (granted["discountOrigin"], granted["source"]["promotionCode"]) == ("PROMOTION", spent)
    assert priced["grantedValue"] == granted["discountValue"] > "0.00"
    [sale] = await town.events("sale.processed", profile)
    assert [promotion["promotionCode"] for promotion in sale["promotions"]] == [spent]
    assert [product["sku"] for product in sale["products"]] == [sku, other]
    body = {"code": spent, "clientKey": "customId", "clientKeyValue": who}
    await town.post("/v4/promotions/promotion/redeem", body, status=200)
    [event] = await town.events("client.removePoints", profile)
    assert (event["promotionCode"], event["quantity"], event["points"]) == (spent, 1, 0)
    again = await town.client.post("/v4/promotions/promotion/redeem", json=body)
    assert (again.status_code, again.json()["errorCode"]) == (409, "promotion_refused")
    await town.post(
        "/v4/transactions", transaction("sale-1", who, town.clock.now or MONDAY, [sku, other]), status=202
    )
    later = await town.post(path, basket("sale-2", sku), status=200)
    assert later["grantedValue"] == "0.00"


async def check_control(town: Town, handbill: str, sets: dict[int, Json]) -> None:
    """Who is in the control group gets nothing, is told nothing, and counts."""
    control = [number for number, found in sets.items() if found["variant"] is None]
    for number in control:
        assert sets[number]["items"] == []
        assert (await by_synerise(town, handbill, name_of(number)))["data"] == []
        assert await town.events("handbill.assign", town.customers[number]) == []
    town.clock.now = MONDAY + timedelta(hours=1)
    results = await town.get(f"/v1/handbills/{handbill}/results")
    arms = {arm["variant"]: arm for arm in results["arms"]}
    assert {name: arm["customers"] for name, arm in arms.items()} == {
        name: sum(found["variant"] == name for found in sets.values()) for name in (None, "A", "B")
    }
    assert (arms[None]["assigned"], arms[None]["redeemed"]) == (0, 0)
    assert (arms["A"]["activated"], arms["A"]["redeemed"]) == (1, 1)
    assert results["compared_with"] == "control"


async def a_week_later(
    town: Town, handbill: str, number: int, before: Json, *, kept: str, spent: str
) -> None:
    """A fresh set, without what is active still, was assigned by hand, or is used up."""
    profile, article = town.customers[number], await town.articles()
    used = {article[code] for code in codes(before)}
    by_hand = next(code for code in MOBILE_CODES if article[code] not in used)
    [promotion] = (await town.get("/v1/promotions", code=by_hand))["items"]
    await town.post(f"/v1/profiles/{profile}/promotions", {"promotion_ids": [promotion["id"]]})
    town.clock.now = MONDAY + 7 * DAY - timedelta(seconds=1)
    assert (await read(town.client, handbill, profile))["set_id"] == before["set_id"]
    town.clock.now = MONDAY + 7 * DAY
    after = await read(town.client, handbill, profile)
    assert (after["set_id"] != before["set_id"], after["variant"]) == (True, before["variant"])
    assert len(after["items"]) == 6
    assert after["starts_at"] == before["ends_at"]
    offered = {article[code] for code in codes(after)}
    assert offered.isdisjoint({article[kept], article[by_hand]})
    assert spent not in codes(after)
    assert len(await town.events("handbill.assign", profile)) == 2
    assert codes(await read(town.client, handbill, profile)) == codes(after)
    path = f"/v4/promotions/v2/promotion/get-for-client/customId/{name_of(number)}"
    status = {item["code"]: item["status"] for item in (await town.get(path))["data"]}
    assert (status[kept], status[spent], status[by_hand]) == ("ACTIVE", "REDEEMED", "ASSIGNED")


async def check_out(town: Town, who: str, sale: str, *skus: str) -> list[Json]:
    """What is printed under the receipt."""
    body = basket(sale, *skus)
    body["paymentsReport"] = {
        "paymentItems": [{"seqNo": 1, "type": 1, "name": "card", "amount": body["finalValue"]}]
    }
    answer = await town.post(f"/v4/promotions/sale/process-checkout/{who}", body, status=200)
    report = answer["message"]["transactionGrantsReport"]
    assert report["errors"] == []
    printouts: list[Json] = report["printouts"]
    return printouts


def drawn(printouts: list[Json]) -> list[str]:
    return [printout["variables"][0]["value"] for printout in printouts]


async def test_coupons_on_receipts_with_a_fresh_code_each(town: Town) -> None:
    handbill = await town.a_handbill("check_out", "On the receipt", **RECEIPT)
    settings = {"checkoutSettings": {"handbillUuidsForCheckout": [handbill]}}
    assert (await town.client.put("/v4/promotions/settings", json=settings)).status_code == 200
    assigned = await town.count("promotion_profiles")
    promotions = (await town.get("/v1/promotions", limit=200))["items"]
    article = {item["id"]: item["definition"]["items"]["skus"][0] for item in promotions}

    first = await check_out(town, "externalId/c-10", "t-1", "WATER")
    printed = [article[printout["promotionUuid"]] for printout in first]
    assert len(set(printed)) == 3
    assert set(habits(10)) <= set(printed)
    assert all(code in printout["text"] for code, printout in zip(drawn(first), first, strict=True))
    assert await check_out(town, "externalId/c-10", "t-1", "WATER") == first, "a repeated request"

    await many_tills(town, drawn(first))
    await strangers(town, article)
    await bring_a_coupon(town, drawn(first)[0], printed[0], "c-10")
    assert await town.count("promotion_profiles") == assigned, "what is printed is assigned to nobody"


async def many_tills(town: Town, before: list[str]) -> None:
    """Sixteen receipts at once, of one customer and of several, half of them first readings."""
    who = [f"externalId/{name_of(10 + place % 9)}" for place in range(16)]
    receipts = await asyncio.gather(
        *(check_out(town, name, f"u-{place}", "MILK") for place, name in enumerate(who))
    )
    numbers = before + [code for receipt in receipts for code in drawn(receipt)]
    assert len(numbers) == 3 + 48 == len(set(numbers))
    sets = await town.stage.rows(
        "select profile_id, count(*) from handbill_sets where workspace_id = $1 group by 1"
    )
    assert [row["count"] for row in sets] == [1] * 9


async def strangers(town: Town, article: dict[str, str]) -> None:
    """One is known by the hash of the card that paid before; of another only this basket is known."""
    by_card = await check_out(town, "customId/card-02", "v-1", "WATER")
    assert set(habits(2)) <= {article[printout["promotionUuid"]] for printout in by_card}
    nobody = await check_out(town, "customId/receipt-4711", "v-2", "POT-1", "HONEY")
    wanted = {
        article[printout["promotionUuid"]]: code for printout, code in zip(nobody, drawn(nobody), strict=True)
    }
    assert {"POT-1", "HONEY"} <= set(wanted)
    await bring_a_coupon(town, wanted["HONEY"], "HONEY", "receipt-4712")


async def bring_a_coupon(town: Town, code: str, sku: str, who: str) -> None:
    """The next visit, of whomsoever: the code is scanned, priced, and used once."""
    path = f"/v4/promotions/v2/sale/process-sale/externalId/{who}"
    priced = await town.post(path, basket(f"w-{who}", sku, coupons=[code]), status=200)
    [granted] = priced["transactionItems"][0]["grantedDiscounts"]
    assert (granted["discountOrigin"], granted["source"]["couponId"]) == ("COUPON", code)
    cart = {"items": [{"sku": sku, "price": PRICES[sku]}]}
    body = {"codes": [code], "customer": {"custom_id": who}, "cart": cart, "order_id": f"w-{who}"}
    done = await town.post("/v1/redemptions", body, status=200)
    assert done["result"] == "redeemed"
    again = await town.post("/v1/redemptions", {**body, "order_id": "another"}, status=200)
    assert (again["result"], again["reason"]) == ("rejected", "code_exhausted")
