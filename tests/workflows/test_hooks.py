"""Incoming Integrations: who knows the address begins that one workflow, once for each call."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.settings import Settings
from largesse.profiles.commands import save_profile
from largesse.profiles.schemas import ProfileInput
from tests.workflows.stage import Stage

SHOP_EVENT = "order.placed"


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Another system, without any key."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse") as client:
        yield client


@pytest.fixture
def stage(database: Database, workspace_id: UUID, tmp_path: Path) -> Stage:
    return Stage(database, workspace_id, tmp_path)


def receiving(kind: str = "profile", *, name: str = "Receive", **settings: object) -> dict[str, Any]:
    """A workflow that writes down what it was called with."""
    nodes: list[dict[str, Any]] = [
        {"id": "in", "type": "incoming", "title": "In", "event": SHOP_EVENT, **settings},
        {
            "id": "note", "type": "generate_event", "title": "Note", "event": "noted",
            "body": {"name": "{{event.name}}", "total": "{{event.params['order.total']}}"},
        },
        {"id": "end", "type": "end", "title": "End"},
    ]  # fmt: skip
    edges = [{"from": "in", "to": "note"}, {"from": "note", "to": "end"}]
    return {
        "name": name,
        "kind": kind,
        "settings": {"open_paths": None},
        "graph": {"nodes": nodes, "edges": edges},
    }


def large(**more: object) -> bytes:
    """A body that names a profile and holds more than an event may."""
    return json.dumps({"custom_id": "c1", **more}).encode()


async def address_of(client: httpx.AsyncClient, workflow_id: UUID) -> str:
    """The path of the trigger's address, as the API shows it."""
    versions = (await client.get(f"/v1/workflows/{workflow_id}/versions")).json()["items"]
    path: str = httpx.URL(versions[0]["webhooks"]["in"]).path
    return path


async def a_profile(stage: Stage, custom_id: str = "c1", **fields: object) -> int:
    async with stage.context() as ctx:
        item = ProfileInput.model_validate({"custom_id": custom_id, **fields})
        return (await save_profile(ctx, item)).id


async def events(stage: Stage, name: str) -> list[Any]:
    async with stage.context() as ctx:
        rows = await ctx.db.execute(
            text(
                "select id, profile_id, params, source from events where workspace_id = :workspace"
                " and name = :name order by seq"
            ),
            {"workspace": stage.workspace_id, "name": name},
        )
        return list(rows.all())


async def test_a_call_begins_a_journey_of_the_profile_it_names(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage
) -> None:
    profile = await a_profile(stage)
    workflow = await stage.publish(receiving())
    path = await address_of(client, workflow)
    body = {"custom_id": "c1", "order": {"total": 20, "items": [{"sku": "ä"}]}, "paid": True}
    answer = await stranger.post(path, json=body)
    assert answer.status_code == 202, answer.text
    await stage.settle()
    [received] = await events(stage, SHOP_EVENT)
    assert (str(received.id), received.profile_id) == (answer.json()["id"], profile)
    assert received.params == {
        "custom_id": "c1", "order.total": 20, "order.items.0.sku": "ä", "paid": True,
    }  # fmt: skip
    [noted] = await events(stage, "noted")
    assert (noted.profile_id, noted.params) == (profile, {"name": SHOP_EVENT, "total": "20"})


async def test_only_the_trigger_of_the_address_begins(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage
) -> None:
    await a_profile(stage)
    called = await stage.publish(receiving())
    await stage.publish(receiving(name="Same event, other address"))
    by_event = receiving(name="Same event")
    by_event["graph"]["nodes"][0] = {"id": "in", "type": "profile_event", "title": "In", "event": SHOP_EVENT}
    await stage.publish(by_event)
    assert (await stranger.post(await address_of(client, called), json={"custom_id": "c1"})).is_success
    await stage.settle()
    assert len(await events(stage, "noted")) == 1


@pytest.mark.parametrize(
    "named",
    [
        {"email": "A@shop.example"},
        {"profile": {"phone": "+48 600"}},
        {"profile": {"email": "a@shop.example"}},
    ],
)
async def test_a_profile_is_found_by_any_identifier(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage, named: dict[str, Any]
) -> None:
    profile = await a_profile(stage, email="a@shop.example", phone="+48 600")
    path = await address_of(client, await stage.publish(receiving()))
    answer = await stranger.post(path, json=named)
    assert answer.status_code == 202, answer.text
    assert [event.profile_id for event in await events(stage, SHOP_EVENT)] == [profile]


async def test_an_unknown_profile_is_refused_unless_the_trigger_makes_profiles(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage
) -> None:
    strict = await address_of(client, await stage.publish(receiving(name="Strict")))
    body = {"custom_id": 77, "email": "new@shop.example"}
    refused = await stranger.post(strict, json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "profile_unknown")
    assert await events(stage, SHOP_EVENT) == []
    open_ = await address_of(client, await stage.publish(receiving(name="Open", creates_profiles=True)))
    assert (await stranger.post(open_, json=body)).status_code == 202
    [made] = (await client.get("/v1/profiles", params={"custom_id": "77"})).json()["items"]
    assert made["email"] == "new@shop.example"
    await stage.settle()
    assert len(await events(stage, "noted")) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "malformed_json"),
        (b'{"custom_id": "c1", "x": 1e999}', "malformed_json"),
        (b"[1]", "invalid_input"),
        (b"{}", "profile_needed"),
        (b'{"profile": {}}', "profile_needed"),
        (b'{"id": 1}', "profile_needed"),
        (b'{"email": "no address"}', "invalid_input"),
        (b'{"custom_id": ["c1"]}', "invalid_input"),
        (b'{"custom_id": "c1", "a\\u0000b": 1}', "invalid_input"),
        (large(**{str(n): n for n in range(600)}), "invalid_input"),
        (large(**{"x" * 200: 1}), "invalid_input"),
        (large(**{str(n): "x" * 3000 for n in range(15)}), "invalid_input"),
    ],
    ids=[
        *("cut", "infinite", "list", "empty", "nobody", "foreign id", "no address", "list as id"),
        *("nul", "many names", "long name", "large"),
    ],
)
async def test_what_cannot_be_an_event_is_refused_and_leaves_nothing(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage, body: bytes, code: str
) -> None:
    await a_profile(stage)
    path = await address_of(client, await stage.publish(receiving()))
    answer = await stranger.post(path, content=body)
    assert (answer.status_code in (400, 422), answer.json()["code"]) == (True, code)
    assert await events(stage, SHOP_EVENT) == []


async def test_a_body_over_64_kb_is_refused(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage
) -> None:
    path = await address_of(client, await stage.publish(receiving()))

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(70):
            yield b" " * 1024

    for content in (b" " * 65_537, pieces()):
        answer = await stranger.post(path, content=content)
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_workflow_without_profiles_takes_any_object(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage
) -> None:
    path = await address_of(client, await stage.publish(receiving("business")))
    for total in (1, 2):
        assert (await stranger.post(path, json={"order": {"total": total}})).status_code == 202
    await stage.settle()
    noted = await events(stage, "noted")
    assert [(event.profile_id, event.params["total"]) for event in noted] == [(None, "1"), (None, "2")]


async def test_a_call_cannot_become_an_event_of_largesse_itself(client: httpx.AsyncClient) -> None:
    workflow = receiving()
    workflow["graph"]["nodes"][0]["event"] = "code.redeemed"
    made = await client.post("/v1/workflows", json=workflow)
    told = (await client.post(f"/v1/workflows/{made.json()['id']}/check")).json()
    assert [(problem["node"], problem["code"]) for problem in told["problems"]] == [("in", "event_reserved")]


async def test_every_wrong_address_is_the_same_404(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage
) -> None:
    await a_profile(stage)
    workflow = await stage.publish(receiving())
    path = await address_of(client, workflow)
    _, _, workspace, _, node, token = path.split("/")
    wrong = [
        f"/hooks/{workspace}/{workflow}/{node}/{token[:-1]}",
        f"/hooks/{workspace}/{workflow}/{node}/{'0' * 48}",
        f"/hooks/{workspace}/{workflow}/{node}/ä",
        f"/hooks/{workspace}/{workflow}/note/{token}",
        f"/hooks/{workspace}/{uuid4()}/{node}/{token}",
        f"/hooks/{uuid4()}/{workflow}/{node}/{token}",
        f"/hooks/here/{workflow}/{node}/{token}",
        f"/hooks/{workspace}/there/{node}/{token}",
    ]
    answers = [await stranger.post(address, json={"custom_id": "c1"}) for address in wrong]
    assert {(answer.status_code, answer.json()["code"], answer.json()["detail"]) for answer in answers} == {
        (404, "hook_not_found", answers[0].json()["detail"])
    }
    assert await events(stage, SHOP_EVENT) == []


async def test_who_tries_many_addresses_is_held_back_and_the_right_address_is_not(
    settings: Settings, database: Database, client: httpx.AsyncClient, stage: Stage
) -> None:
    await a_profile(stage)
    path = await address_of(client, await stage.publish(receiving()))
    strict = create_app(settings.model_copy(update={"rejected_limit_per_minute": 3}), database)
    transport = httpx.ASGITransport(strict, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse") as stranger:
        tries = [(await stranger.post(f"{path}x", json={})).status_code for _ in range(5)]
        assert tries == [404, 404, 404, 429, 429]
        assert (await stranger.post(path, json={"custom_id": "c1"})).status_code == 202


async def test_the_same_idempotency_key_begins_one_journey(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage
) -> None:
    await a_profile(stage)
    path = await address_of(client, await stage.publish(receiving()))
    headers = {"Idempotency-Key": "order-1"}
    body = {"custom_id": "c1", "order": {"total": 3}}
    answers = await asyncio.gather(*(stranger.post(path, json=body, headers=headers) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1
    other = await stranger.post(path, json={"custom_id": "c1"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    await stage.settle()
    assert len(await events(stage, SHOP_EVENT)) == len(await events(stage, "noted")) == 1


async def test_a_paused_workflow_takes_no_calls_and_a_deleted_one_is_unknown(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage
) -> None:
    await a_profile(stage)
    workflow = await stage.publish(receiving())
    path = await address_of(client, workflow)

    async def called() -> tuple[int, str]:
        answer = await stranger.post(path, json={"custom_id": "c1"})
        return answer.status_code, answer.json().get("code", "")

    for change in ("pauses", "stops"):
        assert (await client.post(f"/v1/workflows/{workflow}/{change}")).is_success
        assert await called() == (409, "workflow_not_active")
    assert (await client.delete(f"/v1/workflows/{workflow}")).status_code == 204
    assert await called() == (404, "hook_not_found")
    assert await events(stage, SHOP_EVENT) == []


async def test_the_address_stays_when_a_new_version_is_published(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, stage: Stage
) -> None:
    await a_profile(stage)
    workflow = await stage.publish(receiving())
    path = await address_of(client, workflow)
    graph = receiving()["graph"]
    graph["nodes"][0]["event"] = "order.changed"
    assert (await client.patch(f"/v1/workflows/{workflow}", json={"graph": graph})).is_success
    assert (await client.post(f"/v1/workflows/{workflow}/publications")).is_success
    assert await address_of(client, workflow) == path
    assert (await stranger.post(path, json={"custom_id": "c1"})).status_code == 202
    assert len(await events(stage, "order.changed")) == 1
