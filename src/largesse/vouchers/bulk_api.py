"""Routes for many codes at once: assignment to many profiles, and export."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import StreamingResponse

from largesse.accounts.jobs_api import JobView, started_job
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.files import CsvExport
from largesse.core.http import (
    Caller,
    TransactionRoute,
    failures,
    needs_room,
    requires,
    requires_caller,
)
from largesse.vouchers.bulk_schemas import BulkAssignmentInput
from largesse.vouchers.commands.assign_bulk import start_bulk_assignment
from largesse.vouchers.export import begin_export, export_codes
from largesse.vouchers.schemas import CodeState

router = APIRouter(prefix="/v1/pools/{pool_id}", route_class=TransactionRoute, tags=["pools"])

PoolId = Annotated[UUID, Path(description="Id of the pool.")]


@router.post(
    "/bulk-assignments",
    status_code=202,
    operation_id="assignCodesInBulk",
    dependencies=[needs_room],
    responses=failures(404, 409),
)
async def assign_codes_in_bulk(
    response: Response,
    pool_id: PoolId,
    wish: BulkAssignmentInput,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_ASSIGN_CREATE),
) -> JobView:
    """Hand out a code to each of many profiles; the job's result file tells who got which."""
    job_id = await start_bulk_assignment(ctx, pool_id, wish)
    return await started_job(ctx, response, job_id)


@router.get(
    "/codes.csv",
    operation_id="exportCodes",
    response_class=StreamingResponse,
    responses={
        200: {"description": "A CSV file.", "content": {"text/csv": {"schema": {"type": "string"}}}},
        **failures(404),
    },
)
async def export_pool_codes(
    pool_id: PoolId,
    state: Annotated[CodeState | None, Query(description="Only codes in this state.")] = None,
    safe: Annotated[
        bool,
        Query(description="Put ' before cells that a spreadsheet would compute; turn off to re-import."),
    ] = True,
    bom: Annotated[
        bool, Query(description="Begin with a byte order mark, by which Excel knows UTF-8.")
    ] = False,
    delimiter: Annotated[Literal[",", ";", "|", "\t"], Query(description="Between the columns.")] = ",",
    caller: Caller = requires_caller(Permission.VOUCHERS_ITEM_EXPORT_READ),
) -> StreamingResponse:
    """Export the codes of a pool as CSV, in the order they are handed out."""
    workspace_id = caller.actor.workspace_id
    async with caller.context() as ctx:
        last = await begin_export(ctx, pool_id)
    blocks = export_codes(
        caller.database,
        workspace_id,
        pool_id,
        last=last,
        state=state,
        export=CsvExport(delimiter=delimiter, bom=bom, formula_safe=safe),
    )
    headers = {
        "Content-Disposition": f'attachment; filename="codes-{pool_id}.csv"',
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(blocks, media_type="text/csv", headers=headers)
