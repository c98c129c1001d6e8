"""Journeys of the alert graph: how many a second, and what they cost, beside a COPY of what they leave."""

import asyncio
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg

from benchmarks.bed import Bed
from benchmarks.table import Row
from largesse.core.db import Database
from largesse.workflows.commands.definitions import create_workflow
from largesse.workflows.commands.publications import publish
from largesse.workflows.commands.runs import run_now
from largesse.workflows.schemas import WorkflowInput

ALERT = Path(__file__).parents[1] / "examples" / "workflows" / "voucher_pool_alert.json"
LEFT = ("journeys", "events", "messages")
WAL_BYTES = 3_500
COMMITS = 0.05
ONE_WORKER = 4_000


@dataclass(frozen=True)
class Run:
    """What one run over all profiles took; bytes of WAL and commits are for each journey."""

    journeys: int
    seconds: float
    wal: float
    commits: float
    copied_in: float

    @property
    def per_second(self) -> float:
        return self.journeys / self.seconds


def bench_journeys(bed: Bed, *, profiles: int) -> list[Row]:
    """One worker with every event through the matcher, then with events met at once, then two of them.

    The bed has so many profiles by now.
    """
    matched = asyncio.run(run_alert(bed, workers=1, matcher=True))
    direct = asyncio.run(run_alert(bed, workers=1, matcher=False))
    two = asyncio.run(run_alert(bed, workers=2, matcher=False))
    name = f"{profiles:,} journeys"
    return [
        Row(
            f"{name}, 1 worker, all by the matcher",
            matched.per_second,
            "4,000/s",
            ONE_WORKER,
            "/s",
            at_least=1,
        ),
        Row("… COPY of what they leave", matched.journeys / matched.copied_in, "", None, "/s"),
        Row("… WAL a journey", matched.wal, "3,500 bytes", WAL_BYTES, "bytes", at_most=1),
        Row("… commits a journey", matched.commits, "0.05", COMMITS, "", at_most=1),
        Row(
            f"{name}, 1 worker, events met at once",
            direct.per_second,
            "by the matcher",
            matched.per_second,
            "/s",
        ),
        Row("… WAL a journey", direct.wal, "3,500 bytes", WAL_BYTES, "bytes", at_most=1),
        Row(f"{name}, 2 workers, events met at once", two.per_second, "1 worker", direct.per_second, "/s"),
        Row("… beside COPY of what they leave", two.seconds, "COPY", two.copied_in, "s"),
    ]


async def make_profiles(bed: Bed, count: int, *, first: int = 1) -> None:
    """Profiles of so many pools, written straight into the table."""
    owner = await asyncpg.connect(bed.server.dsn())
    await owner.execute(
        "insert into profiles (workspace_id, uuid, custom_id, attributes, created_at, updated_at)"
        " select $1, gen_random_uuid(), 'pool-' || n, jsonb_build_object('voucherpool_id', n::text,"
        " 'firstname', 'Pool ' || n), now(), now() from generate_series($2::bigint, $3) n",
        bed.workspace_id,
        first,
        first + count - 1,
        timeout=600,
    )
    await owner.execute("vacuum analyze profiles", timeout=600)
    await owner.close()


async def publish_alert(bed: Bed, name: str) -> UUID:
    """The shipped alert with calls that need no key."""
    graph = json.loads(ALERT.read_text())
    graph["name"] = name
    graph["graph"]["nodes"][1]["auth"] = {"type": "none"}
    database = Database(bed.url, pool_size=2)
    async with database.context(bed.workspace_id) as ctx:
        workflow = await create_workflow(ctx, WorkflowInput.model_validate(graph))
        await publish(ctx, workflow.id)
    await database.close()
    return workflow.id


async def run_alert(bed: Bed, *, workers: int, matcher: bool) -> Run:
    """A run over all profiles, with nothing of other runs in the way."""
    workflow_id = await publish_alert(bed, f"Bench {time.monotonic_ns()}")
    owner = await asyncpg.connect(bed.server.dsn())
    await _clear(owner)
    before = await _meters(owner)
    started = time.monotonic()
    database = Database(bed.url, pool_size=2)
    async with database.context(bed.workspace_id) as ctx:
        await run_now(ctx, workflow_id)
    await database.close()
    await asyncio.gather(*(work(bed, matcher=matcher) for _ in range(workers)))
    seconds = time.monotonic() - started
    after = await _meters(owner)
    journeys = await _check(owner)
    copied_in = await _copy(owner, bed)
    await owner.close()
    return Run(
        journeys,
        seconds,
        (after[0] - before[0]) / journeys,
        (after[1] - before[1]) / journeys,
        copied_in,
    )


async def work(bed: Bed, *, matcher: bool = False) -> None:
    """A worker process, until it finds nothing more."""
    told = [bed.url, str(bed.workspace_id), str(bed.folder), *(["--matcher"] if matcher else [])]
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.journey_worker", *told)
    if await process.wait():
        raise RuntimeError("a worker of the bench failed")


async def _clear(owner: asyncpg.Connection) -> None:
    await owner.execute("truncate journeys, events, event_pending, messages, node_stats", timeout=600)
    await owner.execute("update workflow_runs set state = 'finished'")
    await owner.execute("checkpoint", timeout=600)


async def _meters(owner: asyncpg.Connection) -> tuple[float, float]:
    await owner.execute("select pg_stat_force_next_flush()")
    row = await owner.fetchrow(
        "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as wal,"
        " (select xact_commit from pg_stat_database where datname = current_database()) as commits"
    )
    return float(row["wal"]), float(row["commits"])


async def _check(owner: asyncpg.Connection) -> int:
    """Every profile went the whole way, and every fourth one was written of, once."""
    row = await owner.fetchrow(
        "select (select count(*) from profiles) as profiles,"
        " count(*) filter (where status in (1, 4)) as journeys,"
        " (select count(*) from messages) as mails,"
        " (select count(*) from events where name = 'custom.event') as generated from journeys"
    )
    expected = row["profiles"]
    if (row["journeys"], row["generated"], row["mails"]) != (expected, expected, expected // 4):
        raise RuntimeError(f"the run is not exact: {dict(row)}")
    return int(expected)


async def _copy(owner: asyncpg.Connection, bed: Bed) -> float:
    """Seconds of COPY for the rows that the run left, into tables with the same indexes."""
    seconds = 0.0
    for table in LEFT:
        file = str(bed.folder / f"{table}.copy")
        await owner.execute(f"create table copied (like {table} including all)")
        await owner.copy_from_query(f"select * from {table}", output=file, format="binary", timeout=600)
        started = time.monotonic()
        await owner.copy_to_table("copied", source=file, format="binary", timeout=600)
        seconds += time.monotonic() - started
        await owner.execute("drop table copied")
        await asyncio.to_thread(Path(file).unlink)
    return seconds
