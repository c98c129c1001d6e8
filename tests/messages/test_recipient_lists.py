"""Recipient lists: saved addresses of people who are no profiles."""

from uuid import UUID, uuid4

import httpx
import pytest

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.core.errors import NotFoundError
from largesse.messages.recipients import recipients_of


async def made(client: httpx.AsyncClient, name: str, *emails: str) -> UUID:
    answer = await client.post("/v1/recipient-lists", json={"name": name, "emails": list(emails)})
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["id"])


async def test_recipients_of_several_lists_are_named_once_each(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    first = await made(client, "Ops", "Zoe@shop.example", "ada@shop.example")
    second = await made(client, "Sales", "ADA@shop.example", "bob@shop.example")
    async with database.context(workspace_id) as ctx:
        everybody = await recipients_of(ctx, [second, first, second])
        assert await recipients_of(ctx, []) == []
    assert everybody == ["ada@shop.example", "bob@shop.example", "Zoe@shop.example"]


async def test_an_unknown_or_foreign_list_is_not_found(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    mine = await made(client, "Ops", "a@b.example")
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    for tenant, lists in ((workspace_id, [mine, uuid4()]), (other, [mine])):
        async with database.context(tenant) as ctx:
            with pytest.raises(NotFoundError):
                await recipients_of(ctx, lists)


async def test_a_list_is_read_changed_and_deleted(client: httpx.AsyncClient) -> None:
    path = f"/v1/recipient-lists/{await made(client, 'Ops', 'a@b.example')}"
    changed = await client.patch(path, json={"emails": ["c@d.example"]})
    assert (changed.json()["name"], changed.json()["emails"]) == ("Ops", ["c@d.example"])
    assert (await client.patch(path, json={"name": "OPS"})).status_code == 200
    assert (await client.get(path)).json()["name"] == "OPS"
    assert [item["name"] for item in (await client.get("/v1/recipient-lists")).json()["items"]] == ["OPS"]
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_names_are_taken_once(client: httpx.AsyncClient) -> None:
    await made(client, "Ops", "a@b.example")
    second = await made(client, "Sales", "a@b.example")
    twin = await client.post("/v1/recipient-lists", json={"name": "ops", "emails": ["a@b.example"]})
    assert (twin.status_code, twin.json()["code"]) == (409, "recipient_list_exists")
    assert (await client.patch(f"/v1/recipient-lists/{second}", json={"name": "OPS"})).status_code == 409


@pytest.mark.parametrize("emails", [[], ["no address"], ["a@b.example"] * 101, ["a@b.example\n"]])
async def test_wrong_addresses_are_refused(client: httpx.AsyncClient, emails: list[str]) -> None:
    assert (await client.post("/v1/recipient-lists", json={"name": "x", "emails": emails})).status_code == 422
