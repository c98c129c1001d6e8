"""The listener: one message for each recipient of an event, and nothing twice."""

from typing import Any
from uuid import UUID

from sqlalchemy import text

from largesse.alerts.commands import create_rule
from largesse.alerts.jobs import alert_listener
from largesse.alerts.schemas import AlertRuleInput
from largesse.core.db import Database
from largesse.core.settings import Settings
from largesse.events.commands import emit
from largesse.events.inbox import deal_with, rehint_waiting

POOL = {
    "pool_id": "p1",
    "name": "Spring",
    "remaining": 2,
    "total": 10,
    "remaining_percent": 20.0,
    "threshold": {"unit": "codes", "below": 3},
    "expiring": 0,
    "expires_within_days": None,
    "burn_rate": 1.5,
    "runs_out_on": None,
    "emails": ["ops@shop.example"],
    "webhook_url": "https://hooks.shop.example/pool",
    "link": "/pools/p1",
}


async def rule(database: Database, workspace_id: UUID, event: str, **fields: object) -> None:
    async with database.context(workspace_id) as ctx:
        await create_rule(ctx, AlertRuleInput.model_validate({"name": "Rule", "event": event, **fields}))


async def happen(database: Database, workspace_id: UUID, settings: Settings, event: str) -> UUID:
    async with database.context(workspace_id) as ctx:
        event_id = await emit(ctx, event, POOL)
    for _ in range(2):
        await deal_with(database, workspace_id, "alerts", alert_listener(settings))
    return event_id


async def messages(database: Database, workspace_id: UUID) -> list[dict[str, Any]]:
    async with database.session(workspace_id) as session:
        rows = await session.execute(text("select * from messages order by channel, recipient"))
        return [dict(row) for row in rows.mappings()]


async def test_a_pools_own_recipients_get_one_message_each(
    database: Database, workspace_id: UUID, settings: Settings
) -> None:
    event_id = await happen(database, workspace_id, settings, "pool.low")
    mail, webhook = await messages(database, workspace_id)
    assert (mail["recipient"], mail["dedupe_key"]) == ("ops@shop.example", f"{event_id}:ops@shop.example")
    assert f"{settings.public_url}/pools/p1" in mail["content"]["html"]
    assert webhook["recipient"] == "https://hooks.shop.example/pool"
    assert webhook["content"]["type"] == "pool.low"
    assert webhook["content"]["data"]["remaining"] == 2
    assert "emails" not in webhook["content"]["data"]


async def test_who_is_named_by_the_pool_and_by_rules_is_told_once(
    database: Database, workspace_id: UUID, settings: Settings
) -> None:
    emails = ["OPS@shop.example", "boss@shop.example"]
    await rule(database, workspace_id, "pool.low", emails=emails)
    await rule(database, workspace_id, "pool.low", emails=emails, webhook_url=POOL["webhook_url"])
    await rule(database, workspace_id, "pool.low", emails=["asleep@shop.example"], active=False)
    await rule(database, workspace_id, "pool.empty", emails=["other@shop.example"])
    await happen(database, workspace_id, settings, "pool.low")
    assert [message["recipient"] for message in await messages(database, workspace_id)] == [
        "boss@shop.example",
        "ops@shop.example",
        "https://hooks.shop.example/pool",
    ]


async def test_an_empty_pool_is_told_to_those_who_asked_for_it_only(
    database: Database, workspace_id: UUID, settings: Settings
) -> None:
    await happen(database, workspace_id, settings, "pool.empty")
    assert await messages(database, workspace_id) == []
    await rule(database, workspace_id, "pool.empty", emails=["boss@shop.example"])
    await happen(database, workspace_id, settings, "pool.empty")
    [mail] = await messages(database, workspace_id)
    assert (mail["recipient"], mail["subject"]) == ("boss@shop.example", "Voucher pool Spring is empty")


async def test_an_event_whose_hint_was_lost_is_hinted_at_again(
    database: Database, workspace_id: UUID
) -> None:
    async with database.context(workspace_id) as ctx:
        await emit(ctx, "pool.low", POOL)
        await ctx.db.execute(
            text("delete from procrastinate_jobs where args ->> 'workspace_id' = :workspace"),
            {"workspace": str(workspace_id)},
        )
    for _ in range(2):
        await rehint_waiting(database)
    async with database.session() as session:
        hints = await session.scalar(
            text(
                "select count(*) from procrastinate_jobs where task_name = 'deal_with_events'"
                " and args ->> 'workspace_id' = :workspace"
            ),
            {"workspace": str(workspace_id)},
        )
    assert hints == 1
