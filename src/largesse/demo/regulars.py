"""A thank-you to regular customers: an audience, a mail template, and a workflow that has run once."""

from typing import Any, Final
from uuid import UUID

from largesse.core.context import Context
from largesse.core.seals import Keyring
from largesse.demo.people import REGULAR
from largesse.messages.templates.commands import create_template
from largesse.messages.templates.schemas import TemplateInput
from largesse.messages.webhooks.commands import create_webhook
from largesse.messages.webhooks.schemas import WebhookInput
from largesse.profiles.audiences.commands import create_audience
from largesse.profiles.audiences.schemas import AudienceInput
from largesse.workflows.commands.definitions import create_workflow
from largesse.workflows.commands.publications import publish
from largesse.workflows.commands.runs import run_now
from largesse.workflows.schemas import WorkflowInput

POOL: Final = "App only: free coffee"
AUDIENCE: Final[dict[str, Any]] = {"type": "tag", "tags": [REGULAR]}
MAIL: Final = {
    "name": "Free coffee for regulars",
    "subject": "{{ customer.firstname|default('Hello') }}, a coffee is on us",
}
HTML: Final = (
    "<h1>Thank you, {{{{ customer.firstname|default('friend') }}}}</h1>\n"
    "<p>You are here so often that the next coffee is ours. Show this code at the till:</p>\n"
    "<p><strong>{{% voucher %}}{pool}{{% endvoucher %}}</strong></p>\n"
    "<p>See you in {{{{ customer.city|default('our shop') }}}}!</p>\n"
)
WEBHOOK: Final = {
    "name": "Till system",
    "url": "https://till.example/hooks/largesse",
    "events": ["code.assigned", "code.redeemed", "pool.low"],
    "active": False,
}


async def thank_regulars(ctx: Context, keyring: Keyring, pool_id: UUID) -> None:
    """Everything, and one run; the webhook is switched off, because nobody is at its address."""
    audience = await create_audience(
        ctx, AudienceInput.model_validate({"name": "Regular customers", "conditions": AUDIENCE})
    )
    template = await create_template(
        ctx, TemplateInput.model_validate({**MAIL, "html": HTML.format(pool=pool_id)})
    )
    await create_webhook(ctx, keyring, WebhookInput.model_validate(WEBHOOK))
    workflow = await create_workflow(ctx, WorkflowInput.model_validate(_workflow(audience.id, template.id)))
    await publish(ctx, workflow.id)
    await run_now(ctx, workflow.id)


def _workflow(audience_id: UUID, template_id: UUID) -> dict[str, Any]:
    nodes = [
        {
            "id": "regulars", "type": "audience", "title": "Regular customers",
            "position": {"x": 140, "y": 0},
            "audience_id": str(audience_id),
            "schedule": {
                "type": "every", "unit": "months", "days_of_month": [1], "times_of_day": ["09:00"],
                "zone": "Europe/Warsaw",
            },
        },
        {
            "id": "agreed", "type": "profile_filter", "title": "Wants our mails",
            "position": {"x": 140, "y": 182},
            "conditions": {"type": "agreement", "channel": "email", "granted": True},
        },
        {
            "id": "mail", "type": "send_email", "title": "A coffee on us", "position": {"x": 0, "y": 364},
            "mail": {"template_id": str(template_id)},
        },
        {
            "id": "note", "type": "update_profile", "title": "Remember it", "position": {"x": 0, "y": 546},
            "tags": ["thanked"],
        },
        {"id": "thanked", "type": "end", "title": "Thanked", "position": {"x": 0, "y": 728}},
        {"id": "silent", "type": "end", "title": "No mail", "position": {"x": 280, "y": 364}},
    ]  # fmt: skip
    edges = [
        {"from": "regulars", "to": "agreed"},
        {"from": "agreed", "port": "matched", "to": "mail"},
        {"from": "agreed", "port": "not_matched", "to": "silent"},
        {"from": "mail", "to": "note"},
        {"from": "note", "to": "thanked"},
    ]
    return {
        "name": "Coffee for regulars",
        "description": "On the first of each month whoever comes often, and wants our mails, gets a coffee.",
        "kind": "profile",
        "settings": {"trace": "all"},
        "graph": {"nodes": nodes, "edges": edges},
    }
