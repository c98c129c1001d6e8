"""The catcher's pages in the web process."""

from pathlib import Path

import httpx
from fastapi import FastAPI

from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.settings import Settings
from largesse.messages.accounts import account_of_url
from largesse.messages.catcher import start_catcher
from largesse.messages.channels.email import OutgoingEmail, send_email


async def get(app: FastAPI, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse") as client:
        return await client.get(path)


async def test_caught_mails_are_shown_to_whoever_asks(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    app = create_app(settings.model_copy(update={"mail_dir": folder}), database)
    with start_catcher(folder) as catcher:
        account = account_of_url(f"smtp://127.0.0.1:{catcher.port}", sender="largesse@localhost")
        assert account is not None
        for number in (1, 2):
            mail = OutgoingEmail(to="ops@shop.example", subject=f"No {number}", text="t", message_id="m")
            await send_email(account, mail)
    listed = await get(app, "/mail.json")
    assert listed.status_code == 200
    assert [mail["subject"] for mail in listed.json()] == ["No 2", "No 1"]
    assert set(listed.json()[0]) == {"to", "from", "subject", "text", "html", "at"}
    page = await get(app, "/mail")
    assert page.headers["content-type"].startswith("text/html")
    assert "No 2" in page.text


async def test_without_a_catcher_its_pages_say_so(app: FastAPI) -> None:
    for path in ("/mail", "/mail.json"):
        answer = await get(app, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "mail_catcher_off")
