"""What the worker runs for pools: every handler goes on where a killed worker left off."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError
from largesse.core.files import Chunk, FileStore, RejectedRow, Table, TableFacts, open_table
from largesse.core.jobs import Handler, RunningJob
from largesse.events.commands import emit
from largesse.vouchers.bulk_jobs import BULK_CHUNK, assign_in_bulk
from largesse.vouchers.codes import CasePolicy
from largesse.vouchers.commands.assign_bulk import KIND as BULK_ASSIGNMENT
from largesse.vouchers.commands.import_codes import (
    EnteredChunk,
    ImportCounts,
    begin_dry_run,
    enter_chunk,
    save_rejections,
)
from largesse.vouchers.commands.pools import purge_codes
from largesse.vouchers.commands.start_imports import plan_for, time_zone_of
from largesse.vouchers.commands.undo import undo
from largesse.vouchers.import_rows import ImportPlan, PreparedChunk, full_rows, prepare, stage_codes
from largesse.vouchers.import_schemas import ImportColumns
from largesse.vouchers.patterns import CodePattern, capacity, draw
from largesse.vouchers.queries import get_pool, pool_names

PURGE_CHUNK: Final = 20_000
IMPORT_CHUNK: Final = 250_000
GENERATE_CHUNK: Final = 100_000
DRAW_ALL: Final = 1_000_000


def pool_jobs(
    files: FileStore, *, import_chunk: int = IMPORT_CHUNK, bulk_chunk: int = BULK_CHUNK
) -> dict[str, Handler]:
    """The handlers by kind; the chunks are how many rows or profiles go into one transaction."""

    async def import_codes(job: RunningJob) -> JsonObject:
        path = files.path(job.workspace_id, UUID(str(job.args["file_id"])))
        result = await _import(job, path, chunk_rows=import_chunk)
        await asyncio.to_thread(files.delete, job.workspace_id, UUID(str(job.args["file_id"])))
        return result

    return {
        "import_codes": import_codes,
        BULK_ASSIGNMENT: partial(assign_in_bulk, files=files, chunk_rows=bulk_chunk),
        "generate_codes": generate_codes,
        "undo_import": undo_import,
        "purge_pool": purge_pool,
    }


async def purge_pool(job: RunningJob) -> JsonObject:
    """Removes the codes of a deleted pool, some at a time."""
    pool_id = UUID(str(job.args["pool_id"]))
    while True:
        async with job.step() as ctx:
            removed = await purge_codes(ctx, pool_id, limit=PURGE_CHUNK)
            await job.save(ctx, done=job.done + removed, total=None, progress={})
        if not removed:
            return {"removed": job.done}


async def undo_import(job: RunningJob) -> JsonObject:
    """Takes an import back in one transaction."""
    async with job.step() as ctx:
        removed = await undo(ctx, UUID(str(job.args["pool_id"])), UUID(str(job.args["import_id"])))
        await job.save(ctx, done=removed, total=removed, progress={})
    return {"removed": removed}


async def generate_codes(job: RunningJob) -> JsonObject:
    """Draws codes until there are as many as wished; those that exist already are drawn again."""
    pool_id, wanted = UUID(str(job.args["pool_id"])), int(str(job.args["count"]))
    pattern = CodePattern.model_validate(job.args["pattern"])
    possible = capacity(pattern)
    progress: JsonObject = {"warning": job.progress.get("warning")}
    while job.done < wanted:
        left = wanted - job.done
        size = possible if possible <= DRAW_ALL else min(GENERATE_CHUNK, left)
        codes = await asyncio.to_thread(draw, pattern, size)
        async with job.step(grows=True) as ctx:
            staged = stage_codes(codes, CasePolicy(ctx.case_policy))
            entered = await enter_chunk(ctx, pool_id, job.id, staged, most=left)
            await job.save(ctx, done=job.done + entered.added, total=wanted, progress=progress)
            if job.done == wanted:
                facts = {"pool_id": pool_id, "job_id": job.id, "added": wanted}
                await emit(ctx, "codes.generated", facts)
        if job.done < wanted and (size == possible or entered.full_rows):
            raise ConflictError("generation_stopped", f"Only {job.done} of {wanted} codes found room.")
    return {"added": job.done, **progress}


async def _import(job: RunningJob, path: Path, *, chunk_rows: int) -> JsonObject:
    pool_id = UUID(str(job.args["pool_id"]))
    facts = _facts(job.args["facts"])
    async with job.step() as ctx:
        pool = await get_pool(ctx, pool_id)
        plan = plan_for(
            facts,
            ImportColumns.model_validate(job.args["columns"]),
            prefix=pool.prefix,
            policy=CasePolicy(ctx.case_policy),
            time_zone=await time_zone_of(ctx),
        )
    tally = _Tally.from_progress(job.progress)
    with await asyncio.to_thread(open_table, path, options=facts.as_options()) as table:
        total = tally.counts.read if facts.size == 0 else None
        chunks = _read_ahead(table, plan, start_row=tally.next_row, chunk_rows=chunk_rows)
        if job.args["dry_run"]:
            await _check_only(job, pool_id, tally, chunks=chunks)
        else:
            async for chunk in chunks:
                async with job.step(grows=True) as ctx:
                    await _enter(ctx, job, pool_id, chunk=chunk, tally=tally)
                    await job.save(ctx, done=tally.counts.read, total=total, progress=tally.as_progress())
    return await _finish_import(job, pool_id, tally)


async def _check_only(
    job: RunningJob, pool_id: UUID, tally: "_Tally", *, chunks: AsyncIterator[PreparedChunk]
) -> None:
    """A dry run sees the whole file in one transaction, which leaves nothing behind."""
    async with job.database.context(job.workspace_id) as ctx:
        await begin_dry_run(ctx)
        async for chunk in chunks:
            rejected = await _enter(ctx, job, pool_id, chunk=chunk, tally=tally, dry_run=True)
            async with job.step() as note:
                await save_rejections(note, job.id, rejected)
                await job.save(note, done=tally.counts.read, total=None, progress=tally.as_progress())
        await ctx.db.rollback()


async def _enter(
    ctx: Context,
    job: RunningJob,
    pool_id: UUID,
    *,
    chunk: PreparedChunk,
    tally: "_Tally",
    dry_run: bool = False,
) -> list[RejectedRow]:
    entered = await enter_chunk(
        ctx, pool_id, job.id, chunk.staged, dry_run=dry_run, taken=tally.counts.added if dry_run else 0
    )
    rejected = [*chunk.rejected, *full_rows(chunk, entered.full_rows)]
    if not dry_run:
        await save_rejections(ctx, job.id, rejected)
    tally.add(chunk, entered, rejected=len(rejected))
    return rejected


async def _finish_import(job: RunningJob, pool_id: UUID, tally: "_Tally") -> JsonObject:
    dry_run = bool(job.args["dry_run"])
    async with job.step() as ctx:
        names = await pool_names(ctx, list(tally.by_pool))
        await job.save(ctx, done=job.done, total=job.done, progress=job.progress)
        if not dry_run:
            facts = {"pool_id": pool_id, "job_id": job.id, **asdict(tally.counts)}
            await emit(ctx, "codes.imported", facts)
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

    @classmethod
    def from_progress(cls, progress: Mapping[str, Any]) -> "_Tally":
        return cls(
            ImportCounts(**progress.get("counts", {})),
            dict(progress.get("already_there_in", {})),
            progress.get("next_row", 0),
        )

    def add(self, chunk: PreparedChunk, entered: EnteredChunk, *, rejected: int) -> None:
        self.next_row = chunk.next_row
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

    def as_progress(self) -> JsonObject:
        return {
            "counts": asdict(self.counts),
            "already_there_in": self.by_pool,
            "next_row": self.next_row,
        }


async def _read_ahead(
    table: Table, plan: ImportPlan, *, start_row: int, chunk_rows: int
) -> AsyncIterator[PreparedChunk]:
    """Prepared chunks; the next one is read in a thread while the database works on this one."""
    chunks = table.rows(start_row=start_row, chunk_rows=chunk_rows)
    coming = asyncio.create_task(asyncio.to_thread(_prepare_next, chunks, plan, chunk_rows))
    try:
        while (chunk := await coming) is not None:
            coming = asyncio.create_task(asyncio.to_thread(_prepare_next, chunks, plan, chunk_rows))
            yield chunk
    finally:
        await asyncio.gather(coming, return_exceptions=True)


def _prepare_next(chunks: Iterator[Chunk], plan: ImportPlan, most: int) -> PreparedChunk | None:
    """The next rows, up to `most` of them; the reader may give fewer at a time."""
    whole: PreparedChunk | None = None
    while whole is None or len(whole.staged) + len(whole.rejected) < most:
        chunk = next(chunks, None)
        if chunk is None:
            return whole
        prepared = prepare(chunk, plan)
        if whole is None:
            whole = prepared
        else:
            whole.append(prepared)
    return whole


def _facts(stored: Any) -> TableFacts:  # noqa: ANN401  as JSON gives it back
    return TableFacts(**{**stored, "columns": tuple(stored["columns"]), "sheets": ()})
