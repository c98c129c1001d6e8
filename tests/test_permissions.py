"""Every operation of the API against every kind of credential; driven by the OpenAPI document alone."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.accounts.permissions import ALL
from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from tests.conftest import SetClock
from tests.factories import a_key, a_pool
from tests.minimal import Operation, body_of, operations, query_of

MakeKey = Callable[..., Awaitable[str]]

PUBLIC = {
    "GET /healthz",
    "GET /readyz",
    "GET /metrics",
    "GET /mail",  # the catcher of development mail, present only where it is switched on
    "GET /mail.json",
    "POST /v1/sessions",
    "GET /v1/set-up",  # tells only whether a workspace is missing
    "POST /v1/set-up",  # takes the code that the server printed into its log
    "POST /uauth/v2/auth/login/profile",  # these two take the key in the body
    "POST /v4/auth/login/client",
    "GET /unsubscribe/{token}",  # whoever holds the link of a mail
    "POST /unsubscribe/{token}",
    "POST /hooks/{workspace}/{workflow}/{node}/{token}",  # the address is the secret
}
GARBAGE: list[dict[str, Any]] = [
    {},
    {"content": b'{"not json', "headers": {"Content-Type": "application/json"}},
    {"content": b"no boundary", "headers": {"Content-Type": "multipart/form-data"}},
]


@pytest.fixture
def app(settings: Settings, database: Database) -> FastAPI:
    """The app; so many refusals from one address are wanted here."""
    return create_app(settings.model_copy(update={"rejected_limit_per_minute": 1_000_000}), database)


@pytest.fixture
def guarded(app: FastAPI) -> list[Operation]:
    """Every operation that asks for a credential."""
    return [operation for operation in operations(app.openapi()) if operation.permission is not None]


@asynccontextmanager
async def holder(app: FastAPI, secret: str | None) -> AsyncIterator[httpx.AsyncClient]:
    """A client with this key."""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers) as client:
        yield client


def filled(path: str, known: dict[str, str]) -> str:
    """The path with known values, and with one that nothing has for the rest."""
    nothing = "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"
    for name in [part.split("}")[0] for part in path.split("{")[1:]]:
        path = path.replace(f"{{{name}}}", known.get(name, nothing))
    return path


async def answers_other_than(
    status: int, client: httpx.AsyncClient, asked: list[Operation]
) -> list[tuple[str, int]]:
    """The operations that answered otherwise, for any body, read or not."""
    wrong = []
    for operation in asked:
        for sent in GARBAGE:
            answer = await client.request(operation.method, filled(operation.path, {}), **sent)
            if answer.status_code != status:
                wrong.append((operation.name, answer.status_code))
    return wrong


def test_only_these_operations_are_public(app: FastAPI) -> None:
    public = {operation.name for operation in operations(app.openapi()) if operation.permission is None}
    assert public == PUBLIC


def test_every_permission_asked_for_is_in_the_catalogue(guarded: list[Operation]) -> None:
    assert {operation.permission for operation in guarded} - {""} <= ALL
    assert len(guarded) > 50


async def test_no_key_and_a_garbage_key_are_refused(app: FastAPI, guarded: list[Operation]) -> None:
    for secret in (None, "lk_garbage", "x" * 5000):
        async with holder(app, secret) as client:
            assert await answers_other_than(401, client, guarded) == []


async def test_an_expired_key_is_refused(
    app: FastAPI, guarded: list[Operation], api_key: MakeKey, clock: SetClock
) -> None:
    now = datetime.now(UTC)
    async with holder(app, await api_key(expires_at=now + timedelta(hours=1))) as client:
        assert (await client.get("/v1/pools")).status_code == 200
        clock.now = now + timedelta(hours=1)
        assert await answers_other_than(401, client, guarded) == []


async def test_a_revoked_key_is_refused(
    app: FastAPI, guarded: list[Operation], api_key: MakeKey, database: Database, workspace_id: UUID
) -> None:
    secret = await api_key()
    async with database.session(workspace_id) as session:
        await session.execute(text("update api_keys set revoked_at = now()"))
    async with holder(app, secret) as client:
        assert await answers_other_than(401, client, guarded) == []


async def test_all_permissions_but_the_right_one_are_not_enough(
    app: FastAPI, guarded: list[Operation], api_key: MakeKey
) -> None:
    wrong = []
    for permission in sorted({operation.permission or "" for operation in guarded} - {""}):
        async with holder(app, await api_key(permissions=ALL - {permission})) as client:
            for operation in (o for o in guarded if o.permission == permission):
                for sent in GARBAGE:
                    answer = await client.request(operation.method, filled(operation.path, {}), **sent)
                    if answer.status_code != 403 or permission not in answer.text:
                        wrong.append((operation.name, answer.status_code, answer.text))
    assert wrong == []


@pytest.fixture
async def owned(
    app: FastAPI, client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> dict[str, str]:
    """One real object of this workspace for each path parameter that some collection can make or list."""
    document = app.openapi()
    known = {"pool_id": str(await a_pool(database, workspace_id, codes=1))}
    doomed = await a_pool(database, workspace_id)
    assert (await client.delete(f"/v1/pools/{doomed}")).status_code == 204  # its removal is a job
    await client.post(f"/v1/pools/{known['pool_id']}/assignments", json={"profile": {"custom_id": "c1"}})
    by_name = {operation.name: operation for operation in operations(document)}
    for operation in by_name.values():
        for name in operation.path_parameters:
            collection = operation.path.split(f"/{{{name}}}")[0]
            if name in known or "{" in collection:
                continue
            if make := by_name.get(f"POST {collection}"):
                await client.post(collection, **body_of(make, document))
            answer = await client.get(collection)
            items = answer.json().get("items", []) if answer.status_code == 200 else []
            if items:
                item = items[0]
                known[name] = str(item.get(name) or item.get("id") or item["name"])
    return known


# What a thing of another kind does not have, or not yet.
NOTHING_TO_DOWNLOAD = (
    "no_rejections",
    "no_result_file",
    "gift_card_not_found",
    "handbill_not_published",
    "workflow_version_not_found",
)
# Refused before the object is looked for: the request does not say for whom.
FOR_NOBODY = ("profile_token_required", "identifier_missing")


async def test_objects_of_a_workspace_do_not_exist_for_another(
    app: FastAPI,
    guarded: list[Operation],
    owned: dict[str, str],
    client: httpx.AsyncClient,
    database: Database,
    keyring: Keyring,
) -> None:
    assert {"pool_id", "code", "key_id", "profile_id"} <= set(owned)
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    reached = [o for o in guarded if o.path_parameters and set(o.path_parameters) <= set(owned)]
    wrong, real = [], 0
    async with holder(app, await a_key(database, other, keyring)) as foreigner:
        for operation in reached:
            path = filled(operation.path, owned)
            query = query_of(operation, app.openapi())
            body = body_of(operation, app.openapi())
            answer = await foreigner.request(operation.method, path, params=query, **body)
            if answer.status_code in (403, 422) and answer.json()["code"] in FOR_NOBODY:
                continue
            if answer.status_code != 404:
                wrong.append((operation.name, answer.status_code, answer.text))
            if operation.method == "GET":
                own = await client.get(path, params=query)
                real += own.status_code == 200
                if own.status_code >= 400 and own.json()["code"] not in NOTHING_TO_DOWNLOAD:
                    wrong.append((operation.name, own.status_code, own.text))
    assert wrong == []
    assert real >= 5


async def test_lists_of_another_workspace_hold_none_of_these_objects(
    app: FastAPI, guarded: list[Operation], owned: dict[str, str], database: Database, keyring: Keyring
) -> None:
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    marks = [value for value in owned.values() if len(value) > 12]  # a small number would be found by chance
    async with holder(app, await a_key(database, other, keyring)) as foreigner:
        lists = [o for o in guarded if o.method == "GET" and not o.path_parameters]
        pages = {o.name: await foreigner.get(o.path) for o in lists}
    assert [name for name, page in pages.items() if any(mark in page.text for mark in marks)] == []
    assert sum(page.status_code == 200 for page in pages.values()) >= 8
