"""Routes that fill promotions from files."""

from typing import Annotated, Final

from fastapi import APIRouter, File, Form, Request, Response, UploadFile

from largesse.accounts.jobs_api import JobPage, JobView, started_job
from largesse.accounts.permissions import Permission
from largesse.core import jobs
from largesse.core.context import Context
from largesse.core.errors import ForbiddenError
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
from largesse.promotions.imports import start
from largesse.promotions.imports.schemas import PromotionImportOptions

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
    read = options_from(options, PromotionImportOptions)
    _check_coupons(ctx, read)
    async with stored_upload(request, ctx, file) as (stored, path):
        facts = await start.look_at(path, read)
        job_id = await start.start_promotion_import(
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
    operation_id="previewPromotionImport",
    dependencies=[needs_room],
    responses=failures(413),
)
async def preview_promotion_import(
    request: Request,
    file: Upload,
    options: Options = "{}",
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_IMPORT_CREATE),
) -> ImportPreview:
    """Tell what the columns of a file of promotions would be taken for; keeps nothing."""
    read = options_from(options, PromotionImportOptions)
    async with stored_upload(request, ctx, file, keep=False) as (_, path):
        return await start.preview_promotions(ctx, path, read)


@router.get("/imports", operation_id="listPromotionImports")
async def list_imports(
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_READ),
) -> JobPage:
    """List the latest imports of promotions."""
    rows = await jobs.list_jobs(ctx, limit=LISTED, kind=start.IMPORT_PROMOTIONS)
    return JobPage(items=[JobView.model_validate(row) for row in rows], next_cursor=None, has_more=False)


def _check_coupons(ctx: Context, options: PromotionImportOptions) -> None:
    missing = [name for name in FOR_COUPONS if options.coupons and name not in ctx.actor.permissions]
    if missing:
        raise ForbiddenError(
            "permission_missing", f"An import with `coupons` needs the permission {missing[0]}."
        )
