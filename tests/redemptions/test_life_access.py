"""Who may have a promotion, and when: assignment, audiences, periods, campaigns."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.redemptions.accounts import told
from tests.redemptions.lives import Life, a_life
from tests.redemptions.made import a_campaign, a_customer, a_promotion

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


@pytest.mark.parametrize("audience", ["handbill", "custom"])
async def test_what_is_for_those_who_were_given_it_must_be_assigned(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, audience: str
) -> None:
    life, _ = await a_life(client, database, workspace_id, audience=audience)
    assert await life.activate() == "not_assigned"
    assert await life.assign() == f"['{life.promotion}']"
    assert await life.assign() == "had it"
    assert (await life.view())["status"] == "assigned"
    assert await life.activate() == "active"
    assert await life.deactivate() == "assigned"
    assert (await told(database, workspace_id)).count("promotion.assigned") == 1


async def test_other_customers_cannot_activate_it(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    vip = {"type": "tag", "tags": ["vip"]}
    life, profile = await a_life(client, database, workspace_id, customers=vip)
    assert await life.activate() == "customer_not_allowed"
    await client.patch(f"/v1/profiles/{profile}", json={"tags": ["vip"]})
    assert await life.activate() == "active"


async def test_a_saved_audience_is_asked_too(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    audience = await client.post(
        "/v1/audiences", json={"name": "VIP", "conditions": {"type": "tag", "tags": ["vip"]}}
    )
    assert audience.status_code == 201, audience.text
    life, profile = await a_life(client, database, workspace_id, audience_id=audience.json()["id"])
    assert await life.activate() == "customer_not_allowed"
    await client.patch(f"/v1/profiles/{profile}", json={"tags": ["vip"]})
    assert await life.activate() == "active"


@pytest.mark.parametrize(
    ("definition", "reason"),
    [
        ({"starts_at": "2027-03-01T12:00:01Z"}, "promotion_not_started"),
        ({"starts_at": "2027-03-01T12:00:00Z"}, None),
        ({"ends_at": "2027-03-01T12:00:01Z"}, None),
    ],
)
async def test_a_promotion_is_activated_in_its_period_only(
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    definition: dict[str, str],
    reason: str | None,
) -> None:
    life, _ = await a_life(client, database, workspace_id, **definition)
    assert await life.activate() == (f"promotion_not_available: {reason}" if reason else "active")


async def test_a_promotion_that_is_over_is_not_activated(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    life, _ = await a_life(client, database, workspace_id, ends_at="2027-03-01T13:00:00Z")
    clock.now = NOON + HOUR
    assert await life.activate() == "promotion_not_available: promotion_finished"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("paused", "promotion_not_available: promotion_inactive"),
        ("finished", "promotion_not_available: promotion_finished"),
        ("archived", "promotion_not_available: promotion_inactive"),
        ("hidden", "active"),
    ],
)
async def test_the_status_of_the_promotion_decides(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, status: str, said: str
) -> None:
    life, _ = await a_life(client, database, workspace_id)
    moved = await client.post(f"/v1/promotions/{life.promotion}/status-changes", json={"status": status})
    assert moved.status_code < 300, moved.text
    assert await life.activate() == said


async def test_points_come_back_though_the_promotion_was_paused(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    life, _ = await a_life(client, database, workspace_id, activation={"points": 40})
    await life.activate()
    await client.post(f"/v1/promotions/{life.promotion}/status-changes", json={"status": "paused"})
    assert await life.deactivate() == "deactivated"
    assert await life.points() == 100


async def test_the_campaign_decides_too(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    campaign = await a_campaign(
        database, workspace_id, starts_at="2027-03-01T13:00:00Z", ends_at="2027-03-01T14:00:00Z"
    )
    profile = await a_customer(database, workspace_id)
    promotion = await a_promotion(database, workspace_id, campaign_id=campaign, activation={})
    life = Life(client, profile, promotion)
    assert await life.activate() == "promotion_not_available: campaign_not_started"
    clock.now = NOON + 2 * HOUR
    assert await life.activate() == "promotion_not_available: campaign_finished"
    clock.now = NOON + HOUR
    await client.post(f"/v1/campaigns/{campaign}/status-changes", json={"status": "paused"})
    assert await life.activate() == "promotion_not_available: campaign_inactive"


async def test_what_needs_no_activation_gets_none(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    life = Life(client, profile, await a_promotion(database, workspace_id))
    assert await life.activate() == "activation_not_needed"


async def test_a_draft_is_neither_assigned_nor_activated(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    life = Life(client, profile, await a_promotion(database, workspace_id, published=False, activation={}))
    assert await life.assign() == "promotion_not_available"
    assert await life.activate() == "promotion_not_available: promotion_inactive"


async def test_what_is_not_there_is_not_found(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    nobody = Life(client, 999_999, await a_promotion(database, workspace_id, activation={}))
    nothing = Life(client, profile, uuid4())
    assert (
        await nobody.activate() == await nobody.deactivate() == await nobody.assign() == "profile_not_found"
    )
    assert await nothing.activate() == await nothing.assign() == "promotion_not_found"
    assert await nothing.deactivate() == "not_active"
    assert (await client.get("/v1/profiles/999999/promotions")).status_code == 404


async def test_one_bad_promotion_keeps_all_from_being_assigned(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    good = await a_promotion(database, workspace_id)
    answer = await client.post(
        f"/v1/profiles/{profile}/promotions", json={"promotion_ids": [str(good), str(uuid4())]}
    )
    assert answer.status_code == 404
    assert (await client.get(f"/v1/profiles/{profile}/promotions")).json()["items"] == []


async def test_promotions_are_listed_in_pages_and_by_status(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    made = [
        await a_promotion(
            database,
            workspace_id,
            name=f"Promotion {number}",
            activation={},
            display={"name": "For you"} if number == 0 else {},
        )
        for number in range(5)
    ]
    await client.post(
        f"/v1/profiles/{profile}/promotions", json={"promotion_ids": [str(promotion) for promotion in made]}
    )
    await Life(client, profile, made[2]).activate()
    path = f"/v1/profiles/{profile}/promotions"
    seen: list[str] = []
    cursor = ""
    while True:
        page = (await client.get(f"{path}?limit=2{cursor}")).json()
        seen += [item["promotion_id"] for item in page["items"]]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert sorted(seen) == sorted(map(str, made))
    assert seen == sorted(seen, reverse=True)
    active = (await client.get(f"{path}?status=active")).json()["items"]
    assert [item["promotion_id"] for item in active] == [str(made[2])]
    assigned = (await client.get(f"{path}?status=assigned")).json()["items"]
    assert {item["name"] for item in assigned} == {"For you", "Promotion 1", "Promotion 3", "Promotion 4"}
    assert (await client.get(f"{path}?status=lapsed")).json()["items"] == []
