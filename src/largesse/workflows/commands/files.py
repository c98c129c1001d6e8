"""Notes which files were uploaded for workflows, and deletes them."""

from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.errors import ConflictError, NotFoundError
from largesse.core.files import StoredFile
from largesse.workflows.schemas import FileView

LONGEST_NAME: Final = 255
COLUMNS: Final = "id, name, size, sha256, created_at"


async def keep_file(ctx: Context, stored: StoredFile, *, name: str) -> FileView:
    """Notes an uploaded file, so that it stays until it is deleted."""
    view = FileView(
        id=stored.id,
        name=name.replace("\x00", "")[:LONGEST_NAME],
        size=stored.size,
        sha256=stored.sha256,
        created_at=ctx.now,
    )
    await ctx.db.execute(
        text(
            "insert into workflow_files (workspace_id, id, name, size, sha256, created_at, created_by)"
            " values (:workspace, :id, :name, :size, :sha256, :created_at, :by)"
        ),
        {"workspace": ctx.workspace_id, "by": ctx.actor.label, **view.model_dump()},
    )
    record(ctx, "file.uploaded", object_type="file", object_id=stored.id, after={"name": view.name})
    return view


async def view_file(ctx: Context, file_id: UUID) -> FileView:
    """An uploaded file; NotFoundError `file_not_found`."""
    row = (
        await ctx.db.execute(
            text(f"select {COLUMNS} from workflow_files where workspace_id = :workspace and id = :id"),
            {"workspace": ctx.workspace_id, "id": file_id},
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError("file_not_found", f"There is no uploaded file {file_id} in this workspace.")
    return FileView.model_validate(row, from_attributes=True)


async def forget_file(ctx: Context, file_id: UUID) -> None:
    """Forgets an uploaded file; NotFoundError; ConflictError `file_in_use` while a workflow needs it."""
    view = await view_file(ctx, file_id)
    user = await ctx.db.scalar(
        text(
            "select w.name from workflows w join workflow_versions v on v.workspace_id = w.workspace_id"
            " and v.workflow_id = w.id and v.version = w.active_version"
            " where w.workspace_id = :workspace and w.state in ('active', 'paused')"
            " and exists (select from jsonb_array_elements(v.graph -> 'nodes') n where n ->> 'file_id' = :id)"
            " limit 1"
        ),
        {"workspace": ctx.workspace_id, "id": str(file_id)},
    )
    if user is not None:
        raise ConflictError(
            "file_in_use", f"The workflow {user} brings in this file. Stop it, or give it another file first."
        )
    await ctx.db.execute(
        text("delete from workflow_files where workspace_id = :workspace and id = :id"),
        {"workspace": ctx.workspace_id, "id": file_id},
    )
    record(ctx, "file.deleted", object_type="file", object_id=file_id, before={"name": view.name})


async def uploaded_files(session: AsyncSession) -> set[UUID]:
    """The files of the transaction's workspace that were uploaded and not deleted."""
    rows = await session.scalars(text("select id from workflow_files where workspace_id = core_workspace()"))
    return set(rows.all())
