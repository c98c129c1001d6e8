"""Routes of webhooks and their deliveries."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.connections.client import GuardedClient
from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.core.ids import new_id
from largesse.events.inbox import Event
from largesse.messages.channels.answers import hand_over
from largesse.messages.channels.errors import PermanentError, TemporaryError
from largesse.messages.channels.webhook import signature
from largesse.messages.outgoing import allowed_hosts
from largesse.messages.schemas import MessageState
from largesse.messages.webhooks import commands, queries
from largesse.messages.webhooks.jobs import payload
from largesse.messages.webhooks.schemas import (
    DeliveryPage,
    DeliveryView,
    WebhookInput,
    WebhookPage,
    WebhookPatch,
    WebhookSecret,
    WebhookTestView,
    WebhookView,
)
from largesse.messages.webhooks.secrets import open_keys

TAG: Final = "webhooks"
TEST_TYPE: Final = "webhook.test"

router = APIRouter(prefix="/v1/webhooks", route_class=TransactionRoute, tags=[TAG])

WebhookId = Annotated[UUID, Path(description="Id of the webhook.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]
Cursor = Annotated[UUID | None, Query(description="`next_cursor` of the page before.")]


@router.post("", status_code=201, operation_id="createWebhook")
async def create_webhook(
    given: WebhookInput, request: Request, ctx: Context = requires(Permission.MESSAGES_WEBHOOK_CREATE)
) -> WebhookSecret:
    """Have events posted to an address; its secret is shown this once."""
    return await commands.create_webhook(ctx, request.app.state.keyring, given)


@router.get("", operation_id="listWebhooks")
async def list_webhooks(
    limit: Limit = 50, cursor: Cursor = None, ctx: Context = requires(Permission.MESSAGES_WEBHOOK_READ)
) -> WebhookPage:
    """List webhooks, newest first."""
    return await queries.list_webhooks(ctx, limit=limit, cursor=cursor)


@router.get("/{webhook_id}", operation_id="getWebhook", responses=failures(404))
async def get_webhook(
    webhook_id: WebhookId, ctx: Context = requires(Permission.MESSAGES_WEBHOOK_READ)
) -> WebhookView:
    """Read a webhook."""
    return WebhookView.model_validate(await queries.get_webhook(ctx, webhook_id))


@router.patch("/{webhook_id}", operation_id="changeWebhook", responses=failures(404))
async def change_webhook(
    webhook_id: WebhookId, patch: WebhookPatch, ctx: Context = requires(Permission.MESSAGES_WEBHOOK_UPDATE)
) -> WebhookView:
    """Change a webhook, or switch it on again; what is left out stays."""
    return await commands.change_webhook(ctx, webhook_id, patch)


@router.delete("/{webhook_id}", status_code=204, operation_id="deleteWebhook", responses=failures(404))
async def delete_webhook(
    webhook_id: WebhookId, ctx: Context = requires(Permission.MESSAGES_WEBHOOK_DELETE)
) -> None:
    """Delete a webhook."""
    await commands.delete_webhook(ctx, webhook_id)


@router.post(
    "/{webhook_id}/secrets", status_code=201, operation_id="rotateWebhookSecret", responses=failures(404)
)
async def rotate_secret(
    webhook_id: WebhookId,
    request: Request,
    ctx: Context = requires(Permission.MESSAGES_WEBHOOK_SECRET_CREATE),
) -> WebhookSecret:
    """Make a new secret, shown this once; the one before it signs as well for a day."""
    return await commands.rotate_secret(ctx, request.app.state.keyring, webhook_id)


@router.get("/{webhook_id}/deliveries", operation_id="listWebhookDeliveries", responses=failures(404))
async def list_deliveries(
    webhook_id: WebhookId,
    limit: Limit = 50,
    cursor: Cursor = None,
    state: Annotated[MessageState | None, Query(description="Only deliveries in this state.")] = None,
    ctx: Context = requires(Permission.MESSAGES_WEBHOOK_READ),
) -> DeliveryPage:
    """List what was posted to a webhook and what it answered, newest first."""
    return await queries.list_deliveries(ctx, webhook_id, limit=limit, cursor=cursor, state=state)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/replays",
    status_code=201,
    operation_id="replayWebhookDelivery",
    responses=failures(404, 409),
)
async def replay_delivery(
    webhook_id: WebhookId,
    delivery_id: Annotated[UUID, Path(description="Id of the delivery.")],
    ctx: Context = requires(Permission.MESSAGES_WEBHOOK_REPLAY_CREATE),
) -> DeliveryView:
    """Post a delivery once more, under the same id."""
    return await commands.replay(ctx, webhook_id, delivery_id)


@router.post("/{webhook_id}/tests", operation_id="testWebhook", responses=failures(404))
async def send_test(
    webhook_id: WebhookId,
    request: Request,
    caller: Caller = requires_caller(Permission.MESSAGES_WEBHOOK_TEST_CREATE),
) -> WebhookTestView:
    """Post a test to the address now, and say what it answered."""
    # No transaction is held while the receiver takes its time.
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        webhook = await queries.get_webhook(ctx, webhook_id)
        event = Event(new_id(ctx.now), TEST_TYPE, ctx.now, {"webhook_id": webhook_id})
    body = dump_json(payload(event)).encode()
    try:
        keys = open_keys(webhook, request.app.state.keyring, now=event.time)
        signed = signature(keys, message_id=str(event.id), at=event.time, body=body)
        async with GuardedClient(allow=allowed_hosts(request.app.state.settings)) as http:
            headers = {"Content-Type": "application/json", **signed}
            answer = await hand_over(http, "POST", webhook.url, headers=headers, body=body)
    except (PermanentError, TemporaryError) as error:
        return WebhookTestView(delivered=False, status=error.status, reason=str(error))
    return WebhookTestView(delivered=True, status=answer.status, reason=None)
