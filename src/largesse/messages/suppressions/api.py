"""Routes of suppressions and of reported bounces."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.messages.suppressions import bounces, commands, queries
from largesse.messages.suppressions.schemas import (
    BounceInput,
    BounceView,
    SuppressedChannel,
    SuppressionInput,
    SuppressionPage,
    SuppressionView,
)

TAG: Final = "suppressions"

router = APIRouter(prefix="/v1", route_class=TransactionRoute)


@router.post("/suppressions", status_code=201, tags=[TAG], operation_id="createSuppression")
async def create_suppression(
    suppression: SuppressionInput,
    ctx: Context = requires(Permission.MESSAGES_SUPPRESSION_CREATE),
) -> SuppressionView:
    """Keep marketing from an address."""
    return await commands.add_suppression(ctx, suppression)


@router.get("/suppressions", tags=[TAG], operation_id="listSuppressions")
async def list_suppressions(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    channel: Annotated[SuppressedChannel | None, Query(description="Only those of this channel.")] = None,
    address: Annotated[
        str | None, Query(max_length=254, pattern=r"^[^\x00]*$", description="Only those of this address.")
    ] = None,
    ctx: Context = requires(Permission.MESSAGES_SUPPRESSION_READ),
) -> SuppressionPage:
    """List the addresses that get no marketing, newest first."""
    return await queries.list_suppressions(ctx, limit=limit, cursor=cursor, channel=channel, address=address)


@router.delete(
    "/suppressions/{suppression_id}",
    status_code=204,
    tags=[TAG],
    operation_id="deleteSuppression",
    responses=failures(404),
)
async def delete_suppression(
    suppression_id: Annotated[UUID, Path(description="Id of the suppression.")],
    ctx: Context = requires(Permission.MESSAGES_SUPPRESSION_DELETE),
) -> None:
    """Let marketing reach an address again."""
    await commands.remove_suppression(ctx, suppression_id)


@router.post(
    "/messages/bounces",
    status_code=201,
    tags=["messages"],
    operation_id="reportBounce",
    responses=failures(404),
)
async def report_bounce(
    bounce: BounceInput, ctx: Context = requires(Permission.MESSAGES_BOUNCE_CREATE)
) -> BounceView:
    """Report a mail that came back, or was called spam."""
    return await bounces.report_bounce(ctx, bounce)
