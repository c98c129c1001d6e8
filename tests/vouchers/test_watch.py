"""The watch over pools: one event for each crossing, whoever watches."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.vouchers.commands.counts import fold_counts
from largesse.vouchers.commands.watch import FILLING, watch_pools
from tests.conftest import SetClock
from tests.factories import a_pool, add_codes

ALERT = {"threshold": {"unit": "codes", "below": 3}, "emails": ["ops@shop.example"]}
NOISE = ("pool.created", "code.assigned", "code.returned")


async def assign(client: httpx.AsyncClient, pool: UUID, *names: str) -> list[str]:
    codes = []
    for name in names:
        answer = await client.post(
            f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": name}, "mode": "assign"}
        )
        assert answer.status_code == 201, answer.text
        codes.append(answer.json()["code"])
    return codes


async def events(database: Database, workspace_id: UUID) -> list[tuple[str, dict[str, Any]]]:
    async with database.session(workspace_id) as session:
        rows = await session.execute(
            text("select name, params from events where name <> all(:noise) order by id, name"),
            {"noise": list(NOISE)},
        )
        return [(row.name, row.params) for row in rows]


async def told(database: Database, workspace_id: UUID) -> list[str]:
    await watch_pools(database)
    return [name for name, _ in await events(database, workspace_id)]


async def test_a_pool_that_falls_below_its_threshold_is_told_once_with_all_its_facts(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=5, name="Spring", alert=ALERT)
    await assign(client, pool, "c1", "c2")
    assert await told(database, workspace_id) == []
    await assign(client, pool, "c3")
    for _ in range(3):
        assert await told(database, workspace_id) == ["pool.low"]
        await fold_counts(database)
    [(_, facts)] = await events(database, workspace_id)
    assert facts["runs_out_on"] is not None
    assert {name: facts[name] for name in facts if name != "runs_out_on"} == {
        "pool_id": str(pool),
        "name": "Spring",
        "remaining": 2,
        "total": 5,
        "remaining_percent": 40.0,
        "threshold": {"unit": "codes", "below": 3.0},
        "expiring": 0,
        "expires_within_days": None,
        "burn_rate": 3.0,
        "emails": ["ops@shop.example"],
        "webhook_url": None,
        "link": f"/pools/{pool}",
    }


async def test_two_watchers_at_once_tell_of_a_crossing_once(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    pools = [await a_pool(database, workspace_id, codes=2, alert=ALERT) for _ in range(5)]
    clock.now = datetime.now(UTC) + FILLING
    await asyncio.gather(*(watch_pools(database) for _ in range(4)))
    low = await events(database, workspace_id)
    assert [name for name, _ in low] == ["pool.low"] * 5
    assert {facts["pool_id"] for _, facts in low} == {str(pool) for pool in pools}
    for pool in pools:
        await add_codes(database, workspace_id, pool, numbers=[3, 4])
    await asyncio.gather(*(watch_pools(database) for _ in range(4)))
    assert [name for name, _ in await events(database, workspace_id)].count("pool.refilled") == 5


async def test_a_returned_code_does_not_repeat_the_alarm_and_a_refill_arms_it_again(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=5, alert=ALERT)
    codes = await assign(client, pool, "c1", "c2", "c3")
    assert await told(database, workspace_id) == ["pool.low"]
    assert (await client.delete(f"/v1/pools/{pool}/assignments/{codes[0]}")).status_code == 204
    assert await told(database, workspace_id) == ["pool.low"]
    await assign(client, pool, "c1")
    assert await told(database, workspace_id) == ["pool.low"]
    await add_codes(database, workspace_id, pool, numbers=[6])
    assert await told(database, workspace_id) == ["pool.low", "pool.refilled"]
    await assign(client, pool, "c4")
    assert await told(database, workspace_id) == ["pool.low", "pool.refilled", "pool.low"]


async def test_a_changed_threshold_counts_from_the_next_look_on(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    pool = await a_pool(database, workspace_id, codes=5, alert=ALERT)
    clock.now = datetime.now(UTC) + FILLING
    assert await told(database, workspace_id) == []
    raised = {"alert": {"threshold": {"unit": "percent", "below": 101}}}
    assert (await client.patch(f"/v1/pools/{pool}", json=raised)).status_code == 200
    assert await told(database, workspace_id) == ["pool.low"]
    assert (await client.patch(f"/v1/pools/{pool}", json={"alert": None})).status_code == 200
    assert await told(database, workspace_id) == ["pool.low"]
    assert (await client.patch(f"/v1/pools/{pool}", json=raised)).status_code == 200
    assert await told(database, workspace_id) == ["pool.low", "pool.low"]


async def test_an_emptied_pool_is_low_and_empty(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=3, alert=ALERT)
    await assign(client, pool, "c1", "c2", "c3")
    assert sorted(await told(database, workspace_id)) == ["pool.empty", "pool.low"]


@pytest.mark.parametrize("settings", [{}, {"alert": ALERT, "active": False}])
async def test_a_pool_without_an_alert_or_out_of_use_is_silent(
    database: Database, workspace_id: UUID, settings: dict[str, Any], clock: SetClock
) -> None:
    await a_pool(database, workspace_id, codes=1, **settings)
    clock.now = datetime.now(UTC) + FILLING
    assert await told(database, workspace_id) == []


async def test_codes_that_expire_within_the_days_are_told_of_once(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    alert = {"expires_within_days": 7, "emails": ["ops@shop.example"]}
    pool = await a_pool(database, workspace_id, codes=1, alert=alert)
    end = clock.now + timedelta(days=10)
    await add_codes(database, workspace_id, pool, numbers=[2, 3], expires_at=end)
    assert await told(database, workspace_id) == []
    clock.now += timedelta(days=4)
    for _ in range(2):
        assert await told(database, workspace_id) == ["pool.expires_soon"]
        await fold_counts(database)
    [(_, facts)] = await events(database, workspace_id)
    assert (facts["expiring"], facts["expires_within_days"]) == (2, 7)


async def test_the_expiry_of_a_whole_pool_is_told_of(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    end = (clock.now + timedelta(days=3)).isoformat()
    await a_pool(database, workspace_id, codes=2, codes_expire_at=end, alert={"expires_within_days": 7})
    clock.now += FILLING
    assert await told(database, workspace_id) == ["pool.expires_soon"]
    [(_, facts)] = await events(database, workspace_id)
    assert facts["expiring"] == 2


async def test_a_new_pool_raises_no_alarm_while_it_is_being_filled(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    pool = await a_pool(database, workspace_id, alert=ALERT)
    assert await told(database, workspace_id) == []
    for number in (1, 2):
        await add_codes(database, workspace_id, pool, numbers=[number])
        clock.now += FILLING / 2
        assert await told(database, workspace_id) == []
    clock.now += FILLING
    assert await told(database, workspace_id) == ["pool.low"]


async def test_no_alarm_is_raised_between_two_chunks_of_an_import(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    clock.now = datetime(2027, 3, 1, tzinfo=UTC)
    pool = await a_pool(database, workspace_id, codes=1, alert=ALERT)
    await client.post(f"/v1/pools/{pool}/imports", files={"file": ("more.csv", b"code\nx-1\nx-2\n")})
    clock.now += FILLING * 2
    assert await told(database, workspace_id) == []
    async with database.session(workspace_id) as session:
        await session.execute(text("update jobs set state = 'failed'"))
    assert await told(database, workspace_id) == ["pool.low"]
