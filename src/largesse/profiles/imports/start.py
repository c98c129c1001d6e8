"""Begins imports of profiles and events: what is in the file, what it means, and the job for the rest."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.accounts.audit import record
from largesse.accounts.permissions import Permission
from largesse.accounts.queries import get_workspace
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.files import Table, TableFacts, TableOptions, UnreadableFileError, open_table
from largesse.core.jobs import start_job
from largesse.profiles.imports.columns import HEADER_WORDS, Columns, event_columns, profile_columns
from largesse.profiles.imports.rows import EventRows, FaultError, ProfileRows
from largesse.profiles.imports.schemas import (
    EventImportOptions,
    FileOptions,
    ImportColumn,
    ImportPreview,
    ProfileImportOptions,
    RowProblem,
)

IMPORT_PROFILES: Final = "import_profiles"
IMPORT_EVENTS: Final = "import_events"
SAMPLE_ROWS: Final = 20
Options = TypeVar("Options", ProfileImportOptions, EventImportOptions)


async def start_profile_import(
    ctx: Context,
    *,
    file_id: UUID,
    options: ProfileImportOptions | None = None,
    facts: TableFacts | None = None,
    keep_file: bool = True,
) -> UUID:
    """Starts the import of a stored file of profiles, in the caller's transaction; returns the job's id.

    Without `facts` the job looks at the file when it begins, and fails when that cannot be imported so.
    `keep_file` leaves the file where it is when the job is over. With `facts`, InvalidError as
    `profile_columns`.
    """
    options = options or ProfileImportOptions()
    if facts is not None:
        profile_columns(facts, options)
    return await _start(
        ctx, IMPORT_PROFILES, file_id, options=options, facts=facts, keep_file=keep_file,
        files_for=Permission.API_CLIENT_IMPORT_CREATE,
    )  # fmt: skip


async def start_event_import(
    ctx: Context,
    *,
    file_id: UUID,
    options: EventImportOptions | None = None,
    facts: TableFacts | None = None,
    keep_file: bool = True,
) -> UUID:
    """Starts the import of a stored file of events, as `start_profile_import` does of profiles.

    Names on the deny list of the caller's key are refused row by row.
    """
    options = options or EventImportOptions()
    if facts is not None:
        event_columns(facts, options)
    return await _start(
        ctx, IMPORT_EVENTS, file_id, options=options, facts=facts, keep_file=keep_file,
        files_for=Permission.API_EVENTS_IMPORT_CREATE,
    )  # fmt: skip


async def look_at(path: Path, options: FileOptions) -> TableFacts:
    """What a stored file is; UnreadableFileError when it cannot be read or holds nothing."""
    return await to_thread(_look, path, options)


async def preview_profiles(path: Path, options: ProfileImportOptions) -> ImportPreview:
    """What a file looks like, what its columns would be taken for, and what is wrong with its first rows."""
    facts, rows = await to_thread(_sample, path, options)
    columns = profile_columns(facts, options)
    return _preview(facts, columns, profile_rows(columns, options), rows=rows)


async def preview_events(ctx: Context, path: Path, options: EventImportOptions) -> ImportPreview:
    """The same for events."""
    facts, rows = await to_thread(_sample, path, options)
    columns = event_columns(facts, options)
    return _preview(facts, columns, await event_rows(ctx, columns, options), rows=rows)


def profile_rows(columns: Columns, options: ProfileImportOptions) -> ProfileRows:
    """How rows under these options become profiles."""
    return ProfileRows(columns, clear=options.empty == "clear", tag_separator=options.tag_separator)


async def event_rows(ctx: Context, columns: Columns, options: EventImportOptions) -> EventRows:
    """How rows under these options become events; times without an offset are in the workspace's zone."""
    return EventRows(columns, ZoneInfo((await get_workspace(ctx)).time_zone), name=options.name)


def stored_facts(facts: TableFacts) -> JsonObject:
    """The facts as a job keeps them."""
    return {**asdict(facts), "columns": list(facts.columns), "sheets": []}


async def _start(
    ctx: Context,
    kind: str,
    file_id: UUID,
    *,
    options: FileOptions,
    facts: TableFacts | None,
    keep_file: bool,
    files_for: Permission,
) -> UUID:
    args: JsonObject = {
        "file_id": str(file_id),
        "options": options.model_dump(mode="json"),
        "keep_file": keep_file,
        "files_for": files_for,
        "sender": {
            "kind": ctx.actor.kind,
            "id": ctx.actor.id,
            "denied_events": list(ctx.actor.denied_events),
        },
    }
    if facts is not None:
        args["facts"] = stored_facts(facts)
    job_id = await start_job(ctx, kind, args=args)
    seen: JsonObject = {"bytes": facts.size, "columns": list(facts.columns)} if facts is not None else {}
    action = "profiles.import_started" if kind == IMPORT_PROFILES else "events.import_started"
    record(ctx, action, object_type="job", object_id=job_id, after=seen)
    return job_id


def _open(path: Path, options: FileOptions) -> Table:
    return open_table(
        path,
        options=TableOptions(
            encoding=options.encoding,
            delimiter=options.delimiter,
            quote=options.quote,
            header=options.has_header,
            sheet=options.sheet,
            header_words=HEADER_WORDS,
        ),
    )


def _look(path: Path, options: FileOptions) -> TableFacts:
    try:
        with _open(path, options) as table:
            facts = table.facts
    except FileNotFoundError as error:
        raise UnreadableFileError("The file is not there any more. Send it again.") from error
    if not facts.columns:
        raise UnreadableFileError("The file holds no row. Send one with a header and a row for each item.")
    return facts


def _sample(path: Path, options: FileOptions) -> tuple[TableFacts, list[tuple[int, Sequence[str]]]]:
    with _open(path, options) as table:
        chunk = table.preview(SAMPLE_ROWS)
        return table.facts, list(zip(chunk.lines, chunk.rows, strict=True))


def _preview(
    facts: TableFacts,
    columns: Columns,
    reader: ProfileRows | EventRows,
    *,
    rows: Sequence[tuple[int, Sequence[str]]],
) -> ImportPreview:
    problems = []
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        try:
            reader.read(tuple(row))
        except FaultError as fault:
            told = fault.rejection(line, tuple(row), columns)
            problems.append(
                RowProblem(row=line, column=told.column or None, value=told.value, reason=told.reason)
            )
    return ImportPreview(
        format=facts.format,
        encoding=facts.encoding,
        delimiter=facts.delimiter,
        has_header=facts.header,
        sheets=list(facts.sheets),
        sheet=facts.sheet,
        columns=[
            ImportColumn(column=name, meaning=meaning.label if meaning is not None else None)
            for name, meaning in zip(columns.names, columns.meanings, strict=True)
        ],
        rows=[list(row) for _, row in rows],
        problems=problems,
    )
