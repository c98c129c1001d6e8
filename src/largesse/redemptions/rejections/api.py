"""Routes of what was refused."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.files import CsvExport
from largesse.core.http import Caller, TransactionRoute, requires, requires_caller
from largesse.redemptions.asking.schemas import Time
from largesse.redemptions.rejections.queries import (
    RejectionFilter,
    begin_rejection_export,
    export_rejections,
    list_rejections,
    summarize_rejections,
)
from largesse.redemptions.rejections.schemas import RejectionPage, RejectionSummary
from largesse.vouchers.codes import CasePolicy, canonical

router = APIRouter(prefix="/v1", route_class=TransactionRoute, tags=["rejections"])

SUMMARY_DAYS: Final = 30


def wanted_rejections(
    reason: Annotated[
        str | None, Query(max_length=64, pattern=r"^[a-z_]*$", description="Only for this reason.")
    ] = None,
    code: Annotated[
        str | None, Query(max_length=64, pattern=r"^[^\x00]*$", description="Only of this code.")
    ] = None,
    promotion_id: Annotated[UUID | None, Query(description="Only of this promotion.")] = None,
    campaign_id: Annotated[UUID | None, Query(description="Only of this campaign.")] = None,
    customer_id: Annotated[
        int | None, Query(ge=1, lt=2**63, description="Only of the profile of this number.")
    ] = None,
    member_id: Annotated[UUID | None, Query(description="Only asked by this member of the staff.")] = None,
    since: Annotated[Time | None, Query(description="From this moment on.")] = None,
    until: Annotated[Time | None, Query(description="Before this moment.")] = None,
) -> RejectionFilter:
    """Which rejections are meant."""
    return RejectionFilter(reason, code, promotion_id, campaign_id, customer_id, member_id, since, until)


Wanted = Annotated[RejectionFilter, Depends(wanted_rejections)]


@router.get("/rejections", operation_id="listRejections")
async def list_all_rejections(
    wanted: Wanted,
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.PROMOTIONS_REJECTION_READ),
) -> RejectionPage:
    """List what was refused, the latest first."""
    return await list_rejections(ctx, _by_code(wanted, ctx.case_policy), limit=limit, cursor=cursor)


@router.get("/rejections/summary", operation_id="summarizeRejections")
async def summarize_all_rejections(
    wanted: Wanted, ctx: Context = requires(Permission.PROMOTIONS_REJECTION_READ)
) -> RejectionSummary:
    """Count what was refused by reason and day, of the last 30 days unless `since` says otherwise."""
    asked = _by_code(wanted, ctx.case_policy)
    return await summarize_rejections(ctx, _since(asked, ctx.now))


@router.get(
    "/rejections.csv",
    operation_id="exportRejections",
    response_class=StreamingResponse,
    responses={200: {"description": "A CSV file.", "content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def export_all_rejections(
    wanted: Wanted,
    safe: Annotated[bool, Query(description="Put ' before cells that a spreadsheet would compute.")] = True,
    bom: Annotated[
        bool, Query(description="Begin with a byte order mark, by which Excel knows UTF-8.")
    ] = False,
    delimiter: Annotated[Literal[",", ";", "|", "\t"], Query(description="Between the columns.")] = ",",
    caller: Caller = requires_caller(Permission.PROMOTIONS_REJECTION_READ),
) -> StreamingResponse:
    """Export what was refused as CSV, the latest first."""
    workspace_id = caller.actor.workspace_id
    async with caller.context() as ctx:
        await begin_rejection_export(ctx)
        asked = _by_code(wanted, ctx.case_policy)
    blocks = export_rejections(
        caller.database,
        workspace_id,
        asked,
        export=CsvExport(delimiter=delimiter, bom=bom, formula_safe=safe),
    )
    headers = {
        "Content-Disposition": 'attachment; filename="rejections.csv"',
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(blocks, media_type="text/csv", headers=headers)


def _by_code(wanted: RejectionFilter, case_policy: str) -> RejectionFilter:
    """Codes are kept in their canonical form."""
    return replace(wanted, code=canonical(wanted.code, CasePolicy(case_policy))) if wanted.code else wanted


def _since(wanted: RejectionFilter, now: datetime) -> RejectionFilter:
    return wanted if wanted.since is not None else replace(wanted, since=now - timedelta(days=SUMMARY_DAYS))
