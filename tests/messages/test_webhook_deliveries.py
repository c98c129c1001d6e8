"""Deliveries of webhooks: tried again, logged, replayed; a receiver that is gone is left alone."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from largesse.messages.jobs import DELAYS
from tests.conftest import SetClock
from tests.messages.receiving import an_outbox, deliver, receiving
from tests.messages.test_bulk_outbox import events_named
from tests.messages.test_webhooks import subscribed, tell, webhook


@pytest.fixture
def app(settings: Settings, database: Database) -> FastAPI:
    """The app, which may reach the loopback."""
    return create_app(settings.model_copy(update={"outgoing_allow": "127.0.0.1"}), database)


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
