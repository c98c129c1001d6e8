"""A file of new profiles, the same with a change in each, and one of events, against a plain COPY."""

import asyncio
import csv
import io
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import orjson

from benchmarks.bed import Bed
from benchmarks.table import Row
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import get_job, run_job
from largesse.profiles.imports.jobs import import_jobs
from largesse.profiles.imports.start import start_event_import, start_profile_import

ROWS = 200_000
SEED = 20261121
CITIES = ("Oslo", "Łódź", "Praha", "Gdańsk", "Malmö")
HEADER = ("customId", "email", "firstName", "city", "points", "tags", "agreements.email")


def bench_profile_imports(bed: Bed) -> list[Row]:
    """Each import runs after a plain copy of the same profiles, which are deleted before it."""
    limit = ROWS / asyncio.run(_plain_copy(bed))
    store = FileStore(bed.folder / "files")
    rates = []
    for points in (0, 1):
        text = _text(HEADER, (_profile(number, points) for number in range(ROWS)))
        rates.append(ROWS / asyncio.run(_import(bed, store, text, kind="profiles")))
    events = _text(
        ("action", "customId", "time", "params.amount"), (_event(number) for number in range(ROWS))
    )
    visits = ROWS / asyncio.run(_import(bed, store, events, kind="events"))
    return [
        Row("import of 200,000 new profiles", rates[0], "plain COPY, same rows", limit, "/s", at_least=0.1),
        Row("… again, each with a change", rates[1], "plain COPY, same rows", limit, "/s", at_least=0.07),
        Row("import of 200,000 events of them", visits, "plain COPY of profiles", limit, "/s"),
    ]


def _profile(number: int, points: int) -> tuple[object, ...]:
    rng = random.Random(SEED + number)
    return (
        f"customer-{number:08}",
        f"{rng.getrandbits(40):x}.{number}@shop.example",
        f"Name {rng.randrange(5000)}",
        rng.choice(CITIES),
        rng.randrange(1000) + points,
        "gold,new" if number % 10 == 0 else "",
        number % 2,
    )


def _event(number: int) -> tuple[object, ...]:
    return ("cart.abandoned", f"customer-{(number * 7919) % ROWS:08}", "2026-11-01T10:00:00Z", number)


def _text(header: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


async def _plain_copy(bed: Bed) -> float:
    owner = await asyncpg.connect(bed.server.dsn())
    now = datetime.now(UTC)
    records = []
    for number in range(ROWS):
        custom_id, email, name, city, points, tags, agreed = _profile(number, 0)
        attributes = orjson.dumps({"firstname": name, "city": city, "points": str(points)}).decode()
        records.append(
            (
                bed.workspace_id, UUID(int=number + 1), custom_id, email, attributes,
                str(tags).split(",") if tags else [], orjson.dumps({"email": bool(agreed)}).decode(),
                now, now,
            )
        )  # fmt: skip
    columns = ("workspace_id", "uuid", "custom_id", "email", "attributes", "tags", "agreements")
    started = time.perf_counter()
    await owner.copy_records_to_table(
        "profiles", columns=[*columns, "created_at", "updated_at"], records=records, timeout=600
    )
    seconds = time.perf_counter() - started
    await owner.execute("truncate profiles", timeout=600)
    await owner.execute("checkpoint", timeout=600)
    await owner.close()
    return seconds


async def _import(bed: Bed, store: FileStore, text: bytes, *, kind: str) -> float:
    file_id = store.save_blocks(bed.workspace_id, [text]).id
    database = Database(bed.url)
    await database.open()
    start = start_profile_import if kind == "profiles" else start_event_import
    async with database.context(bed.workspace_id) as ctx:
        job = await start(ctx, file_id=file_id, keep_file=False)
    started = time.perf_counter()
    await run_job(database, bed.workspace_id, job, import_jobs(store))
    seconds = time.perf_counter() - started
    async with database.context(bed.workspace_id) as ctx:
        view = await get_job(ctx, job)
    await database.close()
    if view["state"] != "succeeded" or view["done"] != ROWS or view["has_rejections"]:
        msg = f"the import ended so: {view}"
        raise RuntimeError(msg)
    return seconds
