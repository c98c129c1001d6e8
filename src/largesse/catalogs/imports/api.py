"""The route that fills catalogues from files."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path as FilePath
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, File, Form, Path, Request, Response, UploadFile
from pydantic import ValidationError

from largesse.accounts.jobs_api import JobView, store_of
from largesse.accounts.permissions import Permission
from largesse.catalogs.imports import start
from largesse.catalogs.imports.schemas import CatalogImportOptions
from largesse.core import jobs
from largesse.core.context import Context
from largesse.core.errors import InvalidError
from largesse.core.http import TransactionRoute, failures, needs_room, requires

router = APIRouter(prefix="/v1/catalogs", route_class=TransactionRoute, tags=["catalogs"])

Name = Annotated[str, Path(min_length=1, max_length=128, description="Name of the catalogue.")]
Upload = Annotated[UploadFile, File(description="CSV, TSV, XLSX, XLS, ODS, or a product feed in XML.")]
Options = Annotated[
    str,
    Form(max_length=50_000, description="CatalogImportOptions as JSON.", examples=['{"currency": "PLN"}']),
]
BLOCK: Final = 1 << 20


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
    read = _read_options(options)
    async with _stored(request, ctx, file) as (file_id, path):
        facts = await start.look_at(path, read)
        job_id = await start.start_item_import(
            ctx, name, file_id=file_id, options=read, facts=facts, keep_file=False
        )
    response.headers["Location"] = f"/v1/jobs/{job_id}"
    return JobView.model_validate(await jobs.get_job(ctx, job_id))


@asynccontextmanager
async def _stored(request: Request, ctx: Context, file: UploadFile) -> AsyncIterator[tuple[UUID, FilePath]]:
    """The upload in the store; it goes again when what is done with it fails."""
    store = store_of(request)
    limit = request.app.state.settings.max_upload_bytes
    stored = await store.save(ctx.workspace_id, _blocks(file), max_bytes=limit)
    try:
        yield stored.id, store.path(ctx.workspace_id, stored.id)
    except BaseException:
        store.delete(ctx.workspace_id, stored.id)
        raise


def _read_options(options: str) -> CatalogImportOptions:
    try:
        return CatalogImportOptions.model_validate_json(options or "{}")
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(part) for part in first["loc"])
        raise InvalidError(
            "invalid_options", f"options: {where}: {first['msg']}.", pointer=f"/body/options/{where}"
        ) from error


async def _blocks(file: UploadFile) -> AsyncIterator[bytes]:
    while block := await file.read(BLOCK):
        yield block
