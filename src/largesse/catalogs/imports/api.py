"""The route that fills catalogues from files."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Request, Response, UploadFile

from largesse.accounts.jobs_api import JobView, started_job
from largesse.accounts.permissions import Permission
from largesse.catalogs.imports import start
from largesse.catalogs.imports.schemas import CatalogImportOptions
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, needs_room, options_from, requires, stored_upload

router = APIRouter(prefix="/v1/catalogs", route_class=TransactionRoute, tags=["catalogs"])

Name = Annotated[str, Path(min_length=1, max_length=128, description="Name of the catalogue.")]
Upload = Annotated[UploadFile, File(description="CSV, TSV, XLSX, XLS, ODS, or a product feed in XML.")]
Options = Annotated[
    str,
    Form(max_length=50_000, description="CatalogImportOptions as JSON.", examples=['{"currency": "PLN"}']),
]


@router.post(
    "/{name}/imports",
    status_code=202,
    operation_id="importCatalogItems",
    dependencies=[needs_room],
    responses=failures(404, 413),
)
async def import_items(
    request: Request,
    response: Response,
    name: Name,
    file: Upload,
    options: Options = "{}",
    ctx: Context = requires(Permission.CATALOGS_ITEM_IMPORT_CREATE),
) -> JobView:
    """Import items of a catalogue from a table or a product feed; answers with the job that does it."""
    read = options_from(options, CatalogImportOptions)
    async with stored_upload(request, ctx, file) as (stored, path):
        facts = await start.look_at(path, read)
        job_id = await start.start_item_import(
            ctx, name, file_id=stored.id, options=read, facts=facts, keep_file=False
        )
    return await started_job(ctx, response, job_id)
