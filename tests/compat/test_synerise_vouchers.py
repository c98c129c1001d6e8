"""Synerise's voucher calls: lists, counts, creation, assignment by token, redemption."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.factories import a_pool

VERSION = {"Api-Version": "4.4", "Accept": "application/json"}


@pytest.fixture
async def api(client: httpx.AsyncClient) -> httpx.AsyncClient:
    client.headers.update(VERSION)
    return client


@pytest.fixture
async def shopper(app: FastAPI, api: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """A client that speaks for the profile `c1`."""
    key = api.headers["Authorization"].removeprefix("Bearer ")
    answer = await api.post("/v4/auth/login/client", json={"apiKey": key, "customId": "c1"})
    assert answer.status_code == 200, answer.text
    headers = {**VERSION, "Authorization": f"Bearer {answer.json()['token']}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers) as shopper:
        yield shopper


async def test_pools_and_codes_are_listed_by_pages(
    api: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pools = [await a_pool(database, workspace_id, codes=5 * (n == 0), name=f"Pool {n}") for n in range(3)]
    first = await api.get("/v4/vouchers/pool/list", params={"limit": 2})
    assert [pool["uuid"] for pool in first.json()["data"]] == [str(pools[2]), str(pools[1])]
    assert first.json()["meta"] is None
    assert first.headers["X-Pagination-Total-Count"] == "3"
    assert first.headers["X-Pagination-Total-Pages"] == "2"
    second = await api.get("/v4/vouchers/pool/list", params={"limit": 2, "page": 2, "includeMeta": "true"})
    assert [pool["name"] for pool in second.json()["data"]] == ["Pool 0"]
    assert second.json()["meta"] == {"totalCount": 3, "totalPages": 2, "page": 2, "limit": 2}

    url = f"/v4/vouchers/item/list/{pools[0]}"
    codes = []
    for page in (1, 2, 3, 4):
        answer = await api.get(url, params={"limit": 2, "page": page})
        codes.append([item["code"][-5:] for item in answer.json()["data"]])
    assert codes == [["00001", "00002"], ["00003", "00004"], ["00005"], []]
    assert answer.headers["X-Pagination-Page"] == "4"
    assert (await api.get(f"/v4/vouchers/item/list/{uuid4()}")).status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_counts_need_the_version_header_and_the_permission(
    api: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    api_key: Callable[..., Awaitable[str]],
    method: str,
) -> None:
    url = f"/v4/vouchers/item/count/{await a_pool(database, workspace_id, codes=2)}"
    counted = await api.request(method, url)
    assert counted.json() == {
        "data": {
            "activeCount": 2,
            "assignedCount": 0,
            "redeemedCount": 0,
            "canceledCount": 0,
            "unassignedCount": 2,
            "totalCount": 2,
        }
    }
    without = {"Authorization": f"Bearer {await api_key(permissions=['VOUCHERS_POOL_READ'])}"}
    refused = await api.request(method, url, headers=without)
    assert (refused.status_code, refused.json()["errorCode"]) == (403, "permission_missing")
    assert "VOUCHERS_ITEM_LIST_BY_POOL_READ" in refused.json()["message"]
    del api.headers["Api-Version"]
    unversioned = await api.request(method, url)
    assert (unversioned.status_code, unversioned.json()["errors"][0]["field"]) == (400, "Api-Version")


async def test_a_code_is_created_and_handed_out_at_once(
    api: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = str(await a_pool(database, workspace_id, profile_limit=1))
    ada = (await api.post("/v4/clients/instant", json={"customId": "ada"})).json()
    free = await api.post(
        "/v4/vouchers/item", json={"poolUuid": pool, "code": "FREE-1", "expireIn": "2030-01-01T00:00:00Z"}
    )
    assert free.status_code == 200, free.text
    assert free.json()["data"]["status"] == "UNASSIGNED"
    assert free.json()["data"]["expireIn"] == "2030-01-01T00:00:00Z"
    made = await api.post(
        "/v4/vouchers/item", json={"poolUuid": pool, "clientUuid": ada["uuid"], "status": "ASSIGNED"}
    )
    item = made.json()["data"]
    assert (item["status"], item["clientId"], item["clientUuid"]) == (
        "ASSIGNED",
        ada["clientId"],
        ada["uuid"],
    )
    assert len(item["code"]) == 16

    over = {"poolUuid": pool, "code": "OVER-1", "clientId": ada["clientId"], "status": "ASSIGNED"}
    assert (await api.post("/v4/vouchers/item", json=over)).json()["errorCode"] == "profile_limit_reached"
    assert (await api.get("/v4/vouchers/item/code/OVER-1")).status_code == 404
    twice = await api.post("/v4/vouchers/item", json={"poolUuid": pool, "code": "free-1"})
    assert (twice.status_code, twice.json()["errorCode"]) == (409, "code_exists")
    half = await api.post("/v4/vouchers/item", json={"poolUuid": pool, "clientId": ada["clientId"]})
    assert (half.status_code, half.json()["errorCode"]) == (400, "holder_without_status")
    lost = await api.post("/v4/vouchers/item", json={"poolUuid": str(uuid4()), "code": "X"})
    assert (lost.status_code, lost.json()["errorCode"]) == (404, "pool_not_found")

    counts = (await api.post(f"/v4/vouchers/item/count/{pool}", json={})).json()["data"]
    assert (counts["activeCount"], counts["assignedCount"]) == (2, 1)
    by_uuid = await api.get(f"/v4/vouchers/item/uuid/{item['uuid']}")
    assert by_uuid.json()["data"] == item
    assert (await api.get(f"/v4/vouchers/item/code/{item['code'].lower()}")).json()["data"] == item
    assert (await api.get(f"/v4/vouchers/item/uuid/{pool}")).status_code == 404
    assert (await api.get(f"/v4/vouchers/item/uuid/{uuid4()}")).status_code == 404


async def test_a_profile_draws_with_its_token(
    api: httpx.AsyncClient, shopper: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    wish = {"poolUuid": str(await a_pool(database, workspace_id, codes=3))}
    first = await shopper.post("/v4/vouchers/item/get-or-assign", json=wish)
    assert first.status_code == 200, first.text
    again = await shopper.post("/v4/vouchers/item/get-or-assign", json=wish)
    assert again.json()["data"] == first.json()["data"]
    assert {"code", "expireIn", "redeemAt", "assignedAt", "createdAt", "updatedAt"} <= first.json()[
        "data"
    ].keys()
    another = await shopper.post("/v4/vouchers/item/assign", json=wish)
    assert another.json()["data"]["code"] != first.json()["data"]["code"]
    await shopper.post("/v4/vouchers/item/assign", json=wish)
    empty = await shopper.post("/v4/vouchers/item/assign", json=wish)
    assert (empty.status_code, empty.json()["errorCode"]) == (409, "pool_empty")

    mine = (await shopper.get("/v4/vouchers/item/get-assigned")).json()["data"]
    assert len(mine) == 3
    for name, value in (
        ("custom_identify", "c1"),
        ("id", mine[0]["clientId"]),
        ("uuid", mine[0]["clientUuid"]),
    ):
        found = await api.get(
            "/v4/vouchers/item/get-assigned-for-client/by-identifier",
            params={"clientIdentifierName": name, "clientIdentifierValue": value},
        )
        assert found.json()["data"] == mine
    nobody = await api.get(
        "/v4/vouchers/item/get-assigned-for-client/by-identifier",
        params={"clientIdentifierName": "email", "clientIdentifierValue": "x@y.z"},
    )
    assert nobody.status_code == 404


async def test_a_shut_pool_is_forbidden(
    shopper: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    for settings, code in (
        ({"active": False}, "pool_inactive"),
        ({"emission_start": tomorrow}, "pool_not_started"),
    ):
        pool = await a_pool(database, workspace_id, codes=1, **settings)
        answer = await shopper.post("/v4/vouchers/item/assign", json={"poolUuid": str(pool)})
        assert (answer.status_code, answer.json()["errorCode"]) == (403, code)
    unknown = await shopper.post("/v4/vouchers/item/assign", json={"poolUuid": str(uuid4())})
    assert (unknown.status_code, unknown.json()["errorCode"]) == (404, "pool_not_found")


async def test_a_profile_token_opens_its_own_things_only(
    api: httpx.AsyncClient, shopper: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = str(await a_pool(database, workspace_id, codes=1))
    assert (await shopper.get("/v4/vouchers/pool/list")).status_code == 403
    assert (await shopper.get("/v1/pools")).status_code == 403
    for_other = await shopper.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c2"}})
    assert for_other.status_code == 403
    by_key = await api.post("/v4/vouchers/item/assign", json={"poolUuid": pool})
    assert (by_key.status_code, by_key.json()["errorCode"]) == (403, "profile_token_required")
    assert (await api.get("/v4/vouchers/item/get-assigned")).status_code == 403


async def test_a_code_is_redeemed_once(
    api: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    code = f"{pool.hex[-8:]}-00001"
    first = await api.post("/v4/vouchers/item/redeem", json={"code": code})
    assert first.status_code == 200, first.text
    assert (first.json()["data"]["status"], first.json()["data"]["redeemAt"] is None) == ("REDEEMED", False)
    again = await api.post("/v4/vouchers/item/redeem", json={"code": code})
    assert (again.status_code, again.json()["errorCode"]) == (409, "code_already_redeemed")
    assert (await api.post("/v4/vouchers/item/redeem", json={"code": "NONE"})).status_code == 404


async def test_a_batch_of_redemptions_tells_which_failed(
    api: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=3)
    codes = {}
    for name in ("a", "b"):
        drawn = await api.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": name}})
        codes[name] = drawn.json()["code"]

    def item(name: str, code: str) -> dict[str, str]:
        return {"profileKey": "externalId", "profileValue": name, "voucherKey": "code", "voucherValue": code}

    answer = await api.post(
        "/v4/promotions/voucher/batch-redeem-for-profile",
        json=[
            item("a", codes["b"]),
            item("a", codes["a"]),
            item("nobody", codes["b"]),
            {**item("x", codes["b"]), "profileKey": "clientId"},
        ],
    )
    assert answer.status_code == 207, answer.text
    assert [(error["errorCode"], error["errors"][0]["field"][:3]) for error in answer.json()] == [
        ("wrong_customer", "[0]"),
        ("profile_not_found", "[2]"),
        ("invalid_input", "[3]"),
    ]
    done = await api.post("/v4/promotions/voucher/batch-redeem-for-profile", json=[item("b", codes["b"])])
    assert (done.status_code, done.content) == (200, b"")
    many = await api.post("/v4/promotions/voucher/batch-redeem-for-profile", json=[item("a", "X")] * 101)
    assert many.status_code == 400
    counts = (await api.get(f"/v4/vouchers/item/count/{pool}")).json()["data"]
    assert counts["redeemedCount"] == 2


async def test_a_page_far_behind_the_end_is_empty(
    api: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    far = {"page": 10**9, "limit": 1000}
    assert (await api.get(f"/v4/vouchers/item/list/{pool}", params=far)).json()["data"] == []
    assert (await api.get("/v4/vouchers/pool/list", params=far)).json()["data"] == []
