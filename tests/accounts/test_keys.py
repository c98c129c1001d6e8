"""API keys: shown once, granted within limits, changed, rotated and revoked at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx
from fastapi import FastAPI

from largesse.accounts.authentication import REMEMBERED_SECONDS
from largesse.accounts.permissions import ALL
from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.settings import Settings
from tests.conftest import SetClock

Stranger = Callable[..., httpx.AsyncClient]
MakeKey = Callable[..., Awaitable[str]]


async def a_created_key(client: httpx.AsyncClient, **settings: object) -> dict[str, object]:
    answer = await client.post(
        "/v1/keys", json={"name": "Till 4", "permissions": ["API_EVENTS_READ"], **settings}
    )
    assert answer.status_code == 201, answer.text
    created: dict[str, object] = answer.json()
    return created


async def test_a_secret_of_256_bits_is_shown_once_and_never_again(client: httpx.AsyncClient) -> None:
    created = await a_created_key(client)
    secret = str(created["secret"])
    assert secret.startswith("lk_")
    assert len(secret) == len("lk_") + 43
    assert created["prefix"] == secret[:10]
    for answer in (await client.get("/v1/keys"), await client.get(f"/v1/keys/{created['id']}")):
        assert answer.status_code == 200
        assert secret not in answer.text


async def test_keys_are_listed_in_pages_newest_first(client: httpx.AsyncClient) -> None:
    made = [(await a_created_key(client))["id"] for _ in range(3)]
    first = (await client.get("/v1/keys", params={"limit": 2})).json()
    second = (await client.get("/v1/keys", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert first["has_more"]
    assert not second["has_more"]
    assert second["next_cursor"] is None
    listed = [key["id"] for key in first["items"] + second["items"]]
    assert len(listed) == len(set(listed)) == 4  # and the client's own key
    assert set(made) < set(listed)


async def test_an_unknown_key_is_not_found(client: httpx.AsyncClient) -> None:
    path = "/v1/keys/01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"
    for answer in (
        await client.get(path),
        await client.patch(path, json={"name": "x"}),
        await client.delete(path),
        await client.post(f"{path}/rotations"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "key_not_found")


async def test_nobody_grants_what_he_lacks(
    client: httpx.AsyncClient, api_key: MakeKey, stranger: Stranger
) -> None:
    powerful = await a_created_key(client, permissions=sorted(ALL))
    weak = await a_created_key(client, permissions=[])
    held = ["ACCOUNTS_KEY_CREATE", "ACCOUNTS_KEY_UPDATE", "ACCOUNTS_MEMBER_CREATE"]
    async with stranger(await api_key(permissions=held)) as clerk:
        wanted = {"permissions": ["ACCOUNTS_KEY_CREATE", "VOUCHERS_POOL_READ"]}
        for answer in (
            await clerk.post("/v1/keys", json={"name": "More", **wanted}),
            await clerk.patch(f"/v1/keys/{weak['id']}", json=wanted),
            await clerk.post(f"/v1/keys/{powerful['id']}/rotations"),
            await clerk.post("/v1/members", json={"email": "a@b.c", "password": "long enough 1", **wanted}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "grant_exceeds_own"), answer.text
            assert "VOUCHERS_POOL_READ" in answer.json()["permissions"]
        assert (await clerk.post("/v1/keys", json={"name": "Same", "permissions": held})).status_code == 201
    assert (await client.get(f"/v1/keys/{weak['id']}")).json()["permissions"] == []


async def test_an_event_denied_to_the_caller_stays_denied_for_his_keys(
    client: httpx.AsyncClient, api_key: MakeKey, stranger: Stranger
) -> None:
    async with stranger(await api_key(denied_events=["points.added"])) as clerk:
        refused = await clerk.post("/v1/keys", json={"name": "Free"})
        made = await clerk.post("/v1/keys", json={"name": "Bound", "denied_events": ["points.added"]})
        freed = await clerk.patch(f"/v1/keys/{made.json()['id']}", json={"denied_events": []})
    assert (refused.status_code, refused.json()["denied_events"]) == (403, ["points.added"])
    assert made.status_code == 201
    assert freed.status_code == 403


async def test_a_change_takes_effect_at_once(client: httpx.AsyncClient, stranger: Stranger) -> None:
    created = await a_created_key(client, permissions=["VOUCHERS_POOL_READ"])
    async with stranger(str(created["secret"])) as holder:
        assert (await holder.get("/v1/pools")).status_code == 200
        changed = await client.patch(
            f"/v1/keys/{created['id']}", json={"permissions": ["ACCOUNTS_KEY_READ"], "name": "Auditor"}
        )
        assert (changed.json()["name"], changed.json()["permissions"]) == ("Auditor", ["ACCOUNTS_KEY_READ"])
        assert (await holder.get("/v1/pools")).status_code == 403
        assert (await holder.get("/v1/keys")).status_code == 200


async def test_null_lifts_the_expiry_and_leaves_the_rest(client: httpx.AsyncClient) -> None:
    created = await a_created_key(client, expires_at="2090-01-01T00:00:00Z", addresses=["10.0.0.0/8"])
    path = f"/v1/keys/{created['id']}"
    changed = (await client.patch(path, json={"name": None, "addresses": None, "expires_at": None})).json()
    assert (changed["name"], changed["addresses"], changed["expires_at"]) == ("Till 4", ["10.0.0.0/8"], None)


async def test_a_revoked_key_is_refused_at_once_and_stays_revoked(
    client: httpx.AsyncClient, stranger: Stranger
) -> None:
    created = await a_created_key(client, permissions=["VOUCHERS_POOL_READ"])
    path = f"/v1/keys/{created['id']}"
    async with stranger(str(created["secret"])) as holder:
        assert (await holder.get("/v1/pools")).status_code == 200
        assert (await client.delete(path)).status_code == 204
        assert (await holder.get("/v1/pools")).status_code == 401
    for answer in (
        await client.delete(path),
        await client.patch(path, json={"name": "Back"}),
        await client.post(f"{path}/rotations"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "key_revoked")


async def test_another_process_refuses_a_revoked_key_within_three_seconds(
    client: httpx.AsyncClient, settings: Settings, database: Database
) -> None:
    assert REMEMBERED_SECONDS <= 3
    created = await a_created_key(client, permissions=["VOUCHERS_POOL_READ"])
    transport = httpx.ASGITransport(create_app(settings, database))
    headers = {"Authorization": f"Bearer {created['secret']}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://b", headers=headers) as elsewhere:
        assert (await elsewhere.get("/v1/pools")).status_code == 200
        await client.delete(f"/v1/keys/{created['id']}")
        await asyncio.sleep(REMEMBERED_SECONDS)
        assert (await elsewhere.get("/v1/pools")).status_code == 401


async def test_rotation_leaves_the_old_secret_working_for_the_overlap(
    client: httpx.AsyncClient, stranger: Stranger, clock: SetClock
) -> None:
    created = await a_created_key(
        client, permissions=["VOUCHERS_POOL_READ"], denied_events=["points.added"], addresses=["0.0.0.0/0"]
    )
    rotated = await client.post(f"/v1/keys/{created['id']}/rotations")
    assert rotated.status_code == 201, rotated.text
    new = rotated.json()
    same = ("name", "kind", "permissions", "denied_events", "addresses", "expires_at")
    assert {name: new[name] for name in same} == {name: created[name] for name in same}
    assert new["id"] != created["id"]
    async with stranger(str(created["secret"])) as old, stranger(new["secret"]) as fresh:
        assert [(await c.get("/v1/pools")).status_code for c in (old, fresh)] == [200, 200]
        clock.now = datetime.now(UTC) + timedelta(hours=24, seconds=1)
        assert [(await c.get("/v1/pools")).status_code for c in (old, fresh)] == [401, 200]
    late = await client.post(f"/v1/keys/{created['id']}/rotations")
    assert (late.status_code, late.json()["code"]) == (409, "key_expired")


async def test_rotation_without_overlap_ends_the_old_secret_at_once(
    client: httpx.AsyncClient, stranger: Stranger
) -> None:
    created = await a_created_key(client, permissions=["VOUCHERS_POOL_READ"])
    async with stranger(str(created["secret"])) as old:
        assert (await old.get("/v1/pools")).status_code == 200
        await client.post(f"/v1/keys/{created['id']}/rotations", json={"overlap_hours": 0})
        assert (await old.get("/v1/pools")).status_code == 401


async def test_rotation_never_lengthens_a_life(client: httpx.AsyncClient) -> None:
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    created = await a_created_key(client, expires_at=soon)
    new = (await client.post(f"/v1/keys/{created['id']}/rotations")).json()
    old = (await client.get(f"/v1/keys/{created['id']}")).json()
    assert new["expires_at"] == old["expires_at"] == created["expires_at"]


async def test_an_expired_key_is_refused(api_key: MakeKey, stranger: Stranger, clock: SetClock) -> None:
    now = datetime.now(UTC)
    async with stranger(await api_key(expires_at=now + timedelta(minutes=1))) as holder:
        assert (await holder.get("/v1/pools")).status_code == 200
        clock.now = now + timedelta(minutes=1)
        assert (await holder.get("/v1/pools")).status_code == 401


async def test_a_key_works_only_from_its_networks(app: FastAPI, api_key: MakeKey) -> None:
    secret = await api_key(addresses=["192.0.2.0/24", "2001:db8::/32"])
    for address, status in (
        ("192.0.2.7", 200),
        ("::ffff:192.0.2.7", 200),
        ("2001:db8::1", 200),
        ("198.51.100.1", 401),
        ("testclient", 401),
    ):
        transport = httpx.ASGITransport(app, client=(address, 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://largesse") as client:
            answer = await client.get("/v1/pools", headers={"Authorization": f"Bearer {secret}"})
            assert answer.status_code == status, address


async def test_the_catalogue_tells_what_each_permission_opens_and_what_the_caller_holds(
    api_key: MakeKey, stranger: Stranger
) -> None:
    async with stranger(await api_key(permissions=["VOUCHERS_POOL_READ"])) as holder:
        items = (await holder.get("/v1/permissions")).json()["items"]
    assert {item["name"] for item in items} == ALL
    assert all(item["help"].endswith(".") for item in items)
    assert [item["name"] for item in items if item["granted"]] == ["VOUCHERS_POOL_READ"]


async def test_last_use_is_saved_by_the_running_app(
    settings: Settings, database: Database, api_key: MakeKey
) -> None:
    app = create_app(settings, database)
    headers = {"Authorization": f"Bearer {await api_key()}"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://a", headers=headers) as client,
    ):
        [before] = (await client.get("/v1/keys")).json()["items"]
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://a", headers=headers
    ) as client:
        [after] = (await client.get("/v1/keys")).json()["items"]
    assert before["last_used_at"] is None
    assert after["last_used_at"] is not None
