"""Counts of pools: base and deltas together are exact, at any moment and in any snapshot."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.vouchers.commands.counts import fold_counts
from largesse.vouchers.queries import counts_of
from tests.conftest import SetClock
from tests.factories import a_pool, add_codes, add_many

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


async def test_codes_are_counted_by_what_became_of_them(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    pool = await a_pool(database, workspace_id)
    await add_codes(database, workspace_id, pool, numbers=range(1, 9))
    await add_codes(database, workspace_id, pool, numbers=[9, 10], expires_at=NOW + timedelta(hours=1))
    for customer in ("c1", "c2", "c3"):
        await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": customer}})
    stem = pool.hex[-8:]
    await client.post(f"/v1/codes/{stem}-00001/redemptions", json={})
    await client.post(f"/v1/codes/{stem}-00008/cancellations")
    clock.now = NOW + timedelta(hours=1)
    for folded in (False, True):
        if folded:
            assert await fold_counts(database) >= 1
        told = (await client.get(f"/v1/pools/{pool}")).json()
        names = ("remaining", "assigned", "redeemed", "cancelled", "expired", "total", "remaining_percent")
        assert [told[name] for name in names] == [4, 2, 1, 1, 2, 10, 40.0], folded


async def test_a_pool_whose_codes_all_expired_has_none_left(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=3)
    await client.patch(f"/v1/pools/{pool}", json={"codes_expire_at": NOW.isoformat()})
    told = (await client.get(f"/v1/pools/{pool}")).json()
    assert (told["remaining"], told["expired"], told["total"]) == (0, 3, 3)


async def test_the_rate_and_the_day_it_runs_out_come_from_the_last_two_weeks(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    pool = await a_pool(database, workspace_id)
    await add_many(database, workspace_id, pool, 104)
    for day in range(4):
        clock.now = NOW + timedelta(days=day)
        for number in range(6):
            name = f"c{day}-{number}"
            await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": name}})
        if day % 2:
            await fold_counts(database)
    told = (await client.get(f"/v1/pools/{pool}")).json()
    assert (told["burn_rate"], told["remaining"]) == (8.0, 80)  # 24 in the 3 days since the pool was made
    assert told["runs_out_on"] == (clock.now + timedelta(days=10)).date().isoformat()
    await fold_counts(database)
    clock.now = NOW + timedelta(days=60)
    told = (await client.get(f"/v1/pools/{pool}")).json()
    assert (told["burn_rate"], told["runs_out_on"]) == (0.0, None)


async def test_reads_during_folds_and_assignments_never_see_a_code_twice_or_not_at_all(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id)
    await add_many(database, workspace_id, pool, 400)
    done = asyncio.Event()

    async def fold() -> None:
        while not done.is_set():
            await database.hot.fetchval("select vouchers_fold($1)", workspace_id)

    async def watch() -> int:
        reads, last = 0, 0
        while not done.is_set():
            async with database.context(workspace_id) as ctx:
                counts = (await counts_of(ctx, [pool]))[pool]
            assert counts.total == 400
            assert counts.assigned >= last
            last, reads = counts.assigned, reads + 1
        return reads

    async def assign() -> None:
        for start in range(0, 300, 20):
            await asyncio.gather(
                *(
                    client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": f"c{i}"}})
                    for i in range(start, start + 20)
                )
            )
        done.set()

    _, reads, _, _ = await asyncio.gather(assign(), watch(), fold(), fold())
    assert reads > 0
    assert (await client.get(f"/v1/pools/{pool}")).json()["assigned"] == 300


async def test_a_fold_leaves_no_delta_behind_and_loses_none_that_comes_later(
    database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=3)
    folded = await database.hot.fetchval("select vouchers_fold($1)", workspace_id)
    assert folded == 3
    assert await database.hot.fetchval("select vouchers_fold($1)", workspace_id) == 0
    await add_codes(database, workspace_id, pool, numbers=[4])
    async with database.context(workspace_id) as ctx:
        left = await ctx.db.scalar(text("select count(*) from pool_count_deltas"))
        assert (left, (await counts_of(ctx, [pool]))[pool].total) == (1, 4)


async def test_many_pools_are_counted_in_one_page_each_for_itself(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pools = {str(await a_pool(database, workspace_id, codes=n)): n for n in range(5)}
    page = (await client.get("/v1/pools")).json()
    assert {pool["id"]: pool["total"] for pool in page["items"]} == pools
