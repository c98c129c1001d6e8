"""Begins imports of profiles and events: what is in the file, what it means, and the job for the rest."""

from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.accounts.audit import record
from largesse.accounts.permissions import Permission
from largesse.accounts.queries import get_workspace
from largesse.core import imports
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.files import TableFacts
from largesse.core.imports import (
    FileOptions,
    ImportPreview,
    import_args,
    preview_of,
    refusal_by,
    sample_of,
)
from largesse.core.jobs import start_job
from largesse.profiles.imports.columns import (
    HEADER_WORDS,
    ProfileColumns,
    check_event_columns,
    check_profile_columns,
    event_columns,
    find_event_columns,
    find_profile_columns,
    profile_columns,
)
from largesse.profiles.imports.meanings import EVENT_MEANINGS, PROFILE_MEANINGS
from largesse.profiles.imports.rows import EventRows, ProfileRows
from largesse.profiles.imports.schemas import (
    EventImportOptions,
    ProfileImportOptions,
    TypedFileOptions,
)

IMPORT_PROFILES: Final = "import_profiles"
IMPORT_EVENTS: Final = "import_events"


async def start_profile_import(
    ctx: Context,
    *,
    file_id: UUID,
    options: ProfileImportOptions | None = None,
    facts: TableFacts | None = None,
    keep_file: bool = True,
    file_name: str = "",
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
        file_name=file_name, files_for=Permission.API_CLIENT_IMPORT_CREATE,
    )  # fmt: skip


async def start_event_import(
    ctx: Context,
    *,
    file_id: UUID,
    options: EventImportOptions | None = None,
    facts: TableFacts | None = None,
    keep_file: bool = True,
    file_name: str = "",
) -> UUID:
    """Starts the import of a stored file of events, as `start_profile_import` does of profiles.

    Names on the deny list of the caller's key are refused row by row.
    """
    options = options or EventImportOptions()
    if facts is not None:
        event_columns(facts, options)
    return await _start(
        ctx, IMPORT_EVENTS, file_id, options=options, facts=facts, keep_file=keep_file,
        file_name=file_name, files_for=Permission.API_EVENTS_IMPORT_CREATE,
    )  # fmt: skip


async def look_at(path: Path, options: FileOptions) -> TableFacts:
    """What a stored file is; UnreadableFileError when it cannot be read or holds nothing."""
    return await imports.look_at(path, options.for_table(HEADER_WORDS))


async def preview_profiles(path: Path, options: ProfileImportOptions) -> ImportPreview:
    """What a file looks like, what its columns would be taken for, and what is wrong with its first rows."""
    sample = await sample_of(path, options.for_table(HEADER_WORDS))
    columns = find_profile_columns(sample.facts, options)
    return preview_of(
        sample,
        profile_rows(columns, options),
        columns.meanings,
        meanings=PROFILE_MEANINGS,
        refusal=refusal_by(partial(check_profile_columns, columns)),
    )


async def preview_events(ctx: Context, path: Path, options: EventImportOptions) -> ImportPreview:
    """The same for events."""
    sample = await sample_of(path, options.for_table(HEADER_WORDS))
    columns = find_event_columns(sample.facts, options)
    return preview_of(
        sample,
        await event_rows(ctx, columns, options),
        columns.meanings,
        meanings=EVENT_MEANINGS,
        refusal=refusal_by(partial(check_event_columns, columns, options)),
    )


def profile_rows(columns: ProfileColumns, options: ProfileImportOptions) -> ProfileRows:
    """How rows under these options become profiles."""
    return ProfileRows(columns, clear=options.empty == "clear", tag_separator=options.tag_separator)


async def event_rows(ctx: Context, columns: ProfileColumns, options: EventImportOptions) -> EventRows:
    """How rows under these options become events; times without an offset are in the workspace's zone."""
    return EventRows(columns, ZoneInfo((await get_workspace(ctx)).time_zone), name=options.name)


async def _start(
    ctx: Context,
    kind: str,
    file_id: UUID,
    *,
    options: TypedFileOptions,
    facts: TableFacts | None,
    keep_file: bool,
    file_name: str,
    files_for: Permission,
) -> UUID:
    args = import_args(
        ctx, file_id=file_id, options=options, facts=facts, keep_file=keep_file, files_for=files_for,
        file_name=file_name,
    )  # fmt: skip
    job_id = await start_job(ctx, kind, args=args)
    if options.dry_run:
        return job_id
    seen: JsonObject = {"bytes": facts.size, "columns": list(facts.columns)} if facts is not None else {}
    action = "profiles.import_started" if kind == IMPORT_PROFILES else "events.import_started"
    record(ctx, action, object_type="job", object_id=job_id, after=seen)
    return job_id
