"""Counts of a thousand pools as the API lists them, against counting the rows."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

import asyncpg
import httpx

from benchmarks.bed import Bed, serve
from benchmarks.table import Row

POOLS = 1_000
CODES = 1_000
ROUNDS = 5


def bench_counts(bed: Bed) -> list[Row]:
    """All pools page by page, and one pool, in milliseconds."""
    asyncio.run(_make_pools(bed))
    with serve(bed) as url:
        return asyncio.run(_measure(bed, url))


async def _measure(bed: Bed, url: str) -> list[Row]:
    owner = await asyncpg.connect(bed.server.dsn())
    headers = {"Authorization": f"Bearer {bed.api_key}"}
    async with httpx.AsyncClient(base_url=url, headers=headers) as client:

        async def list_all() -> None:
            cursor: dict[str, str] = {}
            while True:
                page = (await client.get("/v1/pools", params={"limit": "200", **cursor})).json()
                if not page["has_more"]:
                    return
                cursor = {"cursor": page["next_cursor"]}

        first = (await client.get("/v1/pools", params={"limit": "1"})).json()["items"][0]["id"]
        listed = await _milliseconds(list_all)
        counted = await _milliseconds(
            lambda: owner.fetch("select pool_id, state, count(*) from codes group by pool_id, state")
        )
        one = await _milliseconds(lambda: client.get(f"/v1/pools/{first}"))
        bare = await _milliseconds(lambda: client.get("/healthz"))
    await owner.close()
    return [
        Row("list 1,000 pools with counts (5 pages)", listed, "count(*) of their codes", counted, "ms"),
        Row("read one pool with counts", one, "an empty answer", bare, "ms"),
    ]


async def _milliseconds(act: Callable[[], Awaitable[object]]) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        await act()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


async def _make_pools(bed: Bed) -> None:
    owner = await asyncpg.connect(bed.server.dsn())
    await owner.execute("select set_config('bench.workspace', $1, false)", str(bed.workspace_id))
    await owner.execute(
        "insert into pools (workspace_id, id, name, created_at, created_by, updated_at)"
        " select current_setting('bench.workspace')::uuid, core_new_id(now()), 'Bench counts ' || n,"
        " now(), 'bench', now()"
        f" from generate_series(1, {POOLS}) n"
    )
    for statement in (
        "insert into codes (workspace_id, pool_id, position, code, created_at) select"
        " p.workspace_id, p.id, n,"
        f" upper(right(p.id::text, 12)) || n, now() from pools p, generate_series(1, {CODES}) n"
        " where p.name like 'Bench counts %'",
        f"insert into pool_heads select workspace_id, id, 0, {CODES} from pools where name like"
        f" 'Bench counts %'",
        "insert into pool_counts (workspace_id, pool_id, valid_until, unassigned)"
        f" select workspace_id, id, 'infinity', {CODES} from pools where name like 'Bench counts %'",
        "vacuum analyze",
    ):
        await owner.execute(statement, timeout=600)
    await owner.close()
