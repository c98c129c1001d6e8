"""Events over HTTP: names, times, salts, deny lists, pages."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import psycopg
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.postgres import EmbeddedPostgres
from tests.conftest import SetClock

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def event(name: str = "cart.left", **fields: object) -> dict[str, object]:
    return {"name": name, "profile": {"custom_id": "c1"}, **fields}


async def listed(client: httpx.AsyncClient, **params: object) -> list[dict[str, object]]:
    answer = await client.get("/v1/events", params=params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_an_event_makes_its_profile_and_is_listed(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/events", json=event(params={"sku": "1", "n": 2}))
    assert answer.status_code == 201, answer.text
    [seen] = await listed(client, profile_id=answer.json()["profile_id"])
    assert (seen["id"], seen["params"]) == (answer.json()["id"], {"sku": "1", "n": 2})
    assert str(seen["source"]).startswith("api_key:")


@pytest.mark.parametrize("name", ["", "x" * 33, "a b", "ż", "a/b", "x\n"])
async def test_a_name_has_letters_digits_and_three_marks(client: httpx.AsyncClient, name: str) -> None:
    assert (await client.post("/v1/events", json=event(name))).status_code == 422


async def test_a_future_moment_becomes_the_arrival(client: httpx.AsyncClient, clock: SetClock) -> None:
    clock.now = NOON
    await client.post("/v1/events", json=event(time="2030-01-01T00:00:00Z"))
    [seen] = await listed(client)
    assert seen["time"] == "2026-11-20T12:00:00Z"


async def test_reserved_params_say_the_truth(client: httpx.AsyncClient, clock: SetClock) -> None:
    clock.now = NOON
    sent = {"time": "x", "ip": "1.2.3.4", "eventUUID": "x", "apiKey": "x", "sku": "1"}
    receipt = (await client.post("/v1/events", json=event(params=sent))).json()
    [seen] = await listed(client)
    params = seen["params"]
    assert isinstance(params, dict)
    assert (params["eventUUID"], params["sku"]) == (receipt["id"], "1")
    assert params["time"] == "2026-11-20T12:00:00+00:00"
    assert params["ip"] != "1.2.3.4"
    assert "businessProfileId" not in params


async def test_the_same_salt_overwrites_the_params_and_starts_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, postgres: EmbeddedPostgres
) -> None:
    with psycopg.connect(postgres.dsn(), autocommit=True) as owner:
        owner.execute("insert into event_listeners values ('salted.event', 'tests') on conflict do nothing")
    salted = event("salted.event", salt="s1", time="2026-01-05T08:00:00Z")
    first = await client.post("/v1/events", json={**salted, "params": {"n": 1}})
    second = await client.post("/v1/events", json={**salted, "params": {"n": 2}})
    other = await client.post(
        "/v1/events", json={**salted, "params": {"n": 3}, "time": "2026-01-05T09:00:00Z"}
    )
    assert [answer.status_code for answer in (first, second, other)] == [201, 200, 201]
    assert second.json()["id"] == first.json()["id"] != other.json()["id"]
    assert not second.json()["is_new"]
    assert {item["params"]["n"] for item in await listed(client)} == {2, 3}  # type: ignore[index]  # a dict
    async with database.context(workspace_id) as ctx:
        waiting = await ctx.db.scalar(text("select count(*) from event_inbox where listener = 'tests'"))
    assert waiting == 2


async def test_a_batch_with_one_salt_twice_keeps_the_last(client: httpx.AsyncClient) -> None:
    salted = event(salt="s", time="2026-01-05T08:00:00Z")
    answer = await client.post(
        "/v1/events/batches", json={"items": [{**salted, "params": {"n": n}} for n in (1, 2)] + [event()]}
    )
    assert answer.status_code == 200, answer.text
    results = [item["result"] for item in answer.json()["items"]]
    assert sorted(results) == ["created", "created", "overwritten"]
    assert [item["params"] for item in await listed(client)] == [{}, {"n": 2}]


async def test_a_thousand_events_come_at_once(client: httpx.AsyncClient) -> None:
    items = [
        {"name": "a.b", "profile": {"custom_id": f"c{i % 300}"}, "params": {"i": i}} for i in range(1000)
    ]
    answer = await client.post("/v1/events/batches", json={"items": items})
    assert answer.json()["failed"] == 0
    assert len((await client.get("/v1/profiles", params={"limit": 200})).json()["items"]) == 200


async def test_names_on_the_deny_list_and_our_own_are_refused(
    client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]]
) -> None:
    headers = {"Authorization": f"Bearer {await api_key(denied_events=['points.loyalty'])}"}
    denied = await client.post("/v1/events", json=event("points.loyalty"), headers=headers)
    assert (denied.status_code, denied.json()["code"]) == (403, "event_denied")
    assert (await client.post("/v1/events", json=event("points.loyalty"))).status_code == 201
    own = await client.post("/v1/events", json=event("pool.low"))
    assert (own.status_code, own.json()["code"]) == (403, "event_reserved")
    batch = await client.post(
        "/v1/events/batches",
        json={"items": [{**event("points.loyalty"), "profile": {"custom_id": "fresh"}}, event()]},
        headers=headers,
    )
    assert [item["result"] for item in batch.json()["items"]] == ["failed", "created"]
    assert (await client.get("/v1/profiles", params={"custom_id": "fresh"})).json()["items"] == []


async def test_pages_and_filters(client: httpx.AsyncClient, clock: SetClock) -> None:
    for number in range(5):
        clock.now = NOON + timedelta(seconds=number)
        moment = (NOON - timedelta(days=40 * number)).isoformat()
        await client.post("/v1/events", json=event(f"n{number % 2}", time=moment, params={"n": number}))

    async def numbers(**params: object) -> list[int]:
        return [item["params"]["n"] for item in await listed(client, **params)]  # type: ignore[index]  # a dict

    assert await numbers() == [4, 3, 2, 1, 0]
    assert await numbers(name="n0") == [4, 2, 0]
    assert await numbers(**{"from": (NOON - timedelta(days=80)).isoformat(), "to": NOON.isoformat()}) == [
        2,
        1,
    ]
    page = (await client.get("/v1/events", params={"limit": 2, "name": "n0"})).json()
    assert page["has_more"]
    assert await numbers(cursor=page["next_cursor"], name="n0") == [0]
    assert (await client.get("/v1/events", params={"from": "2026-01-01T00:00:00"})).status_code == 422


async def test_an_unknown_id_makes_no_profile(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/events", json={"name": "a.b", "profile": {"id": 2**62}})
    assert (answer.status_code, answer.json()["code"]) == (404, "profile_not_found")
