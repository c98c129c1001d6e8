"""E-mail accounts: passwords are sealed and never shown, one account is the default."""

from pathlib import Path
from uuid import UUID

import httpx
import pytest

from largesse.connections.queries import default_smtp_account
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.messages.catcher import caught_mails, start_catcher

ACCOUNT = {
    "name": "Shop mail",
    "host": "smtp.shop.example",
    "port": 587,
    "username": "shop",
    "password": "correct horse",
    "from_address": "alerts@shop.example",
    "from_name": "Shop",
}


async def create(client: httpx.AsyncClient, **changes: object) -> dict[str, object]:
    answer = await client.post("/v1/smtp-accounts", json={**ACCOUNT, **changes})
    assert answer.status_code == 201, answer.text
    account: dict[str, object] = answer.json()
    return account


async def test_a_password_is_stored_sealed_and_never_shown(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    account = await create(client)
    listed = await client.get("/v1/smtp-accounts")
    assert "correct horse" not in listed.text + str(account)
    assert listed.json()["items"] == [account]
    assert account["has_password"] is True
    async with database.context(workspace_id) as ctx:
        stored = await default_smtp_account(ctx)
    assert stored is not None
    assert stored.password_sealed is not None
    assert b"correct horse" not in stored.password_sealed
    assert keyring.unseal(stored.password_sealed) == "correct horse"


async def test_the_first_account_is_the_default_until_another_is_chosen(client: httpx.AsyncClient) -> None:
    first, second = await create(client), await create(client, name="Second")
    assert (first["is_default"], second["is_default"]) == (True, False)
    chosen = await client.put(f"/v1/smtp-accounts/{second['id']}/default")
    assert chosen.status_code == 200, chosen.text
    third = await create(client, name="Third", is_default=True)
    items = (await client.get("/v1/smtp-accounts")).json()["items"]
    assert {item["id"]: item["is_default"] for item in items} == {
        first["id"]: False,
        second["id"]: False,
        third["id"]: True,
    }


async def test_accounts_are_listed_in_pages(client: httpx.AsyncClient) -> None:
    made = [(await create(client, name=f"Account {i}"))["id"] for i in range(3)]
    first = (await client.get("/v1/smtp-accounts?limit=2")).json()
    rest = (await client.get(f"/v1/smtp-accounts?limit=2&cursor={first['next_cursor']}")).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == sorted(made, reverse=True)
    assert (first["has_more"], rest["has_more"]) == (True, False)


async def test_a_removed_account_is_gone(client: httpx.AsyncClient) -> None:
    account = await create(client)
    assert (await client.delete(f"/v1/smtp-accounts/{account['id']}")).status_code == 204
    again = await client.delete(f"/v1/smtp-accounts/{account['id']}")
    assert (again.status_code, again.json()["code"]) == (404, "smtp_account_not_found")
    assert (await client.get("/v1/smtp-accounts")).json()["items"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": "smtp host"},
        {"port": 0},
        {"from_address": "nobody"},
        {"from_address": "a@b\r\nBcc: c@d"},
        {"from_name": "two\nlines"},
        {"security": "maybe"},
        {"password": ["a"]},
    ],
)
async def test_an_account_that_could_not_send_is_refused(
    client: httpx.AsyncClient, wrong: dict[str, object]
) -> None:
    answer = await client.post("/v1/smtp-accounts", json={**ACCOUNT, **wrong})
    assert answer.status_code == 422, answer.text


async def test_a_test_mail_arrives_and_the_receipt_is_told(client: httpx.AsyncClient, tmp_path: Path) -> None:
    with start_catcher(tmp_path / "mail") as catcher:
        account = await create(
            client, host=catcher.host, port=catcher.port, security="none", username=None, password=None
        )
        answer = await client.post(f"/v1/smtp-accounts/{account['id']}/tests", json={"to": "me@shop.example"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["delivered"] is True
    assert "Caught as" in answer.json()["response"]
    [mail] = caught_mails(tmp_path / "mail")
    assert (mail.to, mail.sender) == (["me@shop.example"], "Shop <alerts@shop.example>")


async def test_a_test_mail_that_cannot_be_sent_tells_why(client: httpx.AsyncClient, tmp_path: Path) -> None:
    with start_catcher(tmp_path / "mail") as catcher:
        port = catcher.port
    account = await create(client, host="127.0.0.1", port=port, security="none")
    answer = await client.post(f"/v1/smtp-accounts/{account['id']}/tests", json={"to": "me@shop.example"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["delivered"] is False
    assert f"127.0.0.1 port {port}" in answer.json()["reason"]
