"""A pool's history: its counts at the end of each day of the workspace, reckoned back from now."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.vouchers.commands.counts import fold_counts
from tests.conftest import SetClock
from tests.factories import a_pool, add_codes

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


async def _days(client: httpx.AsyncClient, pool: UUID, days: int = 30) -> list[dict[str, Any]]:
    answer = await client.get(f"/v1/pools/{pool}/history", params={"days": days})
    assert answer.status_code == 200, answer.text
    told: list[dict[str, Any]] = answer.json()["days"]
    return told


async def _assign(client: httpx.AsyncClient, pool: UUID, customer: str) -> str:
    answer = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": customer}})
    return str(answer.json()["code"])


async def test_each_day_ends_with_what_the_pool_held_then(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    pool = await a_pool(database, workspace_id, codes=10)
    given = [await _assign(client, pool, name) for name in ("c1", "c2", "c3")]
    clock.now = NOON + timedelta(days=1)
    await client.post(f"/v1/codes/{given[0]}/redemptions", json={})
    await _assign(client, pool, "c4")
    await fold_counts(database)
    clock.now = NOON + timedelta(days=3)
    await client.delete(f"/v1/pools/{pool}/assignments/{given[1]}")
    await add_codes(database, workspace_id, pool, numbers=range(11, 16))
    await client.post(f"/v1/codes/{pool.hex[-8:]}-00015/cancellations")
    names = ("day", "remaining", "assigned", "redeemed", "handed_out", "redemptions")
    for folded in (False, True):
        if folded:
            await fold_counts(database)
        assert [tuple(one[name] for name in names) for one in await _days(client, pool)] == [
            ("2027-03-01", 7, 3, 0, 3, 0),
            ("2027-03-02", 6, 3, 1, 1, 1),
            ("2027-03-03", 6, 3, 1, 0, 0),
            ("2027-03-04", 11, 2, 1, -1, 0),
        ], folded
    assert [one["day"] for one in await _days(client, pool, days=2)] == ["2027-03-03", "2027-03-04"]


async def test_days_are_those_of_the_workspace(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    await client.patch("/v1/workspace", json={"time_zone": "Europe/Warsaw"})
    clock.now = datetime(2027, 3, 1, 22, 30, tzinfo=UTC)
    pool = await a_pool(database, workspace_id, codes=2)
    await _assign(client, pool, "c1")
    clock.now += timedelta(hours=1)  # 0:30 of the next day in Warsaw
    await _assign(client, pool, "c2")
    for folded in (False, True):
        if folded:
            await fold_counts(database)
        told = [(one["day"], one["remaining"], one["handed_out"]) for one in await _days(client, pool)]
        assert told == [("2027-03-01", 1, 1), ("2027-03-02", 0, 1)], folded


async def test_codes_that_lapse_unused_leave_the_stock_on_their_day(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    pool = await a_pool(database, workspace_id, codes=3)
    await add_codes(database, workspace_id, pool, numbers=[4, 5], expires_at=NOON + timedelta(days=1))
    clock.now = NOON + timedelta(days=2)
    assert [one["remaining"] for one in await _days(client, pool)] == [5, 3, 3]
    await client.patch(f"/v1/pools/{pool}", json={"codes_expire_at": clock.now.isoformat()})
    assert [one["remaining"] for one in await _days(client, pool)] == [5, 3, 0]


async def test_the_last_day_agrees_with_the_counts_whatever_happened(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    pool = await a_pool(database, workspace_id, codes=12)
    for day in range(6):
        clock.now = NOON + timedelta(days=day)
        code = await _assign(client, pool, f"c{day}")
        if day % 2:
            await client.post(f"/v1/codes/{code}/redemptions", json={})
            await fold_counts(database)
    told = await _days(client, pool)
    counts = (await client.get(f"/v1/pools/{pool}")).json()
    assert {name: told[-1][name] for name in ("remaining", "assigned", "redeemed")} == {
        name: counts[name] for name in ("remaining", "assigned", "redeemed")
    }
    assert sum(one["handed_out"] for one in told) == 6
    assert date.fromisoformat(told[0]["day"]) == NOON.date()


async def test_no_pool_has_no_history(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/pools/00000000-0000-7000-8000-000000000000/history")
    assert (answer.status_code, answer.json()["code"]) == (404, "pool_not_found")
