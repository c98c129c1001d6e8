"""A file of a million rows, half of them there already, against a plain COPY of a million rows."""

import asyncio
import random
import resource
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
import orjson

from benchmarks.bed import Bed, make_pool
from benchmarks.table import Row
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import get_job, run_job
from largesse.vouchers.commands.start_imports import start_import
from largesse.vouchers.import_schemas import ImportOptions
from largesse.vouchers.jobs import pool_jobs

ROWS = 1_000_000
SEED = 20261121
EXPECTED = {
    "read": ROWS,
    "added": 498_500,
    "already_there": 499_500,
    "repeated": 1_000,
    "rejected": 500,
    "blank": 500,
}


def bench_imports(bed: Bed) -> list[Row]:
    """The import runs between two plain copies, in a process of its own whose memory is read."""
    present = asyncio.run(make_pool(bed, ROWS))
    file_id = asyncio.run(_write_file(bed, present))
    before = asyncio.run(_plain_copy(bed, seed=1))
    seconds, peak_mb = asyncio.run(_import(bed, file_id))
    after = asyncio.run(_plain_copy(bed, seed=2))
    limit = statistics.mean((before, after))
    return [
        Row(
            "import of 1,000,000 rows, half there", seconds, "plain COPY, same table", limit, "s", at_most=2.0
        ),
        Row("… peak memory of the worker", peak_mb, "400 MB", 400, "MB", at_most=1.0),
    ]


async def _write_file(bed: Bed, present: UUID) -> UUID:
    owner = await asyncpg.connect(bed.server.dsn())
    rows = await owner.fetch(
        "select code from codes where pool_id = $1 limit $2", present, EXPECTED["already_there"]
    )
    await owner.close()
    rng = random.Random(SEED)
    new = [f"{rng.getrandbits(60):015X}" for _ in range(EXPECTED["added"])]
    lines = [row["code"] for row in rows] + new + ["bad code"] * EXPECTED["rejected"]
    rng.shuffle(lines)
    lines += new[: EXPECTED["repeated"]] + [" ; "] * EXPECTED["blank"]
    text = "code;note\r\n" + "\r\n".join(lines) + "\r\n"
    store = FileStore(bed.folder / "files")
    return store.save_blocks(bed.workspace_id, [text.encode("utf-16")]).id


async def _import(bed: Bed, file_id: UUID) -> tuple[float, float]:
    pool = await make_pool(bed, 0)
    told_to = (bed.url, str(bed.folder), str(bed.workspace_id), str(pool), str(file_id))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.imports", *told_to, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    told = orjson.loads(out.splitlines()[-1])
    counts = {name: told["result"][name] for name in EXPECTED}
    if counts != EXPECTED:
        msg = f"the import counted {counts} instead of {EXPECTED}"
        raise RuntimeError(msg)
    return told["seconds"], told["peak_mb"]


async def _plain_copy(bed: Bed, *, seed: int) -> float:
    pool = await make_pool(bed, 0)
    owner = await asyncpg.connect(bed.server.dsn())
    rng, now = random.Random(seed), datetime.now(UTC)
    records = [
        (bed.workspace_id, pool, position, f"{rng.getrandbits(60):015X}", now)
        for position in range(1, ROWS + 1)
    ]
    started = time.perf_counter()
    await owner.copy_records_to_table(
        "codes",
        columns=["workspace_id", "pool_id", "position", "code", "created_at"],
        records=records,
        timeout=600,
    )
    seconds = time.perf_counter() - started
    await owner.execute("delete from codes where pool_id = $1", pool, timeout=600)
    await owner.execute("vacuum codes", timeout=600)
    await owner.close()
    return seconds


async def _work(url: str, folder: str, workspace: str, pool: str, file_id: str) -> None:
    workspace_id, store = UUID(workspace), FileStore(Path(folder) / "files")
    database = Database(url)
    await database.open()
    async with database.context(workspace_id) as ctx:
        job = await start_import(
            ctx, UUID(pool), UUID(file_id), store.path(workspace_id, UUID(file_id)), options=ImportOptions()
        )
    started = time.perf_counter()
    await run_job(database, workspace_id, job, pool_jobs(store))
    seconds = time.perf_counter() - started
    async with database.context(workspace_id) as ctx:
        done = await get_job(ctx, job)
    await database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"seconds": seconds, "peak_mb": peak, "result": done["result"], "error": done["error"]}
    sys.stdout.write(orjson.dumps(told).decode() + "\n")


if __name__ == "__main__":
    asyncio.run(_work(*sys.argv[1:]))
