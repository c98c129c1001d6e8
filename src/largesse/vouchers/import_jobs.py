"""What the worker runs to import codes: chunk after chunk, each with its progress in one transaction."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import AppError
from largesse.core.files import (
    Chunk,
    FileStore,
    RejectedRow,
    Table,
    TableFacts,
    UnreadableFileError,
    open_table,
)
from largesse.core.jobs import JobCancelledError, RunningJob
from largesse.core.rejections import forget_rejections, save_rejections
from largesse.events.commands import emit
from largesse.vouchers.codes import CasePolicy
from largesse.vouchers.commands.import_codes import (
    EnteredChunk,
    ImportCounts,
    begin_dry_run,
    enter_chunk,
)
from largesse.vouchers.commands.start_imports import look, plan_for, stored_facts, time_zone_of
from largesse.vouchers.import_rows import ImportPlan, PreparedChunk, full_rows, prepare
from largesse.vouchers.import_schemas import ImportColumns, ImportOptions
from largesse.vouchers.queries import get_pool, pool_names

IMPORT_CHUNK: Final = 250_000
# Rows of many columns make a chunk shorter, since two chunks are in memory at once.
CHUNK_BYTES: Final = 8_000_000


async def import_codes(job: RunningJob, files: FileStore, *, chunk_rows: int = IMPORT_CHUNK) -> JsonObject:
    """Imports the job's file, which is deleted once the job is over unless it was asked to be kept."""
    file_id = UUID(str(job.args["file_id"]))
    try:
        result = await _import(job, files.path(job.workspace_id, file_id), chunk_rows=chunk_rows)
    except (AppError, JobCancelledError):
        await _let_go(job, files, file_id)
        raise
    await _let_go(job, files, file_id)
    return result


async def _let_go(job: RunningJob, files: FileStore, file_id: UUID) -> None:
    if not job.args.get("keep_file"):
        await asyncio.to_thread(files.delete, job.workspace_id, file_id)


async def _import(job: RunningJob, path: Path, *, chunk_rows: int) -> JsonObject:
    pool_id = UUID(str(job.args["pool_id"]))
    if "facts" not in job.args:
        await _look(job, path)
    facts = _facts(job.args["facts"])
    tally = _Tally.from_progress(job.progress)
    if not tally.finished:
        if job.args["dry_run"]:
            tally = await _restart(job)
        plan = await _plan(job, pool_id, facts)
        with await asyncio.to_thread(open_table, path, options=facts.as_options()) as table:
            chunks = _read_ahead(table, plan, tally, chunk_rows=chunk_rows)
            take = _check if job.args["dry_run"] else _add
            await take(job, pool_id, tally, chunks=chunks)
    return await _finish(job, pool_id, tally)


async def _look(job: RunningJob, path: Path) -> None:
    """A job that was started without its file finds out what that is, and keeps it for its next life."""
    try:
        facts = await asyncio.to_thread(look, path, ImportOptions.model_validate(job.args["options"]))
    except FileNotFoundError as error:
        raise UnreadableFileError("The file is not there any more. Send it again.") from error
    async with job.step() as ctx:
        await job.learn(ctx, {"facts": stored_facts(facts)})


async def _restart(job: RunningJob) -> "_Tally":
    """A dry run forgets what it saw when its worker dies, so it begins again."""
    async with job.step() as ctx:
        await forget_rejections(ctx, job.id)
        await job.save(ctx, done=0, total=None, progress={})
    return _Tally.from_progress({})


async def _plan(job: RunningJob, pool_id: UUID, facts: TableFacts) -> ImportPlan:
    async with job.step() as ctx:
        pool = await get_pool(ctx, pool_id)
        return plan_for(
            facts,
            ImportColumns.model_validate(job.args["columns"]),
            prefix=pool.prefix,
            policy=CasePolicy(ctx.case_policy),
            time_zone=await time_zone_of(ctx),
        )


async def _add(
    job: RunningJob, pool_id: UUID, tally: "_Tally", *, chunks: AsyncIterator[PreparedChunk]
) -> None:
    async for chunk in chunks:
        async with job.step(grows=True) as ctx:
            rejected = await _enter(ctx, job, pool_id, chunk=chunk, tally=tally)
            await save_rejections(ctx, job.id, rejected)
            await tally.save(job, ctx)


async def _check(
    job: RunningJob, pool_id: UUID, tally: "_Tally", *, chunks: AsyncIterator[PreparedChunk]
) -> None:
    """A dry run sees the whole file in one transaction, which leaves nothing behind."""
    async with job.database.context(job.workspace_id) as ctx:
        await begin_dry_run(ctx)
        async for chunk in chunks:
            rejected = await _enter(ctx, job, pool_id, chunk=chunk, tally=tally)
            async with job.step() as note:
                await save_rejections(note, job.id, rejected)
                await tally.save(job, note)
        await ctx.db.rollback()


async def _enter(
    ctx: Context, job: RunningJob, pool_id: UUID, *, chunk: PreparedChunk, tally: "_Tally"
) -> list[RejectedRow]:
    dry_run = bool(job.args["dry_run"])
    entered = await enter_chunk(
        ctx, pool_id, job.id, chunk.staged, dry_run=dry_run, taken=tally.counts.added if dry_run else 0
    )
    rejected = [*chunk.rejected, *full_rows(chunk, entered.full_rows)]
    tally.add(chunk, entered, rejected=len(rejected))
    return rejected


async def _finish(job: RunningJob, pool_id: UUID, tally: "_Tally") -> JsonObject:
    """Tells of the import, once, and gives its result; told again after a crash, the same."""
    dry_run = bool(job.args["dry_run"])
    async with job.step() as ctx:
        names = await pool_names(ctx, list(tally.by_pool))
        if not tally.finished and not dry_run:
            facts = {"pool_id": pool_id, "job_id": job.id, **asdict(tally.counts)}
            await emit(ctx, "codes.imported", facts)
        tally.finished = True
        await tally.save(job, ctx)
    pools = [
        {"pool_id": pool, "name": names.get(pool, ""), "count": count}
        for pool, count in tally.by_pool.items()
    ]
    return {**asdict(tally.counts), "already_there_in": pools, "dry_run": dry_run}


@dataclass(slots=True)
class _Tally:
    """How far an import came; kept in the job's progress, in the transaction of each chunk."""

    counts: ImportCounts
    by_pool: dict[str, int]
    next_row: int
    position: int
    finished: bool

    @classmethod
    def from_progress(cls, progress: Mapping[str, Any]) -> "_Tally":
        return cls(
            ImportCounts(**progress.get("counts", {})),
            dict(progress.get("already_there_in", {})),
            progress.get("next_row", 0),
            progress.get("position", 0),
            progress.get("finished", False),
        )

    def add(self, chunk: PreparedChunk, entered: EnteredChunk, *, rejected: int) -> None:
        self.next_row, self.position = chunk.next_row, chunk.position
        self.counts.add(
            ImportCounts(
                read=chunk.read,
                added=entered.added,
                already_there=entered.already_there,
                repeated=entered.repeated,
                rejected=rejected,
                blank=chunk.blank,
            )
        )
        for pool, count in entered.by_pool.items():
            self.by_pool[pool] = self.by_pool.get(pool, 0) + count

    async def save(self, job: RunningJob, ctx: Context) -> None:
        """Writes it down; until the end the number of rows is guessed from the bytes read so far."""
        done, total = self.counts.read, None
        facts = _facts(job.args["facts"])
        if self.finished:
            total = done
        elif facts.sheet is None and self.position:
            total = max(done, done * facts.size // self.position)
        progress: JsonObject = {
            "counts": asdict(self.counts),
            "already_there_in": self.by_pool,
            "next_row": self.next_row,
            "position": self.position,
            "finished": self.finished,
        }
        await job.save(ctx, done=done, total=total, progress=progress)


async def _read_ahead(
    table: Table, plan: ImportPlan, tally: _Tally, *, chunk_rows: int
) -> AsyncIterator[PreparedChunk]:
    """Prepared chunks; the next one is read in a thread while the database works on this one."""
    chunks = _unread(table, next_row=tally.next_row, position=tally.position, chunk_rows=chunk_rows)
    prepared = _prepare_all(chunks, plan, chunk_rows=chunk_rows)
    coming = asyncio.create_task(asyncio.to_thread(next, prepared, None))
    try:
        while (chunk := await coming) is not None:
            coming = asyncio.create_task(asyncio.to_thread(next, prepared, None))
            yield chunk
    finally:
        await asyncio.gather(coming, return_exceptions=True)


def _unread(table: Table, *, next_row: int, position: int, chunk_rows: int) -> Iterator[Chunk]:
    """What an import that came so far has not read yet."""
    for chunk in table.rows(start_row=next_row, chunk_rows=chunk_rows):
        if len(chunk) or chunk.position > position:  # blank lines have no row by which they are passed over
            yield chunk


def _prepare_all(chunks: Iterator[Chunk], plan: ImportPlan, *, chunk_rows: int) -> Iterator[PreparedChunk]:
    """The reader's chunks put together to about `chunk_rows` rows, or as many as memory has room for."""
    whole: PreparedChunk | None = None
    begin = end = 0
    for chunk in chunks:
        if whole is None:
            whole, begin = prepare(chunk, plan), end
        else:
            whole.append(prepare(chunk, plan))
        end = chunk.position
        if whole.read >= chunk_rows or end - begin >= CHUNK_BYTES:
            yield whole
            whole = None
    if whole is not None:
        yield whole


def _facts(stored: Any) -> TableFacts:  # noqa: ANN401  as JSON gives it back
    return TableFacts(**{**stored, "columns": tuple(stored["columns"]), "sheets": ()})
