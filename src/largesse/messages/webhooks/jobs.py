"""What the worker does about events that webhooks want: one message for each webhook and event."""

from collections.abc import Sequence
from typing import Final

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.events.inbox import Event, ManyListener
from largesse.messages.channels import WebhookChannel
from largesse.messages.commands import NewMessage, enqueue_many
from largesse.messages.webhooks.models import Webhook
from largesse.messages.webhooks.queries import webhooks_for

AT_ONCE: Final = 500
# Whom else a pool's event told is nobody's business.
_PRIVATE: Final = frozenset({"emails", "webhook_url"})


def webhook_listener() -> ManyListener:
    """The listener `webhooks`: queues each event for every active webhook that wants it."""
    return ManyListener(queue_events, at_once=AT_ONCE)


async def queue_events(ctx: Context, events: Sequence[Event]) -> None:
    """Queues events for the webhooks that want them now; each arrives once, whatever is repeated."""
    wanting = {name: await webhooks_for(ctx, name) for name in sorted({event.name for event in events})}
    await enqueue_many(ctx, [_message(event, webhook) for event in events for webhook in wanting[event.name]])


def payload(event: Event) -> JsonObject:
    """The body as Standard Webhooks has it: type, timestamp and data; the event's id and profile beside."""
    of_pool = event.name.startswith("pool.")
    data = {name: value for name, value in event.params.items() if not (of_pool and name in _PRIVATE)}
    return {
        "type": event.name,
        "timestamp": event.time.isoformat(),
        "event_id": event.id,
        "profile_id": event.profile_id,
        "data": data,
    }


def _message(event: Event, webhook: Webhook) -> NewMessage:
    return NewMessage(
        WebhookChannel(),
        recipient=webhook.url,
        subject=event.name,
        content=payload(event),
        dedupe_key=f"webhook:{webhook.id}:{event.id}",
        profile_id=event.profile_id,
        origin_id=webhook.id,
    )
