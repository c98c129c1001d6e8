"""What the worker runs to import profiles and events: chunk after chunk, each with its progress."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import AppError
from largesse.core.files import FileStore, TableFacts, open_table
from largesse.core.imports import (
    FaultError,
    Outcomes,
    RowImport,
    facts_when_begun,
    file_of,
    import_rows,
)
from largesse.core.jobs import Handler, RunningJob
from largesse.profiles.activity import Activity, record_events
from largesse.profiles.commands import save_wishes
from largesse.profiles.drafts import Outcome, Wish
from largesse.profiles.imports.columns import ProfileColumns, event_columns, profile_columns
from largesse.profiles.imports.schemas import EventImportOptions, ProfileImportOptions, TypedFileOptions
from largesse.profiles.imports.start import (
    IMPORT_EVENTS,
    IMPORT_PROFILES,
    event_rows,
    look_at,
    profile_rows,
)
from largesse.profiles.rehearsal import rehearsal

CHUNK_ROWS: Final = 10_000
OUTCOMES: Final = {"created": "created", "updated": "changed", "unchanged": "unchanged"}

Options = TypeVar("Options", bound=TypedFileOptions)


class Ways(Protocol):
    """How rows are entered: for good, or as a rehearsal."""

    async def save_wishes(self, ctx: Context, wishes: Sequence[Wish]) -> Sequence[Outcome | AppError]: ...

    async def record_events(self, ctx: Context, events: Sequence[Activity]) -> Sequence[str | AppError]: ...


Prepare = Callable[[Context, TableFacts, Options, Ways], Awaitable[RowImport[Any]]]


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


async def import_file(
    job: RunningJob,
    files: FileStore,
    *,
    options_type: type[Options],
    prepare: Prepare[Options],
    chunk_rows: int,
) -> JsonObject:
    """Imports the job's file, which is deleted once the job is over unless it was asked to be kept."""
    options = options_type.model_validate(job.args["options"])
    async with file_of(job, files) as path:
        return await _import(job, path, options=options, prepare=prepare, chunk_rows=chunk_rows)


async def _import(
    job: RunningJob, path: Path, *, options: Options, prepare: Prepare[Options], chunk_rows: int
) -> JsonObject:
    facts = await facts_when_begun(job, partial(look_at, path, options))
    async with _ways(job, options) as ways:
        async with job.step() as ctx:
            doing = await prepare(ctx, facts, options, ways)
        opened = partial(open_table, path, options=facts.as_options())
        counts = await import_rows(job, opened, doing, chunk_rows=chunk_rows)
    return {**counts, "dry_run": True} if options.dry_run else dict(counts)


@asynccontextmanager
async def _ways(job: RunningJob, options: TypedFileOptions) -> AsyncIterator[Ways]:
    if not options.dry_run:
        yield _ForGood()
        return
    async with rehearsal(job.database, job.workspace_id) as rehearsed:
        yield rehearsed


class _ForGood:
    async def save_wishes(self, ctx: Context, wishes: Sequence[Wish]) -> list[Outcome | AppError]:
        saved = await save_wishes(ctx, wishes)
        return [item if isinstance(item, AppError) else item.outcome for item in saved]

    async def record_events(self, ctx: Context, events: Sequence[Activity]) -> list[str | AppError]:
        recorded = await record_events(ctx, events)
        return [item if isinstance(item, AppError) else item.result for item in recorded]


async def _profiles(
    ctx: Context, facts: TableFacts, options: ProfileImportOptions, ways: Ways
) -> RowImport[Wish]:
    del ctx
    columns = profile_columns(facts, options)

    async def write(ctx: Context, wishes: Sequence[Wish]) -> Outcomes:
        saved = await ways.save_wishes(ctx, wishes)
        return [_refused(item, columns) if isinstance(item, AppError) else OUTCOMES[item] for item in saved]

    return RowImport(
        profile_rows(columns, options),
        write,
        ("created", "changed", "unchanged"),
        dry_run=options.dry_run,
    )


async def _events(
    ctx: Context, facts: TableFacts, options: EventImportOptions, ways: Ways
) -> RowImport[Activity]:
    columns = event_columns(facts, options)

    async def write(ctx: Context, events: Sequence[Activity]) -> Outcomes:
        recorded = await ways.record_events(ctx, events)
        return [_refused(item, columns) if isinstance(item, AppError) else item for item in recorded]

    return RowImport(
        await event_rows(ctx, columns, options),
        write,
        ("created", "overwritten"),
        dry_run=options.dry_run,
    )


def _refused(error: AppError, columns: ProfileColumns) -> FaultError:
    """The cell to blame is that of the identifier, or of the event's name, that the error is about."""
    kind = error.facts.get("identifier")
    if error.code in ("event_denied", "event_reserved"):
        column = columns.of("name")
    elif error.code == "profile_too_large":
        column = None
    else:
        column = columns.of("identifier", str(kind) if kind is not None else "id")
    return FaultError(column, error.detail)
