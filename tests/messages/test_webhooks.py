"""Webhooks: every event that is wanted arrives once, signed, and a receiver that is gone is left alone."""

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from largesse.events.commands import emit
from largesse.events.inbox import rehint_waiting
from tests.conftest import SetClock
from tests.messages.receiving import an_outbox, deliver, is_signed, receiving


@pytest.fixture
def app(settings: Settings, database: Database) -> FastAPI:
    """The app, which may reach the loopback."""
    return create_app(settings.model_copy(update={"outgoing_allow": "127.0.0.1"}), database)


async def webhook(client: httpx.AsyncClient, url: str, *events: str, **fields: object) -> dict[str, str]:
    body = {"name": "Till", "url": url, "events": list(events), **fields}
    answer = await client.post("/v1/webhooks", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def tell(database: Database, workspace_id: UUID, *names: str, **params: object) -> None:
    for name in names:
        async with database.context(workspace_id) as ctx:
            await emit(ctx, name, params, profile_id=7)


async def subscribed(database: Database, workspace_id: UUID) -> set[str]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.scalars(text("select name from event_subscriptions where listener = 'webhooks'"))
        return set(rows.all())


async def waiting(database: Database, workspace_id: UUID) -> int:
    async with database.context(workspace_id) as ctx:
        count: int = await ctx.db.scalar(text("select count(*) from event_inbox where listener = 'webhooks'"))
        return count


async def test_a_webhook_gets_the_events_it_wants_and_can_check_them(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(200) as receiver:
        made = await webhook(client, receiver.url, "order.paid")
        await tell(database, workspace_id, "order.lost", "order.paid", amount=5)
        await deliver(database, workspace_id, an_outbox(database, keyring, allow=receiver.address))
    [call] = receiver.calls
    body = json.loads(call.body)
    assert (body["type"], body["data"], body["profile_id"]) == ("order.paid", {"amount": 5}, 7)
    [event] = (await client.get("/v1/events?name=order.paid")).json()["items"]
    assert body["event_id"] == event["id"]
    assert datetime.fromisoformat(body["timestamp"]) == datetime.fromisoformat(event["time"])
    assert is_signed(call, made["secret"])
    of_workspace = (await client.get("/v1/webhook-secret")).json()["secret"]
    assert not is_signed(call, of_workspace)


async def test_a_star_is_every_event_however_it_is_written(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(200) as receiver:
        await webhook(client, receiver.url, "*")
        await webhook(client, receiver.url + "/too", "cart.left")
        person = {"custom_id": "c1"}
        sent = {"name": "cart.left", "profile": person, "params": {"sku": "1"}, "salt": "s"}
        sent["time"] = "2026-01-05T08:00:00Z"
        for _ in range(2):  # the second one only overwrites
            assert (await client.post("/v1/events", json=sent)).status_code in (200, 201)
        async with database.context(workspace_id) as ctx:
            await ctx.db.execute(
                text(
                    "select events_emit_many(:workspace, 'bulk.made', cast(:profiles as bigint[]),"
                    " cast(:params as jsonb[]), 'system', :now)"
                ).bindparams(params=['{"n": 1}', '{"n": 2}'], profiles=[1, 2]),
                {"workspace": workspace_id, "now": ctx.now},
            )
            await ctx.db.execute(
                text(
                    "select events_generate(:workspace, array['made.by.workflow'], array[null]::bigint[],"
                    " array['{}']::jsonb[], array[false], array[null]::bigint[], 'system', :now)"
                ),
                {"workspace": workspace_id, "now": ctx.now},
            )
        await tell(database, workspace_id, "single.made")
        await deliver(database, workspace_id, an_outbox(database, keyring, allow=receiver.address))
    types = sorted((call.path, json.loads(call.body)["type"]) for call in receiver.calls)
    assert types == [
        ("/hook", "bulk.made"),
        ("/hook", "bulk.made"),
        ("/hook", "cart.left"),
        ("/hook", "made.by.workflow"),
        ("/hook", "single.made"),
        ("/hook/too", "cart.left"),
    ]
    told = {
        (body["type"], body["profile_id"]): body["data"]
        for body in (json.loads(c.body) for c in receiver.calls)
    }
    assert told["bulk.made", 2] == {"n": 2}


async def test_a_thousand_events_arrive_once_each(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(200) as receiver:
        await webhook(client, receiver.url, "*")
        items = [
            {"name": "a.b", "profile": {"custom_id": f"c{i % 9}"}, "params": {"i": i}} for i in range(600)
        ]
        assert (await client.post("/v1/events/batches", json={"items": items})).json()["failed"] == 0
        sender = an_outbox(database, keyring, allow=receiver.address)
        await asyncio.gather(*(deliver(database, workspace_id, sender) for _ in range(3)))
        await sender.send_due(workspace_id)
    assert sorted(json.loads(call.body)["data"]["i"] for call in receiver.calls) == list(range(600))
    assert len({call.headers["webhook-id"] for call in receiver.calls}) == 600


async def test_a_workspace_pays_only_for_what_its_active_webhooks_want(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    assert await subscribed(database, workspace_id) == set()
    first = await webhook(client, "https://a.example/", "a.b", "c.d")
    second = await webhook(client, "https://a.example/", "a.b", "e.f")
    assert await subscribed(database, workspace_id) == {"a.b", "c.d", "e.f"}
    await client.patch(f"/v1/webhooks/{second['id']}", json={"events": ["*"]})
    assert await subscribed(database, workspace_id) == {"*"}
    await client.patch(f"/v1/webhooks/{second['id']}", json={"active": False})
    assert await subscribed(database, workspace_id) == {"a.b", "c.d"}
    await client.delete(f"/v1/webhooks/{first['id']}")
    assert await subscribed(database, workspace_id) == set()
    await tell(database, workspace_id, "a.b", "e.f")
    assert await waiting(database, workspace_id) == 0


async def test_webhooks_made_at_the_same_moment_are_all_heard(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await asyncio.gather(*(webhook(client, "https://a.example/", f"a.{i}") for i in range(8)))
    assert await subscribed(database, workspace_id) == {f"a.{i}" for i in range(8)}


async def test_another_workspace_hears_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await webhook(client, "https://a.example/", "*")
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    await tell(database, other, "a.b")
    assert await waiting(database, other) == await waiting(database, workspace_id) == 0


async def test_an_event_of_a_transaction_that_fails_goes_nowhere(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await webhook(client, "https://a.example/", "*")

    async def emit_and_fail() -> None:
        async with database.context(workspace_id) as ctx:
            await emit(ctx, "a.b", {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await emit_and_fail()
    assert await waiting(database, workspace_id) == 0


async def test_a_busy_listener_is_hinted_at_once_and_again_by_the_keeper(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await webhook(client, "https://a.example/", "*")

    async def hints() -> int:
        async with database.session() as session:
            count: int = await session.scalar(
                text(
                    "select count(*) from procrastinate_jobs where task_name = 'deal_with_events'"
                    " and args ->> 'workspace_id' = :workspace and args ->> 'listener' = 'webhooks'"
                ),
                {"workspace": str(workspace_id)},
            )
            return count

    before = await hints()
    await tell(database, workspace_id, "a.b", "a.b", "a.b")
    assert await hints() == before + 1
    async with database.session() as session:
        await session.execute(text("delete from procrastinate_jobs where task_name = 'deal_with_events'"))
    await rehint_waiting(database)
    assert await hints() == 1


async def test_after_a_rotation_both_secrets_sign_for_a_day(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    async with receiving(200) as receiver:
        sender = an_outbox(database, keyring, allow=receiver.address)
        made = await webhook(client, receiver.url, "a.b")
        new = (await client.post(f"/v1/webhooks/{made['id']}/secrets")).json()
        assert new["secret"] != made["secret"]
        assert len(base64.b64decode(new["secret"].removeprefix("whsec_"))) == 32
        await tell(database, workspace_id, "a.b")
        await deliver(database, workspace_id, sender)
        clock.now += timedelta(hours=24)
        await tell(database, workspace_id, "a.b")
        await deliver(database, workspace_id, sender)
    during, after = receiver.calls
    assert is_signed(during, made["secret"])
    assert is_signed(during, new["secret"])
    assert is_signed(after, new["secret"])
    assert not is_signed(after, made["secret"])


async def test_a_secret_is_shown_once_and_stored_sealed(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    made = await webhook(client, "https://a.example/", "a.b")
    for path in (f"/v1/webhooks/{made['id']}", "/v1/webhooks", "/v1/audit-log", "/v1/events"):
        assert "whsec_" not in (await client.get(path)).text
    async with database.context(workspace_id) as ctx:
        sealed = bytes(await ctx.db.scalar(text("select secret_sealed from webhooks")))
    key = base64.b64decode(made["secret"].removeprefix("whsec_"))
    assert key not in sealed
    assert key.hex().encode() not in sealed


async def test_a_test_says_what_the_address_answered(client: httpx.AsyncClient) -> None:
    async with receiving(204, 401) as receiver:
        made = await webhook(client, receiver.url, "a.b")
        path = f"/v1/webhooks/{made['id']}/tests"
        fine = (await client.post(path)).json()
        assert (fine["delivered"], fine["status"], fine["reason"]) == (True, 204, None)
        [call] = receiver.calls
        assert json.loads(call.body)["type"] == "webhook.test"
        assert is_signed(call, made["secret"])
        refused = (await client.post(path)).json()
        assert (refused["delivered"], refused["status"]) == (False, 401)
        assert (await client.get(f"/v1/webhooks/{made['id']}/deliveries")).json()["items"] == []
    inside = await webhook(client, "http://169.254.169.254/latest", "a.b")
    blocked = (await client.post(f"/v1/webhooks/{inside['id']}/tests")).json()
    assert (blocked["delivered"], blocked["status"]) == (False, None)
    assert "metadata" in blocked["reason"]


async def test_a_deleted_webhook_gets_nothing_more(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(200) as receiver:
        made = await webhook(client, receiver.url, "a.b")
        await tell(database, workspace_id, "a.b", "a.b")
        sender = an_outbox(database, keyring, allow=receiver.address)
        assert (await client.delete(f"/v1/webhooks/{made['id']}")).status_code == 204
        await deliver(database, workspace_id, sender)
        assert await waiting(database, workspace_id) == 0
    assert receiver.calls == []
    assert (await client.get(f"/v1/webhooks/{made['id']}/deliveries")).status_code == 404


async def test_the_event_of_a_pool_tells_no_other_recipients(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(200) as receiver:
        await webhook(client, receiver.url, "pool.low", "other.thing")
        await tell(database, workspace_id, "pool.low", "other.thing", emails=["a@b.example"], remaining=3)
        await deliver(database, workspace_id, an_outbox(database, keyring, allow=receiver.address))
    told = {body["type"]: body["data"] for body in (json.loads(call.body) for call in receiver.calls)}
    assert told == {"pool.low": {"remaining": 3}, "other.thing": {"emails": ["a@b.example"], "remaining": 3}}


@pytest.mark.parametrize(
    "fields",
    [
        {"events": []},
        {"events": ["*", "a.b"]},
        {"events": ["a b"]},
        {"events": ["a.*"]},
        {"url": "file:///etc/passwd"},
        {"url": "shop.example"},
        {"name": ""},
        {"secret": "mine"},
    ],
)
async def test_a_webhook_that_cannot_work_is_refused(
    client: httpx.AsyncClient, fields: dict[str, object]
) -> None:
    body = {"name": "x", "url": "https://a.example/", "events": ["a.b"]}
    assert (await client.post("/v1/webhooks", json={**body, **fields})).status_code == 422
