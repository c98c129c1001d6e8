"""When trainings begin: by the clock of each workspace, and on demand over HTTP."""

from datetime import datetime, time, timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.personalization.engine.commands import TRAIN, add_model
from largesse.personalization.engine.jobs import train_due
from tests.conftest import SetClock
from tests.personalization.engine.shop import NOON, order, profiles, rows_of, write

ONE_IN_WARSAW = time(13)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def trainings(database: Database, workspace_id: UUID) -> list[datetime]:
    rows = await rows_of(
        database, workspace_id, f"select created_at from jobs where kind = '{TRAIN}' order by 1"
    )
    return [row["created_at"] for row in rows]


async def test_the_clock_begins_one_training_a_day_where_there_is_enough_to_learn_from(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    [person] = await profiles(database, workspace_id, 1)
    day = NOON - timedelta(days=1)
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update workspaces set time_zone = 'Europe/Warsaw'"))
    await write(database, workspace_id, [order(str(n), person, day, [1]) for n in range(99)])
    await train_due(database, ONE_IN_WARSAW)
    assert await trainings(database, workspace_id) == []
    await write(database, workspace_id, [order("the hundredth", person, day, [1])])
    for _ in range(2):
        await train_due(database, ONE_IN_WARSAW)
    assert await trainings(database, workspace_id) == [NOON]
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update jobs set state = 'succeeded'"))
    clock.now = NOON + timedelta(hours=23, minutes=59)
    await train_due(database, ONE_IN_WARSAW)
    assert len(await trainings(database, workspace_id)) == 1
    clock.now = NOON + timedelta(days=1)
    await train_due(database, ONE_IN_WARSAW)
    assert await trainings(database, workspace_id) == [NOON, NOON + timedelta(days=1)]


async def test_a_training_is_asked_for_once_at_a_time(client: httpx.AsyncClient) -> None:
    started = await client.post("/v1/ai/models", json={"seed": 3})
    assert started.status_code == 202, started.text
    assert started.headers["Location"] == f"/v1/jobs/{started.json()['id']}"
    assert (started.json()["kind"], started.json()["state"]) == (TRAIN, "queued")
    again = await client.post("/v1/ai/models", json={})
    assert (again.status_code, again.json()["code"]) == (409, "ai_training_running")
    wrong = await client.post("/v1/ai/models", json={"seed": -1})
    assert wrong.status_code == 422


async def test_models_are_listed_newest_first_page_by_page(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    made = []
    for number in range(3):
        clock.now = NOON + timedelta(seconds=number)
        async with database.context(workspace_id) as ctx:
            made.append(str(await add_model(ctx, seed=number, data={"customers": number})))
    first = (await client.get("/v1/ai/models", params={"limit": 2})).json()
    assert [item["id"] for item in first["items"]] == made[:0:-1]
    assert (first["has_more"], first["items"][0]["state"], first["items"][0]["is_kept"]) == (
        True,
        "training",
        False,
    )
    rest = (await client.get("/v1/ai/models", params={"cursor": first["next_cursor"]})).json()
    assert [item["id"] for item in rest["items"]] == made[:1]


async def test_without_a_model_the_customers_own_purchases_are_told(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    [person] = await profiles(database, workspace_id, 1)
    found = (await client.get(f"/v1/ai/profiles/{person}")).json()
    assert found == {
        "profile_id": person,
        "stage": "trend",
        "model_id": None,
        "scores": None,
        "promotions": [],
    }
    unknown = await client.get("/v1/ai/profiles/999999999")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "profile_not_found")
