"""What the worker runs to hand out codes in bulk: chunks, each with its progress in one transaction."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy.exc import DBAPIError

from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError
from largesse.core.files import CsvExport, FileStore
from largesse.core.jobs import RunningJob
from largesse.profiles.commands import resolve_profiles
from largesse.profiles.queries import matching_profiles
from largesse.vouchers.bulk_schemas import BulkWhere
from largesse.vouchers.commands.assign import MAX_DEADLOCKS
from largesse.vouchers.commands.assign_bulk import (
    assign_chunk,
    forget_rows,
    listed_rows,
    read_outcomes,
)

BULK_CHUNK: Final = 5_000
RESULT_CHUNK: Final = 20_000
RESULT_COLUMNS: Final = ("identifier", "value", "profile_id", "outcome", "code")
RESULT_BYTES: Final = 1 << 40  # a result has no limit of its own; the disk watch is one

Served = list[tuple[int, int | None]]


async def assign_in_bulk(job: RunningJob, files: FileStore, *, chunk_rows: int = BULK_CHUNK) -> JsonObject:
    """Hands out a code to each profile once, however often it is interrupted; then writes the result file.

    ConflictError `pool_empty` when the codes run out and nobody asked for `partial`; what was handed
    out stays.
    """
    tally = _Tally.from_progress(job.progress)
    while tally.file_id is None:
        served = await _next_rows(job, tally, limit=chunk_rows)
        if not served:
            tally = await _write_result(job, tally, files)
            break
        tally = await _serve(job, tally, served)
        if tally.refused.get("pool_empty") and not job.args["partial"]:
            raise ConflictError(
                "pool_empty",
                f"The pool ran out of codes: {tally.assigned} were handed out by this job and stay."
                " Add codes, then send the same profiles again with get_or_assign; those served keep theirs.",
            )
    return tally.as_result()


@dataclass(frozen=True, slots=True)
class _Tally:
    """How far the job came; kept in its progress, in the transaction of each chunk."""

    row: int = 0
    profile: int = 0
    assigned: int = 0
    existing: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    file_id: str | None = None

    @classmethod
    def from_progress(cls, progress: Mapping[str, Any]) -> "_Tally":
        return cls(**progress)

    def after(self, served: Served, outcomes: Mapping[str, int]) -> "_Tally":
        refused = dict(self.refused)
        for reason in outcomes.keys() - {"assigned", "existing"}:
            refused[reason] = refused.get(reason, 0) + outcomes[reason]
        row, profile = served[-1]
        return replace(
            self,
            row=row,
            profile=profile or 0,
            assigned=self.assigned + outcomes.get("assigned", 0),
            existing=self.existing + outcomes.get("existing", 0),
            refused=refused,
        )

    def as_progress(self) -> JsonObject:
        return asdict(self)

    def as_result(self) -> JsonObject:
        counts = asdict(self)
        return {name: counts[name] for name in ("assigned", "existing", "refused", "file_id")}


async def _next_rows(job: RunningJob, tally: _Tally, *, limit: int) -> Served:
    """Who comes next; names become profiles in a transaction of their own, which holds no codes meanwhile."""
    async with job.step(grows=True) as ctx:
        if job.args["where"] is None:
            rows = await listed_rows(ctx, job.id, after=tally.row, limit=limit)
            profiles = await resolve_profiles(ctx, [(row.kind, row.value) for row in rows])
            return list(zip((row.number for row in rows), profiles, strict=True))
        where = BulkWhere.model_validate(job.args["where"])
        found = await matching_profiles(
            ctx, attributes=where.attributes, tags=where.tags, after=tally.profile, limit=limit
        )
        return list(enumerate(found, start=tally.row + 1))


async def _serve(job: RunningJob, tally: _Tally, served: Served) -> _Tally:
    for _ in range(MAX_DEADLOCKS):
        try:
            return await _serve_once(job, tally, served)
        except DBAPIError as error:
            if not _is_deadlock(error):
                raise
    return await _serve_once(job, tally, served)


async def _serve_once(job: RunningJob, tally: _Tally, served: Served) -> _Tally:
    async with job.step(grows=True) as ctx:
        outcomes = await assign_chunk(
            ctx,
            UUID(str(job.args["pool_id"])),
            job.id,
            served,
            listed=job.args["where"] is None,
            mode="assign" if job.args["mode"] == "assign" else "get_or_assign",
            source=str(job.args["source"]),
        )
        tally = tally.after(served, outcomes)
        await job.save(ctx, done=tally.row, total=job.total, progress=tally.as_progress())
    return tally


def _is_deadlock(error: DBAPIError) -> bool:
    return error.orig is not None and isinstance(error.orig.__cause__, asyncpg.DeadlockDetectedError)


async def _write_result(job: RunningJob, tally: _Tally, files: FileStore) -> _Tally:
    stored = await files.save(job.workspace_id, _result_blocks(job), max_bytes=RESULT_BYTES)
    tally = replace(tally, file_id=str(stored.id))
    async with job.step() as ctx:
        await forget_rows(ctx, job.id)
        await job.save(ctx, done=tally.row, total=tally.row, progress=tally.as_progress())
    return tally


async def _result_blocks(job: RunningJob) -> AsyncIterator[bytes]:
    export = CsvExport()
    yield export.begin(RESULT_COLUMNS)
    pool_id, after = UUID(str(job.args["pool_id"])), 0
    while True:
        async with job.step() as ctx:
            rows = await read_outcomes(ctx, pool_id, job.id, after=after, limit=RESULT_CHUNK)
        if not rows:
            return
        after = rows[-1].number
        yield await to_thread(export.encode, [row.cells() for row in rows])
