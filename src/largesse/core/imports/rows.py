"""Jobs that take the rows of a file chunk after chunk: checked one by one, written with how far they came."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, aclosing
from dataclasses import dataclass, field, replace
from typing import Any, Final, Generic, Protocol, TypeVar

import asyncpg
from sqlalchemy.exc import DBAPIError

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import AppError
from largesse.core.files import Chunk, RejectedRow, Row
from largesse.core.imports.faults import FaultError
from largesse.core.imports.files import facts_of, sender_of
from largesse.core.jobs import RunningJob
from largesse.core.rejections import forget_rejections, save_rejections

TRIES: Final = 8
CONTENTION: Final = (asyncpg.DeadlockDetectedError, asyncpg.UniqueViolationError)

Item = TypeVar("Item")
Made = TypeVar("Made", covariant=True)


Outcomes = Sequence[str | FaultError]


class RowReader(Protocol[Made]):
    """Makes of a row what it asks for, or raises FaultError."""

    @property
    def names(self) -> Sequence[str]:
        """The columns of the file."""
        ...

    def read(self, row: Row) -> Made: ...


class Rows(Protocol):
    """An open file: a table, or whatever else has rows."""

    def rows(self, *, start_row: int = 0, chunk_rows: int = 0) -> Iterator[Chunk]: ...


@dataclass(frozen=True, slots=True)
class RowImport(Generic[Item]):
    """What is read from a file and how it is written: a count's name or a fault for each item.

    `write` of a dry run writes nothing. `finish` is called once, in the transaction that ends the import;
    all is done in the name of who started it.
    """

    reader: RowReader[Item]
    write: Callable[[Context, Sequence[Item]], Awaitable[Outcomes]]
    outcomes: tuple[str, ...]
    finish: Callable[[Context, Mapping[str, int]], Awaitable[None]] | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Tally:
    """How far an import came; kept in the job's progress, in the transaction of each chunk."""

    counts: Mapping[str, int]
    next_row: int = 0
    position: int = 0
    finished: bool = False

    async def save(self, job: RunningJob, ctx: Context) -> None:
        """Writes it down; until the end the number of rows is guessed from the bytes read so far."""
        facts, done, total = facts_of(job), self.counts["read"], None
        if self.finished:
            total = done
        elif facts.sheet is None and self.position:
            total = max(done, done * facts.size // self.position)
        progress: JsonObject = {
            "counts": dict(self.counts),
            "next_row": self.next_row,
            "position": self.position,
            "finished": self.finished,
        }
        await job.save(ctx, done=done, total=total, progress=progress)


@dataclass(slots=True)
class _Prepared(Generic[Item]):
    """A chunk ready for the database."""

    chunk: Chunk
    blank: int
    items: list[Item] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)


async def import_rows(
    job: RunningJob,
    opened: Callable[[], AbstractContextManager[Rows]],
    doing: RowImport[Item],
    *,
    chunk_rows: int,
) -> dict[str, int]:
    """Takes what is not yet taken of the file; returns what became of its rows.

    `read` = all the others: the outcomes, `rejected` and `blank`. A dry run that was killed begins anew.
    A file whose rows are all taken is not opened again: it may be gone.
    """
    fresh: _Tally = _Tally(dict.fromkeys(("read", *doing.outcomes, "rejected", "blank"), 0))
    progress: Mapping[str, Any] = job.progress
    tally = replace(fresh, **progress) if "counts" in progress else fresh
    if tally.finished:
        return dict(tally.counts)
    if doing.dry_run and tally != fresh:
        tally = fresh
        async with job.step() as ctx:
            await forget_rejections(ctx, job.id)
            await tally.save(job, ctx)
    with ExitStack() as stack:
        source = await asyncio.to_thread(lambda: stack.enter_context(opened()))
        async with aclosing(_read_ahead(source, doing.reader, tally, chunk_rows=chunk_rows)) as chunks:
            async for chunk in chunks:
                tally = await _enter_patiently(job, doing, chunk, tally=tally)
    tally = replace(tally, finished=True)
    async with job.step() as ctx:
        if doing.finish is not None and not doing.dry_run:
            await doing.finish(replace(ctx, actor=sender_of(job)), tally.counts)
        await tally.save(job, ctx)
    return dict(tally.counts)


async def _enter_patiently(
    job: RunningJob, doing: RowImport[Item], chunk: _Prepared[Item], *, tally: _Tally
) -> _Tally:
    """One chunk in one transaction, tried again while others write the same things."""
    for attempt in range(1, TRIES + 1):
        try:
            async with job.step(grows=not doing.dry_run) as ctx:
                return await _enter(ctx, job, doing, chunk=chunk, tally=tally)
        except (AppError, DBAPIError, asyncpg.PostgresError) as error:
            if attempt == TRIES or not _is_contention(error):
                raise
            await asyncio.sleep(0.05 * 2**attempt)
    raise AssertionError


def _is_contention(error: BaseException) -> bool:
    if isinstance(error, AppError):
        return error.code == "busy"
    cause = error.orig.__cause__ if isinstance(error, DBAPIError) and error.orig is not None else error
    return isinstance(cause, CONTENTION)


async def _enter(
    ctx: Context, job: RunningJob, doing: RowImport[Item], *, chunk: _Prepared[Item], tally: _Tally
) -> _Tally:
    acting = replace(ctx, actor=sender_of(job))
    outcomes = await doing.write(acting, chunk.items) if chunk.items else []
    counts = {"read": len(chunk.chunk) + chunk.chunk.blank_lines, "blank": chunk.blank}
    rejected = list(chunk.rejected)
    for outcome, line, row in zip(outcomes, chunk.lines, chunk.rows, strict=True):
        if isinstance(outcome, FaultError):
            rejected.append(outcome.rejection(line, row, doing.reader.names))
        else:
            counts[outcome] = counts.get(outcome, 0) + 1
    counts["rejected"] = len(rejected)
    merged = {name: count + counts.get(name, 0) for name, count in tally.counts.items()}
    after = _Tally(merged, chunk.chunk.next, chunk.chunk.position)
    await save_rejections(ctx, job.id, rejected)
    await after.save(job, ctx)
    return after


async def _read_ahead(
    source: Rows, reader: RowReader[Item], tally: _Tally, *, chunk_rows: int
) -> AsyncGenerator[_Prepared[Item]]:
    """Prepared chunks; the next one is read in a thread while the database works on this one."""
    chunks = source.rows(start_row=tally.next_row, chunk_rows=chunk_rows)
    # Blank lines have no row by which they are passed over.
    unread = (chunk for chunk in chunks if len(chunk) or chunk.position > tally.position)
    prepared = (_prepare(chunk, reader) for chunk in unread)
    coming = asyncio.create_task(asyncio.to_thread(next, prepared, None))
    try:
        while (chunk := await coming) is not None:
            coming = asyncio.create_task(asyncio.to_thread(next, prepared, None))
            yield chunk
    finally:
        await asyncio.gather(coming, return_exceptions=True)


def _prepare(chunk: Chunk, reader: RowReader[Item]) -> _Prepared[Item]:
    """Checks every row by itself; what needs the database is left to it."""
    prepared: _Prepared[Item] = _Prepared(chunk, chunk.blank_lines)
    prepared.rejected = [RejectedRow.of_bad_row(bad) for bad in chunk.bad]
    for line, row in zip(chunk.lines, chunk.rows, strict=True):
        if not any(cell.strip() for cell in row):
            prepared.blank += 1
            continue
        try:
            item = reader.read(row)
        except FaultError as fault:
            prepared.rejected.append(fault.rejection(line, row, reader.names))
        else:
            prepared.items.append(item)
            prepared.lines.append(line)
            prepared.rows.append(row)
    return prepared
