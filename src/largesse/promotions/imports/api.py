"""Routes that fill promotions from files."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path as FilePath
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from pydantic import ValidationError

from largesse.accounts.jobs_api import JobPage, JobView, store_of
from largesse.accounts.permissions import Permission
from largesse.core import jobs
from largesse.core.context import Context
from largesse.core.errors import ForbiddenError, InvalidError
from largesse.core.http import TransactionRoute, failures, needs_room, requires
from largesse.promotions.imports import start
from largesse.promotions.imports.schemas import PromotionImportOptions, PromotionImportPreview

router = APIRouter(prefix="/v1/promotions", route_class=TransactionRoute, tags=["promotions"])

Upload = Annotated[UploadFile, File(description="CSV, TSV, XLSX, XLS or ODS.")]
Options = Annotated[
    str,
    Form(
        max_length=50_000,
        description="PromotionImportOptions as JSON.",
        examples=['{"delimiter": ";", "create_tags": true}'],
    ),
]
# What an import needs besides that makes pools for coupons.
FOR_COUPONS: Final = (Permission.VOUCHERS_POOL_CREATE, Permission.VOUCHERS_ITEM_GENERATE_CREATE)
BLOCK: Final = 1 << 20
LISTED: Final = 200


@router.post(
    "/imports",
    status_code=202,
    operation_id="importPromotions",
    dependencies=[needs_room],
    responses=failures(413),
)
async def import_promotions(
    request: Request,
    response: Response,
    file: Upload,
    options: Options = "{}",
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_IMPORT_CREATE),
) -> JobView:
    """Import promotions from a file, published as its rows say; answers with the job that does it."""
    read = _read_options(options)
    _check_coupons(ctx, read)
    async with _stored(request, ctx, file) as (file_id, path):
        facts = await start.look_at(path, read)
        job_id = await start.start_promotion_import(
            ctx, file_id=file_id, options=read, facts=facts, keep_file=False
        )
    response.headers["Location"] = f"/v1/jobs/{job_id}"
    return JobView.model_validate(await jobs.get_job(ctx, job_id))


@router.post(
    "/import-previews",
    operation_id="previewPromotionImport",
    dependencies=[needs_room],
    responses=failures(413),
)
async def preview_promotion_import(
    request: Request,
    file: Upload,
    options: Options = "{}",
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_IMPORT_CREATE),
) -> PromotionImportPreview:
    """Tell what the columns of a file of promotions would be taken for; keeps nothing."""
    read = _read_options(options)
    async with _stored(request, ctx, file, keep=False) as (_, path):
        return await start.preview_promotions(ctx, path, read)


@router.get("/imports", operation_id="listPromotionImports")
async def list_imports(
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_READ),
) -> JobPage:
    """List the latest imports of promotions."""
    rows = await jobs.list_jobs(ctx, limit=LISTED, kind=start.IMPORT_PROMOTIONS)
    return JobPage(items=[JobView.model_validate(row) for row in rows], next_cursor=None, has_more=False)


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


def _read_options(options: str) -> PromotionImportOptions:
    try:
        return PromotionImportOptions.model_validate_json(options or "{}")
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(part) for part in first["loc"])
        raise InvalidError(
            "invalid_options", f"options: {where}: {first['msg']}.", pointer=f"/body/options/{where}"
        ) from error


def _check_coupons(ctx: Context, options: PromotionImportOptions) -> None:
    missing = [name for name in FOR_COUPONS if options.coupons and name not in ctx.actor.permissions]
    if missing:
        raise ForbiddenError(
            "permission_missing", f"An import with `coupons` needs the permission {missing[0]}."
        )


async def _blocks(file: UploadFile) -> AsyncIterator[bytes]:
    while block := await file.read(BLOCK):
        yield block
