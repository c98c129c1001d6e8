"""What members and keys are called, for whoever reads what they did."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import httpx

from largesse.accounts.commands.workspaces import create_workspace
from largesse.accounts.roles import ROLES
from largesse.core.db import Database
from largesse.core.seals import Keyring
from tests.factories import a_key

Stranger = Callable[..., httpx.AsyncClient]
MakeKey = Callable[..., Awaitable[str]]
PASSWORD = "correct horse battery"


async def a_named_member(client: httpx.AsyncClient, name: str) -> str:
    """The label of a new member."""
    member = {"email": f"{name or 'nobody'}@example.com".lower(), "name": name, "password": PASSWORD}
    made = await client.post("/v1/members", json=member)
    assert made.status_code == 201, made.text
    return f"member:{made.json()['id']}"


async def test_members_and_keys_are_called_by_name_and_who_has_none_by_the_mail(
    client: httpx.AsyncClient,
) -> None:
    ada, nameless = await a_named_member(client, "Ada"), await a_named_member(client, "")
    await client.patch(f"/v1/members/{ada.removeprefix('member:')}", json={"disabled": True})
    key, *members = (await client.get("/v1/actors")).json()["items"]
    assert (key["name"], key["ended"]) == ("Test key", False)
    assert sorted(members, key=lambda one: str(one["name"])) == [
        {"actor": ada, "name": "Ada", "ended": True},
        {"actor": nameless, "name": "nobody@example.com", "ended": False},
    ]


async def test_only_who_is_asked_for_is_told(client: httpx.AsyncClient) -> None:
    ada, bob = await a_named_member(client, "Ada"), await a_named_member(client, "Bob")
    wrong_kind = ada.replace("member:", "api_key:")
    asked = {"actor": [bob, wrong_kind, f"member:{uuid4()}", "system:system"]}
    assert [one["actor"] for one in (await client.get("/v1/actors", params=asked)).json()["items"]] == [bob]


async def test_they_are_read_by_pages(client: httpx.AsyncClient) -> None:
    made = {await a_named_member(client, name) for name in ("Ada", "Bob", "Cid")}
    seen: list[str] = []
    params = {"limit": "2"}
    for _ in range(2):
        page = (await client.get("/v1/actors", params=params)).json()
        seen += [one["actor"] for one in page["items"]]
        params["cursor"] = str(page["next_cursor"])
    assert not page["has_more"]
    assert seen == sorted(seen)
    assert made < set(seen)


async def test_a_viewer_knows_them_and_who_may_nothing_does_not(stranger: Stranger, api_key: MakeKey) -> None:
    viewer = next(role for role in ROLES if role.name == "viewer")
    for permissions, expected in ((viewer.permissions, 200), ((), 403)):
        async with stranger(await api_key(permissions=permissions)) as asking:
            assert (await asking.get("/v1/actors")).status_code == expected


async def test_nobody_knows_those_of_another_workspace(
    client: httpx.AsyncClient, stranger: Stranger, database: Database, keyring: Keyring
) -> None:
    ada = await a_named_member(client, "Ada")
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    async with stranger(await a_key(database, other, keyring)) as neighbour:
        assert (await neighbour.get("/v1/actors", params={"actor": ada})).json()["items"] == []
        assert ada not in (await neighbour.get("/v1/actors")).text
