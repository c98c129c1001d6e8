"""Orders that come back in parts, and holds that learn their order late, over HTTP."""

from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from tests.redemptions.shop import confirm, hold, publish, redeem, roll_back

GENERIC = {"type": "generic_code", "code": "SPRING10"}
THREE = {"items": [{"id": "tea", "sku": "TEA", "quantity": 3, "price": 1000}]}


@pytest.mark.parametrize(
    ("policy", "refunds"),
    # 3000 less 10 % is 2700 paid. Clawed back: the two that stay cost 2000, then each its price.
    [("keep", [900, 900, 900]), ("claw_back", [700, 1000, 1000]), ("re_evaluate", [900, 900, 900])],
)
async def test_units_that_come_back_one_by_one_are_worth_what_was_paid(
    client: httpx.AsyncClient, policy: str, refunds: list[int]
) -> None:
    await publish(client, access=GENERIC)
    done = (await redeem(client, "SPRING10", cart=THREE))["redemption"]
    given = []
    for _ in range(3):
        back = await roll_back(client, done["id"], lines={"tea": 1}, policy=policy)
        assert back.status_code == 200, back.text
        given.append(back.json()["refund"])
    assert given == refunds
    assert sum(given) == 2700
    assert back.json()["whole"]


@pytest.mark.parametrize(
    ("backs", "left", "state"),
    [
        ([{"lines": {"tea": 1}}] * 3, 0, "returned"),
        ([{"lines": {"tea": 3}}], 0, "returned"),
        ([{"lines": {"tea": 1}}, {}], 0, "returned"),
        # Without lines it is the redemption that is undone: the order stays, at its full price.
        ([{}], 3000, "paid"),
    ],
)
async def test_of_an_order_whose_lines_all_came_back_nothing_is_left(
    client: httpx.AsyncClient, backs: list[dict[str, object]], left: int, state: str
) -> None:
    await publish(client, access=GENERIC)
    done = (await redeem(client, "SPRING10", cart=THREE, order_id="o-1"))["redemption"]
    for back in backs:
        assert (await roll_back(client, done["id"], **back)).status_code == 200
    order = (await client.get("/v1/orders/o-1")).json()
    assert (order["total"] - order["discount"] - order["returned"], order["state"]) == (left, state)


async def test_a_budget_gets_back_what_the_discount_is_less_and_never_more(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await publish(client, access=GENERIC, limits=[{"measure": "discount", "most": 1000}])
    done = (await redeem(client, "SPRING10", cart=THREE))["redemption"]

    async def used() -> list[int]:
        async with database.context(workspace_id) as ctx:
            return list((await ctx.db.scalars(text("select used from limit_counters"))).all())

    assert await used() == [300]
    await roll_back(client, done["id"], lines={"tea": 1}, policy="claw_back")
    assert await used() == [0]
    await roll_back(client, done["id"], lines={"tea": 1}, policy="claw_back")
    assert await used() == [0]
    await roll_back(client, done["id"])
    assert await used() == [0]


async def test_a_hold_is_not_confirmed_for_the_order_of_another_hold(client: httpx.AsyncClient) -> None:
    await publish(client, access=GENERIC)
    await hold(client, "SPRING10", order_id="1")
    nameless = (await hold(client, "SPRING10"))["redemption"]
    taken = await confirm(client, nameless["id"], order_id="1")
    assert (taken.status_code, taken.json()["code"]) == (409, "order_taken")
    assert (await confirm(client, nameless["id"], order_id="2")).json()["order_id"] == "2"


async def test_a_code_is_not_confirmed_for_an_order_that_has_it_already(client: httpx.AsyncClient) -> None:
    await publish(client, access=GENERIC)
    nameless = (await hold(client, "SPRING10"))["redemption"]
    await redeem(client, "SPRING10", order_id="1")
    refused = await confirm(client, nameless["id"], order_id="1")
    assert (refused.status_code, refused.json()["code"]) == (409, "order_redeemed")


async def test_a_hold_that_another_of_its_order_replaces_is_told_as_cancelled(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await publish(client, access=GENERIC)
    first = (await hold(client, "SPRING10", order_id="1"))["redemption"]
    await hold(client, "SPRING10", order_id="1", cart=THREE)
    async with database.context(workspace_id) as ctx:
        told = await ctx.db.execute(
            text("select params ->> 'redemption_id' as id from events where name = 'redemption.cancelled'")
        )
        assert [row.id for row in told] == [first["id"]]


async def test_two_rolling_limits_that_differ_in_days_are_both_held(client: httpx.AsyncClient) -> None:
    await publish(
        client,
        access=GENERIC,
        limits=[
            {"period": "rolling", "days": 2, "most": 5},
            {"period": "rolling", "days": 30, "most": 2},
        ],
    )
    results = [(await redeem(client, "SPRING10", order_id=str(n)))["result"] for n in range(3)]
    assert results == ["redeemed", "redeemed", "rejected"]


async def test_money_of_a_gift_card_is_no_discount_of_a_budget(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = (await client.post("/v1/pools", json={"name": "Cards"})).json()["id"]
    await client.post(f"/v1/pools/{pool}/codes", json={"code": "CARD-1"})
    await publish(
        client,
        access={"type": "gift_cards", "pool_id": pool, "balance": 1000},
        rewards=[{"type": "gift_card"}],
        limits=[{"measure": "discount", "most": 1}, {"measure": "gift_spent", "most": 5000}],
    )
    done = await redeem(client, "CARD-1")
    assert done["result"] == "redeemed", done
    assert done["redemption"]["promotions"][0]["gift_spent"] == 1000
