"""The audit log: one entry a change, found again by filters, and never altered."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from largesse.core.db import Database
from tests.conftest import SetClock


async def entries(client: httpx.AsyncClient, **filters: str | int) -> list[dict[str, object]]:
    answer = await client.get("/v1/audit-log", params=filters)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()["items"]
    return found


async def test_every_change_of_a_key_or_member_leaves_exactly_one_entry(client: httpx.AsyncClient) -> None:
    before = len(await entries(client, limit=200))
    key = (await client.post("/v1/keys", json={"name": "Till"})).json()["id"]
    await client.patch(f"/v1/keys/{key}", json={"name": "Till 2"})
    await client.post(f"/v1/keys/{key}/rotations")
    await client.delete(f"/v1/keys/{key}")
    added = {"email": "ada@example.com", "password": "correct horse battery"}
    member = (await client.post("/v1/members", json=added)).json()["id"]
    await client.patch(f"/v1/members/{member}", json={"name": "Ada"})
    await client.put(f"/v1/members/{member}/password", json={"password": "another password"})
    await client.patch("/v1/workspace", json={"name": "Corner shop"})
    after = await entries(client, limit=200)
    assert [entry["action"] for entry in after[: len(after) - before]] == [
        "workspace.changed",
        "member.password_set",
        "member.changed",
        "member.created",
        "api_key.revoked",
        "api_key.rotated",
        "api_key.changed",
        "api_key.created",
    ]


async def test_things_are_called_as_they_were_last_those_that_are_gone_too(client: httpx.AsyncClient) -> None:
    pool = (await client.post("/v1/pools", json={"name": "Spring"})).json()["id"]
    await client.patch(f"/v1/pools/{pool}", json={"name": "Summer"})
    await client.patch(f"/v1/pools/{pool}", json={"prefix": "SU"})
    webhook = {"name": "Till", "url": "https://till.example/hook", "events": ["code.assigned"]}
    gone = (await client.post("/v1/webhooks", json=webhook)).json()["id"]
    await client.delete(f"/v1/webhooks/{gone}")
    added = {"email": "ada@example.com", "password": "correct horse battery"}
    member = (await client.post("/v1/members", json=added)).json()["id"]
    for object_id, name, many in ((pool, "Summer", 3), (gone, "Till", 2), (member, "ada@example.com", 1)):
        told = await entries(client, object_id=object_id)
        assert [entry["object_name"] for entry in told] == [name] * many
    assert [entry["object_name"] for entry in await entries(client, action="workspace.created")] == [
        "Test shop"
    ]


async def test_a_refused_change_leaves_none(client: httpx.AsyncClient) -> None:
    before = await entries(client)
    assert (await client.patch("/v1/workspace", json={"case_policy": "sensitive"})).status_code == 409
    assert (await client.get("/v1/keys")).status_code == 200
    assert await entries(client) == before


async def test_an_entry_names_actor_request_and_address(
    client: httpx.AsyncClient, workspace_id: UUID
) -> None:
    made = await client.post("/v1/keys", json={"name": "Till"}, headers={"X-Request-Id": "checkout-00000042"})
    [entry] = await entries(client, object_id=made.json()["id"])
    own = (await client.get("/v1/keys")).json()["items"][-1]["id"]
    assert entry["actor"] == f"api_key:{own}"
    assert entry["request_id"] == "checkout-00000042"
    assert entry["address"] == "127.0.0.1"


async def test_the_filters_narrow_the_log(client: httpx.AsyncClient, clock: SetClock) -> None:
    clock.now = datetime(2031, 5, 1, 12, tzinfo=UTC)
    key = (await client.post("/v1/keys", json={"name": "Till"})).json()["id"]
    clock.now = datetime(2031, 5, 2, 12, tzinfo=UTC)
    await client.patch(f"/v1/keys/{key}", json={"name": "Till 2"})
    changed, created = await entries(client, object_type="api_key", object_id=key)
    assert await entries(client, action="api_key.changed") == [changed]
    assert await entries(
        client, actor=str(created["actor"]), to="2031-05-02T12:00:00Z", **{"from": "2031-05-01T12:00:00Z"}
    ) == [created]
    assert await entries(client, **{"from": "2031-05-02T12:00:00Z"}) == [changed]
    assert await entries(client, object_type="pool") == []


async def test_the_log_is_read_in_pages(client: httpx.AsyncClient) -> None:
    for number in range(5):
        await client.post("/v1/keys", json={"name": f"Till {number}"})
    whole = await entries(client)
    paged, cursor = [], None
    while True:
        page = (
            await client.get("/v1/audit-log", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        ).json()
        paged += page["items"]
        cursor = page["next_cursor"]
        if not page["has_more"]:
            break
    assert paged == whole


@pytest.mark.parametrize(
    "statement",
    ["update audit_log set actor = 'nobody'", "delete from audit_log", "truncate audit_log"],
)
async def test_the_database_refuses_to_alter_the_log(
    database: Database, workspace_id: UUID, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="permission denied for table audit_log"):
        async with database.session(workspace_id) as session:
            await session.execute(text(statement))


async def test_another_workspace_reads_its_own_log_only(
    client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]], database: Database
) -> None:
    async with database.session() as session:
        assert await session.scalar(text("select count(*) from audit_log")) == 0, "no tenant, no rows"
    assert await entries(client, action="workspace.created", limit=200) != []
    assert len({entry["object_id"] for entry in await entries(client, object_type="workspace")}) == 1


async def test_a_span_may_reach_from_the_first_year_to_the_last(client: httpx.AsyncClient) -> None:
    span = {"from": "0001-01-01T00:00:00Z", "to": "9999-12-31T23:59:59Z"}
    assert await entries(client, **span) == await entries(client)
