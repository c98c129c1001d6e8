"""Profiles over HTTP: upsert, batches, filters, erasure."""

import asyncio
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from tests.factories import a_pool


async def test_a_profile_is_made_once_and_then_changed(client: httpx.AsyncClient) -> None:
    first = await client.post(
        "/v1/profiles",
        json={"custom_id": "c1", "email": "Ada@example.com", "attributes": {"firstname": "Ada"}},
    )
    again = await client.post("/v1/profiles", json={"custom_id": "c1", "attributes": {"city": "Oslo"}})
    assert (first.status_code, again.status_code) == (201, 200), first.text
    assert first.json()["id"] == again.json()["id"]
    assert again.json()["attributes"] == {"firstname": "Ada", "city": "Oslo"}
    assert again.json()["email"] == "Ada@example.com"
    read = await client.get(f"/v1/profiles/{first.json()['id']}")
    assert read.json() == again.json()


async def test_an_identifier_of_another_profile_is_a_conflict(client: httpx.AsyncClient) -> None:
    ada = (await client.post("/v1/profiles", json={"custom_id": "c1", "email": "ada@example.com"})).json()
    answer = await client.post("/v1/profiles", json={"custom_id": "c2", "email": "ADA@example.com"})
    assert (answer.status_code, answer.json()["code"]) == (409, "identifier_taken")
    assert answer.json()["profile_id"] == ada["id"]


async def test_a_batch_answers_for_each_item(client: httpx.AsyncClient) -> None:
    await client.post("/v1/profiles", json={"custom_id": "old", "email": "old@example.com"})
    answer = await client.post(
        "/v1/profiles/batches",
        json={
            "items": [
                {"custom_id": "old", "tags": ["t"]},
                {"custom_id": "new", "email": "new@example.com"},
                {"custom_id": "other", "email": "old@example.com"},
                {"custom_id": "new", "email": "NEW@example.com"},
                {"custom_id": "old"},
                {"id": 2**62},
            ]
        },
    )
    body = answer.json()
    assert answer.status_code == 200, answer.text
    assert [item["result"] for item in body["items"]] == [
        "updated", "created", "failed", "updated", "unchanged", "failed",
    ]  # fmt: skip
    assert [item["error"]["code"] for item in body["items"] if item["error"]] == [
        "identifier_taken",
        "profile_not_found",
    ]
    assert body["failed"] == 2
    assert body["items"][1]["id"] == body["items"][3]["id"]
    assert (await client.get("/v1/profiles", params={"custom_id": "other"})).json()["items"] == []


async def test_a_thousand_items_are_one_batch_and_one_more_is_too_many(client: httpx.AsyncClient) -> None:
    items = [
        {"custom_id": f"c{i}", "email": f"c{i}@example.com", "attributes": {"n": i}} for i in range(1001)
    ]
    assert (await client.post("/v1/profiles/batches", json={"items": items})).status_code == 422
    first = await client.post("/v1/profiles/batches", json={"items": items[:1000]})
    again = await client.post("/v1/profiles/batches", json={"items": items[:1000]})
    assert {item["result"] for item in first.json()["items"]} == {"created"}
    assert {item["result"] for item in again.json()["items"]} == {"unchanged"}


async def test_requests_at_the_same_time_make_a_profile_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    answers = await asyncio.gather(
        *(
            client.post(
                "/v1/profiles/batches",
                json={"items": [{"custom_id": f"c{i}", "attributes": {f"a{n}": n}} for i in range(20)]},
            )
            for n in range(6)
        )
    )
    assert {answer.status_code for answer in answers} == {200}
    page = (await client.get("/v1/profiles", params={"limit": 200})).json()
    assert len(page["items"]) == 20
    assert all(item["attributes"] == {f"a{n}": n for n in range(6)} for item in page["items"])


async def test_profiles_are_found_by_identifier_tag_and_attribute(client: httpx.AsyncClient) -> None:
    await client.post(
        "/v1/profiles/batches",
        json={
            "items": [
                {"custom_id": "a", "tags": ["vip"], "attributes": {"points": 5, "city": "Oslo"}},
                {"custom_id": "b", "tags": ["vip"], "attributes": {"points": "5"}},
                {"custom_id": "c", "phone": "+47 123", "attributes": {"city": "a:b"}},
            ]
        },
    )

    async def found(**params: object) -> list[str]:
        answer = await client.get("/v1/profiles", params=params)
        assert answer.status_code == 200, answer.text
        return [item["custom_id"] for item in answer.json()["items"]]

    assert await found(tag="vip") == ["a", "b"]
    assert await found(attribute="points:5") == ["a", "b"]
    assert await found(attribute=["points:5", "city:Oslo"]) == ["a"]
    assert await found(attribute="city:a:b") == ["c"]
    assert await found(phone="+47 123") == ["c"]
    assert await found(custom_id="nobody") == []
    page = (await client.get("/v1/profiles", params={"limit": 2})).json()
    assert page["has_more"]
    assert await found(cursor=page["next_cursor"]) == ["c"]


async def test_a_patch_changes_takes_off_and_deletes(client: httpx.AsyncClient) -> None:
    profile = (
        await client.post(
            "/v1/profiles",
            json={
                "custom_id": "c1",
                "email": "a@b.c",
                "attributes": {"x": 1, "y": 2},
                "agreements": {"email": True},
            },
        )
    ).json()
    answer = await client.patch(
        f"/v1/profiles/{profile['id']}",
        json={"email": None, "custom_id": "c9", "attributes": {"x": None}, "agreements": {"email": None}},
    )
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    assert (changed["email"], changed["custom_id"]) == (None, "c9")
    assert (changed["attributes"], changed["agreements"]) == ({"y": 2}, {})
    assert (await client.patch(f"/v1/profiles/{2**62}", json={})).status_code == 404


@pytest.mark.parametrize(
    "attributes",
    [
        {"email": "x"},
        {"": 1},
        {"a\x00": 1},
        {"a": "x\x00y"},
        {"a": {"b": ["\\", "\x00"]}},
        {"a": "x" * 40_000},
        {f"a{i}": i for i in range(501)},
    ],
    ids=["reserved", "empty", "nul name", "nul", "deep nul", "large", "many"],
)
async def test_attributes_that_cannot_be_kept_are_refused(
    client: httpx.AsyncClient, attributes: dict[str, object]
) -> None:
    answer = await client.post("/v1/profiles", json={"custom_id": "c1", "attributes": attributes})
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("value", [r'"\ud800"', "1e999", "NaN", "9" * 30, r'"\ud800x"'])
async def test_json_that_would_change_on_its_way_is_refused(client: httpx.AsyncClient, value: str) -> None:
    answer = await client.post(
        "/v1/profiles",
        content=f'{{"custom_id": "c1", "attributes": {{"a": {value}}}}}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 422, answer.text


async def test_a_backslash_before_u0000_is_just_text(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/profiles", json={"custom_id": "c1", "attributes": {"a": "\\u0000"}})
    assert answer.json()["attributes"] == {"a": "\\u0000"}


async def test_an_erased_profile_leaves_only_its_number(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    code = (await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"email": "a@b.c"}})).json()
    await client.post(
        "/v1/events", json={"name": "form.sent", "profile": {"email": "a@b.c"}, "params": {"name": "Ada"}}
    )
    wallet = await client.get(f"/v1/profiles/{code['profile_id']}/codes")
    assert [item["code"] for item in wallet.json()["items"]] == [code["code"]]

    assert (await client.delete(f"/v1/profiles/{code['profile_id']}")).status_code == 204
    assert (await client.delete(f"/v1/profiles/{code['profile_id']}")).status_code == 404
    assert (await client.get(f"/v1/profiles/{code['profile_id']}/codes")).status_code == 404
    assert (await client.get(f"/v1/codes/{code['code']}")).json()["profile_id"] == code["profile_id"]
    events = (await client.get("/v1/events", params={"profile_id": code["profile_id"]})).json()["items"]
    assert {event["name"]: event["params"] for event in events} == {
        "profile.erased": {},
        "form.sent": {},
        "code.assigned": {"pool_id": str(pool), "code": code["code"], "expires_at": None},
    }
    async with database.context(workspace_id) as ctx:
        kept = await ctx.db.scalar(text("select count(*) from profiles where email = 'a@b.c'"))
    assert kept == 0
