"""The promotions of one profile over Synerise's calls: listed, activated, taken back, redeemed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.conftest import SetClock

ADA = "/v4/promotions/v2/promotion/get-for-client/customId/c1"


@pytest.fixture
async def shopper(app: FastAPI, client: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """A client that speaks for the profile `c1`."""
    key = client.headers["Authorization"].removeprefix("Bearer ")
    answer = await client.post("/v4/auth/login/client", json={"apiKey": key, "customId": "c1"})
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers) as shopper:
        yield shopper


async def made(client: httpx.AsyncClient, code: str, **fields: object) -> str:
    body = {"code": code, "headerName": code, "visibilityStatus": "PUBLISH", **fields}
    answer = await client.post("/v4/promotions/promotion", json=body)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["data"]["uuid"])


async def listed(client: httpx.AsyncClient, url: str = ADA, **params: object) -> dict[str, str]:
    answer = await client.get(url, params=httpx.QueryParams(params))  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return {item["code"]: item["status"] for item in answer.json()["data"]}


async def events(client: httpx.AsyncClient, name: str) -> list[dict[str, Any]]:
    answer = await client.get("/v1/events", params={"name": name})
    assert answer.status_code == 200, answer.text
    return [item["params"] for item in answer.json()["items"]]


async def test_a_promotion_goes_from_assigned_to_active_to_redeemed(
    client: httpx.AsyncClient, shopper: httpx.AsyncClient
) -> None:
    uuid = await made(
        client, "p1", name="Free fries", discountType="AMOUNT", discountValue=2, redeemLimitPerClient=1
    )
    own = "/v4/promotions/promotion/get-for-client"
    assert await listed(shopper, own) == {"p1": "ASSIGNED"}
    early = {"code": "p1", "clientKey": "customId", "clientKeyValue": "c1"}
    refused = await client.post("/v4/promotions/promotion/redeem", json=early)
    assert (refused.status_code, refused.json()["errorCode"]) == (409, "promotion_refused")
    assert "activation_required" in refused.json()["message"]

    answer = await shopper.post("/v4/promotions/promotion/activate", json={"key": "uuid", "value": uuid})
    assert answer.status_code == 200, answer.text
    item = answer.json()["data"]
    assert (item["status"], item["activationCounter"], item["possibleRedeems"]) == ("ACTIVE", 1, 1)
    assert await listed(client) == {"p1": "ACTIVE"}
    [told] = await events(client, "client.activatePromotion")
    assert told == {"promotionUuid": uuid, "promotionCode": "p1", "promotionName": "Free fries"}

    done = await client.post("/v4/promotions/promotion/redeem", json=early)
    assert done.status_code == 200, done.text
    [spent] = await events(client, "client.removePoints")
    assert {
        name: spent[name] for name in ("promotionCode", "points", "singleValue", "value", "quantity")
    } == {
        "promotionCode": "p1",
        "points": 0,
        "singleValue": 0,
        "value": 0,
        "quantity": 1,
    }
    assert len(str(spent["date"])) == 13
    assert await listed(client) == {"p1": "REDEEMED"}
    assert (await client.post("/v4/promotions/promotion/redeem", json=early)).status_code == 409


async def test_deactivating_gives_points_back(client: httpx.AsyncClient, shopper: httpx.AsyncClient) -> None:
    await made(client, "p1", requireRedeemedPoints=30)
    promotion = {"key": "code", "value": "p1"}
    poor = await shopper.post("/v4/promotions/promotion/activate", json=promotion)
    assert (poor.status_code, poor.json()["errorCode"]) == (409, "points_missing")
    profile = (await client.get("/v4/clients/by-customid/c1")).json()["clientId"]
    points = f"/v1/profiles/{profile}/points"
    given = await client.post(f"{points}/entries", json={"amount": 50, "reason": "welcome"})
    assert given.status_code in (200, 201), given.text
    assert (await shopper.post("/v4/promotions/promotion/activate", json=promotion)).status_code == 200
    assert (await client.get(points)).json()["balance"] == 20
    back = await shopper.post("/v4/promotions/promotion/deactivate", json=promotion)
    assert (back.status_code, back.json()["data"]["status"]) == (200, "ASSIGNED")
    assert (await client.get(points)).json()["balance"] == 50
    assert len(await events(client, "client.deactivatePromotion")) == 1
    assert (await shopper.post("/v4/promotions/promotion/deactivate", json=promotion)).status_code == 404


async def test_a_workspace_activates_for_a_client_and_redeems_several_at_once(
    client: httpx.AsyncClient, shopper: httpx.AsyncClient
) -> None:
    await made(client, "p1", redeemQuantityPerActivation=3, requireRedeemedPoints=0)
    url = "/v4/promotions/promotion/activate-for-client/customId/c1"
    answer = await client.post(url, json={"key": "code", "value": "p1", "pointsToUse": 5})
    assert answer.status_code == 200, answer.text
    wish = {"code": "p1", "clientKey": "customId", "clientKeyValue": "c1"}
    four = await client.post("/v4/promotions/promotion/redeem", json={**wish, "quantity": 4})
    assert four.status_code == 409
    [item] = (await client.get(ADA)).json()["data"]
    assert (item["status"], item["possibleRedeems"]) == ("ACTIVE", 3), "all or nothing"
    three = await client.post("/v4/promotions/promotion/redeem", json={**wish, "quantity": 3})
    assert three.status_code == 200, three.text
    assert await listed(client) == {"p1": "REDEEMED"}
    lost = {**wish, "clientKeyValue": "nobody"}
    assert (await client.post("/v4/promotions/promotion/redeem", json=lost)).status_code == 404


async def test_the_same_redemption_is_done_once(
    client: httpx.AsyncClient, shopper: httpx.AsyncClient
) -> None:
    await made(client, "p1", redeemQuantityPerActivation=5)
    await shopper.post("/v4/promotions/promotion/activate", json={"key": "code", "value": "p1"})
    wish = {"code": "p1", "clientKey": "customId", "clientKeyValue": "c1", "quantity": 2}
    for _ in range(2):
        answer = await client.post(
            "/v4/promotions/promotion/redeem", json=wish, headers={"Idempotency-Key": "sale-1"}
        )
        assert answer.status_code == 200, answer.text
    [item] = (await client.get(ADA)).json()["data"]
    assert item["possibleRedeems"] == 3
    assert len(await events(client, "client.removePoints")) == 1


async def test_points_are_earned_and_baskets_do_not_matter_when_a_use_is_counted(
    client: httpx.AsyncClient, shopper: httpx.AsyncClient
) -> None:
    await made(client, "p1", discountType="POINTS", discountValue=100, minBasketValue=50, storeIds=["s1"])
    await shopper.post("/v4/promotions/promotion/activate", json={"key": "code", "value": "p1"})
    wish = {"code": "p1", "clientKey": "customId", "clientKeyValue": "c1"}
    answer = await client.post("/v4/promotions/promotion/redeem", json=wish)
    assert answer.status_code == 200, answer.text
    profile = (await client.get("/v4/clients/by-customid/c1")).json()["clientId"]
    assert (await client.get(f"/v1/profiles/{profile}/points")).json()["balance"] == 100


async def test_lists_are_filtered_sorted_and_paged(
    client: httpx.AsyncClient, shopper: httpx.AsyncClient, clock: SetClock
) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    later, earlier = (now + timedelta(days=1)).isoformat(), (now - timedelta(days=1)).isoformat()
    await made(client, "now", priority=1, type="MEMBERS_ONLY", name="b")
    await made(client, "soon", priority=3, startAt=later, name="a")
    await made(client, "hidden", priority=2, visibilityStatus="HIDDEN", name="c")
    await made(client, "unseen", priority=4, displayFrom=later, name="d")
    await made(client, "given", type="Personalized promotion")
    await made(client, "draft", visibilityStatus="DRAFT")
    await made(client, "over", startAt=earlier, expireAt=(now + timedelta(minutes=1)).isoformat())
    clock.now = now + timedelta(minutes=2)
    everything = {"now", "soon", "hidden", "unseen"}
    assert set(await listed(client)) == everything
    assert set(await listed(shopper, "/v4/promotions/promotion/get-for-client")) == everything - {"hidden"}
    assert set(await listed(client, presentOnly="true")) == {"now", "hidden", "unseen"}
    assert set(await listed(client, displayableOnly="true")) == {"now", "soon"}
    assert await listed(client, status="EXPIRED") == {"over": "EXPIRED"}
    assert set(await listed(client, status="EXPIRED,ASSIGNED")) == everything | {"over"}
    assert set(await listed(client, type=["MEMBERS_ONLY", "CUSTOM"])) == {"now"}
    assert list(await listed(client, sort="priority,desc")) == ["unseen", "soon", "hidden", "now"]
    assert list(await listed(client, sort=["status", "name,asc"])) == ["soon", "now", "hidden", "unseen"]

    page = await client.get(ADA, params={"sort": "name", "limit": 3, "page": 2, "includeMeta": "true"})
    assert [item["code"] for item in page.json()["data"]] == ["unseen"]
    assert page.json()["meta"] == {"totalCount": 4, "totalPages": 2, "page": 2, "limit": 3}
    assert page.headers["X-Pagination-Total-Count"] == "4"
    for wrong in ({"sort": "colour"}, {"status": "DONE"}, {"type": "x"}, {"limit": 0}):
        assert (await client.get(ADA, params=wrong)).status_code == 400


async def test_a_segment_decides_who_sees_a_promotion(
    client: httpx.AsyncClient, shopper: httpx.AsyncClient
) -> None:
    audiences = []
    for city in ("Oslo", "Rome"):
        condition = {"type": "attribute", "name": "city", "test": {"operator": "string_equal", "value": city}}
        answer = await client.post("/v1/audiences", json={"name": city, "conditions": condition})
        audiences.append(answer.json()["id"])
    await made(client, "oslo", targetType="SEGMENT", targetSegment=audiences[:1])
    await made(client, "both", targetType="SEGMENT", targetSegment=audiences)
    assert await listed(client) == {}
    await client.post("/v4/clients", json={"customId": "c1", "city": "Rome"})
    assert set(await listed(client)) == {"both"}
    await client.post("/v4/clients", json={"customId": "c1", "city": "Oslo"})
    assert set(await listed(client)) == {"both", "oslo"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"visibilityStatus": "DRAFT"}, "promotion_inactive"),
        ({"startAt": "2126-01-01T00:00:00Z"}, "promotion_not_started"),
        ({}, "activation_required"),
    ],
)
async def test_a_refused_redemption_says_why(
    client: httpx.AsyncClient, shopper: httpx.AsyncClient, fields: dict[str, object], reason: str
) -> None:
    await made(client, "p1", **fields)
    wish = {"code": "p1", "clientKey": "customId", "clientKeyValue": "c1"}
    answer = await client.post("/v4/promotions/promotion/redeem", json=wish)
    assert (answer.status_code, answer.json()["errorCode"]) == (409, "promotion_refused")
    assert reason in answer.json()["message"]
    assert await events(client, "client.removePoints") == []


async def test_twenty_tills_redeem_a_single_use_once(
    client: httpx.AsyncClient, shopper: httpx.AsyncClient
) -> None:
    await made(client, "p1", redeemLimitPerClient=1, redeemQuantityPerActivation=5)
    await shopper.post("/v4/promotions/promotion/activate", json={"key": "code", "value": "p1"})
    wish = {"code": "p1", "clientKey": "customId", "clientKeyValue": "c1"}
    answers = await asyncio.gather(
        *(client.post("/v4/promotions/promotion/redeem", json=wish) for _ in range(20))
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
    assert len(await events(client, "client.removePoints")) == 1


async def test_the_callers_own_calls_need_a_profile_token(client: httpx.AsyncClient) -> None:
    for method, path in (("GET", "get-for-client"), ("POST", "activate"), ("POST", "deactivate")):
        body = {"key": "code", "value": "x"} if method == "POST" else None
        answer = await client.request(method, f"/v4/promotions/promotion/{path}", json=body)
        assert (answer.status_code, answer.json()["errorCode"]) == (403, "profile_token_required")
