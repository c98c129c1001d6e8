"""Posts to an address through the outbox."""

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, JsonValue

from largesse.core.templates import Structure, Template, TemplateError, compile_structure
from largesse.messages.channels.webhook import WebhookChannel
from largesse.messages.commands import NewMessage
from largesse.workflows.drawing import DrawnCodes, render_with_codes
from largesse.workflows.limits import ActionLimit, within_limit
from largesse.workflows.node import Group, Node
from largesse.workflows.paths import Batch, Path


class SendWebhook(Node):
    """Posts JSON to an address, signed as all our webhooks are, and tried again for two days if need be.

    The path does not wait for the answer; use Outgoing Integration where it should.
    """

    group: ClassVar[Group] = "action"
    name: ClassVar[str] = "Send Webhook"

    type: Literal["send_webhook"] = "send_webhook"
    url: str = Field(
        min_length=8, max_length=2000, pattern=r"^https?://[^\s{}]+$", description="Without inserts."
    )
    body: dict[str, JsonValue] = Field(default={}, description="JSON with inserts in its texts.")
    limit: ActionLimit | None = Field(default=None, description="How many are posted at most.")

    @cached_property
    def texts(self) -> Mapping[str, Template | Structure]:
        return {"body": compile_structure(self.body)}

    async def advance(self, batch: Batch) -> None:
        template = self.texts["body"]

        def send(path: Path, codes: DrawnCodes) -> None:
            body = template.render(batch.values(path), acts=codes)
            if not isinstance(body, dict):
                raise TemplateError("The body is a JSON object.")
            batch.send(
                NewMessage(
                    WebhookChannel(),
                    recipient=self.url,
                    subject=self.title,
                    content=dict(body),
                    dedupe_key=path.key,
                    profile_id=path.profile_id or None,
                )
            )
            batch.show(path, to=self.url, body=body)
            batch.go(path)

        await render_with_codes(batch, await within_limit(batch, self.limit, batch.paths), send)
