"""Routes that fill pools: imports from files and generations."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Path, Request, Response, UploadFile

from largesse.accounts.jobs_api import JobPage, JobView, started_job
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
from largesse.vouchers.commands import start_imports, undo
from largesse.vouchers.commands.generate import start_generation
from largesse.vouchers.import_schemas import GenerationInput, ImportOptions

router = APIRouter(prefix="/v1/pools/{pool_id}", route_class=TransactionRoute, tags=["pools"])

PoolId = Annotated[UUID, Path(description="Id of the pool.")]
JobId = Annotated[UUID, Path(description="Id of the import's or generation's job.")]
Upload = Annotated[UploadFile, File(description="CSV, TSV, XLSX, XLS or ODS.")]


@router.post(
    "/imports",
    status_code=202,
    operation_id="importCodes",
    dependencies=[needs_room],
    responses=failures(404, 413),
)
async def import_codes(
    request: Request,
    response: Response,
    pool_id: PoolId,
    file: Upload,
    options: Annotated[
        str, Form(max_length=20_000, description="ImportOptions as JSON.", examples=['{"delimiter": ";"}'])
    ] = "{}",
    ctx: Context = requires(Permission.VOUCHERS_ITEM_IMPORT_CREATE),
) -> JobView:
    """Import codes from a file; answers with the job that does it."""
    read = options_from(options, ImportOptions)
    async with stored_upload(request, ctx, file) as (stored, path):
        job_id = await start_imports.start_import(
            ctx, pool_id, stored.id, path, options=read, file_name=told_name(file)
        )
    return await started_job(ctx, response, job_id)


@router.post(
    "/import-previews", operation_id="previewImport", dependencies=[needs_room], responses=failures(404, 413)
)
async def preview_import(
    request: Request,
    pool_id: PoolId,
    file: Upload,
    options: Annotated[str, Form(max_length=20_000, description="ImportOptions as JSON.")] = "{}",
    ctx: Context = requires(Permission.VOUCHERS_ITEM_IMPORT_CREATE),
) -> ImportPreview:
    """Tell what a file looks like, what its columns would be taken for, and what is wrong; keeps nothing."""
    read = options_from(options, ImportOptions)
    async with stored_upload(request, ctx, file, keep=False) as (_, path):
        return await start_imports.preview(ctx, pool_id, path, options=read)


@router.get("/imports", operation_id="listImports", responses=failures(404))
async def list_imports(pool_id: PoolId, ctx: Context = requires(Permission.VOUCHERS_POOL_READ)) -> JobPage:
    """List the latest imports and generations of a pool."""
    rows = await start_imports.list_imports(ctx, pool_id)
    return JobPage(items=[JobView.model_validate(row) for row in rows], next_cursor=None, has_more=False)


@router.delete("/imports/{job_id}", status_code=202, operation_id="undoImport", responses=failures(404, 409))
async def undo_import(
    response: Response,
    pool_id: PoolId,
    job_id: JobId,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_IMPORT_DELETE),
) -> JobView:
    """Take back all codes of an import or generation, as long as none of them was used."""
    return await started_job(ctx, response, await undo.start_undo(ctx, pool_id, job_id))


@router.post(
    "/generations",
    status_code=202,
    operation_id="generateCodes",
    dependencies=[needs_room],
    responses=failures(404, 409),
)
async def generate_codes(
    response: Response,
    pool_id: PoolId,
    generation: GenerationInput,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_GENERATE_CREATE),
) -> JobView:
    """Generate random codes; a warning in the job's progress tells when they are easy to guess."""
    return await started_job(ctx, response, await start_generation(ctx, pool_id, generation))
