"""Routes of files that are uploaded for workflows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Path, Request, UploadFile

from largesse.accounts.jobs_api import store_of
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, needs_room, requires, stored_upload
from largesse.workflows.commands import files
from largesse.workflows.schemas import FileView

router = APIRouter(prefix="/v1/files", route_class=TransactionRoute, tags=["workflow-files"])

FileId = Annotated[UUID, Path(description="Id of the file.")]


@router.post(
    "", status_code=201, operation_id="uploadFile", dependencies=[needs_room], responses=failures(413)
)
async def upload_file(
    request: Request,
    file: Annotated[UploadFile, File(description="Any file; Local File nodes name it by its id.")],
    ctx: Context = requires(Permission.WORKFLOWS_FILE_CREATE),
) -> FileView:
    """Upload a file for workflows; it stays until it is deleted."""
    async with stored_upload(request, ctx, file) as (stored, _):
        return await files.keep_file(ctx, stored, name=file.filename or "")


@router.get("/{file_id}", operation_id="getFile", responses=failures(404))
async def get_file(file_id: FileId, ctx: Context = requires(Permission.WORKFLOWS_FILE_READ)) -> FileView:
    """Read the name, size and checksum of an uploaded file."""
    return await files.view_file(ctx, file_id)


@router.delete("/{file_id}", status_code=204, operation_id="deleteFile", responses=failures(404, 409))
async def delete_file(
    request: Request, file_id: FileId, ctx: Context = requires(Permission.WORKFLOWS_FILE_DELETE)
) -> None:
    """Delete an uploaded file that no running workflow names."""
    await files.forget_file(ctx, file_id)
    # At once and not by the sweep: whoever deletes a list of customers wants it gone now.
    store_of(request).delete(ctx.workspace_id, file_id)
