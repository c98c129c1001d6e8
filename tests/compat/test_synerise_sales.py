"""Synerise's till calls, with the bodies a till sends: a basket priced, receipt coupons issued."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from tests.factories import a_pool

SALE_URL = "/v4/promotions/v2/sale/process-sale/externalId/c1"
CHECKOUT_URL = "/v4/promotions/sale/process-checkout/externalId/c1"

SALE: dict[str, Any] = {
    "operationId": 1,
    "clientDateTime": "2026-10-01T10:00:00.000Z",
    "terminal": {"storeId": "store-1", "posId": 1},
    "transactionMetric": {
        "posTransactionId": 1,
        "beginDateTime": "2026-10-01T09:59:00.000Z",
        "globalTransactionId": "trx-00001-20261001-1",
    },
    "finalValue": "39.32",
    "transactionItems": [
        {
            "seqNo": 1,
            "articleRef": "sku-1",
            "quantity": "1.000",
            "evidPrice": "34.23",
            "finalPrice": "30.23",
            "finalValue": "30.23",
        },
        {
            "seqNo": 2,
            "articleRef": "sku-2",
            "quantity": "0.700",
            "evidPrice": "12.99",
            "finalPrice": "12.99",
            "finalValue": "9.09",
        },
    ],
    "transactionAdditionalItems": [],
}
CHECKOUT: dict[str, Any] = {
    **SALE,
    "paymentsReport": {"paymentItems": [{"seqNo": 1, "type": 1, "name": "cash", "amount": "39.32"}]},
}


async def made(client: httpx.AsyncClient, code: str, **fields: object) -> str:
    body = {"code": code, "headerName": code, "visibilityStatus": "PUBLISH", **fields}
    answer = await client.post("/v4/promotions/promotion", json=body)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["data"]["uuid"])


async def activate(client: httpx.AsyncClient, code: str) -> None:
    answer = await client.post(
        "/v4/promotions/promotion/activate-for-client/customId/c1", json={"key": "code", "value": code}
    )
    assert answer.status_code == 200, answer.text


async def sold(client: httpx.AsyncClient, sale: dict[str, Any] = SALE) -> dict[str, Any]:
    answer = await client.post(SALE_URL, json=sale)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def events(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = await client.get("/v1/events", params={"name": "sale.processed"})
    return [item["params"] for item in answer.json()["items"]]


async def test_a_basket_is_priced_by_active_promotions_and_nothing_is_redeemed(
    client: httpx.AsyncClient,
) -> None:
    await client.post("/v4/clients", json={"customId": "c1"})
    uuid = await made(
        client,
        "p1",
        name="A tenth off",
        discountType="PERCENT",
        discountValue=10,
        catalogIndexItems=["sku-1"],
        storeIds=["store-1"],
    )
    await made(client, "p2", discountType="AMOUNT", discountValue=1, itemScope="BASKET", minBasketValue=100)
    await activate(client, "p1")
    await activate(client, "p2")
    for _ in range(2):
        answer = await sold(client)
    assert (answer["finalValue"], answer["grantedValue"], answer["valueToPay"]) == ("39.32", "3.02", "36.30")
    assert answer["operationId"] == 1
    first, second = answer["transactionItems"]
    assert first["grantedDiscounts"] == [
        {
            "discountOrigin": "PROMOTION",
            "discountValue": "3.02",
            "source": {
                "promotionUuid": uuid,
                "promotionCode": "p1",
                "promotionName": "p1",
                "couponId": None,
            },
        }
    ]
    assert {name: first[name] for name in SALE["transactionItems"][0]} == SALE["transactionItems"][0]
    assert second["grantedDiscounts"] == []
    [error] = answer["promotionErrors"]
    assert (error["reason"], error["promotionCode"], error["couponId"]) == ("order_below_minimum", "p2", None)
    assert (await client.get("/v1/redemptions")).json()["items"] == []
    told = (await events(client))[0]
    assert (told["finalValue"], told["grantedValue"], told["storeId"]) == (39.32, 3.02, "store-1")
    assert told["globalTransactionId"] == "trx-00001-20261001-1"
    assert [promotion["promotionCode"] for promotion in told["promotions"]] == ["p1"]


async def test_a_promotion_that_was_not_activated_says_so(client: httpx.AsyncClient) -> None:
    await client.post("/v4/clients", json={"customId": "c1"})
    await made(client, "p1", discountType="PERCENT", discountValue=10)
    answer = await sold(client)
    assert answer["grantedValue"] == "0.00"
    assert [error["reason"] for error in answer["promotionErrors"]] == ["activation_required"]


async def test_a_coupon_of_the_receipt_is_good_for_the_next_basket(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = str(await a_pool(database, workspace_id, codes=3))
    uuid = await made(
        client,
        "receipt",
        headline="2 off",
        discountType="AMOUNT",
        discountValue=2,
        itemScope="BASKET",
        voucherPool=pool,
        params={"checkout": "{{ headline }} next time: {{code}}\n{{ other }}"},
    )
    unset = await client.post(CHECKOUT_URL, json=CHECKOUT)
    assert (unset.status_code, unset.json()["errorCode"]) == (428, "checkout_not_set_up")
    settings = {"checkoutSettings": {"handbillUuidsForCheckout": [uuid, str(uuid4()), "none"]}}
    assert (await client.put("/v4/promotions/settings", json=settings)).status_code == 200

    answer = await client.post(CHECKOUT_URL, json=CHECKOUT)
    assert answer.status_code == 200, answer.text
    report = answer.json()["message"]["transactionGrantsReport"]
    [printout] = report["printouts"]
    [variable] = printout["variables"]
    assert variable["type"] == "CODE"
    assert printout["text"] == f"2 off next time: {variable['value']}\n{{{{ other }}}}"
    assert (await client.post(CHECKOUT_URL, json=CHECKOUT)).json() == answer.json(), "a repeated request"
    metric = {**CHECKOUT["transactionMetric"], "globalTransactionId": "trx-2"}
    other = (await client.post(CHECKOUT_URL, json={**CHECKOUT, "transactionMetric": metric})).json()
    fresh = other["message"]["transactionGrantsReport"]["printouts"][0]["variables"][0]["value"]
    assert fresh != variable["value"]

    coupon = {"seqNo": 9, "type": "COUPON", "code": variable["value"].lower()}
    lost = {"seqNo": 10, "type": "COUPON", "code": "NO-SUCH-CODE"}
    priced = await sold(client, {**SALE, "transactionAdditionalItems": [coupon, lost]})
    assert priced["grantedValue"] == "2.00"
    assert [item["status"] for item in priced["transactionAdditionalItems"]] == ["VALID", "INVALID"]
    granted = [discount for item in priced["transactionItems"] for discount in item["grantedDiscounts"]]
    assert {discount["discountOrigin"] for discount in granted} == {"COUPON"}
    assert {discount["source"]["couponId"] for discount in granted} == {variable["value"]}
    assert sum(round(float(discount["discountValue"]) * 100) for discount in granted) == 200
    assert [(error["reason"], error["couponId"]) for error in priced["promotionErrors"]] == [
        ("code_not_found", "NO-SUCH-CODE")
    ]
    counts = (await client.get(f"/v1/pools/{pool}")).json()
    assert (counts["assigned"], counts["redeemed"]) == (2, 0)


async def test_an_empty_pool_is_told_and_the_other_coupons_are_issued(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    uuids = []
    for name, codes in (("empty", 0), ("full", 1)):
        pool = str(await a_pool(database, workspace_id, codes=codes, name=name))
        uuids.append(await made(client, name, voucherPool=pool, params={"checkout": "{{ code }}"}))
    await client.put(
        "/v4/promotions/settings", json={"checkoutSettings": {"handbillUuidsForCheckout": uuids}}
    )
    answer = (await client.post(CHECKOUT_URL, json=CHECKOUT)).json()
    report = answer["message"]["transactionGrantsReport"]
    assert [printout["promotionUuid"] for printout in report["printouts"]] == uuids[1:]
    assert [(error["promotionUuid"], error["reason"]) for error in report["errors"]] == [
        (uuids[0], "pool_empty")
    ]


@pytest.mark.parametrize("left_out", [*SALE, "paymentsReport"])
async def test_every_field_of_a_basket_is_required(client: httpx.AsyncClient, left_out: str) -> None:
    body = {name: value for name, value in CHECKOUT.items() if name != left_out}
    answer = await client.post(CHECKOUT_URL, json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, left_out)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("finalValue",), 39.32),
        (("finalValue",), "39"),
        (("finalValue",), "39.325"),
        (("finalValue",), "-39.32"),
        (("finalValue",), "39.33"),
        (("transactionItems", 0, "quantity"), "1.0000"),
        (("transactionItems", 0, "quantity"), "2.000"),
        (("transactionItems", 0, "quantity"), "0"),
        (("transactionItems", 1, "seqNo"), 1),
        (("transactionItems", 0, "evidPrice"), None),
        (("transactionItems",), []),
        (("terminal",), {"storeId": "s"}),
        (("transactionAdditionalItems",), [{"seqNo": 1, "type": "VOUCHER", "code": "X"}]),
    ],
)
async def test_a_wrong_basket_is_refused(
    client: httpx.AsyncClient, path: tuple[str | int, ...], value: object
) -> None:
    body = {**SALE, "transactionItems": [dict(item) for item in SALE["transactionItems"]]}
    place: Any = body
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    answer = await client.post(SALE_URL, json=body)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "invalid_input")
    assert await events(client) == []


async def test_a_stranger_is_priced_too(client: httpx.AsyncClient) -> None:
    native = await client.post(
        "/v1/promotions",
        json={
            "name": "For all",
            "code": "all",
            "definition": {"rewards": [{"type": "order_percent", "percent": "10"}]},
        },
    )
    published = await client.post(f"/v1/promotions/{native.json()['id']}/publications", json={})
    assert published.status_code in (200, 201), published.text
    assert (await sold(client))["grantedValue"] == "3.93"
    assert (await client.get("/v4/clients/by-customid/c1")).status_code == 404, "pricing makes nobody"


TWO_LINES: dict[str, Any] = {
    **SALE,
    "finalValue": "34.00",
    "transactionItems": [
        {
            "seqNo": place,
            "articleRef": sku,
            "quantity": quantity,
            "evidPrice": price,
            "finalPrice": price,
            "finalValue": value,
        }
        for place, sku, quantity, price, value in (
            (1, "A", "3", "10.00", "30.00"),
            (2, "B", "1", "4.00", "4.00"),
        )
    ],
}
ONLY_A: dict[str, Any] = {"catalogIndexItems": ["A"]}


def multibuy(name: str, required: int, discounted: int, *, outer: bool) -> dict[str, Any]:
    counts = {"requiredItemsCount": required, "discountedItemsCount": discounted}
    details = {"discountType": {"name": name, "outerScope": outer, **counts}}
    return {"discountType": "MULTIBUY", "details": details, **ONLY_A}


TEN = {"discountType": "PERCENT", "discountValue": 10}


@pytest.mark.parametrize(
    ("fields", "granted"),
    [
        ({"discountType": "NONE"}, "0.00"),
        ({**TEN, **ONLY_A}, "3.00"),
        ({**TEN, "excludeCatalogIndexItems": ["A"]}, "0.40"),
        ({**TEN, "itemScope": "BASKET"}, "3.40"),
        ({"discountType": "AMOUNT", "discountValue": 1.5, **ONLY_A}, "4.50"),
        ({"discountType": "AMOUNT", "discountValue": 5, "itemScope": "BASKET"}, "5.00"),
        ({"discountType": "EXACT_PRICE", "discountValue": 7.99, **ONLY_A}, "6.03"),
        ({"discountType": "EXACT_PRICE", "discountValue": 30, "itemScope": "BASKET"}, "4.00"),
        ({"discountType": "2_FOR_1", **ONLY_A}, "10.00"),
        (multibuy("PERCENT", 3, 1, outer=False), "10.00"),
        ({**multibuy("PERCENT", 2, 1, outer=True), "discountValue": 50}, "5.00"),
        ({**multibuy("AMOUNT", 2, 1, outer=False), "discountValue": 2}, "2.00"),
        ({**multibuy("EXACT_PRICE", 3, 1, outer=False), "discountValue": 4}, "6.00"),
        ({**TEN, "minBasketValue": 34}, "3.40"),
        ({**TEN, "minBasketValue": 34.01}, "0.00"),
        ({**TEN, "maxBasketValue": 33.99}, "0.00"),
        ({**TEN, "storeIds": ["store-1"]}, "3.40"),
        ({**TEN, "storeIds": ["store-2"]}, "0.00"),
    ],
)
async def test_every_kind_of_discount_takes_off_what_it_says(
    client: httpx.AsyncClient, fields: dict[str, Any], granted: str
) -> None:
    await client.post("/v4/clients", json={"customId": "c1"})
    await made(client, "p1", **fields)
    await activate(client, "p1")
    assert (await sold(client, TWO_LINES))["grantedValue"] == granted


async def test_a_discount_grows_with_its_uses(client: httpx.AsyncClient) -> None:
    await client.post("/v4/clients", json={"customId": "c1"})
    steps = [{"discountValue": value, "usageThreshold": uses} for uses, value in ((1, 10), (2, 20))]
    await made(
        client,
        "p1",
        discountType="PERCENT",
        discountValue=5,
        discountMode="STEP",
        itemScope="BASKET",
        discountModeDetails={"discountSteps": steps},
        redeemQuantityPerActivation=10,
    )
    await activate(client, "p1")
    wish = {"code": "p1", "clientKey": "customId", "clientKeyValue": "c1"}
    seen = []
    for _ in range(4):
        seen.append((await sold(client, TWO_LINES))["grantedValue"])
        assert (await client.post("/v4/promotions/promotion/redeem", json=wish)).status_code == 200
    assert seen == ["1.70", "3.40", "6.80", "6.80"]
