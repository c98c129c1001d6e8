"""A customer's life with a promotion: assigned, activated, used, lapsed, taken back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.redemptions.accounts import points, told, unsound, unuse, use
from tests.redemptions.lives import a_life

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


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
    assert (await life.view())["status"] == "none"
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


async def test_spans_beyond_all_calendars_mean_for_ever(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    ages = "P9999999D"
    life, profile = await a_life(
        client, database, workspace_id, activation={"lasts": ages, "most": 1, "within": ages}
    )
    assert await life.activate() == "active"
    assert (await life.view())["lasts_until"] is None
    await use(database, workspace_id, profile, life.promotion)
    assert await life.activate() == "activation_limit_reached"
