"""Routes that fill profiles and events from files."""

from typing import Annotated, Final

from fastapi import APIRouter, File, Form, Request, Response, UploadFile

from largesse.accounts.jobs_api import JobView, started_job
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import (
    TransactionRoute,
    failures,
    needs_room,
    options_from,
    requires,
    stored_upload,
    told_name,
)
from largesse.core.imports import ImportPreview
from largesse.profiles.imports import start
from largesse.profiles.imports.schemas import EventImportOptions, ProfileImportOptions

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
    read = options_from(options, ProfileImportOptions)
    async with stored_upload(request, ctx, file) as (stored, path):
        facts = await start.look_at(path, read)
        job_id = await start.start_profile_import(
            ctx,
            file_id=stored.id,
            options=read,
            facts=facts,
            keep_file=False,
            file_name=told_name(file),
        )
    return await started_job(ctx, response, job_id)


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
    read = options_from(options, ProfileImportOptions)
    async with stored_upload(request, ctx, file, keep=False) as (_, path):
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
    read = options_from(options, EventImportOptions)
    async with stored_upload(request, ctx, file) as (stored, path):
        facts = await start.look_at(path, read)
        job_id = await start.start_event_import(
            ctx,
            file_id=stored.id,
            options=read,
            facts=facts,
            keep_file=False,
            file_name=told_name(file),
        )
    return await started_job(ctx, response, job_id)


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
    read = options_from(options, EventImportOptions)
    async with stored_upload(request, ctx, file, keep=False) as (_, path):
        return await start.preview_events(ctx, path, read)
