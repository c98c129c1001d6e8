"""The outbox: each message once, late if need be, failed with its reason if it must."""

import asyncio
import base64
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from aiohttp import web

from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.messages.accounts import account_of_url
from largesse.messages.catcher import caught_mails, start_catcher
from largesse.messages.channels import EmailChannel, WebhookChannel
from largesse.messages.channels.email import SmtpAccount
from largesse.messages.commands import enqueue
from largesse.messages.jobs import DELAYS, Outbox
from largesse.messages.queries import get_message, list_messages
from largesse.messages.schemas import MessageView
from largesse.messages.settling import CLAIM
from tests.conftest import SetClock


def mail_server(port: int) -> SmtpAccount | None:
    return account_of_url(f"smtp://127.0.0.1:{port}", sender="largesse@localhost")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def outbox(
    database: Database, keyring: Keyring, *, mail: SmtpAccount | None = None, allow: str = ""
) -> Outbox:
    return Outbox(database, keyring=keyring, fallback=mail, allow=(allow,) if allow else ())


async def queue_mail(
    database: Database, workspace_id: UUID, key: str = "k1", **content: object
) -> UUID | None:
    async with database.context(workspace_id) as ctx:
        return await enqueue(
            ctx,
            EmailChannel(),
            recipient="ops@shop.example",
            subject="Hello",
            content=content or {"text": "Hello", "html": "<p>Hello</p>"},
            dedupe_key=key,
        )


async def queue_webhook(database: Database, workspace_id: UUID, url: str) -> UUID | None:
    async with database.context(workspace_id) as ctx:
        return await enqueue(
            ctx, WebhookChannel(), recipient=url, subject="x", content={"type": "pool.low"}, dedupe_key=url
        )


async def look(database: Database, workspace_id: UUID, message_id: UUID | None) -> MessageView:
    assert message_id is not None
    async with database.context(workspace_id) as ctx:
        return MessageView.model_validate(await get_message(ctx, message_id))


class Receiver:
    """A webhook endpoint that answers as told and keeps what it got."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.address = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.calls.append((dict(request.headers), await request.read()))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(status=status)


@asynccontextmanager
async def receiving(*statuses: int) -> AsyncIterator[Receiver]:
    receiver = Receiver(*statuses)
    application = web.Application()
    application.router.add_post("/hook", receiver.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.address = f"127.0.0.1:{runner.addresses[0][1]}"
    yield receiver
    await runner.cleanup()


async def test_a_queued_mail_is_sent_once_however_many_senders_there_are(
    database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    ids = [await queue_mail(database, workspace_id, f"k{i}") for i in range(15)]
    with start_catcher(tmp_path) as catcher:
        senders = [outbox(database, keyring, mail=mail_server(catcher.port)) for _ in range(3)]
        await asyncio.gather(*(sender.send_due(workspace_id) for sender in senders))
        await senders[0].send_due(workspace_id)
    assert len(caught_mails(tmp_path)) == 15
    assert {(await look(database, workspace_id, i)).state for i in ids} == {"sent"}


async def test_the_same_key_queues_nothing_again(database: Database, workspace_id: UUID) -> None:
    assert await queue_mail(database, workspace_id, "same") is not None
    assert await queue_mail(database, workspace_id, "same") is None
    async with database.context(workspace_id) as ctx:
        assert len((await list_messages(ctx, limit=10)).items) == 1


async def test_a_mail_waits_for_a_server_that_is_down_and_goes_out_once(
    database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    port = free_port()
    sender = outbox(database, keyring, mail=mail_server(port))
    message = await queue_mail(database, workspace_id)
    assert await sender.send_due(workspace_id) == 1
    waiting = await look(database, workspace_id, message)
    assert (waiting.state, waiting.attempts, waiting.next_at) == ("queued", 1, clock.now + DELAYS[0])
    assert f"127.0.0.1 port {port}" in (waiting.error or "")
    assert await sender.send_due(workspace_id) == 0
    with start_catcher(tmp_path, port=port):
        clock.now += DELAYS[0]
        assert await sender.send_due(workspace_id) == 1
        assert await sender.send_due(workspace_id) == 0
    sent = await look(database, workspace_id, message)
    assert (sent.state, sent.attempts, sent.error, sent.sent_at) == ("sent", 2, None, clock.now)
    assert len(caught_mails(tmp_path)) == 1


async def test_a_message_whose_sender_died_is_taken_up_later(
    database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    await queue_mail(database, workspace_id)
    hanging = socket.create_server(("127.0.0.1", 0))  # takes connections and never says a word
    port = hanging.getsockname()[1]
    dying = asyncio.create_task(outbox(database, keyring, mail=mail_server(port)).send_due(workspace_id))
    with hanging, start_catcher(tmp_path) as catcher:
        sender = outbox(database, keyring, mail=mail_server(catcher.port))
        async with database.context(workspace_id) as ctx:
            while not (await list_messages(ctx, limit=1)).items[0].attempts:
                await asyncio.sleep(0.01)
                ctx.db.expire_all()
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        assert await sender.send_due(workspace_id) == 0
        clock.now += CLAIM
        assert await sender.send_due(workspace_id) == 1
    assert len(caught_mails(tmp_path)) == 1


async def test_a_message_gives_up_after_twelve_tries_and_can_be_sent_again(
    database: Database,
    workspace_id: UUID,
    keyring: Keyring,
    tmp_path: Path,
    clock: SetClock,
    client: httpx.AsyncClient,
) -> None:
    clock.now = datetime.now(UTC)
    port = free_port()
    sender = outbox(database, keyring, mail=mail_server(port))
    message = await queue_mail(database, workspace_id)
    early = await client.post(f"/v1/messages/{message}/retries")
    assert (early.status_code, early.json()["code"]) == (409, "message_not_failed")
    for delay in (*DELAYS, timedelta(0)):
        assert await sender.send_due(workspace_id) == 1
        clock.now += delay
    assert await sender.send_due(workspace_id) == 0
    failed = await look(database, workspace_id, message)
    assert (failed.state, failed.attempts) == ("failed", 12)
    listed = (await client.get("/v1/messages?state=failed")).json()["items"]
    assert [item["id"] for item in listed] == [str(message)]
    again = await client.post(f"/v1/messages/{message}/retries")
    assert (again.status_code, again.json()["state"]) == (201, "queued"), again.text
    with start_catcher(tmp_path, port=port):
        assert await sender.send_due(workspace_id) == 1
    assert len(caught_mails(tmp_path)) == 1


async def test_a_mail_that_can_never_be_sent_fails_at_once_with_the_reason(
    database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    message = await queue_mail(database, workspace_id, text=7)
    await outbox(database, keyring, mail=mail_server(free_port())).send_due(workspace_id)
    failed = await look(database, workspace_id, message)
    assert failed.state == "failed"
    assert "text" in (failed.error or "")


async def test_without_any_account_a_mail_waits_and_says_so(
    database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    message = await queue_mail(database, workspace_id)
    await outbox(database, keyring).send_due(workspace_id)
    waiting = await look(database, workspace_id, message)
    assert waiting.state == "queued"
    assert "There is no e-mail account" in (waiting.error or "")


async def test_a_workspace_sends_through_its_own_account(
    database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path, client: httpx.AsyncClient
) -> None:
    with start_catcher(tmp_path) as catcher:
        account = {
            "name": "Own",
            "host": catcher.host,
            "port": catcher.port,
            "security": "none",
            "from_address": "own@shop.example",
        }
        assert (await client.post("/v1/smtp-accounts", json=account)).status_code == 201
        await queue_mail(database, workspace_id)
        await outbox(database, keyring, mail=mail_server(free_port())).send_due(workspace_id)
    [mail] = caught_mails(tmp_path)
    assert mail.sender == "own@shop.example"


async def test_an_account_sealed_under_another_key_fails_with_the_way_out(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    account = {
        "name": "Own",
        "host": "smtp.shop.example",
        "port": 25,
        "password": "secret",
        "from_address": "own@shop.example",
    }
    assert (await client.post("/v1/smtp-accounts", json=account)).status_code == 201
    message = await queue_mail(database, workspace_id)
    await outbox(database, Keyring(b"x" * 32)).send_due(workspace_id)
    failed = await look(database, workspace_id, message)
    assert failed.state == "failed"
    assert "enter it again" in (failed.error or "")


async def test_a_webhook_carries_a_signature_that_its_receiver_can_check(
    database: Database, workspace_id: UUID, keyring: Keyring, client: httpx.AsyncClient
) -> None:
    async with receiving(200) as receiver:
        message = await queue_webhook(database, workspace_id, f"http://{receiver.address}/hook")
        await outbox(database, keyring, allow=receiver.address).send_due(workspace_id)
    assert (await look(database, workspace_id, message)).state == "sent"
    [(headers, body)] = receiver.calls
    assert json.loads(body) == {"type": "pool.low"}
    secret = (await client.get("/v1/webhook-secret")).json()["secret"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-id"] == str(message)


async def test_a_webhook_is_repeated_under_the_same_id_until_it_is_taken(
    database: Database, workspace_id: UUID, keyring: Keyring, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    async with receiving(503, 200) as receiver:
        message = await queue_webhook(database, workspace_id, f"http://{receiver.address}/hook")
        sender = outbox(database, keyring, allow=receiver.address)
        await sender.send_due(workspace_id)
        assert (await look(database, workspace_id, message)).error == "The address answered 503."
        clock.now += DELAYS[0]
        await sender.send_due(workspace_id)
    assert (await look(database, workspace_id, message)).state == "sent"
    assert {headers["webhook-id"] for headers, _ in receiver.calls} == {str(message)}
    assert len(receiver.calls) == 2


@pytest.mark.parametrize("status", [302, 400, 404, 410])
async def test_a_webhook_that_is_refused_fails_at_once(
    database: Database, workspace_id: UUID, keyring: Keyring, status: int
) -> None:
    async with receiving(status) as receiver:
        message = await queue_webhook(database, workspace_id, f"http://{receiver.address}/hook")
        await outbox(database, keyring, allow=receiver.address).send_due(workspace_id)
    failed = await look(database, workspace_id, message)
    assert failed.state == "failed"
    assert str(status) in (failed.error or "")


async def test_a_webhook_never_reaches_our_own_network_unless_allowed(
    database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    async with receiving(200) as receiver:
        message = await queue_webhook(database, workspace_id, f"http://{receiver.address}/hook")
        await outbox(database, keyring).send_due(workspace_id)
        assert receiver.calls == []
    assert (await look(database, workspace_id, message)).state == "failed"


@pytest.mark.parametrize(
    ("url", "security", "port"),
    [
        ("smtp://mail.example", "none", 25),
        ("smtp://127.0.0.1:2525", "none", 2525),
        ("smtp+starttls://u:p%40s@mail.example", "starttls", 587),
        ("smtps://mail.example", "tls", 465),
    ],
)
def test_the_address_of_the_default_mail_server_is_read(url: str, security: str, port: int) -> None:
    account = account_of_url(url, sender="a@b.example")
    assert account is not None
    assert (account.security, account.port) == (security, port)
    if account.password is not None:
        assert (account.username, account.password.get_secret_value()) == ("u", "p@s")


@pytest.mark.parametrize("url", ["mail.example", "http://u:secret@mail.example", "smtp://"])
def test_an_unreadable_mail_server_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="LARGESSE_SMTP_URL") as caught:
        account_of_url(url, sender="a@b.example")
    assert "secret" not in str(caught.value)


async def test_messages_are_listed_newest_first_in_pages(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    made = [str(await queue_mail(database, workspace_id, f"k{i}")) for i in range(3)]
    first = (await client.get("/v1/messages?limit=2")).json()
    rest = (await client.get(f"/v1/messages?cursor={first['next_cursor']}")).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == sorted(made, reverse=True)
    assert (await client.get("/v1/messages?state=sent")).json()["items"] == []
