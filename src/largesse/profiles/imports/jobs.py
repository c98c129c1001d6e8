"""What the worker runs to import profiles and events: chunk after chunk, each with its progress."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar
from uuid import UUID

import asyncpg
from sqlalchemy.exc import DBAPIError

from largesse.core.context import Actor, Context
from largesse.core.db import JsonObject
from largesse.core.errors import AppError, ConflictError
from largesse.core.files import Chunk, FileStore, RejectedRow, Row, Table, TableFacts, open_table
from largesse.core.jobs import Handler, JobCancelledError, RunningJob
from largesse.core.rejections import save_rejections
from largesse.profiles.activity import Activity, record_events
from largesse.profiles.commands import save_wishes
from largesse.profiles.drafts import Wish
from largesse.profiles.imports.columns import Columns, event_columns, profile_columns
from largesse.profiles.imports.rows import FaultError
from largesse.profiles.imports.schemas import EventImportOptions, FileOptions, ProfileImportOptions
from largesse.profiles.imports.start import (
    IMPORT_EVENTS,
    IMPORT_PROFILES,
    event_rows,
    look_at,
    profile_rows,
    stored_facts,
)

CHUNK_ROWS: Final = 10_000
TRIES: Final = 8
OUTCOMES: Final = {"created": "created", "updated": "changed", "unchanged": "unchanged"}

Item = TypeVar("Item")
Made = TypeVar("Made", covariant=True)
Outcomes = Sequence[str | AppError]


class RowReader(Protocol[Made]):
    """Makes of a row what it asks for, or raises FaultError."""

    @property
    def columns(self) -> Columns: ...

    def read(self, row: Row) -> Made: ...


@dataclass(frozen=True, slots=True)
class Import(Generic[Item]):
    """What is read from a file and how it is written: an outcome or an error for each item."""

    reader: RowReader[Item]
    write: Callable[[Context, Sequence[Item]], Awaitable[Outcomes]]
    counts: tuple[str, ...]


@dataclass(slots=True)
class _Prepared(Generic[Item]):
    """A chunk ready for the database."""

    chunk: Chunk
    blank: int
    items: list[Item] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Tally:
    """How far an import came; kept in the job's progress, in the transaction of each chunk."""

    counts: Mapping[str, int] = field(default_factory=dict)
    next_row: int = 0
    position: int = 0
    finished: bool = False

    @classmethod
    def from_progress(cls, progress: Mapping[str, Any]) -> "_Tally":
        return cls(**progress)

    def plus(self, chunk: Chunk, counts: Mapping[str, int]) -> "_Tally":
        """With a chunk more."""
        merged = {name: count + counts.get(name, 0) for name, count in self.counts.items()}
        return _Tally(merged, chunk.next, chunk.position)

    async def save(self, job: RunningJob, ctx: Context) -> None:
        """Writes it down; until the end the number of rows is guessed from the bytes read so far."""
        facts, done, total = _facts(job.args["facts"]), self.counts["read"], None
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


def import_jobs(files: FileStore, *, chunk_rows: int = CHUNK_ROWS) -> dict[str, Handler]:
    """The handlers by kind; a chunk is how many rows go into one transaction."""
    return {
        IMPORT_PROFILES: partial(
            import_file,
            files=files,
            options_type=ProfileImportOptions,
            prepare=_profiles,
            chunk_rows=chunk_rows,
        ),
        IMPORT_EVENTS: partial(
            import_file, files=files, options_type=EventImportOptions, prepare=_events, chunk_rows=chunk_rows
        ),
    }


Options = TypeVar("Options", bound=FileOptions)


async def import_file(
    job: RunningJob,
    files: FileStore,
    *,
    options_type: type[Options],
    prepare: Callable[[Context, RunningJob, Options], Awaitable[Import[Any]]],
    chunk_rows: int,
) -> JsonObject:
    """Imports the job's file, which is deleted once the job is over unless it was asked to be kept."""
    file_id = UUID(str(job.args["file_id"]))
    try:
        result = await _import(
            job, files.path(job.workspace_id, file_id),
            options=options_type.model_validate(job.args["options"]), prepare=prepare, chunk_rows=chunk_rows,
        )  # fmt: skip
    except (AppError, JobCancelledError):
        await _let_go(job, files, file_id)
        raise
    await _let_go(job, files, file_id)
    return result


async def _let_go(job: RunningJob, files: FileStore, file_id: UUID) -> None:
    if not job.args["keep_file"]:
        await asyncio.to_thread(files.delete, job.workspace_id, file_id)


async def _import(
    job: RunningJob,
    path: Path,
    *,
    options: Options,
    prepare: Callable[[Context, RunningJob, Options], Awaitable[Import[Any]]],
    chunk_rows: int,
) -> JsonObject:
    tally = _Tally.from_progress(job.progress)
    if tally.finished:
        return dict(tally.counts)
    if "facts" not in job.args:
        facts = await look_at(path, options)
        async with job.step() as ctx:
            await job.learn(ctx, {"facts": stored_facts(facts)})
    async with job.step() as ctx:
        doing = await prepare(ctx, job, options)
    tally = replace(tally, counts={**dict.fromkeys(doing.counts, 0), **tally.counts})
    table = await asyncio.to_thread(open_table, path, options=_facts(job.args["facts"]).as_options())
    with table:
        async with aclosing(_read_ahead(table, doing.reader, tally, chunk_rows=chunk_rows)) as chunks:
            async for chunk in chunks:
                tally = await _enter_patiently(job, doing, chunk, tally=tally)
    tally = replace(tally, finished=True)
    async with job.step() as ctx:
        await tally.save(job, ctx)
    return dict(tally.counts)


async def _profiles(ctx: Context, job: RunningJob, options: ProfileImportOptions) -> Import[Wish]:
    del ctx
    reader = profile_rows(profile_columns(_facts(job.args["facts"]), options), options)

    async def write(ctx: Context, wishes: Sequence[Wish]) -> Outcomes:
        saved = await save_wishes(ctx, wishes)
        return [item if isinstance(item, AppError) else OUTCOMES[item.outcome] for item in saved]

    return Import(reader, write, ("read", "created", "changed", "unchanged", "rejected", "blank"))


async def _events(ctx: Context, job: RunningJob, options: EventImportOptions) -> Import[Activity]:
    reader = await event_rows(ctx, event_columns(_facts(job.args["facts"]), options), options)
    actor = _sender(job)

    async def write(ctx: Context, events: Sequence[Activity]) -> Outcomes:
        recorded = await record_events(replace(ctx, actor=actor), events)
        return [item if isinstance(item, AppError) else item.result for item in recorded]

    return Import(reader, write, ("read", "created", "overwritten", "rejected", "blank"))


def _sender(job: RunningJob) -> Actor:
    """Who started the import: its events are his, and his deny list holds."""
    sender: Any = job.args["sender"]
    return Actor(
        kind=sender["kind"],
        id=sender["id"],
        workspace_id=job.workspace_id,
        denied_events=tuple(sender["denied_events"]),
    )


async def _enter_patiently(
    job: RunningJob, doing: Import[Any], chunk: _Prepared[Any], *, tally: _Tally
) -> _Tally:
    """One chunk in one transaction, tried again while others write the same profiles."""
    for attempt in range(1, TRIES + 1):
        try:
            async with job.step(grows=True) as ctx:
                after = await _enter(ctx, job, doing, chunk=chunk, tally=tally)
        except (ConflictError, DBAPIError, asyncpg.DeadlockDetectedError) as error:
            if attempt == TRIES or not _is_contention(error):
                raise
            await asyncio.sleep(0.05 * 2**attempt)
        else:
            return after
    raise AssertionError


async def _enter(
    ctx: Context, job: RunningJob, doing: Import[Any], *, chunk: _Prepared[Any], tally: _Tally
) -> _Tally:
    outcomes = await doing.write(ctx, chunk.items) if chunk.items else []
    counts = {"read": len(chunk.chunk) + chunk.chunk.blank_lines, "blank": chunk.blank}
    rejected = list(chunk.rejected)
    for outcome, line, row in zip(outcomes, chunk.lines, chunk.rows, strict=True):
        if isinstance(outcome, AppError):
            rejected.append(_refused(outcome, line, row, columns=doing.reader.columns))
        else:
            counts[outcome] = counts.get(outcome, 0) + 1
    counts["rejected"] = len(rejected)
    after = tally.plus(chunk.chunk, counts)
    await save_rejections(ctx, job.id, rejected)
    await after.save(job, ctx)
    return after


def _refused(error: AppError, line: int, row: Row, *, columns: Columns) -> RejectedRow:
    """The cell to blame is that of the identifier, or of the event's name, that the error is about."""
    kind = error.facts.get("identifier")
    if error.code in ("event_denied", "event_reserved"):
        column = columns.of("name")
    elif error.code == "profile_too_large":
        column = None
    else:
        column = columns.of("identifier", str(kind) if kind is not None else "id")
    return FaultError(column, error.detail).rejection(line, row, columns)


def _is_contention(error: BaseException) -> bool:
    if isinstance(error, DBAPIError):
        cause = error.orig.__cause__ if error.orig is not None else None
        return isinstance(cause, asyncpg.DeadlockDetectedError)
    if isinstance(error, AppError):
        return error.code == "busy"
    return isinstance(error, asyncpg.DeadlockDetectedError)


async def _read_ahead(
    table: Table, reader: RowReader[Item], tally: _Tally, *, chunk_rows: int
) -> AsyncGenerator[_Prepared[Item]]:
    """Prepared chunks; the next one is read in a thread while the database works on this one."""
    chunks = table.rows(start_row=tally.next_row, chunk_rows=chunk_rows)
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
    """Checks every row by itself; what needs the database (whose an identifier is) is left to it."""
    prepared = _Prepared[Item](chunk, chunk.blank_lines)
    prepared.rejected = [RejectedRow.of_bad_row(bad) for bad in chunk.bad]
    for line, row in zip(chunk.lines, chunk.rows, strict=True):
        if not any(cell.strip() for cell in row):
            prepared.blank += 1
            continue
        try:
            item = reader.read(row)
        except FaultError as fault:
            prepared.rejected.append(fault.rejection(line, row, reader.columns))
        else:
            prepared.items.append(item)
            prepared.lines.append(line)
            prepared.rows.append(row)
    return prepared


def _facts(stored: Any) -> TableFacts:  # noqa: ANN401  as JSON gives it back
    return TableFacts(**{**stored, "columns": tuple(stored["columns"]), "sheets": ()})
