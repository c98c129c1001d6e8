"""Text messages leave through a gateway as it wants to be called."""

import json
from urllib.parse import parse_qs
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from largesse.messages.channels import SmsChannel
from largesse.messages.channels.sms import measure
from largesse.messages.commands import NewMessage, enqueue_many
from largesse.messages.queries import list_messages
from largesse.messages.schemas import MessageView
from tests.messages.receiving import an_outbox, receiving

NASTY = 'Hi {sender} "} \\ & ?x=1 żółw\n'


@pytest.fixture
def app(settings: Settings, database: Database) -> FastAPI:
    """The app, which may reach the loopback."""
    return create_app(settings.model_copy(update={"outgoing_allow": "127.0.0.1"}), database)


async def account(client: httpx.AsyncClient, url: str, **fields: object) -> str:
    body = {"name": "Gateway", "url": url, "headers": {"X-Api-Key": "s3cret"}, "sender": "SHOP"}
    body |= {"body": {"to": "{to}", "message": "{text}", "from": "{sender}", "ref": "{id}"}}
    answer = await client.post("/v1/sms-accounts", json={**body, **fields})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def queue(database: Database, workspace_id: UUID, **fields: object) -> None:
    content: dict[str, object] = {"text": NASTY}
    values = {"recipient": "+48600100200", "subject": "", "content": content, "dedupe_key": "k", **fields}
    async with database.context(workspace_id) as ctx:
        await enqueue_many(ctx, [NewMessage(SmsChannel(), **values)])  # type: ignore[arg-type]


async def last(database: Database, workspace_id: UUID) -> MessageView:
    async with database.context(workspace_id) as ctx:
        return (await list_messages(ctx, limit=1)).items[0]


async def test_a_text_goes_out_as_json_and_nothing_in_it_is_read_as_a_mark(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(202) as gateway:
        body = {
            "messages": [{"to": "{to}", "text": "Shop: {text}"}],
            "sender": "{sender}",
            "ref": "{id}",
            "n": 1,
        }
        await account(client, f"http://{gateway.address}/send", body=body)
        await queue(database, workspace_id)
        await an_outbox(database, keyring, allow=gateway.address).send_due(workspace_id)
    [call] = gateway.calls
    sent = await last(database, workspace_id)
    assert json.loads(call.body) == {
        "messages": [{"to": "+48600100200", "text": f"Shop: {NASTY}"}],
        "sender": "SHOP",
        "ref": str(sent.id),
        "n": 1,
    }
    assert (call.method, call.headers["X-Api-Key"]) == ("POST", "s3cret")
    assert call.headers["Idempotency-Key"] == str(sent.id)
    assert (sent.state, sent.answer_status) == ("sent", 202)


async def test_a_text_goes_out_as_a_form_or_in_the_address(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(200) as gateway:
        await account(client, gateway.url, format="form")
        await queue(database, workspace_id, dedupe_key="k1")
        sender = an_outbox(database, keyring, allow=gateway.address)
        await sender.send_due(workspace_id)
        url = f"{gateway.url}?v=2"
        await account(
            client, url, format="query", method="GET", is_default=True, body={"a": "{to}", "b": "{text}"}
        )
        await queue(database, workspace_id, dedupe_key="k2")
        await sender.send_due(workspace_id)
    form, query = gateway.calls
    assert parse_qs(form.body.decode())["message"] == [NASTY]
    assert form.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (query.method, query.query) == ("GET", {"v": "2", "a": "+48600100200", "b": NASTY})


async def test_a_text_waits_until_there_is_an_account(
    database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    await queue(database, workspace_id)
    await an_outbox(database, keyring).send_due(workspace_id)
    waiting = await last(database, workspace_id)
    assert waiting.state == "queued"
    assert "no SMS account" in (waiting.error or "")


@pytest.mark.parametrize("content", [{}, {"text": ""}, {"text": 5}, {"text": "x" * 1601}, {"html": "x"}])
async def test_a_text_that_cannot_be_written_fails(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, content: object
) -> None:
    async with receiving(200) as gateway:
        await account(client, gateway.url)
        await queue(database, workspace_id, content=content)
        await an_outbox(database, keyring, allow=gateway.address).send_due(workspace_id)
        assert gateway.calls == []
    assert (await last(database, workspace_id)).state == "failed"


async def test_a_gateway_in_our_own_network_is_not_called(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(200) as gateway:
        await account(client, gateway.url)
        await queue(database, workspace_id)
        await an_outbox(database, keyring).send_due(workspace_id)
        assert gateway.calls == []
    assert "loopback" in ((await last(database, workspace_id)).error or "")


async def test_marketing_is_kept_from_a_number_however_it_is_written(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    number = {"channel": "sms", "address": "+48-600-100-200"}
    assert (await client.post("/v1/suppressions", json=number)).json()["address"] == "+48600100200"
    async with receiving(200) as gateway:
        await account(client, gateway.url)
        await queue(database, workspace_id, recipient="+48 600 100 200", purpose="marketing")
        await an_outbox(database, keyring, allow=gateway.address).send_due(workspace_id)
        assert gateway.calls == []
    assert (await last(database, workspace_id)).state == "suppressed"


async def test_headers_are_sealed_and_never_shown(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await account(client, "https://gateway.example/")
    listed = await client.get("/v1/sms-accounts")
    assert listed.json()["items"][0]["header_names"] == ["X-Api-Key"]
    assert "s3cret" not in listed.text
    assert "s3cret" not in (await client.get("/v1/audit-log")).text
    async with database.context(workspace_id) as ctx:
        sealed = await ctx.db.scalar(text("select headers_sealed from sms_accounts"))
    assert b"s3cret" not in bytes(sealed)


async def test_the_first_account_is_the_default_until_another_is_chosen(client: httpx.AsyncClient) -> None:
    first = await account(client, "https://a.example/")
    second = await account(client, "https://b.example/")

    async def default() -> list[str]:
        items = (await client.get("/v1/sms-accounts")).json()["items"]
        return [item["id"] for item in items if item["is_default"]]

    assert await default() == [first]
    assert (await client.put(f"/v1/sms-accounts/{second}/default")).status_code == 200
    assert await default() == [second]
    assert (await client.delete(f"/v1/sms-accounts/{second}")).status_code == 204
    assert await default() == []
    assert (await client.put(f"/v1/sms-accounts/{second}/default")).status_code == 404


async def test_a_test_text_says_what_the_gateway_answered_and_how_long_it_is(
    client: httpx.AsyncClient,
) -> None:
    async with receiving(200, 401) as gateway:
        path = f"/v1/sms-accounts/{await account(client, gateway.url)}/tests"
        sent = (await client.post(path, json={"to": "+48600100200", "text": "ł" * 71})).json()
        assert (sent["delivered"], sent["status"], sent["reason"]) == (True, 200, None)
        assert (sent["alphabet"], sent["characters"], sent["parts"]) == ("unicode", 71, 2)
        refused = (await client.post(path, json={"to": "+48600100200"})).json()
        assert (refused["delivered"], refused["status"], refused["parts"]) == (False, 401, 1)
        assert "what the receiver says" not in refused["reason"]


@pytest.mark.parametrize(
    "fields",
    [
        {"body": {"to": "{to}"}},
        {"body": {"text": "{text}"}},
        {"body": {}},
        {"format": "form", "body": {"to": "{to}", "text": {"x": "{text}"}}},
        {"method": "GET"},
        {"headers": {"a b": "c"}},
        {"headers": {"a": "b\r\nc: d"}},
        {"url": "ftp://gateway.example/"},
        {"sender": "a\nb"},
    ],
)
async def test_settings_that_cannot_work_are_refused(
    client: httpx.AsyncClient, fields: dict[str, object]
) -> None:
    body = {"name": "x", "url": "https://gateway.example/", "body": {"to": "{to}", "text": "{text}"}}
    answer = await client.post("/v1/sms-accounts", json={**body, **fields})
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize(
    ("written", "alphabet", "characters", "parts"),
    [
        ("", "gsm", 0, 1),
        ("a" * 160, "gsm", 160, 1),
        ("a" * 161, "gsm", 161, 2),
        ("a" * 306, "gsm", 306, 2),
        ("a" * 307, "gsm", 307, 3),
        ("€" * 80, "gsm", 160, 1),
        ("[" * 81, "gsm", 162, 2),
        ("ñÉ@£\n", "gsm", 5, 1),
        ("ł", "unicode", 1, 1),
        ("ł" * 70, "unicode", 70, 1),
        ("ł" * 71, "unicode", 71, 2),
        ("😀" * 35, "unicode", 70, 1),
        ("😀" * 36, "unicode", 72, 2),
    ],
)
def test_a_text_is_counted_as_gateways_do(written: str, alphabet: str, characters: int, parts: int) -> None:
    length = measure(written)
    assert (length.alphabet, length.characters, length.parts) == (alphabet, characters, parts)
