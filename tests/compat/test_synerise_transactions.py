"""Synerise's transactions: an order of ours, one event of the whole and one of each line."""

from typing import Any

import httpx
import pytest

# As CreateATransaction of the public reference has it.
SALE: dict[str, Any] = {
    "client": {"customId": "c1"},
    "orderId": "order-1",
    "recordedAt": "2026-10-01T10:00:00Z",
    "products": [
        {
            "sku": "TEA-1",
            "name": "Green tea",
            "quantity": 2,
            "finalUnitPrice": {"amount": 4.5, "currency": "EUR"},
            "regularPrice": {"amount": 5, "currency": "EUR"},
            "categories": ["tea"],
            "tax": 23,
            "colour": "green",
        },
        {"name": "Loose tea", "quantity": 0.35, "finalUnitPrice": {"amount": 12.99, "currency": "EUR"}},
    ],
    "paymentInfo": {"method": "CARD"},
    "revenue": {"amount": 13.55, "currency": "EUR"},
    "value": {"amount": 13.55, "currency": "EUR"},
    "discountAmount": {"amount": 1, "currency": "EUR"},
    "source": "POS",
    "metadata": {"cardHash": "ab12", "till": 3},
}

REQUIRED = ("client", "orderId", "products", "paymentInfo", "revenue", "value", "source")


async def events(client: httpx.AsyncClient, name: str) -> list[dict[str, Any]]:
    answer = await client.get("/v1/events", params={"name": name})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_a_transaction_is_an_order_and_its_events(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v4/transactions", json=SALE, headers={"Api-Version": "4.4"})
    assert (answer.status_code, answer.content) == (202, b"")
    [order] = (await client.get("/v1/orders")).json()["items"]
    assert (order["id"], order["currency"], order["total"], order["discount"]) == (
        "order-1",
        "EUR",
        1455,
        100,
    )
    assert order["at"].startswith("2026-10-01T10:00:00")
    assert order["cart"]["metadata"] == {"cardHash": "ab12", "till": 3}
    assert [item["sku"] for item in order["cart"]["items"]] == ["TEA-1", "Loose tea"]

    [charge] = await events(client, "transaction.charge")
    bought = {event["id"]: event["params"] for event in await events(client, "product.buy")}
    assert set(charge["params"]["productEventsUUIDs"]) == set(bought)
    profile = (await client.get("/v4/clients/by-customid/c1")).json()["clientId"]
    assert charge["profile_id"] == profile
    told = {name: value for name, value in charge["params"].items() if name != "productEventsUUIDs"}
    assert told == {
        "$orderID": "order-1",
        "$totalAmount": 13.55,
        "$revenue": 13.55,
        "$currency": "EUR",
        "$paymentType": {"method": "CARD"},
        "$discountAmount": 1,
        "source": "POS",
        "cardHash": "ab12",
        "till": 3,
        "products": [
            {
                "$sku": "TEA-1",
                "$name": "Green tea",
                "$quantity": 2,
                "$finalUnitPrice": 4.5,
                "$currency": "EUR",
            },
            {
                "$sku": None,
                "$name": "Loose tea",
                "$quantity": 0.35,
                "$finalUnitPrice": 12.99,
                "$currency": "EUR",
            },
        ],
    }
    tea = next(params for params in bought.values() if params["$name"] == "Green tea")
    assert tea == {
        "sku": "TEA-1",
        "$sku": "TEA-1",
        "$name": "Green tea",
        "$quantity": 2,
        "$finalUnitPrice": 4.5,
        "$currency": "EUR",
        "$regularPrice": 5,
        "$tax": 23,
        "categories": ["tea"],
        "$orderID": "order-1",
        "colour": "green",
    }


async def test_the_same_salt_overwrites_and_without_one_the_events_come_twice(
    client: httpx.AsyncClient,
) -> None:
    for revenue in (13, 14):
        body = {**SALE, "eventSalt": "s1", "revenue": {"amount": revenue, "currency": "EUR"}}
        assert (await client.post("/v4/transactions", json=body)).status_code == 202
    [charge] = await events(client, "transaction.charge")
    assert charge["params"]["$revenue"] == 14
    assert len(await events(client, "product.buy")) == 2
    assert (await client.post("/v4/transactions", json=SALE)).status_code == 202
    assert len(await events(client, "transaction.charge")) == 2
    assert len((await client.get("/v1/orders")).json()["items"]) == 1


async def test_a_batch_keeps_the_good_ones(client: httpx.AsyncClient) -> None:
    batch = [
        SALE,
        {**SALE, "orderId": "order-2", "client": {"email": "ada@example.com"}},
        {**SALE, "orderId": "order-3", "client": {}},
        {**SALE, "orderId": "order-4", "source": "PIGEON"},
    ]
    answer = await client.post("/v4/transactions/batch", json=batch)
    assert answer.status_code == 207, answer.text
    assert [error["errors"][0]["field"] for error in answer.json()] == ["[2]", "[3].source"]
    orders = (await client.get("/v1/orders")).json()["items"]
    assert {order["id"] for order in orders} == {"order-1", "order-2"}
    fine = await client.post("/v4/transactions/batch", json=batch[:2])
    assert (fine.status_code, fine.content) == (202, b"")


@pytest.mark.parametrize(
    "left_out", ["client", "orderId", "products", "paymentInfo", "revenue", "value", "source"]
)
async def test_what_is_required_is_asked_for(client: httpx.AsyncClient, left_out: str) -> None:
    body = {name: value for name, value in SALE.items() if name != left_out}
    answer = await client.post("/v4/transactions", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, left_out)


async def test_prices_have_one_currency_and_yen_have_no_cents(client: httpx.AsyncClient) -> None:
    mixed = {**SALE, "revenue": {"amount": 1, "currency": "PLN"}}
    assert (await client.post("/v4/transactions", json=mixed)).status_code == 400
    yen = {"amount": 1200, "currency": "JPY"}
    product = {"name": "Tea", "sku": "T", "quantity": 3, "finalUnitPrice": yen}
    body = {**SALE, "products": [product], "revenue": yen, "value": yen}
    assert (await client.post("/v4/transactions", json=body)).status_code == 202
    [order] = (await client.get("/v1/orders")).json()["items"]
    assert (order["currency"], order["total"]) == ("JPY", 3600)


async def test_what_cannot_be_stored_is_refused(client: httpx.AsyncClient) -> None:
    product = {**SALE["products"][0], "colour": "\x00"}
    answer = await client.post("/v4/transactions", json={**SALE, "products": [product]})
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "invalid_input")
