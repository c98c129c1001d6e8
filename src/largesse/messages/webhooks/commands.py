"""Creates, changes and deletes webhooks, and sends deliveries again."""

from uuid import UUID

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError
from largesse.core.ids import new_id
from largesse.core.jobs import hint
from largesse.core.seals import Keyring
from largesse.messages.channels.webhook import secret_text
from largesse.messages.commands import SEND_MESSAGES
from largesse.messages.webhooks.listening import listen_to_wanted
from largesse.messages.webhooks.models import Webhook
from largesse.messages.webhooks.queries import get_delivery, get_webhook, view_delivery
from largesse.messages.webhooks.schemas import (
    DeliveryView,
    WebhookInput,
    WebhookPatch,
    WebhookSecret,
    WebhookView,
)
from largesse.messages.webhooks.secrets import OVERLAP, new_key, seal_key


async def create_webhook(ctx: Context, keyring: Keyring, given: WebhookInput) -> WebhookSecret:
    """Makes a webhook for events from now on, with a secret of its own."""
    key = new_key()
    values = given.model_dump(mode="json")
    row = Webhook(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        created_at=ctx.now,
        secret_sealed=seal_key(keyring, key),
        **values,
    )
    ctx.db.add(row)
    await listen_to_wanted(ctx)
    record(ctx, "webhook.created", object_type="webhook", object_id=row.id, after=values)
    return _with_secret(row, key)


async def change_webhook(ctx: Context, webhook_id: UUID, patch: WebhookPatch) -> WebhookView:
    """Changes what the patch names; one that is switched on starts with a clean slate. NotFoundError."""
    row = await get_webhook(ctx, webhook_id)
    changes = patch.model_dump(mode="json", exclude_none=True)
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    if changes.get("active"):
        row.failing_since = row.disabled_at = None
    await listen_to_wanted(ctx)
    record(ctx, "webhook.changed", object_type="webhook", object_id=webhook_id, before=before, after=changes)
    return WebhookView.model_validate(row)


async def delete_webhook(ctx: Context, webhook_id: UUID) -> None:
    """Removes a webhook; deliveries that wait fail with that reason. NotFoundError."""
    row = await get_webhook(ctx, webhook_id)
    await ctx.db.delete(row)
    await listen_to_wanted(ctx)
    before: JsonObject = {"name": row.name, "url": row.url, "events": row.events}
    record(ctx, "webhook.deleted", object_type="webhook", object_id=webhook_id, before=before)


async def rotate_secret(ctx: Context, keyring: Keyring, webhook_id: UUID) -> WebhookSecret:
    """Makes a new secret; for a day the one before it signs as well. NotFoundError."""
    row = await get_webhook(ctx, webhook_id)
    key = new_key()
    row.old_secret_sealed, row.old_secret_until = row.secret_sealed, ctx.now + OVERLAP
    row.secret_sealed = seal_key(keyring, key)
    await ctx.db.flush()
    record(ctx, "webhook.secret_rotated", object_type="webhook", object_id=webhook_id)
    return _with_secret(row, key)


async def replay(ctx: Context, webhook_id: UUID, delivery_id: UUID) -> DeliveryView:
    """Sends a delivery once more under the same id, whether it failed or arrived; NotFoundError.

    ConflictError `delivery_under_way` while it is still tried by itself.
    """
    delivery = await get_delivery(ctx, webhook_id, delivery_id)
    await ctx.db.refresh(delivery, with_for_update=True)
    if delivery.state == "queued":
        raise ConflictError("delivery_under_way", "The delivery is still being tried; wait for its end.")
    before: JsonObject = {"state": delivery.state}
    delivery.state, delivery.attempts, delivery.next_at = "queued", 0, ctx.now
    await ctx.db.flush()
    record(ctx, "webhook.delivery_replayed", object_type="message", object_id=delivery_id, before=before)
    await hint(ctx.db, SEND_MESSAGES, {"workspace_id": str(ctx.workspace_id)})
    return view_delivery(delivery)


def _with_secret(row: Webhook, key: bytes) -> WebhookSecret:
    view = WebhookView.model_validate(row)
    return WebhookSecret.model_validate({**view.model_dump(), "secret": secret_text(key)})
