"""Routes of events: they name profiles, so they stand one slice above the log."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Response

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.core.http import TransactionRoute, failures, requires
from largesse.core.moments import Moment
from largesse.events import queries
from largesse.events.schemas import EARLIEST, EventPage, EventReceipt
from largesse.profiles.activity import Recorded, activity, record_event, record_events
from largesse.profiles.schemas import EventBatch, EventBatchView, EventInput, EventResult, ItemError

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

EVENTS: Final = "events"


@router.post(
    "/events",
    status_code=201,
    tags=[EVENTS],
    operation_id="sendEvent",
    responses={
        200: {"model": EventReceipt, "description": "It overwrote an event with the same salt."},
        **failures(404),
    },
)
async def send_event(
    event: EventInput, response: Response, ctx: Context = requires(Permission.API_CUSTOM_EVENTS_CREATE)
) -> EventReceipt:
    """Send an event of a profile."""
    recorded = await record_event(ctx, activity(event))
    if recorded.result == "overwritten":
        response.status_code = 200
    return EventReceipt(id=recorded.id, profile_id=recorded.profile_id, is_new=recorded.result == "created")


@router.post("/events/batches", tags=[EVENTS], operation_id="sendEvents")
async def send_events(
    batch: EventBatch, ctx: Context = requires(Permission.API_CUSTOM_EVENTS_CREATE)
) -> EventBatchView:
    """Send up to 1,000 events; each stands or fails alone."""
    recorded = await record_events(ctx, [activity(event) for event in batch.items])
    results = [_result(index, event) for index, event in enumerate(recorded)]
    return EventBatchView(failed=sum(result.error is not None for result in results), items=results)


@router.get("/events", tags=[EVENTS], operation_id="listEvents")
async def list_events(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    profile_id: Annotated[
        int | None, Query(ge=1, lt=2**63, description="Only events of this profile.")
    ] = None,
    name: Annotated[
        str | None, Query(max_length=64, pattern=r"^[^\x00]*$", description="Only events of this name.")
    ] = None,
    since: Annotated[
        Moment | None, Query(alias="from", ge=EARLIEST, description="Only events at or after.")
    ] = None,
    until: Annotated[Moment | None, Query(alias="to", ge=EARLIEST, description="Only events before.")] = None,
    ctx: Context = requires(Permission.API_EVENTS_READ),
) -> EventPage:
    """List events, the latest arrival first."""
    return await queries.list_events(
        ctx, limit=limit, cursor=cursor, profile_id=profile_id, name=name, since=since, until=until
    )


def _result(index: int, recorded: Recorded | AppError) -> EventResult:
    if isinstance(recorded, AppError):
        return EventResult(
            index=index, result="failed", error=ItemError(code=recorded.code, detail=recorded.detail)
        )
    return EventResult(index=index, result=recorded.result, id=recorded.id)
