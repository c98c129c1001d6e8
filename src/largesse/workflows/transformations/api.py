"""Routes of transformations: trying one on a sample."""

from asyncio import to_thread
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.errors import InvalidError
from largesse.core.http import TransactionRoute, failures, json_from, needs_room, requires, stored_upload
from largesse.workflows.transformations.previews import Preview, preview, preview_file
from largesse.workflows.transformations.schemas import Sample
from largesse.workflows.transformations.transformation import Transformation

router = APIRouter(prefix="/v1/transformations", route_class=TransactionRoute, tags=["workflows"])


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
    read = json_from(transformation, Transformation, field="transformation")
    if (file is None) == (sample is None):
        raise InvalidError(
            "sample_missing", "Send a `file` or a `sample`, one of the two.", pointer="/body/sample"
        )
    if file is None:
        given = json_from(sample or "", Sample, field="sample")
        return await to_thread(preview, read, given.columns, [tuple(row) for row in given.rows])
    async with stored_upload(request, ctx, file, keep=False) as (_, path):
        return await to_thread(preview_file, read, path)
