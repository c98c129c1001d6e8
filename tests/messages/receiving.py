"""A real HTTP server on the loopback that answers as told and keeps what it got; senders that reach it."""

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from aiohttp import web

from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.events.inbox import deal_with
from largesse.messages.accounts import account_of_url
from largesse.messages.jobs import Outbox
from largesse.messages.webhooks.jobs import webhook_listener


@dataclass
class Call:
    """A request as it came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


class Receiver:
    """An endpoint that answers with these statuses, the last one for ever."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses) or [200]
        self.headers: dict[str, str] = {}
        self.calls: list[Call] = []
        self.address = ""

    @property
    def url(self) -> str:
        return f"http://{self.address}/hook"

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.calls.append(
            Call(request.method, request.path, dict(request.query), dict(request.headers), body)
        )
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(status=status, headers=self.headers, text="what the receiver says")


@asynccontextmanager
async def receiving(*statuses: int) -> AsyncIterator[Receiver]:
    """A running receiver."""
    receiver = Receiver(*statuses)
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", receiver.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.address = f"127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield receiver
    finally:
        await runner.cleanup()


def an_outbox(
    database: Database, keyring: Keyring, *, allow: str = "", mail_port: int | None = None
) -> Outbox:
    """A sender that may reach `allow` and has a mail server on that port of the loopback."""
    url = f"smtp://127.0.0.1:{mail_port}" if mail_port else ""
    return Outbox(
        database,
        keyring=keyring,
        fallback=account_of_url(url, sender="shop@shop.example"),
        allow=(allow,) if allow else (),
        public_url="https://shop.example/",
    )


async def deliver(database: Database, workspace_id: UUID, sender: Outbox) -> None:
    """What the worker does for webhooks: hands events over, and sends what is due."""
    await deal_with(database, workspace_id, "webhooks", webhook_listener())
    await sender.send_due(workspace_id)


def is_signed(call: Call, secret: str) -> bool:
    """Whether one of the signatures is made with this secret, as a receiver checks it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{call.headers['webhook-id']}.{call.headers['webhook-timestamp']}.".encode() + call.body
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return expected in call.headers["webhook-signature"].split(" ")
