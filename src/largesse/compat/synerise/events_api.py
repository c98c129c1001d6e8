"""Synerise's event calls: /v4/events."""

from fastapi import APIRouter, Request, Response
from pydantic import JsonValue, ValidationError

from largesse.accounts.permissions import Permission
from largesse.compat.synerise.client_schemas import CustomEvent
from largesse.compat.synerise.clients_api import PARTLY, Items, answer_items
from largesse.compat.synerise.errors import SyneriseRoute, read_input
from largesse.core.context import Context
from largesse.core.http import failures, requires
from largesse.profiles.activity import Activity, record_event, record_events

router = APIRouter(prefix="/v4/events", route_class=SyneriseRoute, tags=["synerise"])


@router.post(
    "/custom",
    status_code=202,
    response_class=Response,
    operation_id="synSendCustomEvent",
    responses=failures(404),
)
async def send_event(
    event: CustomEvent, ctx: Context = requires(Permission.API_CUSTOM_EVENTS_CREATE)
) -> Response:
    """Send an event of a profile; an unknown profile is made."""
    await record_event(ctx, read_input(event.activity))
    return Response(status_code=202)


@router.post(
    "/batch", status_code=202, response_class=Response, operation_id="synBatchSendEvents", responses=PARTLY
)
async def send_events(
    items: Items, request: Request, ctx: Context = requires(Permission.API_CUSTOM_EVENTS_CREATE)
) -> Response:
    """Send up to 1,000 events."""
    read = [_read(item) for item in items]
    recorded = iter(await record_events(ctx, [item for item in read if isinstance(item, Activity)]))
    return answer_items(request, [next(recorded) if isinstance(item, Activity) else item for item in read])


def _read(item: dict[str, JsonValue]) -> Activity | ValidationError:
    try:
        return CustomEvent.model_validate(item).activity()
    except ValidationError as error:
        return error
