"""A customer's life with a promotion: assigned, activated, used, lapsed, taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.redemptions.accounts import points, told, unsound, unuse, use
from tests.redemptions.made import a_campaign, a_customer, a_promotion

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


class Life:
    """One customer and one promotion, over HTTP."""

    def __init__(self, client: httpx.AsyncClient, profile: int, promotion: UUID) -> None:
        self.client = client
        self.path = f"/v1/profiles/{profile}/promotions/{promotion}"
        self.assign_path = f"/v1/profiles/{profile}/promotions"
        self.points_path = f"/v1/profiles/{profile}/points"
        self.promotion = promotion

    async def activate(self) -> str:
        return self._said(await self.client.post(f"{self.path}/activations"))

    async def deactivate(self) -> str:
        return self._said(await self.client.delete(f"{self.path}/activations/current"))

    async def assign(self) -> str:
        answer = await self.client.post(self.assign_path, json={"promotion_ids": [str(self.promotion)]})
        return str(
            answer.json()["assigned"] or "had it" if answer.status_code == 201 else answer.json()["code"]
        )

    async def view(self) -> dict[str, Any]:
        answer = await self.client.get(self.path)
        assert answer.status_code == 200, answer.text
        view: dict[str, Any] = answer.json()
        return view

    async def points(self) -> int:
        return int((await self.client.get(self.points_path)).json()["balance"])

    @staticmethod
    def _said(answer: httpx.Response) -> str:
        if answer.status_code < 300:
            return str(answer.json()["status"])
        body = answer.json()
        return f"{body['code']}: {body['reason']}" if "reason" in body else str(body["code"])


async def a_life(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, **definition: object
) -> tuple[Life, int]:
    """A new customer with 100 points, and a promotion to be activated."""
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 100)
    promotion = await a_promotion(database, workspace_id, **{"activation": {}, **definition})
    return Life(client, profile, promotion), profile


async def test_a_promotion_is_activated_used_and_redeemed(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    life, profile = await a_life(client, database, workspace_id, activation={"points": 40, "uses": 2})
    assert await use(database, workspace_id, profile, life.promotion) == "activation_required"
    assert await life.activate() == "active"
    assert await life.points() == 60
    view = await life.view()
    assert (view["uses_left"], view["points_taken"], view["activations"], view["lasts_until"]) == (
        2,
        40,
        1,
        None,
    )
    assert await use(database, workspace_id, profile, life.promotion) == "ok"
    assert (await life.view())["status"] == "active"
    assert await use(database, workspace_id, profile, life.promotion) == "ok"
    view = await life.view()
    assert (view["status"], view["uses"], view["uses_left"]) == ("redeemed", 2, 0)
    assert view["redeemed_at"] == "2027-03-01T12:00:00Z"
    assert await use(database, workspace_id, profile, life.promotion) == "activation_required"
    assert await told(database, workspace_id) == [
        "points.earned",
        "points.spent",
        "promotion.activated",
        "promotion.redeemed",
    ]


async def test_who_has_too_few_points_activates_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    life, _ = await a_life(client, database, workspace_id, activation={"points": 101})
    answer = await client.post(f"{life.path}/activations")
    assert (answer.status_code, answer.json()["code"]) == (409, "points_missing")
    assert (answer.json()["balance"], answer.json()["needed"]) == (100, 101)
    assert (await client.get(life.path)).json()["code"] == "promotion_not_held"
    assert await life.points() == 100


async def test_an_activation_is_not_paid_for_twice(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    life, _ = await a_life(client, database, workspace_id, activation={"points": 40})
    assert await life.activate() == "active"
    assert await life.activate() == "already_active"
    assert await life.points() == 60


async def test_deactivation_gives_the_points_back_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    life, profile = await a_life(client, database, workspace_id, activation={"points": 40})
    assert await life.deactivate() == "not_active"
    await life.activate()
    assert await life.deactivate() == "deactivated"
    assert await life.points() == 100
    assert await life.deactivate() == "not_active"
    assert await life.points() == 100
    assert await use(database, workspace_id, profile, life.promotion) == "activation_required"
    view = await life.view()
    assert (view["uses_left"], view["points_taken"], view["activated_at"]) == (0, 0, None)
    assert await unsound(database, workspace_id) == []


async def test_points_of_an_activation_come_back_with_their_dates(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    life, profile = await a_life(client, database, workspace_id, activation={"points": 10})
    await points(database, workspace_id, profile, 10, expires=NOON + HOUR)
    await life.activate()
    assert (await client.get(life.points_path)).json()["expiring"] == []
    await life.deactivate()
    assert (await client.get(life.points_path)).json()["expiring"] == [{"on": "2027-03-01", "amount": 10}]


async def test_an_activation_that_was_used_is_not_taken_back(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    life, profile = await a_life(client, database, workspace_id, activation={"points": 40, "uses": 2})
    await life.activate()
    await use(database, workspace_id, profile, life.promotion)
    assert await life.deactivate() == "activation_used"
    assert await life.points() == 60
    await unuse(database, workspace_id, profile, life.promotion)
    assert await life.deactivate() == "deactivated"
    assert await life.points() == 100


async def test_a_rollback_restores_exactly(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    life, profile = await a_life(client, database, workspace_id)
    order = uuid4()
    await life.activate()
    before = await life.view()
    assert await use(database, workspace_id, profile, life.promotion, order) == "ok"
    assert (await life.view())["status"] == "redeemed"
    assert await unuse(database, workspace_id, profile, life.promotion, order) == "ok"
    assert await life.view() == before
    assert await unuse(database, workspace_id, profile, life.promotion, order) == "not_used"
    assert await life.view() == before


async def test_a_rollback_gives_back_to_the_activation_that_was_used(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    life, profile = await a_life(client, database, workspace_id, activation={"lasts": "PT1H"})
    first, second = uuid4(), uuid4()
    await life.activate()
    await use(database, workspace_id, profile, life.promotion, first)
    clock.now = NOON + 2 * HOUR
    assert await life.activate() == "active"
    # The first one would have lapsed by now, so it does not come to life again.
    assert await unuse(database, workspace_id, profile, life.promotion, first) == "ok"
    assert (await life.view())["uses_left"] == 1
    assert await use(database, workspace_id, profile, life.promotion, second) == "ok"
    assert await use(database, workspace_id, profile, life.promotion) == "activation_lapsed"
    await unuse(database, workspace_id, profile, life.promotion, second)
    view = await life.view()
    assert (view["status"], view["uses_left"], view["lasts_until"]) == ("active", 1, "2027-03-01T15:00:00Z")


async def test_an_activation_lapses_to_the_moment(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    life, profile = await a_life(
        client, database, workspace_id, activation={"points": 10, "lasts": "PT1H", "uses": 2}
    )
    await life.activate()
    clock.now = NOON + HOUR - timedelta(microseconds=1)
    assert await use(database, workspace_id, profile, life.promotion) == "ok"
    clock.now = NOON + HOUR
    assert await use(database, workspace_id, profile, life.promotion) == "activation_lapsed"
    assert (await life.view())["status"] == "lapsed"
    assert await life.deactivate() == "not_active"
    assert await life.points() == 90
    assert await life.activate() == "active"
    assert (await life.view())["uses_left"] == 2


async def test_activations_are_limited_in_a_window_that_rolls(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    life, profile = await a_life(client, database, workspace_id, activation={"most": 2, "within": "P1D"})
    for hours in (0, 1):
        clock.now = NOON + hours * HOUR
        assert await life.activate() == "active"
        await use(database, workspace_id, profile, life.promotion)
    clock.now = NOON + 24 * HOUR - timedelta(seconds=1)
    assert await life.activate() == "activation_limit_reached"
    clock.now = NOON + 24 * HOUR
    assert await life.activate() == "active"


async def test_an_activation_that_was_taken_back_does_not_count(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    life, profile = await a_life(client, database, workspace_id, activation={"most": 1})
    for _ in range(3):
        assert await life.activate() == "active"
        assert await life.deactivate() == "deactivated"
    await life.activate()
    await use(database, workspace_id, profile, life.promotion)
    assert await life.activate() == "activation_limit_reached"


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
