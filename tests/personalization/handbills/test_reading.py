"""Reading assigns: one set, stable until its period ends, whatever happens at the same time."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.core.seals import Keyring
from tests.conftest import SetClock
from tests.factories import a_key, a_pool
from tests.personalization.handbills.made import (
    MOBILE,
    a_customer,
    a_draft,
    a_handbill,
    a_promotion,
    an_order,
    codes,
    count,
    promotions,
    publish,
    read,
    told,
)

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def test_the_first_reading_assigns_and_the_next_ones_answer_the_same(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    made = await promotions(client, 8)
    handbill = await a_handbill(client, slots=[{"filter": MOBILE, "count": 3}, {"count": 3}])
    profile = await a_customer(client)
    first = await read(client, handbill, profile)
    assert len(first["items"]) == 6
    assert (first["variant"], first["shortfall"]) == ("A", [])
    assert [item["place"] for item in first["items"]] == [1, 2, 3, 4, 5, 6]
    assert [item["slot"] for item in first["items"]] == [1, 1, 1, 2, 2, 2]
    assert {item["status"] for item in first["items"]} == {"assigned"}
    assert first["starts_at"] == "2027-03-01T12:00:00Z"
    assert first["ends_at"] == "2027-03-08T12:00:00Z"
    clock.now = NOON + WEEK - timedelta(seconds=1)
    assert await read(client, handbill, profile) == first
    [event] = await told(database, workspace_id)
    assert event["profile_id"] == profile
    assert (event["handbill_id"], event["set_id"]) == (handbill, first["set_id"])
    assert event["variant"] == "A"
    assert event["promotions"] == [item["promotion_id"] for item in first["items"]]
    assert event["ends_at"].startswith("2027-03-08T12:00:00")
    assert {UUID(promotion) for promotion in event["promotions"]} <= set(made)
    lives = (await client.get(f"/v1/profiles/{profile}/promotions")).json()["items"]
    assert {life["promotion_id"] for life in lives} == set(event["promotions"])


async def test_fifty_first_readings_at_once_make_one_set(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await promotions(client, 8)
    handbill = await a_handbill(client)
    profile = await a_customer(client)
    answers = await asyncio.gather(*(read(client, handbill, profile) for _ in range(50)))
    assert len({answer["set_id"] for answer in answers}) == 1
    assert all(answer == answers[0] for answer in answers)
    assert len(await told(database, workspace_id)) == 1
    assert await count(database, workspace_id, "handbill_sets") == 1
    assert await count(database, workspace_id, "handbill_items") == 3


async def test_two_handbills_read_at_once_never_offer_one_article_twice(
    client: httpx.AsyncClient,
) -> None:
    await promotions(client, 6)
    handbills = [await a_handbill(client) for _ in range(2)]
    profile = await a_customer(client)
    sets = await asyncio.gather(*(read(client, handbill, profile) for handbill in handbills * 5))
    offered = {code for found in sets for code in codes(found)}
    assert len(offered) == 6
    assert set(codes(sets[0])).isdisjoint(codes(sets[1]))


async def test_after_its_period_a_fresh_set_repeats_nothing_that_is_still_active(
    client: httpx.AsyncClient, clock: SetClock, database: Database, workspace_id: UUID
) -> None:
    await promotions(client, 5)
    handbill = await a_handbill(client)
    profile = await a_customer(client)
    first = await read(client, handbill, profile)
    kept = first["items"][0]
    activated = await client.post(f"/v1/profiles/{profile}/promotions/{kept['promotion_id']}/activations")
    assert activated.status_code == 201, activated.text
    clock.now = NOON + WEEK
    second = await read(client, handbill, profile)
    assert second["set_id"] != first["set_id"]
    assert len(second["items"]) == 3
    assert kept["code"] not in codes(second)
    assert len(await told(database, workspace_id)) == 2
    lives = (await client.get(f"/v1/profiles/{profile}/promotions")).json()["items"]
    standing = {life["code"]: life["status"] for life in lives}
    assert standing[kept["code"]] == "active"
    gone = set(codes(first)) - set(codes(second)) - {kept["code"]}
    assert {standing[code] for code in gone} <= {"deactivated"}
    for code in gone:
        [item] = [item for item in first["items"] if item["code"] == code]
        late = await client.post(f"/v1/profiles/{profile}/promotions/{item['promotion_id']}/activations")
        assert late.json()["code"] == "not_assigned"


async def test_what_the_customer_buys_comes_first_and_says_why(client: httpx.AsyncClient) -> None:
    await promotions(client, 6)
    await a_customer(client)
    await an_order(client, "1", "c-1", NOON - timedelta(days=2), "S04")
    await an_order(client, "2", "c-1", NOON - timedelta(days=9), "S04", "S02")
    for number in range(3):
        await an_order(client, f"x{number}", f"other-{number}", NOON - timedelta(days=1), "S05")
    handbill = await a_handbill(client)
    found = await read(client, handbill, await a_customer(client))
    assert codes(found) == ["P04", "P02", "P05"]
    assert found["stage"] == "frequency"
    assert found["items"][0]["reasons"][0] == "bought 2 times, last 2 days ago"
    assert found["items"][2]["reasons"] == ["bought by 3 customers in the last 28 days"]
    stranger = await read(client, handbill, await a_customer(client, "c-new"))
    assert (stranger["stage"], codes(stranger)[0]) == ("trend", "P05")


async def test_fewer_candidates_than_places_are_no_error_and_say_why(client: httpx.AsyncClient) -> None:
    await a_promotion(client, "GOOD", "S1")
    await a_promotion(client, "SHORT", "S2", ends_at="2027-03-05T00:00:00Z")
    await a_promotion(client, "SAME", "S1")
    await a_promotion(client, "VIP", "S3", customers={"type": "tag", "tags": ["vip"]})
    await a_promotion(client, "GENERAL", "S4", audience="all")
    nothing = {"filter": {"type": "name", "contains": "xyz"}, "count": 1}
    handbill = await a_handbill(client, slots=[{"count": 6}, nothing])
    found = await read(client, handbill, await a_customer(client))
    assert len(found["items"]) == 1
    assert codes(found)[0] in ("GOOD", "SAME")
    assert found["shortfall"] == [
        {
            "slot": 1,
            "wanted": 6,
            "got": 1,
            "reasons": {"customer_not_allowed": 1, "not_valid_through_period": 1, "overlap": 1},
        },
        {"slot": 2, "wanted": 1, "got": 0, "reasons": {"nothing_matches": 0}},
    ]


async def test_nothing_on_offer_is_not_kept_for_a_week(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    handbill = await a_handbill(client)
    profile = await a_customer(client)
    empty = await read(client, handbill, profile)
    assert (empty["set_id"], empty["items"]) == (None, [])
    assert await told(database, workspace_id) == []
    await read(client, handbill, profile)
    withheld = await told(database, workspace_id, "handbill.withheld")
    assert [(event["variant"], event["profile_id"]) for event in withheld] == [("A", profile)]
    await promotions(client, 3)
    clock.now = NOON + timedelta(minutes=2)
    assert len((await read(client, handbill, profile))["items"]) == 3


async def test_what_asks_for_a_code_of_a_pool_is_not_offered_in_an_app(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = str(await a_pool(database, workspace_id, codes=1))
    await a_promotion(client, "COUPON", "S1", activation=None, access={"type": "pool_codes", "pool_id": pool})
    everybody = {"type": "generic_code", "code": "EVERYBODY"}
    await a_promotion(client, "GENERIC", "S2", activation=None, access=everybody)
    handbill = await a_handbill(client)
    assert codes(await read(client, handbill, await a_customer(client))) == ["GENERIC"]


async def test_a_redeemed_out_promotion_is_not_offered(client: httpx.AsyncClient, clock: SetClock) -> None:
    await a_promotion(client, "ONCE", "S1", activation=None, limits=[{"scope": "customer", "most": 1}])
    handbill = await a_handbill(client, activity={"type": "relative", "days": 1})
    profile = await a_customer(client)
    assert codes(await read(client, handbill, profile)) == ["ONCE"]
    cart = {"items": [{"sku": "S1", "price": 1000}]}
    used = await client.post("/v1/redemptions", json={"customer": {"id": profile}, "cart": cart})
    assert used.status_code == 200, used.text
    clock.now = NOON + timedelta(days=1)
    after = await read(client, handbill, profile)
    assert after["items"] == []
    assert after["shortfall"][0]["reasons"] == {"redeemed_out": 1}
    assert codes(await read(client, handbill, await a_customer(client, "c-2"))) == ["ONCE"]


async def test_a_promotion_of_a_handbill_is_good_only_while_its_set_is(
    client: httpx.AsyncClient, clock: SetClock
) -> None:
    await a_promotion(client, "P", "S1", activation=None)
    handbill = await a_handbill(client, activity={"type": "relative", "days": 1})
    profile = await a_customer(client)
    ask = {"customer": {"id": profile}, "cart": {"items": [{"sku": "S1", "price": 1000}]}}

    async def off() -> int:
        answer = await client.post("/v1/validations", json=ask)
        assert answer.status_code == 200, answer.text
        return int(answer.json()["items"]["discount"])

    assert await off() == 0
    await read(client, handbill, profile)
    assert await off() == 200
    clock.now = NOON + timedelta(days=1)
    assert await off() == 0


async def test_the_control_group_is_offered_nothing_and_stays_in_it(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await promotions(client, 3)
    handbill = await a_handbill(client, variants=[{"name": "A", "share": 0}], control_share=10_000)
    profile = await a_customer(client)
    found = await read(client, handbill, profile)
    assert (found["variant"], found["items"], found["shortfall"]) == (None, [], [])
    assert found["set_id"] is not None
    assert await read(client, handbill, profile) == found
    assert await told(database, workspace_id) == []
    [withheld] = await told(database, workspace_id, "handbill.withheld")
    assert withheld == {"handbill_id": handbill, "variant": None, "version": 1, "profile_id": profile}
    assert await count(database, workspace_id, "handbill_members") == 1
    draft = {"slots": [{"count": 3}], "variants": [{"name": "A", "share": 9_999}], "control_share": 1}
    changed = await client.patch(f"/v1/handbills/{handbill}", json={"definition": draft})
    assert changed.status_code == 200, changed.text
    await publish(client, handbill)
    assert (await read(client, handbill, profile))["variant"] is None


async def test_variants_have_slots_of_their_own_and_customers_stay_in_theirs(
    client: httpx.AsyncClient, clock: SetClock
) -> None:
    await promotions(client, 4)
    variants = [{"name": "A", "share": 5_000}, {"name": "B", "share": 5_000, "slots": [{"count": 1}]}]
    handbill = await a_handbill(client, variants=variants, activity={"type": "relative", "days": 1})
    people = [await a_customer(client, f"c-{number}") for number in range(12)]
    first = {person: await read(client, handbill, person) for person in people}
    assert {found["variant"] for found in first.values()} == {"A", "B"}
    assert all(len(found["items"]) == (3 if found["variant"] == "A" else 1) for found in first.values())
    clock.now = NOON + timedelta(days=1)
    for person in people:
        assert (await read(client, handbill, person))["variant"] == first[person]["variant"]


async def test_a_set_outlives_another_publication(client: httpx.AsyncClient, clock: SetClock) -> None:
    await promotions(client, 4)
    handbill = await a_handbill(client)
    profile = await a_customer(client)
    before = await read(client, handbill, profile)
    draft = {"slots": [{"count": 1}], "variants": [{"name": "Z", "share": 10_000}], "control_share": 0}
    await client.patch(f"/v1/handbills/{handbill}", json={"definition": draft})
    assert (await publish(client, handbill))["version"] == 2
    assert await read(client, handbill, profile) == before
    clock.now = NOON + WEEK
    after = await read(client, handbill, profile)
    assert (after["version"], after["variant"], len(after["items"])) == (2, "Z", 1)


async def test_fixed_dates_that_grow_give_a_second_set(client: httpx.AsyncClient, clock: SetClock) -> None:
    await promotions(client, 4)
    dates = {"type": "fixed", "first_day": "2027-03-01", "last_day": "2027-03-02"}
    handbill = await a_handbill(client, activity=dates)
    profile = await a_customer(client)
    first = await read(client, handbill, profile)
    assert (first["starts_at"], first["ends_at"]) == ("2027-03-01T00:00:00Z", "2027-03-03T00:00:00Z")
    clock.now = datetime(2027, 3, 3, tzinfo=UTC)
    over = await client.get(f"/v1/handbills/{handbill}/profiles/{profile}")
    assert (over.status_code, over.json()["code"]) == (409, "handbill_not_active")
    longer = {"slots": [{"count": 3}], "variants": [{"name": "A", "share": 10_000}], "control_share": 0}
    longer["activity"] = {**dates, "last_day": "2027-03-09"}
    await client.patch(f"/v1/handbills/{handbill}", json={"definition": longer})
    await publish(client, handbill)
    second = await read(client, handbill, profile)
    assert (second["starts_at"], second["ends_at"]) == ("2027-03-03T00:00:00Z", "2027-03-10T00:00:00Z")


@pytest.mark.parametrize("status", ["paused", "archived"])
async def test_what_is_not_published_offers_nothing(client: httpx.AsyncClient, status: str) -> None:
    await promotions(client, 3)
    profile = await a_customer(client)
    handbill = await a_draft(client)
    path = f"/v1/handbills/{handbill}/profiles/{profile}"
    assert (await client.get(path)).json()["code"] == "handbill_not_published"
    await publish(client, handbill)
    await client.post(f"/v1/handbills/{handbill}/status-changes", json={"status": status})
    answer = await client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (409, "handbill_not_published")
    assert answer.json()["handbill_status"] == status


async def test_a_profile_is_named_by_its_other_identifiers_too(client: httpx.AsyncClient) -> None:
    await promotions(client, 3)
    handbill = await a_handbill(client)
    profile = await a_customer(client, email="ada@example.com")
    path = f"/v1/handbills/{handbill}/profiles"
    found = await read(client, handbill, profile)
    for named in ({"custom_id": "c-1"}, {"email": "ada@example.com"}):
        assert (await client.get(path, params=named)).json() == found
    assert (await client.get(path, params={"custom_id": "nobody"})).status_code == 404
    assert (await client.get(path)).json()["code"] == "identifier_missing"
    assert (await client.get(path, params={"custom_id": "c-1", "phone": "+4712345678"})).status_code == 422
    assert (await client.get(f"{path}/999999999")).json()["code"] == "profile_not_found"


async def test_a_workspace_never_sees_handbills_of_another(
    client: httpx.AsyncClient, app: FastAPI, database: Database, keyring: Keyring
) -> None:
    await promotions(client, 3)
    handbill = await a_handbill(client)
    profile = await a_customer(client)
    await read(client, handbill, profile)
    async with database.session() as session:
        other = (await create_workspace(session, "Other", now=database.clock())).workspace_id
    headers = {"Authorization": f"Bearer {await a_key(database, other, keyring)}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://largesse", headers=headers
    ) as stranger:
        assert (await stranger.get("/v1/handbills")).json()["items"] == []
        for path in (f"/v1/handbills/{handbill}", f"/v1/handbills/{handbill}/profiles/{profile}"):
            answer = await stranger.get(path)
            assert (answer.status_code, answer.json()["code"]) == (404, "handbill_not_found")
    for table in ("handbills", "handbill_versions", "handbill_members", "handbill_sets", "handbill_items"):
        assert await count(database, other, table) == 0
