"""Routes of long work: how far it is, what it brought, its rejected rows and result file."""

from datetime import datetime
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field
from starlette.background import BackgroundTask

from largesse.accounts.job_files import job_with_files, write_rejections
from largesse.accounts.permissions import Permission
from largesse.core import jobs
from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.core.files import FileStore
from largesse.core.http import TransactionRoute, failures, requires
from largesse.core.rejections import first_rejections

router = APIRouter(prefix="/v1/jobs", route_class=TransactionRoute, tags=["jobs"])

Kind = Annotated[str, Field(max_length=64, pattern=r"^[^\x00]*$")]
JobId = Annotated[UUID, Path(description="Id of the job.")]


class JobView(BaseModel):
    """A job and how far it is."""

    id: UUID
    kind: str = Field(examples=["import_codes"])
    object_id: str | None = Field(description="What it works on, such as a pool.")
    file_name: str = Field(description="What the sender of its file calls that; else empty.")
    dry_run: bool = Field(description="Whether it only checks, and writes nothing.")
    state: str = Field(description="queued, running, succeeded, failed or cancelled.")
    done: int = Field(description="Rows or codes dealt with so far.")
    total: int | None = Field(description="How many there are, when known.")
    rate_per_second: float | None
    seconds_left: float | None
    progress: dict[str, Any] = Field(description="Counts so far.")
    result: dict[str, Any] | None = Field(description="Counts in the end.")
    error: str | None
    created_by: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    has_rejections: bool = Field(description="Whether rejected rows can be downloaded.")
    has_result_file: bool

    @property
    def file_id(self) -> str | None:
        """The result file's id in the store."""
        return (self.result or {}).get("file_id")


class JobPage(BaseModel):
    """A page of jobs, newest first."""

    items: list[JobView]
    next_cursor: str | None
    has_more: bool


class RejectedRowView(BaseModel):
    """A row that an import could not take."""

    row: int = Field(description="The line in the file, from 1, the header included.")
    column: str | None = Field(description="The column to blame; null when it is the row as a whole.")
    value: str = Field(description="What stands there, cut to 500 characters.")
    reason: str


class RejectedRows(BaseModel):
    """The first rejected rows of a job, in the order of the file."""

    items: list[RejectedRowView]
    has_more: bool


JobState = Literal["queued", "running", "succeeded", "failed", "cancelled"]


@router.get("", operation_id="listJobs")
async def list_jobs(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    kind: Annotated[
        str | None, Query(max_length=64, pattern=r"^[^\x00]*$", description="Only such jobs.")
    ] = None,
    kinds: Annotated[list[Kind], Query(max_length=50, description="Only jobs of these kinds.")] = [],  # noqa: B006
    state: Annotated[list[JobState], Query(max_length=5, description="Only jobs in these states.")] = [],  # noqa: B006
    object_id: Annotated[
        str | None, Query(max_length=64, pattern=r"^[^\x00]*$", description="Only jobs on this object.")
    ] = None,
    ctx: Context = requires(Permission.JOBS_JOB_READ),
) -> JobPage:
    """List jobs, newest first."""
    rows = await jobs.list_jobs(
        ctx, limit=limit + 1, before=cursor, kind=kind, kinds=kinds, states=state, object_id=object_id
    )
    more = len(rows) > limit
    items = [JobView.model_validate(row) for row in rows[:limit]]
    return JobPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


@router.get("/{job_id}", operation_id="getJob", responses=failures(404))
async def get_job(job_id: JobId, ctx: Context = requires(Permission.JOBS_JOB_READ)) -> JobView:
    """Read a job's progress and result."""
    return JobView.model_validate(await jobs.get_job(ctx, job_id))


@router.post("/{job_id}/cancellations", operation_id="cancelJob", responses=failures(404))
async def cancel_job(job_id: JobId, ctx: Context = requires(Permission.JOBS_JOB_CANCEL_UPDATE)) -> JobView:
    """Stop a job at its next step; what it did so far stays."""
    await jobs.request_cancel(ctx, job_id)
    return JobView.model_validate(await jobs.get_job(ctx, job_id))


@router.get(
    "/{job_id}/rejections",
    operation_id="downloadRejections",
    response_class=FileResponse,
    responses={200: {"description": "The rejected rows in the file's own format."}, **failures(404)},
)
async def download_rejections(
    request: Request, job_id: JobId, ctx: Context = requires(Permission.JOBS_JOB_READ)
) -> FileResponse:
    """Download the rejected rows of an import, with row, column, value and reason added."""
    job = await job_with_files(ctx, job_id)
    path, name, media_type = await write_rejections(ctx, job, files=store_of(request))
    return FileResponse(path, filename=name, media_type=media_type, background=BackgroundTask(path.unlink))


@router.get("/{job_id}/rejected-rows", operation_id="listRejectedRows", responses=failures(404))
async def list_rejected_rows(
    job_id: JobId,
    limit: Annotated[int, Query(ge=1, le=200, description="How many.")] = 50,
    ctx: Context = requires(Permission.JOBS_JOB_READ),
) -> RejectedRows:
    """Read the first rejected rows of an import; the download has all of them."""
    await job_with_files(ctx, job_id)
    rows = await first_rejections(ctx, job_id, limit=limit + 1)
    return RejectedRows(
        items=[RejectedRowView.model_validate(row, from_attributes=True) for row in rows[:limit]],
        has_more=len(rows) > limit,
    )


@router.get(
    "/{job_id}/result",
    operation_id="downloadResult",
    response_class=FileResponse,
    responses={200: {"description": "A CSV file.", "content": {"text/csv": {}}}, **failures(404)},
)
async def download_result(
    request: Request, job_id: JobId, ctx: Context = requires(Permission.JOBS_JOB_READ)
) -> FileResponse:
    """Download the result file of a job."""
    job = await job_with_files(ctx, job_id)
    file_id = JobView.model_validate(job).file_id
    path = store_of(request).path(ctx.workspace_id, UUID(file_id)) if file_id else FilePath()
    if not file_id or not path.is_file():
        raise NotFoundError("no_result_file", "This job has no result file (yet).")
    return FileResponse(path, filename=f"{job['kind']}-{job_id}.csv", media_type="text/csv")


async def started_job(ctx: Context, response: Response, job_id: UUID) -> JobView:
    """The answer to a request that began a job: what it is now, and where it will be told of."""
    response.headers["Location"] = f"/v1/jobs/{job_id}"
    return JobView.model_validate(await jobs.get_job(ctx, job_id))


def store_of(request: Request) -> FileStore:
    """The installation's files."""
    store: FileStore = request.app.state.files
    return store
