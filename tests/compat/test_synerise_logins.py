"""Synerise's logins: tokens in place of keys, profiles that sign in, permission checks."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx

from tests.conftest import SetClock

Keys = Callable[..., Awaitable[str]]


async def token_of(client: httpx.AsyncClient, key: str) -> str:
    answer = await client.post(
        "/uauth/v2/auth/login/profile", json={"apiKey": key}, headers={"Authorization": ""}
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_a_token_does_what_its_key_does(client: httpx.AsyncClient, api_key: Keys) -> None:
    token = await token_of(client, await api_key(permissions=["VOUCHERS_POOL_READ"]))
    assert (await client.get("/v1/pools", headers=bearing(token))).status_code == 200
    assert (await client.get("/v1/codes", headers=bearing(token))).status_code == 403


async def test_a_wrong_key_gets_no_token(client: httpx.AsyncClient, api_key: Keys) -> None:
    token = await token_of(client, await api_key())
    for wrong in ("lk_wrong", token):
        answer = await client.post("/uauth/v2/auth/login/profile", json={"apiKey": wrong})
        assert (answer.status_code, answer.json()["errorCode"]) == (401, "unauthorized")
    long = await client.post("/uauth/v2/auth/login/profile", json={"apiKey": "s" * 501})
    assert (long.status_code, long.json()["errors"][0]["rejectedValue"]) == (400, None)


async def test_a_token_dies_with_its_key(client: httpx.AsyncClient) -> None:
    made = (
        await client.post("/v1/keys", json={"name": "Short", "permissions": ["VOUCHERS_POOL_READ"]})
    ).json()
    token = await token_of(client, made["secret"])
    assert (await client.get("/v1/pools", headers=bearing(token))).status_code == 200
    assert (await client.delete(f"/v1/keys/{made['id']}")).status_code == 204
    assert (await client.get("/v1/pools", headers=bearing(token))).status_code == 401


async def test_a_token_lives_for_a_week_and_can_be_refreshed(
    client: httpx.AsyncClient, api_key: Keys, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    token = await token_of(client, await api_key())
    clock.now += timedelta(days=6)
    fresh = (await client.get("/v4/auth/refresh/profile", headers=bearing(token))).json()["token"]
    clock.now += timedelta(days=2)
    assert (await client.get("/v1/pools", headers=bearing(token))).status_code == 401
    assert (await client.get("/v1/pools", headers=bearing(fresh))).status_code == 200


async def test_a_profile_key_signs_in_by_uuid_only(client: httpx.AsyncClient, api_key: Keys) -> None:
    key = await api_key(kind="profile", permissions=["VOUCHERS_ITEM_ASSIGNED_OWN_READ"])
    uuid = str(uuid4())
    signed_in = await client.post("/v4/auth/login/client", json={"apiKey": key, "uuid": uuid})
    assert signed_in.status_code == 200, signed_in.text
    headers = {**bearing(signed_in.json()["token"]), "Api-Version": "4.4"}
    assert (await client.get("/v4/vouchers/item/get-assigned", headers=headers)).json()["data"] == []
    draw = await client.post("/v4/vouchers/item/assign", json={"poolUuid": uuid}, headers=headers)
    assert (draw.status_code, draw.json()["errorCode"]) == (403, "permission_missing")
    by_email = await client.post("/v4/auth/login/client", json={"apiKey": key, "email": "a@b.c"})
    assert (by_email.status_code, by_email.json()["errorCode"]) == (403, "uuid_required")
    nobody = await client.post("/v4/auth/login/client", json={"apiKey": key})
    assert nobody.status_code == 400
    assert (await client.get("/v4/auth/refresh/profile", headers=headers)).status_code == 403


async def test_a_public_profile_key_opens_nothing_of_the_workspace(
    client: httpx.AsyncClient, api_key: Keys
) -> None:
    key = await api_key(kind="profile")
    assert (await client.get("/v1/pools", headers=bearing(key))).status_code == 403
    token = await token_of(client, key)
    assert (await client.get("/v1/pools", headers=bearing(token))).status_code == 403


async def test_a_profiles_token_ends_within_the_hour(
    client: httpx.AsyncClient, api_key: Keys, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    answer = await client.post("/v4/auth/login/client", json={"apiKey": await api_key(), "customId": "c1"})
    headers = {**bearing(answer.json()["token"]), "Api-Version": "4.4"}
    clock.now += timedelta(minutes=59)
    assert (await client.get("/v4/vouchers/item/get-assigned", headers=headers)).status_code == 200
    clock.now += timedelta(minutes=1)
    assert (await client.get("/v4/vouchers/item/get-assigned", headers=headers)).status_code == 401


async def test_permissions_are_told(client: httpx.AsyncClient, api_key: Keys) -> None:
    key = await api_key(permissions=["VOUCHERS_POOL_READ"])
    answer = await client.post(
        "/uauth/api-key/permission-check",
        json=["VOUCHERS_POOL_READ", "VOUCHERS_ITEM_READ", "NO_SUCH_THING"],
        headers=bearing(key),
    )
    assert answer.json() == {
        "businessProfileName": "Test shop",
        "permissions": {"VOUCHERS_POOL_READ": True, "VOUCHERS_ITEM_READ": False, "NO_SUCH_THING": False},
    }
