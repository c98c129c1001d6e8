"""Saved audiences over HTTP: names, archiving, live counts, previews."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.core.errors import RetryLaterError
from largesse.profiles.audiences.commands import create_audience
from largesse.profiles.audiences.queries import conditions_of, count_matching, preview_audience
from largesse.profiles.audiences.schemas import AudienceInput
from largesse.profiles.commands import save_profiles
from largesse.profiles.conditions import CONDITION, NotOf
from largesse.profiles.schemas import ProfileInput

HAS_POOL: dict[str, Any] = {"type": "attribute", "name": "voucherpool_id", "test": {"operator": "not_empty"}}
EVERYBODY: dict[str, Any] = {"type": "everybody"}
MISSING_ID = "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"


async def made(client: httpx.AsyncClient, name: str, conditions: object = HAS_POOL) -> dict[str, Any]:
    answer = await client.post("/v1/audiences", json={"name": name, "conditions": conditions})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def names(client: httpx.AsyncClient, **params: object) -> list[str]:
    answer = await client.get("/v1/audiences", params=params)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def crowd(client: httpx.AsyncClient, count: int, *, pools: int) -> None:
    items = [
        {"custom_id": f"c{number:03}", "attributes": {"voucherpool_id": "p" if number < pools else ""}}
        for number in range(count)
    ]
    assert (await client.post("/v1/profiles/batches", json={"items": items})).status_code == 200


async def test_an_audience_is_saved_read_changed_and_archived(client: httpx.AsyncClient) -> None:
    audience = await made(client, "Pools")
    assert audience["conditions"] == HAS_POOL
    assert audience["archived_at"] is None
    path = f"/v1/audiences/{audience['id']}"
    assert (await client.get(path)).json() == audience

    changed = await client.patch(path, json={"name": "Everybody", "conditions": EVERYBODY})
    assert changed.status_code == 200, changed.text
    assert (changed.json()["name"], changed.json()["conditions"]) == ("Everybody", EVERYBODY)

    assert (await client.delete(path)).status_code == 204
    assert (await client.delete(path)).status_code == 204
    assert await names(client) == []
    assert await names(client, archived=True) == ["Everybody"]
    assert (await client.get(path)).json()["archived_at"] is not None

    back = await client.patch(path, json={"archived": False})
    assert back.json()["archived_at"] is None
    assert await names(client) == ["Everybody"]


async def test_audiences_are_found_by_a_part_of_their_name(client: httpx.AsyncClient) -> None:
    for name in ("Pools of spring", "Customers", "pools_1"):
        await made(client, name)
    assert await names(client, name="POOLS") == ["pools_1", "Pools of spring"]
    assert await names(client, name="_") == ["pools_1"]
    page = (await client.get("/v1/audiences", params={"limit": 2})).json()
    assert page["has_more"]
    assert await names(client, cursor=page["next_cursor"]) == ["Pools of spring"]


async def test_a_name_belongs_to_one_audience_in_use(client: httpx.AsyncClient) -> None:
    first = await made(client, "Pools")
    taken = await client.post("/v1/audiences", json={"name": "Pools", "conditions": EVERYBODY})
    assert (taken.status_code, taken.json()["code"]) == (409, "audience_name_taken")
    await client.delete(f"/v1/audiences/{first['id']}")
    second = await made(client, "Pools")
    back = await client.patch(f"/v1/audiences/{first['id']}", json={"archived": False})
    assert (back.status_code, back.json()["code"]) == (409, "audience_name_taken")
    other = await made(client, "Other")
    renamed = await client.patch(f"/v1/audiences/{other['id']}", json={"name": "Pools"})
    assert renamed.json()["code"] == "audience_name_taken"
    assert (await client.get(f"/v1/audiences/{other['id']}")).json() == other
    assert await names(client) == ["Other", second["name"]]


async def test_of_many_at_the_same_time_one_gets_the_name(client: httpx.AsyncClient) -> None:
    body = {"name": "Pools", "conditions": HAS_POOL}
    answers = await asyncio.gather(*(client.post("/v1/audiences", json=body) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " ", "conditions": HAS_POOL},
        {"name": "x"},
        {"name": "x", "conditions": {}},
        {"name": "x", "conditions": {"type": "unknown"}},
        {"name": "x", "conditions": {"type": "not", "condition": {"type": "all", "conditions": []}}},
        {"name": "x", "conditions": HAS_POOL, "extra": 1},
    ],
)
async def test_an_audience_that_makes_no_sense_is_refused(
    client: httpx.AsyncClient, wrong: dict[str, object]
) -> None:
    answer = await client.post("/v1/audiences", json=wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


async def test_a_tree_deeper_than_any_stack_is_refused(client: httpx.AsyncClient) -> None:
    for depth in (11, 300, 20_000):
        body = '{"name":"x","conditions":' + '{"type":"not","condition":' * depth
        answer = await client.post(
            "/v1/audiences",
            content=body + '{"type":"everybody"}' + "}" * (depth + 1),
            headers={"Content-Type": "application/json"},
        )
        assert answer.status_code in (400, 422), (depth, answer.text)


async def test_conditions_are_counted_before_they_are_saved(client: httpx.AsyncClient) -> None:
    await crowd(client, 30, pools=25)
    for conditions, expected in (
        (HAS_POOL, 25),
        ({"type": "not", "condition": HAS_POOL}, 5),
        (EVERYBODY, 30),
    ):
        answer = await client.post("/v1/audiences/counts", json={"conditions": conditions})
        assert answer.status_code == 200, answer.text
        assert answer.json() == {"count": expected, "is_estimate": False}


async def test_a_preview_shows_the_first_twenty(client: httpx.AsyncClient) -> None:
    await crowd(client, 30, pools=25)
    audience = await made(client, "Pools")
    answer = await client.post(f"/v1/audiences/{audience['id']}/previews")
    assert answer.status_code == 200, answer.text
    assert [item["custom_id"] for item in answer.json()["items"]] == [f"c{number:03}" for number in range(20)]


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE", "POST"])
async def test_an_unknown_audience_is_not_found(client: httpx.AsyncClient, method: str) -> None:
    path = f"/v1/audiences/{MISSING_ID}" + ("/previews" if method == "POST" else "")
    answer = await client.request(method, path, **({"json": {}} if method == "PATCH" else {}))
    assert (answer.status_code, answer.json()["code"]) == (404, "audience_not_found")


async def test_a_count_that_takes_too_long_is_an_estimate_and_spoils_nothing(
    database: Database, workspace_id: UUID
) -> None:
    async with database.context(workspace_id) as ctx:
        items = [{"custom_id": f"c{n}", "attributes": {"text": "a" * 30_000 + str(n)}} for n in range(300)]
        await save_profiles(ctx, [ProfileInput.model_validate(item) for item in items])
    slow = {"type": "attribute", "name": "text", "test": {"operator": "string_like", "pattern": "*b*"}}
    tree = CONDITION.validate_python({"type": "all", "conditions": [slow] * 100})
    many = CONDITION.validate_python({"type": "any", "conditions": [slow] * 100})
    async with database.context(workspace_id) as ctx:
        audience = await create_audience(ctx, AudienceInput(name="Slow", conditions=many))
        counted = await count_matching(ctx, many, budget_ms=1)
        assert counted.is_estimate
        assert counted.count >= 0
        with pytest.raises(RetryLaterError, match=r"0\.001 seconds"):
            await preview_audience(ctx, audience.id, budget_ms=1)
        assert not (await count_matching(ctx, NotOf(condition=tree), budget_ms=60_000)).is_estimate
        assert await conditions_of(ctx, audience.id) == many


async def test_who_may_read_audiences_but_not_profiles_gets_counts_and_no_preview(
    client: httpx.AsyncClient,
    api_key: Any,  # noqa: ANN401  the fixture's
) -> None:
    audience = await made(client, "Pools")
    secret = await api_key(permissions=["AUDIENCES_AUDIENCE_READ"])
    headers = {"Authorization": f"Bearer {secret}"}
    counted = await client.post("/v1/audiences/counts", json={"conditions": EVERYBODY}, headers=headers)
    assert counted.status_code == 200
    refused = await client.post(f"/v1/audiences/{audience['id']}/previews", headers=headers)
    assert (refused.status_code, refused.json()["permission"]) == (403, "API_CLIENT_READ")


async def test_conditions_show_their_first_profiles_before_they_are_saved(client: httpx.AsyncClient) -> None:
    await crowd(client, 25, pools=22)
    answer = await client.post("/v1/audiences/previews", json={"conditions": HAS_POOL})
    assert answer.status_code == 200, answer.text
    assert [item["custom_id"] for item in answer.json()["items"]] == [f"c{number:03}" for number in range(20)]
    nobody = {"type": "tag", "tags": ["nobody"]}
    assert (await client.post("/v1/audiences/previews", json={"conditions": nobody})).json() == {"items": []}
