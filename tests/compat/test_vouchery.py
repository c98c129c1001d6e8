"""Vouchery's calls: validate, redeem in one or two steps, cancel, rejected attempts, campaigns, vouchers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from largesse.redemptions.commands.ends import lapse_holds
from tests.conftest import SetClock
from tests.factories import a_pool

V = "/vouchery/api/v2.1"

ORDER: dict[str, Any] = {
    "customer_identifier": "c-1",
    "total_transaction_cost": 35.5,
    "shipping_cost": 4.9,
    "product_items": [
        {
            "name": "Green tea",
            "sku": "TEA-1",
            "product_identifier": "tea",
            "quantity": 2,
            "price": 12.75,
            "categories": {"kind": "tea", "brand": "Aster"},
        },
        {"name": "Cup", "quantity": 1, "price": 10, "categories": {}},
    ],
    "additional_categories": {"shop": "web"},
    "user_agent": "curl",
}


@pytest.fixture
async def campaign(client: httpx.AsyncClient, database: Database, workspace_id: UUID) -> dict[str, Any]:
    """An active sub-campaign: 10 % off from 20 up, with two vouchers in its pool."""
    main = await made(client, "campaigns", type="MainCampaign", name="Spring", status="active")
    sub = await made(client, "campaigns", type="SubCampaign", name="Tea", parent_id=main["id"])
    url = f"campaigns/{sub['id']}"
    await made(client, f"{url}/rules", type="MinimumTransactionCost", amount=20)
    await made(client, f"{url}/rewards", type="SetDiscount", discount_type="percentage", discount_value=10)
    pool = await a_pool(database, workspace_id, codes=2, name="Tea")
    native = (await client.get(f"/v1/promotions/{sub['id']}")).json()["definition"]
    access = {"type": "pool_codes", "pool_id": str(pool)}
    await client.patch(f"/v1/promotions/{sub['id']}", json={"definition": {**native, "access": access}})
    answer = await client.patch(f"{V}/{url}", json={"status": "active"})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()) | {"codes": [f"{pool.hex[-8:]}-0000{n}".upper() for n in (1, 2)]}


async def made(client: httpx.AsyncClient, path: str, **body: object) -> dict[str, Any]:
    answer = await client.post(f"{V}/{path}", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def faults(answer: httpx.Response) -> Iterator[object]:
    """The codes of an envelope."""
    body = answer.json()
    assert (body["type"], body["error"]) == ("error", True)
    yield from (fault["code"] for fault in body["errors"])


async def test_a_voucher_is_validated_and_held(client: httpx.AsyncClient, campaign: dict[str, Any]) -> None:
    code = campaign["codes"][0]
    url = f"{V}/vouchers/{code}"
    valid = await client.put(f"{url}/validate", json=ORDER)
    assert valid.status_code == 200, valid.text
    shown = valid.json()
    assert (shown["id"], shown["granted_discount"], shown["total_transaction_cost"]) == (None, 3.55, 35.5)
    assert shown["voucher"] == {"code": code, "campaign": {"id": campaign["id"], "name": "Tea"}}

    held = await client.post(f"{url}/redemptions", json={**ORDER, "confirmed": False, "ttl": 15})
    assert held.status_code == 201, held.text
    hold = held.json()
    assert (hold["granted_discount"], hold["confirmed_at"]) == (3.55, None)
    assert hold["expires_at"] is not None
    taken = await client.put(f"{url}/validate", json=ORDER)
    assert taken.status_code == 422
    assert list(faults(taken)) == [1002], "held elsewhere reads as used"


async def test_a_transaction_is_named_later_confirmed_and_cancelled(
    client: httpx.AsyncClient, campaign: dict[str, Any]
) -> None:
    url = f"{V}/vouchers/{campaign['codes'][0]}"
    hold = (await client.post(f"{url}/redemptions", json={**ORDER, "confirmed": False})).json()
    named = await client.put(f"{V}/redemptions/{hold['id']}", json={"transaction_id": "t-1"})
    assert (named.status_code, named.json()["transaction_id"]) == (200, "t-1")
    other = await client.put(f"{V}/redemptions/{hold['id']}", json={"transaction_id": "t-2"})
    assert (other.status_code, other.json()["code"]) == (409, "order_fixed")
    confirmed = await client.put(f"{V}/redemptions/confirm", params={"transaction_id": "t-1"})
    assert confirmed.status_code == 200, confirmed.text
    assert (confirmed.json()["id"], confirmed.json()["expires_at"]) == (hold["id"], None)
    assert confirmed.json()["confirmed_at"] is not None
    assert confirmed.json()["customer_identifier"] == "c-1"
    again = await client.put(f"{V}/redemptions/{hold['id']}/confirm")
    assert again.json() == confirmed.json()
    used = await client.post(f"{url}/redemptions", json=ORDER)
    assert (used.status_code, used.json()["code"]) == (422, "redemption_rejected")
    assert list(faults(used)) == [1002]

    cancelled = await client.delete(f"{V}/redemptions", params={"transaction_id": "t-1"})
    assert cancelled.status_code == 200, cancelled.text
    assert cancelled.json()["cancelled_at"] is not None
    assert (await client.put(f"{url}/validate", json=ORDER)).status_code == 200
    twice = await client.delete(f"{V}/redemptions/{hold['id']}")
    assert (twice.status_code, twice.json()["code"]) == (409, "already_rolled_back")


async def test_a_hold_that_is_cancelled_frees_the_voucher(
    client: httpx.AsyncClient, campaign: dict[str, Any]
) -> None:
    url = f"{V}/vouchers/{campaign['codes'][0]}"
    hold = (await client.post(f"{url}/redemptions", json={**ORDER, "confirmed": False})).json()
    assert (await client.delete(f"{V}/redemptions/{hold['id']}")).status_code == 200
    redeemed = await client.post(f"{url}/redemptions", json={**ORDER, "transaction_id": "t-1"})
    assert redeemed.status_code == 201, redeemed.text
    assert redeemed.json()["confirmed_at"] is not None
    assert redeemed.json()["transaction_id"] == "t-1"
    assert (await client.get(f"{V}/redemptions/{redeemed.json()['id']}")).json() == redeemed.json()


async def test_a_repeated_request_redeems_once(client: httpx.AsyncClient, campaign: dict[str, Any]) -> None:
    url = f"{V}/vouchers/{campaign['codes'][0]}/redemptions"
    first, second = [
        (await client.post(url, json=ORDER, headers={"Idempotency-Key": "k"})).json() for _ in range(2)
    ]
    assert first == second


async def test_reasons_come_in_vouchery_words_and_are_listed(
    client: httpx.AsyncClient, campaign: dict[str, Any]
) -> None:
    code = campaign["codes"][0]
    small = {"total_transaction_cost": 19.99, "customer_identifier": "c-1"}
    low = await client.post(f"{V}/vouchers/{code}/redemptions", json=small)
    assert low.status_code == 422, low.text
    body = low.json()
    assert body["code"] == "redemption_rejected"
    [fault] = body["errors"]
    assert (fault["code"], fault["reason"], fault["boundaryValue"]) == (2001, "order_below_minimum", 20)
    wrong = await client.post(
        f"{V}/vouchers/{code}/redemptions", json={**ORDER, "total_transaction_cost": 30}
    )
    assert list(faults(wrong)) == [2002]
    lost = await client.post(f"{V}/vouchers/NO-SUCH-CODE/redemptions", json=ORDER)
    assert (lost.status_code, list(faults(lost))) == (404, ["not_found"])

    listed = (await client.get(f"{V}/invalid_redemptions", params={"per_page": 2})).json()
    assert listed["total"] == 3
    assert [item["errors"][0]["reason"] for item in listed["items"]] == [
        "code_not_found",
        "order_total_mismatch",
    ]
    [rest] = (await client.get(f"{V}/invalid_redemptions", params={"per_page": 2, "page": 2})).json()["items"]
    assert (rest["voucher_code"], rest["errors"][0]["code"]) == (code, 2001)
    for campaign_id in (campaign["id"], campaign["parent_id"]):
        own = (await client.get(f"{V}/campaigns/{campaign_id}/invalid_redemptions")).json()
        assert own["total"] == 2
    assert (await client.get(f"{V}/campaigns/{uuid4()}/invalid_redemptions")).status_code == 404


@pytest.mark.parametrize(
    ("body", "attribute"),
    [
        ({"total_transaction_cost": -1}, "total_transaction_cost"),
        ({"product_items": [{"quantity": 1}]}, "product_items.0.price"),
        ({"confirmed": "no"}, "confirmed"),
        ({"ttl": 0}, "ttl"),
        ({"customer_identifier": ""}, "customer_identifier"),
    ],
)
async def test_wrong_fields_are_named_in_the_envelope(
    client: httpx.AsyncClient, body: dict[str, Any], attribute: str
) -> None:
    answer = await client.post(f"{V}/vouchers/X/redemptions", json=body)
    assert answer.status_code == 422, answer.text
    assert list(faults(answer))
    assert answer.json()["errors"][0]["attribute"] == attribute


async def test_strangers_get_the_envelope_too(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{V}/campaigns", headers={"Authorization": "Bearer lk_wrong"})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert list(faults(answer)) == []
    assert answer.headers["content-type"] == "application/json"


async def test_campaigns_are_made_listed_changed_and_deleted(client: httpx.AsyncClient) -> None:
    main = await made(client, "campaigns", type="MainCampaign", name="Spring", description="All of it")
    assert (main["status"], main["rules"], main["parent_id"]) == ("inactive", [], None)
    orphan = await client.post(f"{V}/campaigns", json={"type": "SubCampaign", "name": "x"})
    assert (orphan.status_code, orphan.json()["code"]) == (422, "parent_missing")
    sub = await made(
        client, "campaigns", type="SubCampaign", name="Cups", parent_id=main["id"], template="loyalty"
    )
    assert (sub["template"], sub["status"], sub["parent_id"]) == ("loyalty", "inactive", main["id"])
    listed = (await client.get(f"{V}/campaigns", params={"per_page": 1, "page": 2})).json()
    assert (listed["total"], [item["id"] for item in listed["items"]]) == (2, [main["id"]])
    url = f"{V}/campaigns/{main['id']}"
    changed = (await client.patch(url, json={"name": "Summer", "status": "active"})).json()
    assert (changed["name"], changed["status"]) == ("Summer", "active")
    assert (await client.patch(url, json={"status": "inactive"})).json()["status"] == "inactive"
    bare = await client.patch(f"{V}/campaigns/{sub['id']}", json={"status": "active"})
    assert (bare.status_code, bare.json()["code"]) == (409, "promotion_not_publishable")
    renamed = await client.put(f"{V}/campaigns/{sub['id']}", json={"name": "Mugs", "description": "d"})
    assert (renamed.json()["name"], renamed.json()["description"]) == ("Mugs", "d")
    assert (await client.delete(f"{V}/campaigns/{sub['id']}")).status_code == 204
    assert (await client.get(f"{V}/campaigns/{sub['id']}")).status_code == 404
    assert (await client.delete(url)).status_code == 204


@pytest.mark.parametrize(
    "term",
    [
        {"type": "MinimumTransactionCost", "amount": 20.5},
        {"type": "MaximumTransactionCost", "amount": 200},
        {"type": "MaximumRedemptions", "limit": 100},
        {"type": "MaximumRedemptionsPerCustomer", "limit": 1},
        {"type": "MaximumRedemptionsPerVoucher", "limit": 2},
        {"type": "Budget", "amount": 1000},
        {"type": "NewCustomer"},
        {"type": "ProductItems", "skus": ["A"], "product_identifiers": [], "categories": ["tea"]},
        {"type": "SetDiscount", "discount_type": "numeric", "discount_value": 5.5},
        {"type": "SetDiscount", "discount_type": "percentage", "discount_value": 12.5},
        {
            "type": "SetDiscountPerItem",
            "discount_type": "numeric",
            "discount_value": 1,
            "apply_to": "cheapest",
        },
        {
            "type": "SetDiscountPerItem",
            "discount_type": "percentage",
            "discount_value": 50,
            "apply_to": "most_expensive",
        },
        {"type": "AddPoints", "points": 100},
        {"type": "GenerateProductItem", "sku": "MUG-1", "quantity": 2},
    ],
    ids=lambda term: "-".join(str(value) for value in term.values())[:60],
)
async def test_every_rule_and_reward_has_its_place_and_comes_back(
    client: httpx.AsyncClient, term: dict[str, Any]
) -> None:
    main = await made(client, "campaigns", type="MainCampaign", name="Spring")
    sub = await made(client, "campaigns", type="SubCampaign", name="Tea", parent_id=main["id"])
    before = (await client.get(f"/v1/promotions/{sub['id']}")).json()["definition"]
    is_reward = term["type"].startswith(("Set", "Add", "Generate"))
    place = "rewards" if is_reward else "rules"
    answer = await made(client, f"campaigns/{sub['id']}/{place}", **term)
    assert answer[place] == [term]
    after = (await client.get(f"/v1/promotions/{sub['id']}")).json()["definition"]
    changed = {name for name in after if after[name] != before[name]} - {"display"}
    assert changed == ({"rewards"} if is_reward else changed & {"rules", "limits"})
    assert changed


async def test_a_percentage_over_a_hundred_is_refused(client: httpx.AsyncClient) -> None:
    main = await made(client, "campaigns", type="MainCampaign", name="Spring")
    sub = await made(client, "campaigns", type="SubCampaign", name="Tea", parent_id=main["id"])
    answer = await client.post(
        f"{V}/campaigns/{sub['id']}/rewards",
        json={"type": "SetDiscount", "discount_type": "percentage", "discount_value": 101},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "percent_out_of_range")


async def test_vouchers_are_generated_into_a_pool_of_the_campaign(client: httpx.AsyncClient) -> None:
    main = await made(client, "campaigns", type="MainCampaign", name="Spring", status="active")
    sub = await made(client, "campaigns", type="SubCampaign", name="Tea", parent_id=main["id"])
    url = f"campaigns/{sub['id']}"
    await made(client, f"{url}/rewards", type="SetDiscount", discount_type="gift_card", discount_value=25)
    for amount in (5, 6):
        batch = await client.post(f"{V}/{url}/vouchers/batch", json={"amount": amount, "prefix": "TEA-"})
        assert batch.status_code == 202, batch.text
        job = (await client.get(f"/v1/jobs/{batch.json()['id']}")).json()
        assert (job["kind"], job["total"]) == ("generate_codes", amount)
    access = (await client.get(f"/v1/promotions/{sub['id']}")).json()["definition"]["access"]
    assert (access["type"], access["balance"]) == ("gift_cards", 2500)
    assert len((await client.get("/v1/pools")).json()["items"]) == 1


async def test_a_voucher_is_found_with_its_state(
    client: httpx.AsyncClient, campaign: dict[str, Any], clock: SetClock
) -> None:
    code = campaign["codes"][0]
    found = await client.get(f"{V}/vouchers/find", params={"code": code.lower()})
    assert found.status_code == 200, found.text
    item = found.json()
    assert (item["code"].upper(), item["status"], item["active"]) == (code, "created", True)
    assert item["campaign_id"] == campaign["id"]
    await client.post(f"{V}/vouchers/{code}/redemptions", json=ORDER)
    used = (await client.get(f"{V}/vouchers/find", params={"code": code})).json()
    assert (used["status"], used["active"]) == ("redeemed", False)
    assert (await client.get(f"{V}/vouchers/find", params={"code": "NOPE"})).status_code == 404


async def test_a_transaction_holds_one_thing_at_a_time(
    client: httpx.AsyncClient, campaign: dict[str, Any]
) -> None:
    first, second = [
        (await client.post(f"{V}/vouchers/{code}/redemptions", json={**ORDER, "confirmed": False})).json()
        for code in campaign["codes"]
    ]
    for hold, status in ((first, 200), (first, 200), (second, 409)):
        answer = await client.put(f"{V}/redemptions/{hold['id']}", json={"transaction_id": "t-1"})
        assert answer.status_code == status, answer.text
    assert answer.json()["code"] == "order_taken"


async def test_a_late_confirmation_takes_everything_again_or_says_why_not(
    client: httpx.AsyncClient, campaign: dict[str, Any], clock: SetClock, database: Database
) -> None:
    url = f"{V}/vouchers/{campaign['codes'][0]}/redemptions"
    hold = (await client.post(url, json={**ORDER, "confirmed": False, "ttl": 1})).json()
    clock.now = datetime.now(UTC) + timedelta(minutes=2)
    await lapse_holds(database)
    late = await client.put(f"{V}/redemptions/{hold['id']}/confirm")
    assert late.status_code == 200, late.text
    assert late.json()["id"] != hold["id"], "it was redeemed anew"
    assert late.json()["granted_discount"] == 3.55
