"""Orders as the shop tells them."""

from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from largesse.core.db import Database
from tests.redemptions.made import a_customer


def an_order(order_id: str, price: int = 1000, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"id": order_id, "cart": {"items": [{"sku": "S1", "price": price}]}, **fields}


async def save(client: httpx.AsyncClient, *orders: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await client.post("/v1/orders", json={"orders": orders})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def events(database: Database, workspace_id: UUID, name: str) -> list[dict[str, Any]]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.scalars(
            text("select params from events where name = :name order by params ->> 'order_id'"),
            {"name": name},
        )
        return list(rows.all())


async def test_orders_are_kept_and_told_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    customer = await a_customer(database, workspace_id)
    named = {"customer": {"custom_id": "c-1"}}

    first = await save(client, an_order("A", **named), an_order("B", 500, discount=100))
    second = await save(client, an_order("A", 1500, **named), an_order("C"))

    assert first == [
        {"id": "A", "customer_id": customer, "is_new": True},
        {"id": "B", "customer_id": None, "is_new": True},
    ]
    assert [(item["id"], item["is_new"]) for item in second] == [("A", False), ("C", True)]
    assert (await client.get("/v1/orders/A")).json()["total"] == 1500
    told = await events(database, workspace_id, "order.created")
    assert [(event["order_id"], event["total"], event["discount"]) for event in told] == [
        ("A", 1000, 0),
        ("B", 500, 100),
        ("C", 1000, 0),
    ]


async def test_an_order_that_is_told_again_with_other_numbers_is_an_event_and_the_same_again_none(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await save(client, an_order("A"), an_order("B"))
    await save(client, an_order("A"), an_order("B", 700, discount=50, returned=20))
    await save(client, an_order("B", 700, discount=50))
    told = await events(database, workspace_id, "order.changed")
    names = ("order_id", "total", "discount", "returned", "currency")
    assert [[event[name] for name in names] for event in told] == [["B", 700, 50, 20, "EUR"]]


async def test_what_an_order_leaves_out_stays(client: httpx.AsyncClient) -> None:
    at = "2027-01-02T03:04:05+00:00"
    await save(client, an_order("A", at=at, discount=100, customer={"custom_id": "new"}))
    before = (await client.get("/v1/orders/A")).json()

    await save(client, an_order("A"))

    assert (await client.get("/v1/orders/A")).json() == before
    assert before["discount"] == 100
    assert before["at"].startswith("2027-01-02T03:04:05")
    assert before["customer_id"] is not None


async def test_one_that_is_sent_twice_in_one_call_counts_as_it_came_last(client: httpx.AsyncClient) -> None:
    items = await save(client, an_order("A", 1000), an_order("A", 2000))

    assert [item["id"] for item in items] == ["A"]
    assert (await client.get("/v1/orders/A")).json()["total"] == 2000


async def test_a_customer_by_a_number_nobody_has_refuses_all(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/v1/orders", json={"orders": [an_order("A"), an_order("B", customer={"id": 10**12})]}
    )

    assert (answer.status_code, answer.json()["code"]) == (404, "profile_not_found")
    assert (await client.get("/v1/orders/A")).status_code == 404


async def test_orders_are_listed_from_the_latest_page_by_page(client: httpx.AsyncClient) -> None:
    await save(
        client,
        *(
            an_order(f"O/{day} ü", at=f"2027-01-0{day}T00:00:00Z", customer={"custom_id": f"c{day % 2}"})
            for day in range(1, 6)
        ),
        an_order("same moment", at="2027-01-05T00:00:00Z"),
    )
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = (
            await client.get("/v1/orders", params={"limit": 2, **({"cursor": cursor} if cursor else {})})
        ).json()
        found += [order["id"] for order in page["items"]]
        cursor = page["next_cursor"]
        if not page["has_more"]:
            break

    assert found == ["same moment", "O/5 ü", "O/4 ü", "O/3 ü", "O/2 ü", "O/1 ü"]
    one = (await client.get("/v1/orders/O/5 ü")).json()
    own = (await client.get("/v1/orders", params={"customer_id": one["customer_id"]})).json()["items"]
    assert [order["id"] for order in own] == ["O/5 ü", "O/3 ü", "O/1 ü"]
    wrong = await client.get("/v1/orders", params={"cursor": "yesterday"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid_cursor")


async def test_returns_add_up_and_never_exceed_the_order(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await save(client, an_order("A", 1000, discount=100))

    part = await client.post("/v1/orders/returns", json={"order_id": "A", "amount": 300})
    too_much = await client.post("/v1/orders/returns", json={"order_id": "A", "amount": 601})
    rest = await client.post("/v1/orders/returns", json={"order_id": "A"})
    again = await client.post("/v1/orders/returns", json={"order_id": "A"})

    assert (part.json()["returned"], part.json()["state"]) == (300, "paid")
    assert (too_much.status_code, too_much.json()["code"]) == (409, "return_exceeds_order")
    assert too_much.json()["left"] == 600
    assert (rest.json()["returned"], rest.json()["state"]) == (900, "returned")
    assert again.status_code == 409
    told = await events(database, workspace_id, "order.returned")
    assert sorted((event["amount"], event["is_whole"]) for event in told) == [(300, False), (600, True)]
    assert (await client.post("/v1/orders/returns", json={"order_id": "B"})).json()[
        "code"
    ] == "order_not_found"


async def test_a_thousand_orders_go_in_one_call_and_no_more(client: httpx.AsyncClient) -> None:
    orders = [an_order(f"{number:04}") for number in range(1001)]

    assert (await client.post("/v1/orders", json={"orders": orders})).status_code == 422
    assert len(await save(client, *orders[:1000])) == 1000


async def test_prices_beyond_reason_are_refused(client: httpx.AsyncClient) -> None:
    for item in (
        {"sku": "S1"},
        {"sku": "S1", "price": -1},
        {"sku": "S1", "price": 10**15, "quantity": 2},
        {"sku": "S1", "price": 1, "quantity": "0.0001"},
        {"sku": "S1", "price": 1, "quantity": "NaN"},
        {"sku": "S1\x00", "price": 1},
        {"sku": "S1", "price": 1.5},
    ):
        answer = await client.post("/v1/orders", json={"orders": [{"id": "A", "cart": {"items": [item]}}]})
        assert answer.status_code == 422, item
