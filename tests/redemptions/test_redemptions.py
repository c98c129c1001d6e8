"""Redeeming over HTTP: what is written, replayed, refused and given back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.redemptions.commands.ends import lapse_holds
from tests.conftest import SetClock
from tests.factories import a_pool
from tests.redemptions.shop import CART, a_campaign, cancel, confirm, hold, publish, redeem, roll_back

GENERIC = {"type": "generic_code", "code": "SPRING10"}


async def counters(database: Database, workspace_id: UUID) -> dict[str, int]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.execute(text("select key, used from limit_counters order by key"))
        return {row.key: row.used for row in rows}


async def ledger_sums(database: Database, workspace_id: UUID) -> dict[str, int]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.execute(
            text(
                "select u.k, sum(u.n)::bigint as n from redemption_ledger l,"
                " unnest(l.keys, l.amounts) u (k, n) group by u.k"
            )
        )
        return {row.k: row.n for row in rows}


async def code_state(ctx: Context, code: str) -> int:
    state: int = (
        await ctx.db.execute(text("select state from codes where code = :code"), {"code": code})
    ).scalar_one()
    return state


async def test_a_generic_code_is_redeemed(client: httpx.AsyncClient) -> None:
    promotion = await publish(client, access=GENERIC)
    answer = await redeem(client, "spring10", order_id="1001", customer={"custom_id": "c-1"})
    assert answer["result"] == "redeemed"
    redemption = answer["redemption"]
    assert (redemption["initial"], redemption["discount"]) == (2500, 250)
    [given] = redemption["promotions"]
    assert (given["promotion_id"], given["code"], given["lines"]) == (
        str(promotion),
        "SPRING10",
        {"a": 200, "b": 50},
    )
    read = await client.get(f"/v1/redemptions/{redemption['id']}")
    detail = read.json()
    assert {name: detail[name] for name in redemption} == {
        **redemption,
        "created_at": detail["created_at"],
        "redeemed_at": detail["redeemed_at"],
    }
    assert [item["sku"] for item in detail["cart"]["items"]] == ["TEA", "CUP"]
    assert detail["actor"].startswith("api_key:")
    assert [entry["kind"] for entry in detail["entries"]] == ["redeem"]


async def test_an_unknown_code_is_rejected_with_a_reason_and_a_row(client: httpx.AsyncClient) -> None:
    answer = await redeem(client, "NOSUCH", order_id="7")
    assert (answer["result"], answer["reason"], answer["redemption"]) == ("rejected", "code_not_found", None)


async def test_the_same_key_is_answered_with_the_same_redemption(client: httpx.AsyncClient) -> None:
    await publish(client, access=GENERIC, limits=[{"most": 1}])
    first = await redeem(client, "SPRING10", key="k1")
    again = await redeem(client, "SPRING10", key="k1")
    assert again["redemption"]["id"] == first["redemption"]["id"]
    other = await client.post(
        "/v1/redemptions",
        json={"codes": ["SPRING10"], "cart": {"amount": 1}},
        headers={"Idempotency-Key": "k1"},
    )
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


async def test_the_same_order_and_code_are_redeemed_once(client: httpx.AsyncClient) -> None:
    await publish(client, access=GENERIC)
    first = await redeem(client, "SPRING10", order_id="1001")
    again = await redeem(client, "SPRING10", order_id="1001")
    assert again["redemption"]["id"] == first["redemption"]["id"]


async def test_a_limit_in_all_refuses_the_next(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await publish(client, access=GENERIC, limits=[{"most": 2}])
    for order in ("1", "2"):
        assert (await redeem(client, "SPRING10", order_id=order))["result"] == "redeemed"
    third = await redeem(client, "SPRING10", order_id="3")
    assert (third["result"], third["reason"]) == ("rejected", "limit_reached")
    [refused] = third["rejected"]
    assert (refused["observed"], refused["needed"]) == (2, 2)
    assert await counters(database, workspace_id) == await ledger_sums(database, workspace_id)


async def test_a_budget_never_pays_more_than_it_has(client: httpx.AsyncClient) -> None:
    campaign = await a_campaign(client, limits=[{"measure": "discount", "most": 600}])
    await publish(client, access=GENERIC, campaign_id=campaign)
    results = [(await redeem(client, "SPRING10", order_id=str(n)))["result"] for n in range(3)]
    assert results == ["redeemed", "redeemed", "rejected"]


async def test_a_limit_per_customer_asks_who_it_is(client: httpx.AsyncClient) -> None:
    await publish(client, access=GENERIC, limits=[{"scope": "customer", "most": 1}])
    assert (await redeem(client, "SPRING10"))["reason"] == "customer_required"
    ada = {"customer": {"custom_id": "ada"}}
    assert (await redeem(client, "SPRING10", **ada))["result"] == "redeemed"
    assert (await redeem(client, "SPRING10", **ada))["reason"] == "customer_limit_reached"
    assert (await redeem(client, "SPRING10", customer={"custom_id": "bob"}))["result"] == "redeemed"


async def test_a_code_of_a_pool_is_used_up_and_comes_back(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, ctx: Context
) -> None:
    pool = await a_pool(database, workspace_id, codes=2)
    code = f"{pool.hex[-8:]}-00001".upper()
    await publish(client, access={"type": "pool_codes", "pool_id": str(pool)})
    done = await redeem(client, code, order_id="1")
    assert done["result"] == "redeemed"
    assert (await redeem(client, code, order_id="2"))["reason"] == "code_exhausted"
    assert await code_state(ctx, code) == 3
    back = await roll_back(client, done["redemption"]["id"])
    assert (back.status_code, back.json()["whole"], back.json()["refund"]) == (200, True, 2250)
    assert await code_state(ctx, code) == 1
    assert (await redeem(client, code, order_id="2"))["result"] == "redeemed"


async def test_a_hold_keeps_its_place_and_confirms(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await publish(client, access=GENERIC, limits=[{"most": 1}])
    held = await hold(client, "SPRING10", order_id="1")
    assert held["result"] == "held"
    assert (await redeem(client, "SPRING10", order_id="2"))["reason"] == "limit_reached"
    again = await hold(client, "SPRING10", order_id="1")
    assert again["result"] == "held"
    confirmed = await confirm(client, again["redemption"]["id"])
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "redeemed")
    assert (await confirm(client, again["redemption"]["id"])).status_code == 200
    late = await cancel(client, again["redemption"]["id"])
    assert (late.status_code, late.json()["code"]) == (409, "already_confirmed")
    assert await counters(database, workspace_id) == await ledger_sums(database, workspace_id)


async def test_a_cancelled_hold_frees_everything(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, ctx: Context
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    code = f"{pool.hex[-8:]}-00001".upper()
    await publish(client, access={"type": "pool_codes", "pool_id": str(pool)}, limits=[{"most": 1}])
    held = await hold(client, code)
    assert (await redeem(client, code))["reason"] == "code_held_elsewhere"
    assert (await cancel(client, held["redemption"]["id"])).json()["state"] == "cancelled"
    assert await code_state(ctx, code) == 1
    assert (await redeem(client, code))["result"] == "redeemed"


async def test_a_hold_lapses_and_a_late_confirmation_reserves_again_or_is_refused(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    clock.now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    await publish(client, access=GENERIC, limits=[{"most": 1}])
    held = (await hold(client, "SPRING10", ttl="PT10M"))["redemption"]
    clock.now += timedelta(minutes=11)
    assert await lapse_holds(database) >= 1  # others of this server may be due as well
    assert (await client.get(f"/v1/redemptions/{held['id']}")).json()["state"] == "lapsed"
    refused = await confirm(client, held["id"], late="refuse")
    assert (refused.status_code, refused.json()["code"]) == (409, "hold_lapsed")
    reserved = await confirm(client, held["id"])
    assert (reserved.status_code, reserved.json()["state"]) == (200, "redeemed")
    again = await confirm(client, held["id"])
    assert again.json()["id"] == reserved.json()["id"]


async def test_lines_that_come_back_are_worth_what_was_paid(client: httpx.AsyncClient) -> None:
    await publish(client, access=GENERIC)
    done = (await redeem(client, "SPRING10"))["redemption"]
    back = await roll_back(client, done["id"], lines={"a": 1})
    assert back.status_code == 200, back.text
    assert (back.json()["refund"], back.json()["discount_returned"], back.json()["whole"]) == (
        900,
        100,
        False,
    )
    assert back.json()["lines"] == {"a": 900, "b": 450}
    too_many = await roll_back(client, done["id"], lines={"a": 2})
    assert (too_many.status_code, too_many.json()["code"]) == (422, "too_many_returned")
    rest = await roll_back(client, done["id"], lines={"a": 1, "b": 1})
    assert (rest.json()["whole"], rest.json()["refund"]) == (True, 1350)


async def test_a_return_below_the_minimum_loses_the_discount_when_evaluated_again(
    client: httpx.AsyncClient,
) -> None:
    await publish(client, access=GENERIC, rules={"type": "order_minimum", "amount": 2000})
    done = (await redeem(client, "SPRING10"))["redemption"]
    back = await roll_back(client, done["id"], lines={"a": 1}, policy="re_evaluate")
    assert back.status_code == 200, back.text
    assert back.json()["refund"] == 2250 - 1500


async def test_a_limit_that_is_new_counts_what_was_redeemed_before(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    promotion = await publish(client, access=GENERIC)
    first = await redeem(client, "SPRING10", order_id="1")
    await redeem(client, "SPRING10", order_id="2")
    definition = (await client.get(f"/v1/promotions/{promotion}")).json()["definition"]
    await client.patch(
        f"/v1/promotions/{promotion}", json={"definition": {**definition, "limits": [{"most": 3}]}}
    )
    await client.post(f"/v1/promotions/{promotion}/publications", json={})
    assert (await redeem(client, "SPRING10", order_id="3"))["result"] == "redeemed"
    assert (await redeem(client, "SPRING10", order_id="4"))["reason"] == "limit_reached"
    await roll_back(client, first["redemption"]["id"])
    assert (await redeem(client, "SPRING10", order_id="5"))["result"] == "redeemed"
    assert await counters(database, workspace_id) == await ledger_sums(database, workspace_id)


async def test_a_cart_without_a_promotion_is_rejected(client: httpx.AsyncClient) -> None:
    assert (await redeem(client))["reason"] == "no_effect"
    await publish(client)
    assert (await redeem(client))["redemption"]["discount"] == 250
    assert CART["items"]


async def test_what_was_counted_and_given_back_stands_in_the_detail(client: httpx.AsyncClient) -> None:
    promotion = await publish(client, access=GENERIC, limits=[{"scope": "total", "most": 5}])
    made = (await redeem(client, "SPRING10", order_id="1"))["redemption"]
    await roll_back(client, made["id"], reason="wrong size")
    entries = (await client.get(f"/v1/redemptions/{made['id']}")).json()["entries"]
    assert [entry["kind"] for entry in entries] == ["redeem", "rollback"]
    [key] = entries[0]["counted"]
    assert key.startswith(f"{promotion}:redemptions:")
    assert [entry["counted"][key] for entry in entries] == [1, -1]


async def test_redemptions_are_listed_by_customer_and_time(
    client: httpx.AsyncClient, clock: SetClock
) -> None:
    await publish(client, access=GENERIC)
    first = (await redeem(client, "SPRING10", order_id="1", customer={"custom_id": "c-1"}))["redemption"]
    clock.now = clock() + timedelta(days=3)
    second = (await redeem(client, "SPRING10", order_id="2", customer={"custom_id": "c-2"}))["redemption"]

    async def listed(**params: str | int) -> list[str]:
        answer = await client.get("/v1/redemptions", params=params)
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["items"]]

    between = (clock() - timedelta(days=1)).isoformat()
    assert await listed() == [second["id"], first["id"]]
    assert await listed(since=between) == [second["id"]]
    assert await listed(until=between) == [first["id"]]
    assert await listed(customer_id=first["customer_id"]) == [first["id"]]
    assert await listed(customer_id=first["customer_id"], since=between) == []
