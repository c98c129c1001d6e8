"""Stored connections: sealed, never shown, changed only with their secret, and tried on demand."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import httpx
import pytest
from aiohttp import web
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.app import create_app
from largesse.connections.opened import existing_connections, open_connection
from largesse.connections.queries import connections_named
from largesse.core.db import Database
from largesse.core.errors import ConflictError, NotFoundError
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from tests.conftest import SECRET_KEY, SetClock
from tests.connections.serving_http import serve
from tests.factories import a_key

SECRET = "t0ken-of-the-shop"
BEARER: dict[str, object] = {"type": "bearer", "base_url": "https://api.shop.example/v2", "token": SECRET}


async def create(
    client: httpx.AsyncClient, kind: dict[str, object] = BEARER, name: str = "ERP"
) -> dict[str, object]:
    answer = await client.post("/v1/connections", json={"name": name, "kind": kind})
    assert answer.status_code == 201, answer.text
    made: dict[str, object] = answer.json()
    return made


async def test_a_secret_is_stored_sealed_and_never_shown(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    made = await create(client)
    read = await client.get(f"/v1/connections/{made['id']}")
    listed = await client.get("/v1/connections")
    patched = await client.patch(f"/v1/connections/{made['id']}", json={"name": "ERP 2"})
    audit = await client.get("/v1/audit-log")
    assert SECRET not in "".join([str(made), read.text, listed.text, patched.text, audit.text])
    assert (made["has_secret"], made["secret_hint"], made["type"]) == (True, "shop", "bearer")
    assert made["kind"] == {
        "type": "bearer",
        "base_url": "https://api.shop.example/v2",
        "allowed_hosts": [],
    }
    assert listed.json()["items"] == [made]
    async with database.context(workspace_id) as ctx:
        row = (await ctx.db.execute(text("select * from connections"))).one()
        assert SECRET not in str(row)
        assert json.loads(keyring.unseal(row.secret_sealed)) == {"token": SECRET}
        opened = await open_connection(ctx, keyring, UUID(str(made["id"])))
    assert opened.headers_for("https://api.shop.example/v2/x") == {"Authorization": f"Bearer {SECRET}"}


async def test_a_refused_secret_is_not_repeated_in_the_answer(client: httpx.AsyncClient) -> None:
    kind = {**BEARER, "token": "not a token\n"}
    answer = await client.post("/v1/connections", json={"name": "ERP", "kind": kind})
    assert answer.status_code == 422
    assert "not a token" not in answer.text
    key = {"type": "sftp", "host": "a.example", "username": "u", "host_key": "SHA256:" + "A" * 43}
    answer = await client.post(
        "/v1/connections", json={"name": "x", "kind": {**key, "private_key": "PRIVATE-STUFF"}}
    )
    assert (answer.status_code, "PRIVATE-STUFF" in answer.text) == (422, False)


@pytest.mark.parametrize("secret", ["short", "fifteen-letters"])
async def test_a_short_secret_has_no_hint(client: httpx.AsyncClient, secret: str) -> None:
    made = await create(client, {**BEARER, "token": secret})
    assert made["secret_hint"] == ""


async def test_where_a_credential_goes_is_changed_only_together_with_it(client: httpx.AsyncClient) -> None:
    made = await create(client)
    url = f"/v1/connections/{made['id']}"
    stray = {name: value for name, value in BEARER.items() if name != "token"}
    refused = await client.patch(url, json={"kind": {**stray, "base_url": "https://evil.example"}})
    assert refused.status_code == 422, refused.text
    assert (await client.get(url)).json() == made
    moved = {**BEARER, "base_url": "https://new.shop.example", "token": "another-token-of-it"}
    changed = await client.patch(url, json={"kind": moved})
    assert changed.status_code == 200, changed.text
    assert (changed.json()["kind"]["base_url"], changed.json()["secret_hint"]) == (
        "https://new.shop.example",
        "f-it",
    )
    assert changed.json()["name"] == "ERP"
    other = {"type": "header", "base_url": "https://a.example", "header": "X-Key", "value": "v"}
    fixed = await client.patch(url, json={"kind": other})
    assert (fixed.status_code, fixed.json()["code"]) == (409, "connection_type_fixed")


async def test_a_removed_connection_is_gone(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    gone, kept = [UUID(str((await create(client, name=f"c{n}"))["id"])) for n in range(2)]
    assert (await client.delete(f"/v1/connections/{gone}")).status_code == 204
    for method, path in [("GET", ""), ("DELETE", ""), ("PATCH", ""), ("POST", "/tests")]:
        body: dict[str, object] | None = {} if method in ("PATCH", "POST") else None
        answer = await client.request(method, f"/v1/connections/{gone}{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "connection_not_found"), method
    async with database.context(workspace_id) as ctx:
        assert await existing_connections(ctx, [gone, kept, uuid4()]) == {kept}
        assert await existing_connections(ctx, []) == set()
        with pytest.raises(NotFoundError, match="no connection"):
            await open_connection(ctx, keyring, gone)


async def test_a_connection_is_opened_by_its_name_or_id_and_a_name_is_given_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    first, second = await create(client, name="ERP"), await create(client, name="Sklep 'żółty' %")
    decoy = await create(client, name=str(first["id"]))  # an id goes before a name that looks like one
    taken = await client.post("/v1/connections", json={"name": "ERP", "kind": BEARER})
    renamed = await client.patch(f"/v1/connections/{second['id']}", json={"name": "ERP"})
    both = await client.patch(f"/v1/connections/{second['id']}", json={"name": "ERP", "kind": BEARER})
    for answer in (taken, renamed, both):
        assert (answer.status_code, answer.json()["code"]) == (409, "connection_name_taken")
    async with database.context(workspace_id) as ctx:
        wanted = {
            "ERP": first,
            str(first["id"]): first,
            "Sklep 'żółty' %": second,
            str(second["id"]).upper(): second,
            str(decoy["id"]): decoy,
        }
        for reference, made in wanted.items():
            assert str((await open_connection(ctx, keyring, reference)).id) == made["id"]
        assert str((await open_connection(ctx, keyring, UUID(str(second["id"])))).id) == second["id"]
        named = await connections_named(ctx, [*wanted, "erp", "nothing", str(uuid4())])
        assert {reference: str(row.id) for reference, row in named.items()} == {
            reference: made["id"] for reference, made in wanted.items()
        }
        assert await connections_named(ctx, []) == {}
        with pytest.raises(NotFoundError, match="'nothing'"):
            await open_connection(ctx, keyring, "nothing")


async def test_one_of_two_who_want_a_name_at_once_gets_it(client: httpx.AsyncClient) -> None:
    body = {"name": "ERP", "kind": BEARER}
    answers = await asyncio.gather(*(client.post("/v1/connections", json=body) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5


async def test_connections_are_listed_in_pages(client: httpx.AsyncClient) -> None:
    made = [str((await create(client, name=f"c{n}"))["id"]) for n in range(3)]
    first = (await client.get("/v1/connections?limit=2")).json()
    rest = (await client.get(f"/v1/connections?limit=2&cursor={first['next_cursor']}")).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == sorted(made, reverse=True)
    assert (first["has_more"], rest["has_more"]) == (True, False)


async def test_another_workspace_neither_sees_nor_opens_it(
    client: httpx.AsyncClient, database: Database, keyring: Keyring
) -> None:
    connection_id = UUID(str((await create(client))["id"]))
    async with database.session() as session:
        other = (await create_workspace(session, "Other", now=database.clock())).workspace_id
    async with database.context(other) as ctx:
        assert await existing_connections(ctx, [connection_id]) == set()
        with pytest.raises(NotFoundError):
            await open_connection(ctx, keyring, connection_id)


async def test_a_secret_sealed_under_another_key_asks_to_be_entered_again(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    connection_id = UUID(str((await create(client))["id"]))
    async with database.context(workspace_id) as ctx:
        with pytest.raises(ConflictError) as refused:
            await open_connection(ctx, Keyring(b"\x07" * 32), connection_id)
    assert refused.value.code == "secret_key_changed"


async def test_what_no_longer_fits_its_kind_says_so_without_the_secret(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    connection_id = UUID(str((await create(client))["id"]))
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update connections set settings = '{}'"))
    async with database.context(workspace_id) as ctx:
        with pytest.raises(ConflictError) as refused:
            await open_connection(ctx, keyring, connection_id)
    assert refused.value.code == "connection_unusable"
    assert "base_url" in refused.value.detail
    assert SECRET not in refused.value.detail


async def test_two_changes_at_once_leave_settings_and_secret_of_the_same_one(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    connection_id = UUID(str((await create(client))["id"]))
    kinds = [{**BEARER, "base_url": f"https://h{n}.example", "token": f"token-of-{n}"} for n in range(8)]
    answers = await asyncio.gather(
        *(client.patch(f"/v1/connections/{connection_id}", json={"kind": kind}) for kind in kinds)
    )
    assert {answer.status_code for answer in answers} == {200}
    async with database.context(workspace_id) as ctx:
        opened = await open_connection(ctx, keyring, connection_id)
    assert opened.kind.type == "bearer"
    number = opened.kind.base_url.removeprefix("https://h").removesuffix(".example")
    assert opened.headers_for(opened.kind.base_url) == {"Authorization": f"Bearer token-of-{number}"}


async def test_a_workspace_key_must_be_a_living_one_of_this_workspace(
    client: httpx.AsyncClient, database: Database, clock: SetClock
) -> None:
    made = (await client.post("/v1/keys", json={"name": "Workflows", "permissions": []})).json()
    kind = {"type": "workspace_key", "key": made["secret"], "key_id": str(uuid4())}
    connection = await create(client, kind, "Own API")
    assert connection["kind"] == {"type": "workspace_key", "key_id": made["id"]}
    assert connection["secret_hint"] == made["secret"][-4:]
    profile = (await client.post("/v1/keys", json={"name": "App", "kind": "profile"})).json()
    soon = (datetime.now(UTC) + timedelta(seconds=2)).isoformat()
    expired = (await client.post("/v1/keys", json={"name": "Old", "expires_at": soon})).json()
    async with database.session() as session:
        other = (await create_workspace(session, "Other", now=database.clock())).workspace_id
    foreign = await a_key(database, other, Keyring(bytes.fromhex(SECRET_KEY)))
    await client.delete(f"/v1/keys/{made['id']}")
    clock.now = datetime.now(UTC) + timedelta(seconds=3)
    for key in (made["secret"], profile["secret"], expired["secret"], foreign, "lk_" + "x" * 43):
        answer = await client.post(
            "/v1/connections", json={"name": "x", "kind": {"type": "workspace_key", "key": key}}
        )
        assert (answer.status_code, answer.json().get("code")) == (422, "connection_key_unknown"), key
        assert key not in answer.text


async def test_permissions_guard_each_call(
    app: FastAPI, api_key: Callable[..., Awaitable[str]], client: httpx.AsyncClient
) -> None:
    made = await create(client)
    calls = {
        "CONNECTIONS_CONNECTION_READ": ("GET", f"/{made['id']}", None, 200),
        "CONNECTIONS_CONNECTION_CREATE": ("POST", "", {"name": "y", "kind": BEARER}, 201),
        "CONNECTIONS_CONNECTION_UPDATE": ("PATCH", f"/{made['id']}", {"name": "z"}, 200),
        "CONNECTIONS_CONNECTION_TEST_CREATE": (
            "POST",
            f"/{made['id']}/tests",
            {"url": "http://127.0.0.1:1/"},
            422,
        ),
        "CONNECTIONS_CONNECTION_DELETE": ("DELETE", f"/{made['id']}", None, 204),
    }
    for held in calls:
        headers = {"Authorization": f"Bearer {await api_key(permissions=[held])}"}
        for needed, (method, path, body, status) in calls.items():
            if needed == held == "CONNECTIONS_CONNECTION_DELETE" or needed != "CONNECTIONS_CONNECTION_DELETE":
                answer = await client.request(method, f"/v1/connections{path}", json=body, headers=headers)
                assert answer.status_code == (status if needed == held else 403), (held, needed)


async def asked_by(seen: list[web.Request], request: web.Request) -> web.StreamResponse:
    seen.append(request)
    return web.Response(status=401 if request.path == "/closed" else 200)


@pytest.fixture
async def reaching(
    settings: Settings, database: Database, api_key: Callable[..., Awaitable[str]]
) -> Callable[..., httpx.AsyncClient]:
    """Makes clients of an installation with other settings."""
    headers = {"Authorization": f"Bearer {await api_key()}"}

    def reach(**changes: object) -> httpx.AsyncClient:
        app = create_app(settings.model_copy(update=changes), database)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers)

    return reach


async def test_a_test_calls_with_the_credential_and_tells_the_status(
    reaching: Callable[..., httpx.AsyncClient],
) -> None:
    seen: list[web.Request] = []
    async with (
        serve(partial(asked_by, seen)) as port,
        reaching(outgoing_allow=f"127.0.0.1:{port}") as client,
    ):
        made = await create(client, {**BEARER, "base_url": f"http://127.0.0.1:{port}/v2"})
        tests = f"/v1/connections/{made['id']}/tests"
        default = (await client.post(tests, json={})).json()
        below = (await client.post(tests, json={"url": "/orders"})).json()
        closed = (await client.post(tests, json={"url": f"http://127.0.0.1:{port}/closed"})).json()
        stray = await client.post(tests, json={"url": f"http://localhost:{port}/"})
    assert (default["ok"], default["status"], default["reason"], default["files"]) == (True, 200, None, None)
    assert (below["ok"], closed["ok"], closed["status"]) == (True, False, 401)
    assert "401" in closed["reason"]
    assert (stray.status_code, stray.json()["code"]) == (422, "connection_host_not_allowed")
    assert [request.path for request in seen] == ["/v2", "/v2/orders", "/closed"]
    assert {request.headers["Authorization"] for request in seen} == {f"Bearer {SECRET}"}


async def test_a_test_may_not_reach_an_internal_address_unless_the_operator_allows_it(
    client: httpx.AsyncClient,
) -> None:
    seen: list[web.Request] = []
    async with serve(partial(asked_by, seen)) as port:
        made = await create(client, {**BEARER, "base_url": f"http://127.0.0.1:{port}"})
        answer = (await client.post(f"/v1/connections/{made['id']}/tests", json={})).json()
    assert (answer["ok"], answer["status"]) == (False, None)
    assert "loopback" in answer["reason"]
    assert seen == []


async def test_a_workspace_key_is_tried_on_this_installation(
    reaching: Callable[..., httpx.AsyncClient],
) -> None:
    seen: list[web.Request] = []
    async with (
        serve(partial(asked_by, seen)) as port,
        reaching(public_url=f"http://127.0.0.1:{port}/") as client,
    ):
        key = (await client.post("/v1/keys", json={"name": "Workflows"})).json()["secret"]
        made = await create(client, {"type": "workspace_key", "key": key})
        tests = f"/v1/connections/{made['id']}/tests"
        answer = (await client.post(tests, json={"url": "/v1/pools"})).json()
        stray = await client.post(tests, json={"url": "https://evil.example/v1/pools"})
    assert (answer["ok"], answer["status"]) == (True, 200)
    assert (seen[0].path, seen[0].headers["Authorization"]) == ("/v1/pools", f"Bearer {key}")
    assert (stray.status_code, stray.json()["code"]) == (422, "connection_host_not_allowed")
    assert len(seen) == 1
