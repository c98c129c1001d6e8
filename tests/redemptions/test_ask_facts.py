"""What is loaded about the customer before a cart is decided."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from largesse.core.db import Database
from largesse.core.ids import new_id
from largesse.profiles.audiences.commands import create_audience
from largesse.profiles.audiences.schemas import AudienceInput
from tests.factories import a_pool
from tests.redemptions.made import a_customer, a_promotion, ask, reasons, write

SUMMER = {"type": "generic_code", "code": "SUMMER10"}
GOLD = {"type": "attribute", "name": "tier", "test": {"operator": "string_equal", "value": "gold"}}
BOUGHT = {"type": "event", "event": "shop.visit", "window": {"type": "last", "amount": 7}}


async def an_order(
    database: Database,
    workspace_id: UUID,
    customer: int,
    order_id: str,
    *,
    days_ago: int = 1,
    state: str = "paid",
    total: int = 1000,
) -> None:
    await write(
        database,
        workspace_id,
        "insert into orders (workspace_id, id, profile_id, at, currency, total, cart, state, created_at)"
        " values (:workspace, :id, :customer, :at, 'EUR', :total, '{}', :state, :at)",
        id=order_id,
        customer=customer,
        at=database.clock() - timedelta(days=days_ago),
        total=total,
        state=state,
    )


async def an_event(
    database: Database, workspace_id: UUID, customer: int, name: str, *, hours_ago: int
) -> None:
    now = database.clock()
    await write(
        database,
        workspace_id,
        "insert into events (workspace_id, id, time, name, profile_id, source)"
        " values (:workspace, :id, :time, :name, :customer, 'test')",
        id=new_id(now),
        time=now - timedelta(hours=hours_ago),
        name=name,
        customer=customer,
    )


async def an_audience(database: Database, workspace_id: UUID, conditions: dict[str, Any]) -> UUID:
    async with database.context(workspace_id) as ctx:
        made = await create_audience(
            ctx, AudienceInput.model_validate({"name": str(conditions), "conditions": conditions})
        )
        return made.id


async def told(
    database: Database, workspace_id: UUID, customer: str | None, codes: Sequence[str] = ("SUMMER10",)
) -> dict[str | None, str]:
    return reasons(await ask(database, workspace_id, *codes, customer=customer))


async def test_members_of_an_audience_get_its_promotion(database: Database, workspace_id: UUID) -> None:
    audience = await an_audience(database, workspace_id, GOLD)
    await a_promotion(database, workspace_id, access=SUMMER, audience_id=str(audience))
    await a_customer(database, workspace_id, "gold", attributes={"tier": "gold"})
    await a_customer(database, workspace_id, "tin", attributes={"tier": "tin"})

    assert await told(database, workspace_id, "gold") == {}
    assert await told(database, workspace_id, "tin") == {"SUMMER10": "audience_rule_failed"}
    assert await told(database, workspace_id, "new") == {"SUMMER10": "audience_rule_failed"}
    assert await told(database, workspace_id, None) == {"SUMMER10": "customer_required"}


async def test_an_audience_that_changes_is_read_anew(database: Database, workspace_id: UUID) -> None:
    audience = await an_audience(database, workspace_id, GOLD)
    await a_promotion(
        database, workspace_id, access=SUMMER, rules={"type": "audience", "audience_id": str(audience)}
    )
    await a_customer(database, workspace_id, "tin", attributes={"tier": "tin"})
    assert await told(database, workspace_id, "tin") == {"SUMMER10": "audience_rule_failed"}
    await write(
        database,
        workspace_id,
        "update audiences set conditions = cast(:conditions as jsonb), updated_at = now()"
        " where workspace_id = :workspace",
        conditions={"type": "everybody"},
    )

    assert await told(database, workspace_id, "tin") == {}


async def test_an_audience_by_events_is_asked_of_the_database(database: Database, workspace_id: UUID) -> None:
    audience = await an_audience(database, workspace_id, BOUGHT)
    await a_promotion(database, workspace_id, access=SUMMER, audience_id=str(audience))
    visitor = await a_customer(database, workspace_id, "visitor")
    await a_customer(database, workspace_id, "absent")
    await an_event(database, workspace_id, visitor, "shop.visit", hours_ago=24)

    assert await told(database, workspace_id, "visitor") == {}
    assert await told(database, workspace_id, "absent") == {"SUMMER10": "audience_rule_failed"}
    assert await told(database, workspace_id, "new") == {"SUMMER10": "audience_rule_failed"}
    in_a_week = database.clock() + timedelta(days=7)
    later = await ask(database, workspace_id, "SUMMER10", customer="visitor", now=in_a_week)
    assert reasons(later) == {"SUMMER10": "audience_rule_failed"}


async def test_conditions_of_a_promotion_may_ask_for_events(database: Database, workspace_id: UUID) -> None:
    await a_promotion(
        database, workspace_id, access=SUMMER, customers={"type": "all", "conditions": [GOLD, BOUGHT]}
    )
    visitor = await a_customer(database, workspace_id, "visitor", attributes={"tier": "gold"})
    await a_customer(database, workspace_id, "absent", attributes={"tier": "gold"})
    await an_event(database, workspace_id, visitor, "shop.visit", hours_ago=24)

    assert await told(database, workspace_id, "visitor") == {}
    assert await told(database, workspace_id, "absent") == {"SUMMER10": "customer_rule_failed"}
    assert await told(database, workspace_id, None) == {"SUMMER10": "customer_required"}


async def test_earlier_orders_count_unless_they_were_returned(database: Database, workspace_id: UUID) -> None:
    await a_promotion(database, workspace_id, access=SUMMER, rules={"type": "new_customer"})
    old, back, future = [await a_customer(database, workspace_id, name) for name in ("old", "back", "future")]
    await an_order(database, workspace_id, old, "1")
    await an_order(database, workspace_id, back, "2", state="returned")
    await an_order(database, workspace_id, future, "3", days_ago=-1)

    assert await told(database, workspace_id, "old") == {"SUMMER10": "new_customer_required"}
    for customer in ("back", "future", "new"):
        assert await told(database, workspace_id, customer) == {}, customer


@pytest.mark.parametrize(("days", "holds"), [(None, True), (2, True), (1, False)])
async def test_events_are_counted_in_their_window(
    database: Database, workspace_id: UUID, days: int | None, holds: bool
) -> None:
    rule = {"type": "event_count", "event": "shop.visit", "at_least": 2, "days": days}
    await a_promotion(database, workspace_id, access=SUMMER, rules=rule)
    customer = await a_customer(database, workspace_id)
    for hours in (1, 30):
        await an_event(database, workspace_id, customer, "shop.visit", hours_ago=hours)
    await an_event(database, workspace_id, customer, "shop.left", hours_ago=1)

    assert (await told(database, workspace_id, "c-1") == {}) == holds


async def test_points_are_those_of_the_account(database: Database, workspace_id: UUID) -> None:
    await a_promotion(database, workspace_id, access=SUMMER, rules={"type": "points_balance", "at_least": 50})
    customer = await a_customer(database, workspace_id)
    assert await told(database, workspace_id, "c-1") == {"SUMMER10": "points_rule_failed"}
    await write(
        database,
        workspace_id,
        "insert into points_accounts (workspace_id, profile_id, balance) values (:workspace, :customer, 50)",
        customer=customer,
    )

    assert await told(database, workspace_id, "c-1") == {}


async def test_a_code_of_a_pool_has_what_its_promotion_needs_loaded(
    database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    rules = {
        "type": "all",
        "rules": [{"type": "points_balance", "at_least": 50}, {"type": "order_number", "exactly": 3}],
    }
    promotion = await a_promotion(
        database,
        workspace_id,
        access={"type": "pool_codes", "pool_id": str(pool)},
        rules=rules,
        limits=[{"scope": "customer", "most": 1}],
    )
    code = f"{pool.hex[-8:]}-00001".upper()
    customer = await a_customer(database, workspace_id)
    await write(
        database,
        workspace_id,
        "insert into points_accounts (workspace_id, profile_id, balance) values (:workspace, :customer, 50)",
        customer=customer,
    )
    for order_id in ("1", "2"):
        await an_order(database, workspace_id, customer, order_id)

    assert await told(database, workspace_id, "c-1", [code]) == {}
    await write(
        database,
        workspace_id,
        "insert into limit_counters (workspace_id, key, used) values (:workspace, :key, 1)",
        key=f"{promotion}:redemptions:customer:{customer}:ever",
    )
    assert await told(database, workspace_id, "c-1", [code]) == {code: "customer_limit_reached"}


async def a_gift_card(
    database: Database,
    workspace_id: UUID,
    **fields: Any,  # noqa: ANN401
) -> tuple[UUID, str]:
    pool = await a_pool(database, workspace_id, codes=1)
    promotion = await a_promotion(
        database,
        workspace_id,
        access={"type": "gift_cards", "pool_id": str(pool), "balance": 3000, **fields},
        rewards=[{"type": "gift_card"}],
    )
    return promotion, f"{pool.hex[-8:]}-00001".upper()


async def test_a_gift_card_holds_what_the_promotion_says_until_it_is_seen(
    database: Database, workspace_id: UUID
) -> None:
    promotion, card = await a_gift_card(database, workspace_id)

    asked = await ask(database, workspace_id, card)
    assert asked.decision.applied[0].spends_gift == 3000
    await write(
        database,
        workspace_id,
        "update codes set attributes = cast(:own as jsonb) where workspace_id = :workspace",
        own={"balance": "4500"},
    )
    asked = await ask(database, workspace_id, card)
    assert asked.decision.applied[0].spends_gift == 4500
    await write(
        database,
        workspace_id,
        "insert into gift_balances (workspace_id, code, promotion_id, currency, balance)"
        " values (:workspace, :card, :promotion, 'EUR', 700)",
        card=card,
        promotion=promotion,
    )
    asked = await ask(database, workspace_id, card)
    assert asked.decision.applied[0].spends_gift == 700
    await write(
        database, workspace_id, "update gift_balances set balance = 0 where workspace_id = :workspace"
    )
    assert await told(database, workspace_id, None, [card]) == {card: "balance_empty"}


async def test_steps_by_use_know_how_often_it_was_used(database: Database, workspace_id: UUID) -> None:
    ladder = {
        "by": "uses",
        "steps": [{"at_least": 0, "value": "10"}, {"at_least": 1, "value": "20"}],
    }
    promotion = await a_promotion(
        database, workspace_id, access=SUMMER, rewards=[{"type": "order_percent", "percent": ladder}]
    )
    customer = await a_customer(database, workspace_id)
    assert (await ask(database, workspace_id, "SUMMER10", customer="c-1")).decision.discount == 1000
    for state, number in ((2, 1), (3, 2)):  # what was rolled back does not count
        redemption = UUID(int=number)
        await write(
            database,
            workspace_id,
            "insert into redemptions (workspace_id, id, state, profile_id, currency, initial, discount, cart,"
            " actor, created_at) values (:workspace, :id, :state, :customer, 'EUR', 1, 1, '{}', 't', now())",
            id=redemption,
            state=state,
            customer=customer,
        )
        await write(
            database,
            workspace_id,
            "insert into redemption_items"
            " (workspace_id, redemption_id, place, promotion_id, version, discount)"
            " values (:workspace, :id, 1, :promotion, 1, 1)",
            id=redemption,
            promotion=promotion,
        )

    assert (await ask(database, workspace_id, "SUMMER10", customer="c-1")).decision.discount == 2000


async def test_an_order_is_not_in_the_way_of_its_own_hold(database: Database, workspace_id: UUID) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    promotion = await a_promotion(
        database, workspace_id, access={"type": "pool_codes", "pool_id": str(pool)}, limits=[{"most": 1}]
    )
    code = f"{pool.hex[-8:]}-00001".upper()
    key = f"{promotion}:redemptions:total::ever"
    hold = UUID(int=1)
    for statement in (
        "update codes set state = 3, redeemed_at = now() where workspace_id = :workspace",
        "insert into limit_counters (workspace_id, key, used) values (:workspace, :key, 1)",
        "insert into redemptions (workspace_id, id, state, order_id, currency, initial, discount, cart,"
        " actor, created_at) values (:workspace, :hold, 1, '1001', 'EUR', 1, 1, '{}', 't', now())",
        "insert into redemption_items"
        " (workspace_id, redemption_id, place, promotion_id, version, code, discount)"
        " values (:workspace, :hold, 1, :promotion, 1, :code, 1)",
        "insert into redemption_ledger (workspace_id, redemption_id, kind, at, actor, keys, amounts)"
        " values (:workspace, :hold, 'hold', now(), 't', array[cast(:key as text)], '{1}')",
    ):
        values = {"hold": hold, "promotion": promotion, "code": code, "key": key}
        named = {name: value for name, value in values.items() if f":{name}" in statement}
        await write(database, workspace_id, statement, **named)

    assert (await ask(database, workspace_id, code, order_id="1001")).decision.applied
    for other in ("1002", None):
        told = reasons(await ask(database, workspace_id, code, order_id=other))
        assert told == {code: "code_held_elsewhere"}
