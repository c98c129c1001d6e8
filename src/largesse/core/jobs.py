"""Long work as rows: the table `jobs` is the truth, a procrastinate job only hints that there is work.

A handler works in steps, each one transaction that also saves how far it came; so a killed worker
loses nothing and doubles nothing. Attempts fence: a worker that was taken over cannot commit.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject, dump_json, is_unavailable
from largesse.core.disk import DiskLevel, DiskWatch
from largesse.core.errors import AppError, NotFoundError
from largesse.core.ids import new_id

log = structlog.get_logger()

HEARTBEAT: Final = timedelta(seconds=5)
STALE: Final = timedelta(seconds=20)
# Long jobs have a queue and a worker of their own, so that what must be prompt never waits for them.
JOBS: Final = "jobs"
PROMPT: Final = "prompt"
WORKFLOWS: Final = "workflows"
RUN_JOB: Final = "run_job"
WAIT_FOR_ROOM_SECONDS: Final = 5


class JobCancelledError(Exception):
    """Somebody asked for the job to stop; what its finished steps did stays."""


class JobLostError(Exception):
    """Another worker took this job over after our heartbeat stopped."""


@dataclass
class RunningJob:
    """A claimed job inside the worker: its arguments, and the progress it was left with."""

    database: Database
    workspace_id: UUID
    id: UUID
    kind: str
    attempt: int
    args: JsonObject
    progress: JsonObject
    done: int
    total: int | None
    disk: DiskWatch | None = None

    @asynccontextmanager
    async def step(self, *, grows: bool = False) -> AsyncIterator[Context]:
        """One transaction of the job; raises JobCancelledError or JobLostError before the work.

        A step that `grows` the database waits until the disk has room for imports again.
        """
        while grows and self.disk is not None and self.disk.level() >= DiskLevel.IMPORTS_STOPPED:
            log.warning("job_waits_for_room", job_id=str(self.id), free_bytes=self.disk.free_bytes())
            await asyncio.sleep(WAIT_FOR_ROOM_SECONDS)
        async with self.database.context(self.workspace_id) as ctx:
            row = (
                await ctx.db.execute(
                    text("select attempts, cancel_requested_at from jobs where id = :id for update"),
                    {"id": self.id},
                )
            ).one()
            if row.attempts != self.attempt:
                raise JobLostError
            if row.cancel_requested_at is not None:
                raise JobCancelledError
            yield ctx

    async def learn(self, ctx: Context, facts: JsonObject) -> None:
        """Adds to the job's arguments what a step found out, such as what its file looks like."""
        self.args = {**self.args, **facts}
        await ctx.db.execute(
            text("update jobs set args = args || cast(:facts as jsonb) where id = :id"),
            {"id": self.id, "facts": dump_json(facts)},
        )

    async def save(self, ctx: Context, *, done: int, total: int | None, progress: JsonObject) -> None:
        """Writes how far the job came, in the transaction of the step that came so far."""
        self.done, self.total, self.progress = done, total, progress
        await ctx.db.execute(
            text(
                "update jobs set done = :done, total = :total, progress = :progress, heartbeat_at ="
                " :now where id = :id"
            ),
            {
                "id": self.id,
                "done": done,
                "total": total,
                "progress": dump_json(progress),
                "now": self.database.clock(),  # ctx.now is the step's begin, maybe long ago
            },
        )


Handler = Callable[[RunningJob], Awaitable[JsonObject]]


async def start_job(
    ctx: Context,
    kind: str,
    *,
    args: JsonObject,
    object_id: str | None = None,
    total: int | None = None,
    progress: JsonObject | None = None,
) -> UUID:
    """Writes a queued job and its hint in the caller's transaction; the worker sees it on commit."""
    job_id = new_id(ctx.now)
    await ctx.db.execute(
        text(
            "insert into jobs"
            " (workspace_id, id, kind, object_id, args, progress, total, created_by, created_at)"
            " values (:workspace, :id, :kind, :object, :args, :progress, :total, :by, :now)"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": job_id,
            "kind": kind,
            "object": object_id,
            "args": dump_json(args),
            "progress": dump_json(progress or {}),
            "total": total,
            "by": ctx.actor.label,
            "now": ctx.now,
        },
    )
    await hint(ctx.db, RUN_JOB, {"workspace_id": str(ctx.workspace_id), "job_id": str(job_id)})
    return job_id


async def hint(
    session: AsyncSession,
    task: str,
    args: Mapping[str, object],
    *,
    lock: str | None = None,
    queue: str | None = None,
) -> None:
    """Defers a worker task in the caller's transaction; tasks are named in worker.py.

    With `lock`, nothing is deferred while the same hint still waits.
    """
    await session.execute(
        text("select core_hint(:queue, :task, cast(:args as jsonb), :lock)"),
        {
            "queue": queue or (JOBS if task == RUN_JOB else PROMPT),
            "task": task,
            "args": dump_json(dict(args)),
            "lock": lock,
        },
    )


async def request_cancel(ctx: Context, job_id: UUID) -> None:
    """Asks a job to stop at its next step; a queued one is cancelled at once. NotFoundError if unknown."""
    found = await ctx.db.scalar(
        text(
            "update jobs set cancel_requested_at = coalesce(cancel_requested_at, :now),"
            " state = case when state = 'queued' then 'cancelled' else state end,"
            " finished_at = case when state = 'queued' then :now else finished_at end"
            " where id = :id returning true"
        ),
        {"id": job_id, "now": ctx.now},
    )
    if not found:
        raise NotFoundError("job_not_found", f"There is no job {job_id}.")


async def run_job(
    database: Database,
    workspace_id: UUID,
    job_id: UUID,
    handlers: Mapping[str, Handler],
    *,
    disk: DiskWatch | None = None,
) -> None:
    """Claims a job and runs it to an end; does nothing when another worker has it or it is over."""
    job = await _claim(database, workspace_id, job_id)
    if job is None:
        return
    job.disk = disk
    heart = asyncio.create_task(_beat(job))
    try:
        result = await handlers[job.kind](job)
        await _end(job, "succeeded", result=result)
    except JobCancelledError:
        await _end(job, "cancelled")
    except JobLostError:
        log.warning("job_lost", job_id=str(job.id), kind=job.kind)
    except asyncio.CancelledError:
        await asyncio.shield(_requeue(job))
        raise
    except AppError as error:
        await _end(job, "failed", error=error.detail)
    except Exception as error:
        if is_unavailable(error):  # the keeper hints again when the database is back
            log.warning("job_interrupted", job_id=str(job.id), kind=job.kind, error=str(error))
            return
        log.exception("job_failed", job_id=str(job.id), kind=job.kind)
        await _end(job, "failed", error=f"{type(error).__name__}: {error}")
    finally:
        heart.cancel()


async def rehint_stalled(database: Database) -> int:
    """Hints again at jobs whose worker died or whose hint was lost; returns how many."""
    count = 0
    for workspace_id in await database.workspace_ids():
        async with database.context(workspace_id) as ctx:
            rows = await ctx.db.scalars(
                text(
                    "select id from jobs where state in ('queued', 'running')"
                    " and coalesce(heartbeat_at, created_at) < :before"
                ),
                {"before": ctx.now - STALE},
            )
            for job_id in rows.all():
                count += 1
                args = {"workspace_id": str(workspace_id), "job_id": str(job_id)}
                await hint(ctx.db, RUN_JOB, args, lock=f"job:{job_id}")
    return count


async def _claim(database: Database, workspace_id: UUID, job_id: UUID) -> RunningJob | None:
    async with database.context(workspace_id) as ctx:
        row = (
            await ctx.db.execute(
                text(
                    "update jobs set state = 'running', attempts = attempts + 1, heartbeat_at = :now,"
                    " started_at = coalesce(started_at, :now) where id = :id and (state = 'queued'"
                    " or (state = 'running' and heartbeat_at < :before))"
                    " returning kind, attempts, args, progress, done, total"
                ),
                {"id": job_id, "now": ctx.now, "before": ctx.now - STALE},
            )
        ).one_or_none()
    if row is None:
        return None
    return RunningJob(
        database,
        workspace_id,
        job_id,
        row.kind,
        row.attempts,
        row.args,
        row.progress,
        row.done,
        row.total,
    )


async def _beat(job: RunningJob) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT.total_seconds())
        try:
            async with job.database.context(job.workspace_id) as ctx:
                await _touch(ctx, job)
        except Exception as error:  # a missed beat is mended by the next one
            log.warning("heartbeat_missed", job_id=str(job.id), error=str(error))


async def _touch(ctx: Context, job: RunningJob) -> None:
    await ctx.db.execute(
        text(
            "update jobs set heartbeat_at = greatest(heartbeat_at, :now)"
            " where id = :id and attempts = :attempt and state = 'running'"
        ),
        {"id": job.id, "attempt": job.attempt, "now": ctx.now},
    )


async def _end(
    job: RunningJob, state: str, *, result: JsonObject | None = None, error: str | None = None
) -> None:
    async with job.database.context(job.workspace_id) as ctx:
        await ctx.db.execute(
            text(
                "update jobs set state = :state, result = coalesce(cast(:result as jsonb), result),"
                " error = :error,"
                " finished_at = :now where id = :id and attempts = :attempt"
            ),
            {
                "id": job.id,
                "attempt": job.attempt,
                "state": state,
                "result": dump_json(result) if result is not None else None,
                "error": error,
                "now": ctx.now,
            },
        )


async def _requeue(job: RunningJob) -> None:
    async with job.database.context(job.workspace_id) as ctx:
        await ctx.db.execute(
            text(
                "update jobs set state = 'queued' where id = :id and attempts = :attempt and state ="
                " 'running'"
            ),
            {"id": job.id, "attempt": job.attempt},
        )
        await hint(ctx.db, RUN_JOB, {"workspace_id": str(job.workspace_id), "job_id": str(job.id)})


JOB_COLUMNS: Final = (
    "id, kind, object_id, state, done, total, progress, result, error, args, created_by, created_at,"
    " coalesce(args ->> 'file_name', '') as file_name,"
    " coalesce(args ->> 'dry_run', args -> 'options' ->> 'dry_run', 'false') = 'true' as dry_run,"
    " started_at,"
    " finished_at, exists (select from job_rejections r where r.workspace_id = jobs.workspace_id"
    " and r.job_id = jobs.id) as has_rejections, coalesce(result ? 'file_id', false) as has_result_file"
)


async def get_job(ctx: Context, job_id: UUID) -> JsonObject:
    """A job with its rate and the seconds left; NotFoundError."""
    rows = await _read(ctx, "id = :id", {"id": job_id})
    if not rows:
        raise NotFoundError("job_not_found", f"There is no job {job_id}.")
    return rows[0]


async def list_jobs(
    ctx: Context,
    *,
    limit: int,
    before: UUID | None = None,
    kind: str | None = None,
    kinds: Sequence[str] = (),
    states: Sequence[str] = (),
    object_id: str | None = None,
) -> list[JsonObject]:
    """Jobs, newest first; of all kinds and in all states unless some are named."""
    condition = (
        "(cast(:before as uuid) is null or id < :before)"
        " and (cast(:kinds as text[]) = '{}' or kind = any(cast(:kinds as text[])))"
        " and (cast(:states as text[]) = '{}' or state = any(cast(:states as text[])))"
        " and (cast(:object as text) is null or object_id = :object) order by id desc limit :limit"
    )
    values: JsonObject = {
        "before": before,
        "kinds": [*kinds, *([kind] if kind is not None else [])],
        "states": list(states),
        "object": object_id,
        "limit": limit,
    }
    return await _read(ctx, condition, values)


async def objects_at_work(ctx: Context, kinds: Sequence[str]) -> set[str]:
    """The objects that an unfinished job of these kinds works on."""
    rows = await ctx.db.scalars(
        text(
            "select object_id from jobs where workspace_id = :workspace and kind = any(:kinds)"
            " and state in ('queued', 'running') and object_id is not null"
        ),
        {"workspace": ctx.workspace_id, "kinds": list(kinds)},
    )
    return set(rows.all())


async def _read(ctx: Context, condition: str, values: JsonObject) -> list[JsonObject]:
    rows = await ctx.db.execute(
        text(f"select {JOB_COLUMNS} from jobs where workspace_id = :workspace and {condition}"),
        {"workspace": ctx.workspace_id, **values},
    )
    return [_with_rate(dict(row), ctx.now) for row in rows.mappings()]


def _with_rate(job: JsonObject, now: datetime) -> JsonObject:
    started, done, total = job["started_at"], job["done"], job["total"]
    rate = None
    if isinstance(started, datetime) and isinstance(done, int) and done:
        finished = job["finished_at"] if isinstance(job["finished_at"], datetime) else now
        rate = done / max(0.001, (finished - started).total_seconds())
    left = max(0, total - done) / rate if rate and isinstance(total, int) and isinstance(done, int) else None
    running = job["state"] == "running"
    return {**job, "rate_per_second": rate and round(rate, 1), "seconds_left": left if running else None}
