"""What a redemption gives beside the discount: handed out once, told, and taken back with it."""

from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.events.inbox import deal_with
from largesse.redemptions.commands.grants import hand_out, hear
from tests.factories import a_pool
from tests.redemptions.shop import confirm, hold, publish, redeem, roll_back

ADA = {"custom_id": "ada"}


async def grants_of(client: httpx.AsyncClient, redemption_id: str) -> list[Any]:
    read = (await client.get(f"/v1/redemptions/{redemption_id}")).json()
    return [grant for promotion in read["promotions"] for grant in promotion["grants"]]


async def test_a_code_is_given_at_once_and_only_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=3, name="Cinema")
    await publish(client, rewards=[{"type": "give_code", "pool_id": str(pool)}])
    done = (await redeem(client, customer=ADA))["redemption"]
    [grant] = done["promotions"][0]["grants"]
    assert grant["given"]["code"] == f"{pool.hex[-8:]}-00001"
    await deal_with(database, workspace_id, "redemptions", hear)
    assert await grants_of(client, done["id"]) == [grant]
    counts = (await client.get(f"/v1/pools/{pool}")).json()
    assert (counts["remaining"], counts["assigned"]) == (2, 1)


async def test_the_worker_hands_out_what_a_dead_process_left(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    await publish(client, rewards=[{"type": "give_code", "pool_id": str(pool)}])
    done = (await redeem(client, customer=ADA))["redemption"]
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update redemptions set granted_at = null"))
        await ctx.db.execute(text("update redemption_items set grants = grants #- '{0,given}'"))
        await ctx.db.execute(text("delete from assignments"))
        await ctx.db.execute(
            text("update codes set state = 1, profile_id = null, assigned_at = null, expires_at = null")
        )
        await ctx.db.execute(
            text("insert into pool_returns select workspace_id, pool_id, position from codes")
        )
    await deal_with(database, workspace_id, "redemptions", hear)
    [grant] = await grants_of(client, done["id"])
    assert grant["given"]["code"]


async def test_nobody_in_particular_and_an_empty_pool_get_no_code_but_the_reason(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id)
    await publish(client, rewards=[{"type": "give_code", "pool_id": str(pool)}])
    guest = (await redeem(client))["redemption"]
    assert guest["promotions"][0]["grants"][0]["given"] == {"reason": "customer_required"}
    known = (await redeem(client, customer=ADA))["redemption"]
    assert known["promotions"][0]["grants"][0]["given"] == {"reason": "pool_empty"}


async def test_a_hold_gives_nothing_before_it_is_confirmed(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    await publish(client, rewards=[{"type": "give_code", "pool_id": str(pool)}])
    held = (await hold(client, customer=ADA))["redemption"]
    assert "given" not in held["promotions"][0]["grants"][0]
    confirmed = (await confirm(client, held["id"])).json()
    assert confirmed["promotions"][0]["grants"][0]["given"]["code"]


async def test_a_code_is_made_for_the_customer_and_void_after_a_rollback(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, name="Thanks")
    reward = {
        "type": "generate_code",
        "pool_id": str(pool),
        "pattern": {"pattern": "THX-######"},
        "lasts": "P30D",
    }
    await publish(client, rewards=[reward])
    done = (await redeem(client, customer=ADA))["redemption"]
    code = done["promotions"][0]["grants"][0]["given"]["code"]
    made = (await client.get(f"/v1/codes/{code}")).json()
    assert code.startswith("THX-")
    assert (made["state"], made["profile_id"]) == ("assigned", done["customer_id"])
    await roll_back(client, done["id"])
    await deal_with(database, workspace_id, "redemptions", hear)
    assert (await client.get(f"/v1/codes/{code}")).json()["state"] == "cancelled"
    [grant] = await grants_of(client, done["id"])
    assert grant["given"]["taken_back"] == {"cancelled": True}


async def test_a_customer_is_tagged_and_another_system_is_called(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, ctx: Context
) -> None:
    await publish(
        client,
        rewards=[
            {"type": "add_tag", "tag": "tea-lover"},
            {"type": "call_webhook", "url": "https://example.com/hook", "payload": {"tier": "gold"}},
        ],
    )
    done = (await redeem(client, customer=ADA, order_id="7"))["redemption"]
    profile = (await client.get(f"/v1/profiles/{done['customer_id']}")).json()
    assert profile["tags"] == ["tea-lover"]
    content = (
        await ctx.db.execute(
            text("select content from messages where workspace_id = :w"), {"w": workspace_id}
        )
    ).scalar_one()
    assert content["data"]["payload"] == {"tier": "gold"}
    assert content["data"]["order_id"] == "7"
    await hand_out(ctx, UUID(done["id"]))
    sent = (await ctx.db.execute(text("select count(*) from messages"))).scalar_one()
    assert sent == 1


async def test_points_are_earned_with_the_redemption_and_taken_back_with_it(
    client: httpx.AsyncClient,
) -> None:
    await publish(client, rewards=[{"type": "points", "points": 2, "per": 100}])
    done = (await redeem(client, customer=ADA))["redemption"]
    path = f"/v1/profiles/{done['customer_id']}/points"
    assert (await client.get(path)).json()["balance"] == 50
    await roll_back(client, done["id"])
    assert (await client.get(path)).json()["balance"] == 0


async def test_money_comes_onto_a_new_gift_card(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1, name="Cards")
    await publish(
        client,
        "Cards",
        access={"type": "gift_cards", "pool_id": str(pool), "balance": 0},
        rewards=[{"type": "gift_card"}],
    )
    await publish(client, rewards=[{"type": "gift_credit", "amount": 700, "pool_id": str(pool)}])
    done = (await redeem(client, customer=ADA))["redemption"]
    code = done["promotions"][0]["grants"][0]["given"]["code"]
    assert (await client.get(f"/v1/gift-cards/{code}")).json()["balance"] == 700
    paid = (await redeem(client, code, customer=ADA, order_id="2"))["redemption"]
    assert sum(promotion["gift_spent"] for promotion in paid["promotions"]) == 700
