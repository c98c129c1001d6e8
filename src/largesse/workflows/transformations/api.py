"""Routes of transformations: trying one on a sample."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from typing import Annotated, Final, TypeVar

from fastapi import APIRouter, File, Form, Request, UploadFile
from pydantic import BaseModel, ValidationError

from largesse.accounts.jobs_api import store_of
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.errors import InvalidError
from largesse.core.http import TransactionRoute, failures, needs_room, requires
from largesse.workflows.transformations.previews import Preview, preview, preview_file
from largesse.workflows.transformations.schemas import Sample
from largesse.workflows.transformations.transformation import Transformation

router = APIRouter(prefix="/v1/transformations", route_class=TransactionRoute, tags=["workflows"])

BLOCK: Final = 1 << 20
Read = TypeVar("Read", bound=BaseModel)


@router.post(
    "/previews",
    operation_id="previewTransformation",
    dependencies=[needs_room],
    responses=failures(413),
)
async def preview_transformation(
    request: Request,
    transformation: Annotated[
        str,
        Form(
            max_length=500_000,
            description="Transformation as JSON.",
            examples=['{"operations": [{"type": "rename_columns", "columns": {"Kod": "code"}}]}'],
        ),
    ],
    sample: Annotated[
        str | None, Form(max_length=2_000_000, description="Sample as JSON, in the place of a file.")
    ] = None,
    file: Annotated[
        UploadFile | None,
        File(description="CSV, XLSX, JSON, JSON Lines or XML; its first 500 rows are used."),
    ] = None,
    ctx: Context = requires(Permission.WORKFLOWS_TRANSFORMATION_PREVIEW_CREATE),
) -> Preview:
    """Try a transformation on the first rows of a file, or on given rows; keeps nothing."""
    read = _read(transformation, Transformation, "transformation")
    if (file is None) == (sample is None):
        raise InvalidError(
            "sample_missing", "Send a `file` or a `sample`, one of the two.", pointer="/body/sample"
        )
    if file is None:
        given = _read(sample or "", Sample, "sample")
        return await to_thread(preview, read, given.columns, [tuple(row) for row in given.rows])
    store = store_of(request)
    limit = request.app.state.settings.max_upload_bytes
    stored = await store.save(ctx.workspace_id, _blocks(file), max_bytes=limit)
    try:
        return await to_thread(preview_file, read, store.path(ctx.workspace_id, stored.id))
    finally:
        store.delete(ctx.workspace_id, stored.id)


def _read(sent: str, kind: type[Read], field: str) -> Read:
    try:
        return kind.model_validate_json(sent)
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(part) for part in first["loc"])
        raise InvalidError(
            "invalid_options", f"{field}: {where}: {first['msg']}.", pointer=f"/body/{field}/{where}"
        ) from error


async def _blocks(file: UploadFile) -> AsyncIterator[bytes]:
    while block := await file.read(BLOCK):
        yield block
