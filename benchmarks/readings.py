"""Handbills read over HTTP at a steady rate: sets that are there, and sets made on the fly by a model."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

import orjson

from benchmarks.bed import SECRET_KEY, Bed, serve
from benchmarks.load import Load
from benchmarks.table import Row
from benchmarks.town import make_town, publish_handbill, publish_promotions
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.core.seals import Keyring
from largesse.personalization.engine.commands import start_training
from largesse.personalization.engine.jobs import Means, engine_jobs
from largesse.personalization.scorer.lessons import Settings

CUSTOMERS: Final = 4_000
A_SECOND: Final = 100
SECONDS: Final = 15
WARM: Final = 300
CLIENTS: Final = 64
BOUND_MS: Final = 50.0
# A model as large as any, taught by less: what it costs to ask it does not depend on that.
TAUGHT: Final = Settings(weeks=1, most_customers=5_000)


def bench_readings(bed: Bed) -> list[Row]:
    """Rows of the table; a customer's first reading makes a set, of all 1,000 promotions."""
    people = asyncio.run(make_town(bed, CUSTOMERS, named="reader"))
    with serve(bed) as url:
        asyncio.run(publish_promotions(bed, url))
    asyncio.run(_train(bed))
    with serve(bed) as url:
        handbill = asyncio.run(publish_handbill(bed, url, precompute=False))
        asyncio.run(_read(bed, url, handbill, people[:WARM], rate=A_SECOND / 2))
        fresh = people[WARM : WARM + A_SECOND * SECONDS]
        first = asyncio.run(_read(bed, url, handbill, fresh))
        again = asyncio.run(_read(bed, url, handbill, fresh))
    return [
        Row(f"read a stored set at {A_SECOND}/s, p50", again.percentile(0.50), "", None, "ms"),
        Row("… p99", again.percentile(0.99), "promised", BOUND_MS, "ms", at_most=1.0),
        Row(f"first reading at {A_SECOND}/s, made by the model, p50", first.percentile(0.50), "", None, "ms"),
        Row("… p99", first.percentile(0.99), "promised", BOUND_MS, "ms", at_most=1.0),
    ]


async def _train(bed: Bed) -> None:
    """A model, and no rankings of customers: each first reading asks the model."""
    database = Database(bed.url, pool_size=4)
    await database.open()
    try:
        means = Means(FileStore(bed.folder / "files"), Keyring(bytes.fromhex(SECRET_KEY)), settings=TAUGHT)
        async with database.context(bed.workspace_id) as ctx:
            job_id = await start_training(ctx)
        await run_job(database, bed.workspace_id, job_id, engine_jobs(means))
    finally:
        await database.close()


async def _read(bed: Bed, url: str, handbill: str, people: Sequence[int], *, rate: float = A_SECOND) -> Load:
    """An open loop: each reading has its moment, and waits count from there."""
    load = Load()
    parts = urlsplit(url)
    started = time.perf_counter()
    due: Iterator[tuple[int, int]] = iter(enumerate(people))

    async def drive() -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        for number, profile_id in due:
            sent = started + number / rate
            if sent > time.perf_counter():
                await asyncio.sleep(sent - time.perf_counter())
            writer.write(
                f"GET /v1/handbills/{handbill}/profiles/{profile_id} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
                f"Authorization: Bearer {bed.api_key}\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
            told = orjson.loads(await reader.readexactly(length))
            load.latencies.append(time.perf_counter() - sent)
            load.statuses[f"{head[9:12].decode()} {told.get('stage')} {len(told.get('items', ()))}"] += 1
        writer.close()

    await asyncio.gather(*(drive() for _ in range(CLIENTS)))
    load.seconds = time.perf_counter() - started
    if set(load.statuses) != {"200 ranker 6"}:
        raise RuntimeError(f"not every customer got six promotions of the model: {load.statuses}")
    return load
