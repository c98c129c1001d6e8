"""Journeys of the alert graph, against a plain COPY of the rows that they leave."""

import asyncio
import json
import sys
import time
from pathlib import Path

import asyncpg

from benchmarks.bed import Bed
from largesse.core.db import Database
from largesse.workflows.commands.definitions import create_workflow
from largesse.workflows.commands.publications import publish
from largesse.workflows.commands.runs import run_now
from largesse.workflows.schemas import WorkflowInput

ALERT = Path(__file__).parents[1] / "examples" / "workflows" / "voucher_pool_alert.json"
RESULT_TABLES = ("journeys", "events", "messages")


async def make_profiles(bed: Bed, count: int) -> None:
    """Profiles of so many pools, written straight into the table."""
    owner = await asyncpg.connect(bed.server.dsn())
    await owner.execute(
        "insert into profiles (workspace_id, uuid, custom_id, attributes, created_at, updated_at)"
        " select $1, gen_random_uuid(), 'pool-' || n, jsonb_build_object('voucherpool_id', n::text,"
        " 'firstname', 'Pool ' || n), now(), now() from generate_series(1, $2::bigint) n",
        bed.workspace_id,
        count,
        timeout=600,
    )
    await owner.execute("vacuum analyze profiles", timeout=600)
    await owner.close()


async def run_alert(bed: Bed, *, workers: int, matcher: bool, name: str) -> dict[str, float]:
    """One run over all profiles; journeys a second, WAL bytes and commits a journey."""
    database = Database(bed.url, pool_size=2)
    await database.open()
    graph = json.loads(ALERT.read_text())
    graph["name"] = name
    graph["graph"]["nodes"][1]["auth"] = {"type": "none"}
    async with database.context(bed.workspace_id) as ctx:
        workflow = await create_workflow(ctx, WorkflowInput.model_validate(graph))
        await publish(ctx, workflow.id)
    owner = await asyncpg.connect(bed.server.dsn())
    await owner.execute("checkpoint")
    before = await _meters(owner)
    start = time.monotonic()
    async with database.context(bed.workspace_id) as ctx:
        await run_now(ctx, workflow.id)
    await asyncio.gather(*(_worker(bed, matcher=matcher) for _ in range(workers)))
    seconds = time.monotonic() - start
    after = await _meters(owner)
    entered = await owner.fetchval(
        "select sum(n) from node_stats s join workflow_runs r on r.number = s.run"
        " where r.workflow_id = $1 and s.what = '!started'",
        workflow.id,
    )
    counts = dict(
        await owner.fetch(
            "select s.node || s.what, sum(n) from node_stats s join workflow_runs r on r.number = s.run"
            " where r.workflow_id = $1 group by 1 order by 1",
            workflow.id,
        )
    )
    ready = await owner.fetchval(
        "select count(*) from journeys j join workflow_runs r on r.number = j.run"
        " where r.workflow_id = $1 and j.status = 0",
        workflow.id,
    )
    await owner.close()
    await database.close()
    return {
        "journeys": float(entered),
        "seconds": seconds,
        "per_second": float(entered) / seconds,
        "wal": (after[0] - before[0]) / float(entered),
        "commits": (after[1] - before[1]) / float(entered),
        "ready": float(ready),
        **{f"n {key}": float(value) for key, value in counts.items()},
    }


async def _meters(owner: asyncpg.Connection) -> tuple[float, float]:
    await owner.execute("select pg_stat_force_next_flush()")
    row = await owner.fetchrow(
        "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as wal,"
        " (select xact_commit from pg_stat_database where datname = current_database()) as commits"
    )
    return float(row["wal"]), float(row["commits"])


async def _worker(bed: Bed, *, matcher: bool) -> None:
    told = [bed.url, str(bed.workspace_id), str(bed.folder), *(["--matcher"] if matcher else [])]
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.journey_worker", *told)
    if await process.wait():
        raise RuntimeError("a worker of the bench failed")
