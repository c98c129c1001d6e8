"""What a customer could use now."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from largesse.core.db import Database
from largesse.promotions.verdicts import Verdict
from largesse.redemptions.qualifications.qualifier import could_hold
from largesse.vouchers.commands.assign import Assigner, AssignRequest
from tests.factories import a_pool
from tests.redemptions.made import a_customer, a_promotion, write

CART = {"items": [{"sku": "S1", "price": 4000}]}


async def qualify(client: httpx.AsyncClient, **asked: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    answer = await client.post("/v1/qualifications", json=asked)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def percent(value: int) -> list[dict[str, Any]]:
    return [{"type": "order_percent", "percent": str(value)}]


async def a_code_for(database: Database, workspace_id: UUID, pool: UUID, customer: str) -> str:
    request = AssignRequest(
        workspace_id, pool, "custom_id", customer, "assign", database.clock(), "api_key:test"
    )
    return (await Assigner(database, lease=1).assign(request)).code


async def test_the_best_comes_first_and_each_is_looked_at_alone(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    for value in (5, 20, 10):
        await a_promotion(database, workspace_id, name=f"{value} %", rewards=percent(value))
    await a_promotion(database, workspace_id, name="Big", rules={"type": "order_minimum", "amount": 9000})
    await a_promotion(database, workspace_id, name="Near", rules={"type": "order_minimum", "amount": 5000})

    found = await qualify(client, cart=CART)

    assert [
        (item["promotion"]["name"], item["outcome"], item["discount"], item["missing"]) for item in found
    ] == [
        ("20 %", "applicable", 800, None),
        ("10 %", "applicable", 400, None),
        ("5 %", "applicable", 200, None),
        ("Near", "missing", 0, 1000),
        ("Big", "missing", 0, 5000),
    ]
    assert found[3]["reason"] == "order_below_minimum"


async def test_before_anything_is_in_the_cart_only_the_customer_counts(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    minimum = {"type": "order_minimum", "amount": 5000}
    await a_promotion(database, workspace_id, name="All")
    await a_promotion(
        database,
        workspace_id,
        name="VIP",
        rules={"type": "all", "rules": [minimum, {"type": "customer_tag", "tags": ["vip"]}]},
    )
    await a_promotion(database, workspace_id, name="Dollars", currency="USD", rules=minimum)
    await a_customer(database, workspace_id, "vip", tags=["vip"])
    await a_customer(database, workspace_id, "plain")

    async def names(customer: str) -> dict[str, int | None]:
        answer = await client.get("/v1/qualifications", params={"custom_id": customer})
        assert answer.status_code == 200, answer.text
        assert {item["outcome"] for item in answer.json()["items"]} == {"missing"}
        return {item["promotion"]["name"]: item["missing"] for item in answer.json()["items"]}

    assert await names("vip") == {"All": None, "Dollars": 5000, "VIP": 5000}
    assert await names("plain") == {"All": None, "Dollars": 5000}


async def test_his_codes_and_what_he_was_given_are_among_them(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=2)
    await a_promotion(
        database,
        workspace_id,
        name="Pool",
        access={"type": "pool_codes", "pool_id": str(pool)},
        rewards=percent(50),
    )
    given = await a_promotion(
        database,
        workspace_id,
        name="Given",
        audience="custom",
        access={"type": "generic_code", "code": "Given10"},
    )
    await a_promotion(
        database, workspace_id, name="Known", access={"type": "generic_code", "code": "WELL-KNOWN"}
    )
    customer = await a_customer(database, workspace_id)
    await a_customer(database, workspace_id, "c-2")
    code = await a_code_for(database, workspace_id, pool, "c-1")
    await write(
        database,
        workspace_id,
        "select redemptions_assign(:workspace, :customer, array[cast(:given as uuid)], 't', now())",
        customer=customer,
        given=str(given),
    )

    own = await qualify(client, customer={"custom_id": "c-1"}, cart=CART)

    assert [(item["promotion"]["name"], item["source"], item["code"]) for item in own] == [
        ("Pool", "code", code),
        ("Given", "code", "Given10"),
    ]
    assert await qualify(client, customer={"custom_id": "c-2"}, cart=CART) == []
    assert await qualify(client, customer={"custom_id": "never-seen"}, cart=CART) == []


async def test_what_is_hidden_or_not_shown_yet_is_left_out(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    later = (database.clock() + timedelta(days=1)).isoformat()
    await a_promotion(database, workspace_id, name="Later", display={"starts_at": later})
    hidden = await a_promotion(database, workspace_id, name="Hidden")
    assert [item["promotion"]["name"] for item in await qualify(client, cart=CART)] == ["Hidden"]
    answer = await client.post(f"/v1/promotions/{hidden}/publications", json={"hidden": True})
    assert answer.status_code < 300, answer.text

    assert await qualify(client, cart=CART) == []


async def test_pages_go_on_where_the_last_ended(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    for value in (1, 2, 3):
        await a_promotion(database, workspace_id, name=f"{value} %", rewards=percent(value))

    first = (await client.post("/v1/qualifications", json={"cart": CART}, params={"limit": 2})).json()
    rest = (
        await client.post(
            "/v1/qualifications", json={"cart": CART}, params={"limit": 2, "cursor": first["next_cursor"]}
        )
    ).json()

    assert [item["discount"] for item in (*first["items"], *rest["items"])] == [120, 80, 40]
    assert (first["has_more"], rest["has_more"], rest["next_cursor"]) == (True, False, None)


async def test_a_customer_is_named_once(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/qualifications", params={"custom_id": "a", "email": "a@example.com"})
    assert answer.status_code == 422


async def test_strangers_may_ask_what_is_for_everybody(
    app: FastAPI, database: Database, workspace_id: UUID, api_key: Callable[..., Awaitable[str]]
) -> None:
    await a_promotion(database, workspace_id)
    await a_promotion(database, workspace_id, name="Members", audience="members")
    key = await api_key(kind="profile", permissions=["PROMOTIONS_VALIDATION_OWN_CREATE"])
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://largesse", headers=headers
    ) as shopper:
        answer = await shopper.post("/v1/qualifications/own", json={"cart": CART})

    assert [item["promotion"]["name"] for item in answer.json()["items"]] == ["Ten per cent"]


def fails(rule: str, *parts: Verdict, reason: str = "x", observed: str | None = None) -> Verdict:
    return Verdict(False, reason, observed, rule=rule, parts=parts)


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (fails("order_minimum"), True),
        (fails("customer_tag"), False),
        (fails("weekdays"), False),
        (fails("all", fails("order_minimum"), fails("products")), True),
        (fails("all", fails("order_minimum"), fails("customer_tag")), False),
        (fails("all", fails("order_minimum"), Verdict(True)), True),
        (fails("any", fails("order_minimum"), fails("customer_tag")), True),
        (fails("any", fails("customer_tag"), fails("weekdays")), False),
        (fails("not", Verdict(True), reason="rule_excluded", observed="products"), True),
        (fails("not", Verdict(True), reason="rule_excluded", observed="customer_tag"), False),
        (fails("", reason="no_eligible_items"), True),
        (fails("", reason="wrong_customer"), False),
    ],
)
def test_only_rules_about_the_cart_can_change_with_the_cart(verdict: Verdict, expected: bool) -> None:
    assert could_hold(verdict) is expected
