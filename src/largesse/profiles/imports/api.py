"""Routes that fill profiles and events from files."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path as FilePath
from typing import Annotated, Final, TypeVar
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from pydantic import ValidationError

from largesse.accounts.jobs_api import JobView, store_of
from largesse.accounts.permissions import Permission
from largesse.core import jobs
from largesse.core.context import Context
from largesse.core.errors import InvalidError
from largesse.core.http import TransactionRoute, failures, needs_room, requires
from largesse.profiles.imports import start
from largesse.profiles.imports.schemas import (
    EventImportOptions,
    FileOptions,
    ImportPreview,
    ProfileImportOptions,
)

router = APIRouter(prefix="/v1/profiles", route_class=TransactionRoute)

PROFILES: Final = "profiles"
EVENTS: Final = "events"
Upload = Annotated[UploadFile, File(description="CSV, TSV, XLSX, XLS or ODS.")]
ProfileOptions = Annotated[
    str,
    Form(max_length=50_000, description="ProfileImportOptions as JSON.", examples=['{"empty": "clear"}']),
]
EventOptions = Annotated[
    str,
    Form(
        max_length=50_000, description="EventImportOptions as JSON.", examples=['{"name": "points.granted"}']
    ),
]
BLOCK: Final = 1 << 20
Options = TypeVar("Options", bound=FileOptions)


@router.post(
    "/imports",
    status_code=202,
    tags=[PROFILES],
    operation_id="importProfiles",
    dependencies=[needs_room],
    responses=failures(413),
)
async def import_profiles(
    request: Request,
    response: Response,
    file: Upload,
    options: ProfileOptions = "{}",
    ctx: Context = requires(Permission.API_CLIENT_IMPORT_CREATE),
) -> JobView:
    """Import profiles from a file; answers with the job that does it."""
    read = _read_options(options, ProfileImportOptions)
    async with _stored(request, ctx, file) as (file_id, path):
        facts = await start.look_at(path, read)
        job_id = await start.start_profile_import(
            ctx, file_id=file_id, options=read, facts=facts, keep_file=False
        )
    return await _answer(ctx, response, job_id)


@router.post(
    "/import-previews",
    tags=[PROFILES],
    operation_id="previewProfileImport",
    dependencies=[needs_room],
    responses=failures(413),
)
async def preview_profile_import(
    request: Request,
    file: Upload,
    options: ProfileOptions = "{}",
    ctx: Context = requires(Permission.API_CLIENT_IMPORT_CREATE),
) -> ImportPreview:
    """Tell what the columns of a file of profiles would be taken for; keeps nothing."""
    read = _read_options(options, ProfileImportOptions)
    async with _stored(request, ctx, file, keep=False) as (_, path):
        return await start.preview_profiles(path, read)


@router.post(
    "/event-imports",
    status_code=202,
    tags=[EVENTS],
    operation_id="importEvents",
    dependencies=[needs_room],
    responses=failures(413),
)
async def import_events(
    request: Request,
    response: Response,
    file: Upload,
    options: EventOptions = "{}",
    ctx: Context = requires(Permission.API_EVENTS_IMPORT_CREATE),
) -> JobView:
    """Import events of profiles from a file; answers with the job that does it."""
    read = _read_options(options, EventImportOptions)
    async with _stored(request, ctx, file) as (file_id, path):
        facts = await start.look_at(path, read)
        job_id = await start.start_event_import(
            ctx, file_id=file_id, options=read, facts=facts, keep_file=False
        )
    return await _answer(ctx, response, job_id)


@router.post(
    "/event-import-previews",
    tags=[EVENTS],
    operation_id="previewEventImport",
    dependencies=[needs_room],
    responses=failures(413),
)
async def preview_event_import(
    request: Request,
    file: Upload,
    options: EventOptions = "{}",
    ctx: Context = requires(Permission.API_EVENTS_IMPORT_CREATE),
) -> ImportPreview:
    """Tell what the columns of a file of events would be taken for; keeps nothing."""
    read = _read_options(options, EventImportOptions)
    async with _stored(request, ctx, file, keep=False) as (_, path):
        return await start.preview_events(ctx, path, read)


@asynccontextmanager
async def _stored(
    request: Request, ctx: Context, file: UploadFile, *, keep: bool = True
) -> AsyncIterator[tuple[UUID, FilePath]]:
    """The upload in the store; it goes again when what is done with it fails, or need not be kept."""
    store = store_of(request)
    limit = request.app.state.settings.max_upload_bytes
    stored = await store.save(ctx.workspace_id, _blocks(file), max_bytes=limit)
    try:
        yield stored.id, store.path(ctx.workspace_id, stored.id)
    except BaseException:
        store.delete(ctx.workspace_id, stored.id)
        raise
    if not keep:
        store.delete(ctx.workspace_id, stored.id)


async def _answer(ctx: Context, response: Response, job_id: UUID) -> JobView:
    response.headers["Location"] = f"/v1/jobs/{job_id}"
    return JobView.model_validate(await jobs.get_job(ctx, job_id))


def _read_options(options: str, kind: type[Options]) -> Options:
    try:
        return kind.model_validate_json(options or "{}")
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(part) for part in first["loc"])
        raise InvalidError(
            "invalid_options", f"options: {where}: {first['msg']}.", pointer=f"/body/options/{where}"
        ) from error


async def _blocks(file: UploadFile) -> AsyncIterator[bytes]:
    while block := await file.read(BLOCK):
        yield block
