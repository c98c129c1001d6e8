"""Writing the rankings of customers as the job does it, against plain COPY of the same rows."""

import asyncio
import statistics
import time
from io import BytesIO
from typing import Final
from uuid import UUID

import asyncpg
import numpy as np

from benchmarks import shoppers
from benchmarks.bed import Bed
from benchmarks.table import Row
from largesse.core.db import Database
from largesse.personalization.engine.bench import MOST
from largesse.personalization.engine.commands import write_rankings
from largesse.personalization.engine.copying import RANKED, ranking_rows
from largesse.personalization.engine.jobs import PARTITION
from largesse.personalization.engine.pool import TOLD
from largesse.personalization.scorer.engine import Rankings

ROUNDS: Final = 3
PLAIN: Final = (
    "create table plain_rankings (profile_id bigint, stage smallint, promotions integer[], scores real[],"
    " reasons text)"
)
SAID: Final = ("bought 5 times, last 3 days ago", "bought by 12 % of customers in the last 28 days")


def bench_rankings(bed: Bed) -> list[Row]:
    """Rows of the table: parts as large as the job's, first written anew, then in place of those before."""
    plain, fresh, again = asyncio.run(_measure(bed))
    return [
        Row("write rankings of new customers", PARTITION / fresh, "plain COPY", PARTITION / plain, "/s"),
        Row("… in place of those before", PARTITION / again, "plain COPY", PARTITION / plain, "/s"),
    ]


async def _measure(bed: Bed) -> tuple[float, float, float]:
    owner = await asyncpg.connect(bed.server.dsn())
    database = Database(bed.url, pool_size=2)
    taken: dict[str, list[float]] = {"plain": [], "fresh": [], "again": []}
    try:
        await owner.execute(PLAIN)
        for number in range(ROUNDS):
            rows = _rows(number * PARTITION)
            begin = time.perf_counter()
            await owner.copy_to_table("plain_rankings", source=BytesIO(rows), columns=RANKED, format="binary")
            taken["plain"].append(time.perf_counter() - begin)
            for name in ("fresh", "again"):
                begin = time.perf_counter()
                async with database.context(bed.workspace_id) as ctx:
                    await write_rankings(ctx, rows, model_id=UUID(int=1), among="bench", at=ctx.now)
                taken[name].append(time.perf_counter() - begin)
        await owner.execute("drop table plain_rankings")
    finally:
        await database.close()
        await owner.close()
    plain, fresh, again = (statistics.median(taken[name]) for name in ("plain", "fresh", "again"))
    return plain, fresh, again


def _rows(first: int) -> bytes:
    draw = np.random.default_rng((shoppers.SEED, first))
    order = np.argsort(draw.random((PARTITION, shoppers.PROMOTIONS)), axis=1)[:, :MOST]
    scores = -np.sort(-draw.random((PARTITION, MOST)), axis=1)
    # Numbers far from those of real customers.
    ids = np.arange(first, first + PARTITION, dtype=np.int64) + (1 << 40)
    stages = np.full(PARTITION, 2, np.int32)
    return ranking_rows(Rankings(ids, order, scores, stages, ((SAID,) * TOLD,) * PARTITION))
