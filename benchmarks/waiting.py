"""A million journeys that wait: their size, how fast events and the clock wake them, and who must queue."""

import asyncio
import sys
import time
from uuid import UUID

import asyncpg

from benchmarks.bed import Bed
from benchmarks.journeys import publish_alert, work
from benchmarks.table import Row
from largesse.core.db import Database, utc_now
from largesse.core.settings import Settings
from largesse.workflows.commands.definitions import create_workflow
from largesse.workflows.commands.publications import publish
from largesse.workflows.commands.runs import run_now
from largesse.workflows.engine.due import move_due
from largesse.workflows.jobs import create_engine
from largesse.workflows.schemas import WorkflowInput

BYTES = 200
MATCHED = 100_000
WOKEN = 200_000
SHORT = 100
SECONDS_TO_WAIT = 10.0


def bench_waiting(bed: Bed, *, waiting: int) -> list[Row]:
    """Waiting journeys of the alert graph's second wait, each due at another moment."""
    size, run = asyncio.run(_lay_down(bed, waiting))
    matched = asyncio.run(_match(bed, count=min(waiting // 4, MATCHED)))
    due = asyncio.run(_wake(bed, run, count=min(waiting // 4, WOKEN)))
    return [
        Row(f"{waiting:,} waiting journeys, each", size, "200 bytes", BYTES, "bytes", at_most=1),
        Row("… events matched against them", matched, "", None, "/s"),
        Row("… woken by the clock", due, "", None, "/s"),
    ]


def bench_fairness(bed: Bed, *, long: int) -> list[Row]:
    """A run of a hundred that begins behind a long one, in a worker as in production."""
    seconds = asyncio.run(_queue(bed))
    return [Row(f"run of {SHORT} behind {long:,}", seconds, "10 s", SECONDS_TO_WAIT, "s", at_most=1)]


async def _lay_down(bed: Bed, count: int) -> tuple[float, int]:
    workflow_id = await publish_alert(bed, "Waiting")
    owner = await asyncpg.connect(bed.server.dsn())
    await owner.execute("truncate journeys, events, event_pending, node_stats", timeout=600)
    await owner.execute("update workflow_runs set state = 'finished'")
    run = await _make_run(owner, bed, workflow_id)
    await owner.execute(
        "insert into journeys (workspace_id, run, profile_id, armed, due_at, started_at, node, status, lane)"
        " select $1, $2, id, 0, now() + interval '1 day' + id * interval '1 millisecond', now(), 5, 1, id % 4"
        " from profiles order by id limit $3",
        bed.workspace_id,
        run,
        count,
        timeout=600,
    )
    await owner.execute("vacuum analyze journeys", timeout=600)
    size = await owner.fetchval("select pg_total_relation_size('journeys')")
    await owner.close()
    return size / count, run


async def _make_run(owner: asyncpg.Connection, bed: Bed, workflow_id: UUID) -> int:
    run: int = await owner.fetchval(
        "insert into workflow_runs (workspace_id, id, workflow_id, version, node, kind, trace_every,"
        " params, started_at, started_by)"
        " values ($1, gen_random_uuid(), $2, 1, 0, 'audience', 0, '{}', now(), 'bench')"
        " returning number",
        bed.workspace_id,
        workflow_id,
    )
    return run


async def _match(bed: Bed, *, count: int) -> float:
    """Events that all match, offered by one matcher through the end of the graph."""
    owner = await asyncpg.connect(bed.server.dsn())
    await owner.execute(
        "select events_emit_many($1, 'custom.event', array_agg(id), array_agg("
        "jsonb_build_object('voucherCount', '12')), 'bench', now()) from"
        " (select id from profiles order by id limit $2) p",
        bed.workspace_id,
        count,
        timeout=600,
    )
    await owner.execute("analyze event_pending")
    started = time.monotonic()
    await work(bed)
    seconds = time.monotonic() - started
    ended = await owner.fetchval("select count(*) from journeys where status = 4")
    await owner.close()
    if ended != count:
        raise RuntimeError(f"{ended} of {count} journeys were woken")
    return count / seconds


async def _wake(bed: Bed, run: int, *, count: int) -> float:
    owner = await asyncpg.connect(bed.server.dsn())
    await owner.execute(
        "update journeys set due_at = now() - interval '1 second' where id in"
        " (select id from journeys where run = $1 and status = 1 order by id desc limit $2)",
        run,
        count,
        timeout=600,
    )
    await owner.close()
    database = Database(bed.url, pool_size=4)
    await database.open()
    settings = Settings(database_url=bed.url, secret_key="5e" * 32, data_dir=bed.folder)
    engine = create_engine(settings, database)
    started = time.monotonic()
    moved = await move_due(engine, bed.workspace_id, seconds=600)
    seconds = time.monotonic() - started
    await database.close()
    if moved != count:
        raise RuntimeError(f"{moved} of {count} journeys were woken")
    return moved / seconds


async def _queue(bed: Bed) -> float:
    owner = await asyncpg.connect(bed.server.dsn())
    await owner.execute("update workflow_runs set state = 'finished'")
    await owner.execute("truncate procrastinate_jobs cascade")
    await owner.execute(
        "update profiles set tags = array['short'] where id in"
        " (select id from profiles order by id desc limit $1)",
        SHORT,
    )
    database = Database(bed.url, pool_size=4)
    long = await _publish(database, bed, {"type": "everybody"}, name="Long")
    short = await _publish(database, bed, {"type": "tag", "tags": ["short"]}, name="Short")
    async with database.context(bed.workspace_id) as ctx:
        await run_now(ctx, long)
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "largesse",
        "work",
        env=bed.environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await asyncio.sleep(3)
        started = time.monotonic()
        async with database.context(bed.workspace_id) as ctx:
            run = await run_now(ctx, short)
        while await _ended(owner, run) < SHORT:  # noqa: ASYNC110  another process ends them
            await asyncio.sleep(0.05)
        return time.monotonic() - started
    finally:
        worker.terminate()
        await worker.wait()
        await database.close()
        await owner.close()


async def _ended(owner: asyncpg.Connection, run: UUID) -> int:
    ended: int = await owner.fetchval(
        "select coalesce(sum(n), 0)::bigint from node_stats s join workflow_runs r on r.number = s.run"
        " where r.id = $1 and s.what = '!ended'",
        run,
    )
    return ended


async def _publish(database: Database, bed: Bed, conditions: dict[str, object], *, name: str) -> UUID:
    """Audience, event, end: nothing that waits for the world."""
    graph = {
        "nodes": [
            {"id": "who", "type": "audience", "title": "Who", "conditions": conditions,
             "schedule": {"type": "at", "at": "2099-01-01T00:00:00Z"}},
            {"id": "told", "type": "generate_event", "title": "Told", "event": "bench.told", "body": {}},
            {"id": "end", "type": "end", "title": "End"},
        ],
        "edges": [{"from": "who", "to": "told"}, {"from": "told", "to": "end"}],
    }  # fmt: skip
    async with database.context(bed.workspace_id) as ctx:
        wanted = WorkflowInput.model_validate({"name": f"{name} {utc_now()}", "graph": graph})
        workflow = await create_workflow(ctx, wanted)
        await publish(ctx, workflow.id)
    return workflow.id
