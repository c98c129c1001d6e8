"""Synerise's promotion calls: every field goes in and comes back, batches merge by code, and wrong bodies."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from tests.factories import a_pool

# Every field of a promotion that can be written, as the service's own console sends them.
WHOLE: dict[str, Any] = {
    "code": "whole-1",
    "visibilityStatus": "PUBLISH",
    "type": "MEMBERS_ONLY",
    "redeemLimitPerClient": 2,
    "redeemQuantityPerActivation": 3,
    "redeemLimitGlobal": 1000,
    "redeemType": "FULL",
    "details": {"discountType": {"name": "PERCENT", "outerScope": False}, "other": {"deep": [1]}},
    "discountType": "PERCENT",
    "discountValue": 12.5,
    "discountMode": "STATIC",
    "discountModeDetails": {"discountSteps": [], "discountUsageTrigger": "REDEEM"},
    "preDiscountValue": 19.99,
    "requireRedeemedPoints": 50,
    "headerName": "Tea, twelve and a half",
    "headerDescription": "For the spring",
    "name": "Tea for less",
    "headline": "12.5 % off",
    "description": "All teas,\nall week.",
    "images": [{"url": "https://img.example.com/a.png", "type": "thumbnail"}],
    "tags": [{"hash": "MOBILE", "name": "MOBILE"}, {"hash": "tea", "name": "tea"}],
    "startAt": "2026-01-01T00:00:00Z",
    "expireAt": "2031-01-01T00:00:00Z",
    "displayFrom": "08:00",
    "displayTo": "2030-12-31T23:00:00+01:00",
    "lastingTime": 86400,
    "params": {"icon": "leaf", "rank": 3, "nested": {"a": [True, None]}},
    "itemScope": "LINE_ITEM",
    "minBasketValue": 10.5,
    "maxBasketValue": 500,
    "catalog": "221",
    "catalogItemType": "SKU",
    "catalogIndexItems": ["TEA-1", "TEA-2"],
    "catalogFilterIds": ["f1"],
    "catalogFilterQuery": {"brand": "Aster"},
    "excludeCatalog": "222",
    "excludeCatalogItemType": "SKU",
    "excludeCatalogIndexItems": ["TEA-9"],
    "excludeCatalogFilterIds": ["f2"],
    "excludeCatalogFilterQuery": "brand == 'Other'",
    "activationLimitGlobalType": "RELATIVE",
    "activationLimitGlobalLimit": 5,
    "activationLimitGlobalRelativeMinutes": 90,
    "storeCatalog": "300",
    "storeItemType": "ALL",
    "storeIds": ["s1", "s2"],
    "targetType": "ALL",
    "targetSegment": None,
    "price": 3.5,
    "priority": 250,
    "voucherPool": None,
    "importHash": "0f3e",
}


async def read(client: httpx.AsyncClient, code: str) -> dict[str, Any]:
    answer = await client.get(f"/v4/promotions/promotion/code/{code}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["data"])


async def made(client: httpx.AsyncClient, **fields: object) -> dict[str, Any]:
    answer = await client.post("/v4/promotions/promotion", json={"headerName": "P", **fields})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["data"])


async def test_every_field_comes_back_as_it_was_sent(client: httpx.AsyncClient) -> None:
    promotion = await made(client, **WHOLE)
    seen = await read(client, "whole-1")
    assert promotion == seen
    assert {name: seen[name] for name in WHOLE if name != "visibilityStatus"} == {
        name: value for name, value in WHOLE.items() if name != "visibilityStatus"
    }
    assert seen["status"] == "PUBLISH"
    assert seen.keys() - WHOLE.keys() == {"uuid", "status", "createdAt", "updatedAt"}
    assert "visibilityStatus" not in seen
    assert (await client.get(f"/v4/promotions/promotion/uuid/{seen['uuid']}")).json()["data"] == seen


@pytest.mark.parametrize(
    "discount",
    [
        {"discountType": "NONE"},
        {"discountType": "PERCENT", "discountValue": 20, "itemScope": "BASKET"},
        {"discountType": "AMOUNT", "discountValue": 1.99, "itemScope": "LINE_ITEM"},
        {"discountType": "AMOUNT", "discountValue": 15, "itemScope": "BASKET"},
        {"discountType": "EXACT_PRICE", "discountValue": 9.99, "itemScope": "LINE_ITEM"},
        {"discountType": "EXACT_PRICE", "discountValue": 49, "itemScope": "BASKET"},
        {"discountType": "POINTS", "discountValue": 100},
        {"discountType": "2_FOR_1"},
        {"discountType": "2_FOR_1", "itemScope": "BASKET", "discountValue": 0},
        {
            "discountType": "MULTIBUY",
            "discountValue": 100,
            "details": {
                "discountType": {"name": "PERCENT", "requiredItemsCount": 3, "discountedItemsCount": 1}
            },
        },
        {
            "discountType": "MULTIBUY",
            "discountValue": 2.5,
            "details": {
                "discountType": {
                    "name": "AMOUNT",
                    "outerScope": True,
                    "requiredItemsCount": 2,
                    "discountedItemsCount": 2,
                }
            },
        },
        {
            "discountType": "PERCENT",
            "discountMode": "STEP",
            "discountValue": 5,
            "itemScope": "LINE_ITEM",
            "discountModeDetails": {
                "discountSteps": [
                    {"discountValue": 10, "usageThreshold": 1},
                    {"discountValue": 15, "usageThreshold": 2},
                ],
                "discountUsageTrigger": "TRANSACTION",
            },
        },
        {
            "discountType": "AMOUNT",
            "discountMode": "STEP",
            "itemScope": "BASKET",
            "discountModeDetails": {
                "discountSteps": [{"discountValue": 1.5, "usageThreshold": 0}],
                "discountUsageTrigger": "REDEEM",
            },
        },
    ],
    ids=lambda discount: f"{discount['discountType']}-{discount.get('itemScope')}-{len(discount)}",
)
async def test_every_kind_of_discount_comes_back_and_can_be_published(
    client: httpx.AsyncClient, discount: dict[str, Any]
) -> None:
    await made(client, code="d", visibilityStatus="PUBLISH", **discount)
    seen = await read(client, "d")
    assert {name: seen[name] for name in discount} == discount
    assert seen["status"] == "PUBLISH"


async def test_a_pool_and_segments_have_their_place(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = str(await a_pool(database, workspace_id, codes=1))
    condition = {"type": "attribute", "name": "city", "test": {"operator": "string_equal", "value": "Oslo"}}
    audiences = []
    for name in ("Oslo", "Oslo too"):
        answer = await client.post("/v1/audiences", json={"name": name, "conditions": condition})
        assert answer.status_code == 201, answer.text
        audiences.append(answer.json()["id"])
    one = {"targetType": "SEGMENT", "targetSegment": audiences[:1], "voucherPool": pool}
    await made(client, code="one", visibilityStatus="PUBLISH", **one)
    seen = await read(client, "one")
    assert {name: seen[name] for name in one} == one
    native = (await client.get(f"/v1/promotions/{seen['uuid']}")).json()["definition"]
    assert native["audience_id"] == audiences[0]
    assert native["access"]["pool_id"] == pool
    assert native["activation"] is None, "who holds the code need not activate anything"

    both = {"targetType": "SEGMENT", "targetSegment": audiences}
    await made(client, code="both", visibilityStatus="PUBLISH", minBasketValue=10, **both)
    seen = await read(client, "both")
    assert {name: seen[name] for name in both} == both
    # A segment without the type of target is kept, and does nothing: so it is there.
    await made(client, code="idle", visibilityStatus="PUBLISH", targetSegment=[str(uuid4())])
    assert (await read(client, "idle"))["targetType"] == "ALL"
    lost = {"targetType": "SEGMENT", "targetSegment": [str(uuid4())]}
    answer = await client.post(
        "/v4/promotions/promotion", json={"headerName": "P", "visibilityStatus": "PUBLISH", **lost}
    )
    assert (answer.status_code, answer.json()["errorCode"]) == (409, "promotion_not_publishable")


async def test_an_update_changes_what_is_sent_and_null_clears(client: httpx.AsyncClient) -> None:
    before = await made(client, **{**WHOLE, "code": "u"})
    answer = await client.put("/v4/promotions/promotion/code/u", json={"discountValue": 20, "headline": None})
    assert answer.status_code == 200, answer.text
    after = await read(client, "u")
    same = before.keys() - {"discountValue", "headline", "updatedAt"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert (after["discountValue"], after["headline"]) == (20, None)

    url = f"/v4/promotions/promotion/uuid/{before['uuid']}"
    cleared = {"minBasketValue": None, "catalog": None, "redeemLimitGlobal": None, "startAt": None}
    assert (await client.put(url, json=cleared)).status_code == 200
    after = await read(client, "u")
    assert {name: after[name] for name in cleared} == cleared
    assert after["maxBasketValue"] == 500

    # What was fetched goes back: `status` under its other name, without empty values.
    writable = {name: value for name, value in after.items() if name in WHOLE and value is not None}
    assert (await client.put(url, json={**writable, "visibilityStatus": "HIDDEN"})).status_code == 200
    seen = await read(client, "u")
    assert {**seen, "status": "PUBLISH", "updatedAt": ""} == {**after, "updatedAt": ""}
    assert seen["status"] == "HIDDEN"
    await client.put(url, json={"visibilityStatus": "DRAFT"})
    assert (await read(client, "u"))["status"] == "DRAFT"


async def test_what_synerise_cannot_say_survives_its_updates(client: httpx.AsyncClient) -> None:
    rules = {
        "type": "all",
        "rules": [
            {"type": "order_minimum", "amount": 1000},
            {"type": "weekdays", "days": ["monday"]},
        ],
    }
    native = await client.post(
        "/v1/promotions",
        json={
            "name": "Native",
            "code": "native",
            "definition": {
                "rules": rules,
                "rewards": [
                    {"type": "order_percent", "percent": "10"},
                    {"type": "points", "points": 5},
                ],
                "limits": [{"measure": "discount", "most": 100_000}],
            },
        },
    )
    assert native.status_code == 201, native.text
    seen = await read(client, "native")
    assert (seen["minBasketValue"], seen["discountType"], seen["status"]) == (10, None, "DRAFT")
    changed = {"minBasketValue": 25.5, "redeemLimitPerClient": 1, "name": "Shown"}
    assert (await client.put("/v4/promotions/promotion/code/native", json=changed)).status_code == 200
    now = (await client.get(f"/v1/promotions/{seen['uuid']}")).json()["definition"]
    assert {rule["type"] for rule in now["rules"]["rules"]} == {"order_minimum", "weekdays"}
    assert [limit["measure"] for limit in now["limits"]] == ["redemptions", "discount"]
    assert len(now["rewards"]) == 2
    assert (await read(client, "native"))["minBasketValue"] == 25.5


async def test_an_edit_in_our_words_goes_before_what_was_kept(client: httpx.AsyncClient) -> None:
    made_first = await made(client, code="e", name="Old", displayFrom="08:00", catalog="221")
    url = f"/v1/promotions/{made_first['uuid']}"
    definition = (await client.get(url)).json()["definition"]
    definition["display"]["starts_at"] = "2030-01-01T00:00:00Z"
    answer = await client.patch(url, json={"definition": definition})
    assert answer.status_code == 200, answer.text
    seen = await read(client, "e")
    assert seen["displayFrom"].startswith("2030-01-01T00:00:00")
    assert seen["catalog"] == "221"


async def test_a_batch_merges_by_code_and_creates_what_is_unknown(client: httpx.AsyncClient) -> None:
    await made(client, code="b1", name="Stays", discountType="PERCENT", discountValue=10)
    body = {
        "data": [
            {"code": "b1", "discountValue": 15},
            {
                "code": "b2",
                "headerName": "Made",
                "type": "Personalized promotion",
                "visibilityStatus": "PUBLISH",
            },
            {"code": "b2", "headerName": "Made twice"},
        ]
    }
    answer = await client.post("/v4/promotions/v2/promotion/batch", json=body)
    assert (answer.status_code, answer.content) == (202, b"")
    first, second = await read(client, "b1"), await read(client, "b2")
    assert (first["name"], first["discountValue"], first["discountType"]) == ("Stays", 15, "PERCENT")
    assert (second["headerName"], second["type"], second["status"]) == ("Made twice", "HANDBILL", "PUBLISH")

    bare = await client.post("/v4/promotions/v2/promotion/batch", json=body["data"])
    assert (bare.status_code, bare.json()["errorCode"]) == (400, "invalid_input")
    partly = await client.post(
        "/v4/promotions/v2/promotion/batch",
        json={
            "data": [
                {"code": "b1", "discountValue": 30},
                {"code": "b3"},
                {"code": "b4", "headerName": "x", "discountType": "HALF"},
            ]
        },
    )
    assert partly.status_code == 207, partly.text
    assert [error["errors"][0]["field"] for error in partly.json()] == ["[1]", "[2].discountType"]
    assert (await read(client, "b1"))["discountValue"] == 30


async def test_the_list_the_deletion_and_a_code_used_again(client: httpx.AsyncClient) -> None:
    for code in ("l1", "l2", "l3"):
        await made(client, code=code, visibilityStatus="PUBLISH" if code == "l2" else "DRAFT")
    listed = (await client.get("/v4/promotions/promotion/list", params={"limit": 2})).json()["data"]
    assert [item["code"] for item in listed] == ["l3", "l2"]
    for code in ("l1", "l2"):
        answer = await client.request("DELETE", "/v4/promotions/promotion", json={"value": code})
        assert answer.status_code == 200, answer.text
        assert (await client.get(f"/v4/promotions/promotion/code/{code}")).status_code == 404
    assert [item["code"] for item in (await client.get("/v4/promotions/promotion/list")).json()["data"]] == [
        "l3"
    ]
    await made(client, code="l2", headerName="Again")
    twice = await client.post("/v4/promotions/promotion", json={"headerName": "x", "code": "l2"})
    assert (twice.status_code, twice.json()["errorCode"]) == (409, "promotion_code_taken")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, ""),
        ({"name": ""}, "name"),
        ({"headerName": "x", "type": "SPECIAL"}, "type"),
        ({"headerName": "x", "discountValue": -1}, "discountValue"),
        ({"headerName": "x", "discountValue": "ten"}, "discountValue"),
        ({"headerName": "x", "startAt": 1700000000}, "startAt"),
        ({"headerName": "x", "uuid": "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"}, "uuid"),
        ({"headerName": "x", "params": {"$synerise": 1}}, "params"),
        ({"headerName": "x", "images": [{"url": "javascript:alert(1)"}]}, "images.0.url"),
        ({"headerName": "x\u0000"}, "headerName"),
        ({"headerName": "x", "startAt": "2030-01-02T00:00:00Z", "expireAt": "2030-01-01T00:00:00Z"}, ""),
        ({"headerName": "x", "discountType": "PERCENT", "discountValue": 101}, "0"),
    ],
)
async def test_wrong_fields_are_named(client: httpx.AsyncClient, body: dict[str, Any], field: str) -> None:
    answer = await client.post("/v4/promotions/promotion", json=body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["errorCode"] == "invalid_input"
    assert answer.json()["errors"][0]["field"].startswith(field)


async def test_the_settings_are_one_object_put_whole(client: httpx.AsyncClient) -> None:
    url = "/v4/promotions/settings"
    assert (await client.get(url)).json() == {"data": {}}
    whole = {"checkoutSettings": {"handbillUuidsForCheckout": ["x"]}, "pointsExpression": None}
    assert (await client.put(url, json=whole)).json() == {"data": whole}
    assert (await client.put(url, json={"other": 1})).status_code == 200
    assert (await client.get(url)).json() == {"data": {"other": 1}}
    assert (await client.put(url, json=[1])).status_code == 400
