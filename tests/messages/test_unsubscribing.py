"""Who unsubscribes, or whose mails come back, gets no more marketing, and gets his alerts all the same."""

import re
from email import message_from_bytes
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.core.errors import NotFoundError
from largesse.core.seals import Keyring
from largesse.messages.catcher import caught_mails, start_catcher
from largesse.messages.channels import EmailChannel
from largesse.messages.commands import NewMessage, enqueue_many
from largesse.messages.suppressions.links import read_link, unsubscribe_url
from largesse.messages.templates import render_inline
from tests.messages.receiving import an_outbox
from tests.messages.test_bulk_outbox import events_named


def mail(key: str, to: str = "ada@shop.example", **fields: object) -> NewMessage:
    values = {"subject": key, "content": {"text": key}, "dedupe_key": key, "purpose": "marketing", **fields}
    return NewMessage(EmailChannel(), to, **values)  # type: ignore[arg-type]


async def send(
    database: Database, workspace_id: UUID, keyring: Keyring, folder: Path, *mails: NewMessage
) -> None:
    async with database.context(workspace_id) as ctx:
        await enqueue_many(ctx, mails)
    with start_catcher(folder) as catcher:
        await an_outbox(database, keyring, mail_port=catcher.port).send_due(workspace_id)


def stored(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*.eml"))]


@pytest.fixture
async def stranger(app: FastAPI) -> httpx.AsyncClient:
    """A recipient with nothing but the link."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://shop.example")


async def test_a_marketing_mail_unsubscribes_its_reader_in_one_click(
    database: Database,
    workspace_id: UUID,
    keyring: Keyring,
    tmp_path: Path,
    stranger: httpx.AsyncClient,
    client: httpx.AsyncClient,
) -> None:
    profile = (await client.post("/v1/profiles", json={"email": "Ada@shop.example"})).json()["id"]
    to_ada = {"to": "Ada@shop.example", "profile_id": profile}
    await send(database, workspace_id, keyring, tmp_path, mail("first", **to_ada))
    [raw] = stored(tmp_path)
    [line] = re.findall(
        rb"^List-Unsubscribe: <https://shop.example/unsubscribe/[\w-]+>\r?$", raw, re.MULTILINE
    )
    headers = message_from_bytes(raw.partition(b"X-Envelope-At")[2])
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = re.sub(r"^.*<(.*)>.*$", r"\1", line.decode().strip())
    page = await stranger.get(url)
    assert page.status_code == 200
    assert "Ada@shop.example" in page.text
    assert '<form method="post">' in page.text
    assert (await client.get("/v1/suppressions")).json()["items"] == []  # a GET does nothing
    done = await stranger.post(url, data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert "You are unsubscribed" in done.text
    assert (await stranger.post(url)).status_code == 200
    [row] = (await client.get("/v1/suppressions")).json()["items"]
    assert (row["address"], row["reason"], row["profile_id"]) == ("ada@shop.example", "unsubscribed", profile)
    [told] = await events_named(database, workspace_id, "message.unsubscribed")
    assert (told["profile_id"], told["channel"]) == (profile, "email")
    alert = mail("alert", **{**to_ada, "purpose": "transactional"})
    await send(database, workspace_id, keyring, tmp_path, mail("second", **to_ada), alert)
    assert [caught.subject for caught in caught_mails(tmp_path)] == ["alert", "first"]
    states = {m["subject"]: m["state"] for m in (await client.get("/v1/messages")).json()["items"]}
    assert states == {"first": "sent", "second": "suppressed", "alert": "sent"}
    [suppressed] = await events_named(database, workspace_id, "message.suppressed")
    assert (suppressed["dedupe_key"], suppressed["profile_id"]) == ("second", profile)


async def test_a_transactional_mail_has_no_such_header(
    database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    await send(database, workspace_id, keyring, tmp_path, mail("alert", purpose="transactional"))
    assert b"list-unsubscribe" not in stored(tmp_path)[0].lower()


async def test_the_link_in_the_body_is_the_recipients_own(
    database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    rendered = render_inline("x", '<a href="{{ unsubscribe_url }}">No more</a>').render({})
    content = {"text": rendered.text, "html": rendered.html}
    await send(
        database,
        workspace_id,
        keyring,
        tmp_path,
        mail("m", content=content),
        mail("n", to="bob@b.example", content=content),
    )
    mails = {caught.to[0]: caught for caught in caught_mails(tmp_path)}
    assert mails.keys() == {"bob@b.example", "ada@shop.example"}
    for address, caught in mails.items():
        [in_html] = re.findall(r'href="https://shop.example/unsubscribe/([\w-]+)"', caught.html or "")
        assert in_html in caught.text
        assert read_link(keyring, in_html).address == address


def test_a_link_tells_nothing_and_cannot_be_made_up(keyring: Keyring) -> None:
    workspace = uuid4()
    url = unsubscribe_url(
        keyring, "https://s.example", workspace_id=workspace, address="ada@b.example", profile_id=7
    )
    token = url.rpartition("/")[2]
    assert "ada" not in url
    who = read_link(keyring, token)
    assert (who.workspace_id, who.address, who.profile_id, who.channel) == (
        workspace,
        "ada@b.example",
        7,
        "email",
    )
    other = Keyring(b"x" * 32)
    for wrong in ("", "x", token[:-1], token[1:], token + "A", token.swapcase(), "ż" * 50, token[:40]):
        with pytest.raises(NotFoundError):
            read_link(keyring, wrong)
    with pytest.raises(NotFoundError):
        read_link(other, token)


async def test_a_broken_link_gets_a_page_that_says_so(stranger: httpx.AsyncClient) -> None:
    for answer in (await stranger.get("/unsubscribe/nonsense"), await stranger.post("/unsubscribe/nonsense")):
        assert answer.status_code == 404
        assert "This link does not work" in answer.text


async def test_one_shop_does_not_suppress_for_another(
    database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path, stranger: httpx.AsyncClient
) -> None:
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    url = unsubscribe_url(keyring, "https://shop.example", workspace_id=other, address="ada@shop.example")
    assert (await stranger.post(url)).status_code == 200
    await send(database, workspace_id, keyring, tmp_path, mail("here"))
    assert len(caught_mails(tmp_path)) == 1


async def test_suppressions_are_added_found_and_removed(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    added = await client.post("/v1/suppressions", json={"address": "ADA@shop.example"})
    assert (added.status_code, added.json()["address"]) == (201, "ada@shop.example")
    again = await client.post("/v1/suppressions", json={"address": "ada@shop.example"})
    assert again.json()["id"] == added.json()["id"]
    await client.post("/v1/suppressions", json={"address": "ada@shop.example", "reason": "unsubscribed"})
    found = (await client.get("/v1/suppressions?address=Ada@shop.example&channel=email")).json()["items"]
    assert [item["reason"] for item in found] == ["unsubscribed", "manual"]
    assert (await client.get("/v1/suppressions?address=bob@shop.example")).json()["items"] == []
    for item in found:
        await send(database, workspace_id, keyring, tmp_path, mail(f"before {item['reason']}"))
        assert (await client.delete(f"/v1/suppressions/{item['id']}")).status_code == 204
    assert caught_mails(tmp_path) == []  # either of the two was enough
    await send(database, workspace_id, keyring, tmp_path, mail("after"))
    assert [caught.subject for caught in caught_mails(tmp_path)] == ["after"]
    assert (await client.delete(f"/v1/suppressions/{found[0]['id']}")).status_code == 404


async def test_a_mail_that_bounced_hard_is_the_last_one(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    profile = (await client.post("/v1/profiles", json={"email": "ada@shop.example"})).json()["id"]
    await send(database, workspace_id, keyring, tmp_path, mail("gone", profile_id=profile))
    [message] = (await client.get("/v1/messages")).json()["items"]
    report = {"message_id": message["id"], "kind": "hard", "reason": "550 5.1.1 No such user"}
    answer = await client.post("/v1/messages/bounces", json=report)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["address"], answer.json()["suppressed"]) == ("ada@shop.example", True)
    assert (await client.post("/v1/messages/bounces", json=report)).status_code == 201
    [told] = await events_named(database, workspace_id, "message.bounced")
    assert (told["dedupe_key"], told["kind"], told["profile_id"]) == ("gone", "hard", profile)
    [bounced] = (await client.get("/v1/messages?state=bounced")).json()["items"]
    assert bounced["error"] == "550 5.1.1 No such user"
    await send(database, workspace_id, keyring, tmp_path, mail("another"))
    assert len(caught_mails(tmp_path)) == 1


async def test_a_soft_bounce_is_told_and_suppresses_nobody(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    for _ in range(2):
        answer = await client.post(
            "/v1/messages/bounces", json={"address": "ada@shop.example", "kind": "soft"}
        )
        assert answer.json()["suppressed"] is False
    assert len(await events_named(database, workspace_id, "message.bounced")) == 2
    assert (await client.get("/v1/suppressions")).json()["items"] == []


async def test_a_complaint_suppresses_and_the_mail_stays_sent(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    await send(database, workspace_id, keyring, tmp_path, mail("annoying"))
    [message] = (await client.get("/v1/messages")).json()["items"]
    await client.post("/v1/messages/bounces", json={"message_id": message["id"], "kind": "complaint"})
    [row] = (await client.get("/v1/suppressions")).json()["items"]
    assert (row["reason"], row["message_id"]) == ("complained", message["id"])
    assert (await client.get("/v1/messages")).json()["items"][0]["state"] == "sent"


@pytest.mark.parametrize(
    ("report", "status"),
    [
        ({"kind": "hard"}, 422),
        ({"kind": "odd", "address": "a@b.example"}, 422),
        ({"kind": "hard", "message_id": str(uuid4())}, 404),
        ({"kind": "hard", "address": "a b"}, 422),
    ],
)
async def test_a_report_that_names_nothing_is_refused(
    client: httpx.AsyncClient, report: dict[str, object], status: int
) -> None:
    assert (await client.post("/v1/messages/bounces", json=report)).status_code == status


async def test_bounces_go_to_an_address_that_names_the_message(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    with start_catcher(tmp_path) as catcher:
        account = {"name": "Own", "host": catcher.host, "port": catcher.port, "security": "none"}
        account |= {"from_address": "own@shop.example", "bounce_address": "bounces+{id}@shop.example"}
        made = await client.post("/v1/smtp-accounts", json=account)
        assert made.json()["bounce_address"] == "bounces+{id}@shop.example", made.text
        async with database.context(workspace_id) as ctx:
            await enqueue_many(ctx, [mail("m")])
        await an_outbox(database, keyring).send_due(workspace_id)
    [message] = (await client.get("/v1/messages")).json()["items"]
    assert stored(tmp_path)[0].startswith(f"X-Envelope-From: bounces+{message['id']}@shop.example".encode())
    assert caught_mails(tmp_path)[0].sender == "own@shop.example"
