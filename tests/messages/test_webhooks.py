"""Webhooks: every event that is wanted arrives once, signed, and a receiver that is gone is left alone."""

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

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
from largesse.messages.jobs import DELAYS
from tests.conftest import SetClock
from tests.messages.receiving import an_outbox, deliver, is_signed, receiving
from tests.messages.test_bulk_outbox import events_named


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
    with pytest.raises(RuntimeError):
        async with database.context(workspace_id) as ctx:
            await emit(ctx, "a.b", {})
            raise RuntimeError
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


async def test_a_delivery_is_tried_again_and_its_log_says_how_it_went(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC).replace(microsecond=0)
    async with receiving(503, 200) as receiver:
        made = await webhook(client, receiver.url, "a.b")
        path = f"/v1/webhooks/{made['id']}/deliveries"
        await tell(database, workspace_id, "a.b", n=1)
        sender = an_outbox(database, keyring, allow=receiver.address)
        await deliver(database, workspace_id, sender)
        [tried] = (await client.get(path)).json()["items"]
        assert (tried["state"], tried["attempts"], tried["answer_status"]) == ("queued", 1, 503)
        assert (tried["event"], tried["error"]) == ("a.b", "The address answered 503.")
        assert tried["body"]["data"] == {"n": 1}
        assert "what the receiver says" not in json.dumps(tried)
        assert (await client.get(f"/v1/webhooks/{made['id']}")).json()["failing_since"] is not None
        early = await client.post(f"{path}/{tried['id']}/replays")
        assert (early.status_code, early.json()["code"]) == (409, "delivery_under_way")
        clock.now += DELAYS[0]
        await sender.send_due(workspace_id)
        [arrived] = (await client.get(f"{path}?state=sent")).json()["items"]
        assert (arrived["id"], arrived["answer_status"], arrived["error"]) == (tried["id"], 200, None)
        assert (await client.get(f"/v1/webhooks/{made['id']}")).json()["failing_since"] is None
        again = await client.post(f"{path}/{tried['id']}/replays")
        assert (again.status_code, again.json()["state"]) == (201, "queued"), again.text
        await sender.send_due(workspace_id)
    assert {call.headers["webhook-id"] for call in receiver.calls} == {tried["id"]}
    assert len(receiver.calls) == 3


async def test_a_failed_delivery_is_told_by_its_log_and_by_no_event(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(400) as receiver:
        made = await webhook(client, receiver.url, "*")
        await tell(database, workspace_id, "a.b")
        sender = an_outbox(database, keyring, allow=receiver.address)
        for _ in range(3):  # else each failure would be the next delivery
            await deliver(database, workspace_id, sender)
    assert len(receiver.calls) == 1
    assert await events_named(database, workspace_id, "message.failed") == []
    [failed] = (await client.get(f"/v1/webhooks/{made['id']}/deliveries?state=failed")).json()["items"]
    assert failed["answer_status"] == 400


async def test_a_receiver_that_fails_for_five_days_is_switched_off_and_told_to_others(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, clock: SetClock
) -> None:
    clock.now = start = datetime.now(UTC).replace(microsecond=0)
    async with receiving(500) as dead, receiving(200) as alive:
        sender = an_outbox(database, keyring, allow="127.0.0.1")
        failing = await webhook(client, dead.url, "a.b")
        await webhook(client, alive.url, "webhook.disabled")
        path = f"/v1/webhooks/{failing['id']}"
        for day in range(6):
            clock.now = start + timedelta(days=day)
            assert (await client.get(path)).json()["active"], day
            await tell(database, workspace_id, "a.b")
            await deliver(database, workspace_id, sender)
        off = (await client.get(path)).json()
        assert (off["active"], datetime.fromisoformat(off["disabled_at"])) == (False, clock.now)
        assert await subscribed(database, workspace_id) == {"webhook.disabled"}
        await deliver(database, workspace_id, sender)
        [told] = [json.loads(call.body) for call in alive.calls]
        assert (told["data"]["webhook_id"], told["data"]["url"]) == (failing["id"], dead.url)
        calls = len(dead.calls)
        clock.now += timedelta(days=1)
        await sender.send_due(workspace_id)
        assert len(dead.calls) == calls  # what still waited fails, and says that it is switched off
        [*_, last] = (await client.get(f"{path}/deliveries?state=failed")).json()["items"]
        assert "switched off" in last["error"]
        on = (await client.patch(path, json={"active": True})).json()
        assert (on["active"], on["failing_since"], on["disabled_at"]) == (True, None, None)
        assert await subscribed(database, workspace_id) == {"a.b", "webhook.disabled"}
    assert len(await events_named(database, workspace_id, "webhook.disabled")) == 1


async def test_a_receiver_that_is_gone_is_switched_off_at_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(410) as receiver:
        made = await webhook(client, receiver.url, "a.b")
        await tell(database, workspace_id, "a.b", "a.b")
        await deliver(database, workspace_id, an_outbox(database, keyring, allow=receiver.address))
    assert not (await client.get(f"/v1/webhooks/{made['id']}")).json()["active"]
    assert len(await events_named(database, workspace_id, "webhook.disabled")) == 1


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


async def test_deliveries_of_one_webhook_are_not_those_of_another(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(400) as receiver:
        first = await webhook(client, receiver.url, "a.b")
        second = await webhook(client, receiver.url, "c.d")
        await tell(database, workspace_id, "a.b")
        await deliver(database, workspace_id, an_outbox(database, keyring, allow=receiver.address))
        [delivery] = (await client.get(f"/v1/webhooks/{first['id']}/deliveries")).json()["items"]
        assert (await client.get(f"/v1/webhooks/{second['id']}/deliveries")).json()["items"] == []
        for webhook_id in (second["id"], uuid4()):
            wrong = await client.post(f"/v1/webhooks/{webhook_id}/deliveries/{delivery['id']}/replays")
            assert (wrong.status_code, wrong.json()["code"]) == (404, "delivery_not_found")


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
