"""How long a look for abuse takes in a shop with a long past, which benchmarks/lists.py has loaded."""

import asyncio
import time
from datetime import timedelta

import asyncpg
from sqlalchemy import text

from benchmarks.bed import Bed
from benchmarks.table import Row
from largesse.core.db import Database
from largesse.fraud.commands import SLACK, open_cases

ROUNDS = 5
A_DAY = timedelta(days=1)
SCAN = "select profile_id, count(*) from redemptions where workspace_id = $1 group by profile_id"


def bench_looks(bed: Bed) -> list[Row]:
    """Rows of a look at the news of a minute and of a day, against reading all redemptions once."""
    return asyncio.run(_measure(bed))


async def _measure(bed: Bed) -> list[Row]:
    owner = await asyncpg.connect(bed.server.dsn())
    try:
        began = time.perf_counter()
        await owner.fetch(SCAN, bed.workspace_id, timeout=600)
        scan = (time.perf_counter() - began) * 1000
    finally:
        await owner.close()
    database = Database(bed.url, pool_size=2)
    try:
        minute = min([await _look(database, bed, timedelta(minutes=1)) for _ in range(ROUNDS)])
        day = min([await _look(database, bed, A_DAY - SLACK) for _ in range(ROUNDS)])
    finally:
        await database.close()
    limit = ("reading all redemptions", scan, "ms")
    return [
        Row("abuse: a look at a minute", minute, *limit, at_most=0.2),
        Row("abuse: a look at a day", day, *limit, at_most=2.0),
    ]


async def _look(database: Database, bed: Bed, news: timedelta) -> float:
    """Milliseconds of a look at what came in that time; nothing of it is kept."""
    async with database.context(bed.workspace_id) as ctx:
        await ctx.db.execute(
            text(
                "insert into fraud_marks values (:workspace, :until)"
                " on conflict (workspace_id) do update set looked_until = excluded.looked_until"
            ),
            {"workspace": bed.workspace_id, "until": ctx.now - news},
        )
        began = time.perf_counter()
        while not (await open_cases(ctx)).up_to_date:
            pass
        took = (time.perf_counter() - began) * 1000
        await ctx.db.rollback()
    return took
