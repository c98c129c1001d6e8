"""What the worker does about events that somebody wants to be told of."""

from typing import Final

from largesse.alerts.mails import PoolFacts, write_mail
from largesse.alerts.queries import rules_for
from largesse.alerts.schemas import AlertEvent
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.settings import Settings
from largesse.events.inbox import Event, Listener
from largesse.messages.channels import EmailChannel, WebhookChannel
from largesse.messages.commands import enqueue

# What a pool's own recipients are told of. A pool that is emptied at one go is low as well: they get one
# mail, not two; whoever wants to hear of `pool.empty` says so by a rule.
TOLD_TO_POOL: Final = frozenset({AlertEvent.POOL_LOW, AlertEvent.POOL_EXPIRES_SOON})


def alert_listener(settings: Settings) -> Listener:
    """The listener `alerts`: queues one message for each recipient of an event, however often he is named."""

    async def raise_alert(ctx: Context, event: Event) -> None:
        name = AlertEvent(event.name)
        facts = PoolFacts.model_validate(event.params)
        emails, webhooks = await _recipients(ctx, name, facts)
        mail = write_mail(name, facts, public_url=settings.public_url)
        for email in emails:
            await enqueue(
                ctx,
                EmailChannel(),
                recipient=email,
                subject=mail.subject,
                content={"text": mail.text, "html": mail.html},
                dedupe_key=f"{event.id}:{email}",
            )
        for url in webhooks:
            await enqueue(
                ctx,
                WebhookChannel(),
                recipient=url,
                subject=event.name,
                content=_payload(event, link=settings.public_url.rstrip("/") + facts.link),
                dedupe_key=f"{event.id}:{url}",
            )

    return raise_alert


async def _recipients(ctx: Context, event: AlertEvent, facts: PoolFacts) -> tuple[list[str], list[str]]:
    rules = await rules_for(ctx, event)
    emails = [email for rule in rules for email in rule.emails]
    webhooks = [rule.webhook_url for rule in rules if rule.webhook_url is not None]
    if event in TOLD_TO_POOL:
        emails = [*facts.emails, *emails]
        webhooks = [*([facts.webhook_url] if facts.webhook_url else []), *webhooks]
    first_spelling = {email.lower(): email for email in reversed(emails)}
    return sorted(first_spelling.values()), sorted(set(webhooks))


def _payload(event: Event, *, link: str) -> JsonObject:
    """The body of a webhook, as Standard Webhooks wants it; whom else we told is nobody's business."""
    private = ("emails", "webhook_url")
    data = {name: value for name, value in event.params.items() if name not in private}
    return {"type": event.name, "timestamp": event.time.isoformat(), "data": {**data, "link": link}}
