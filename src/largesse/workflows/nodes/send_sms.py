"""Writes to the customer by SMS."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, StrictBool

from largesse.core.templates import Structure, Template, Uses, compile_template
from largesse.messages.channels.sms import SmsChannel
from largesse.messages.commands import NewMessage
from largesse.workflows.drawing import DrawnCodes, render_with_codes
from largesse.workflows.limits import ActionLimit, within_limit
from largesse.workflows.node import PROFILE, Group, Node
from largesse.workflows.paths import Batch, Path


class SendSms(Node):
    """Sends the customer a text message through the workspace's SMS account, to the phone of the profile."""

    group: ClassVar[Group] = "action"
    name: ClassVar[str] = "Send SMS"
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE})

    type: Literal["send_sms"] = "send_sms"
    text: str = Field(min_length=1, max_length=4000, description="With inserts.")
    marketing: StrictBool = Field(
        default=True, description="Marketing messages respect who does not want them."
    )
    limit: ActionLimit | None = Field(default=None, description="How many messages go out at most.")

    @cached_property
    def texts(self) -> Mapping[str, Template | Structure]:
        return {"text": compile_template(self.text)}

    def uses(self) -> Sequence[Uses]:
        own = Uses(frozenset({"phone"}), event=False, steps=frozenset(), acts=False)
        return [*(text.uses for text in self.texts.values()), own]

    async def advance(self, batch: Batch) -> None:
        reachable = []
        for path in batch.paths:
            if path.customer and path.customer["phone"]:
                reachable.append(path)
            else:
                batch.skip(path, "The profile has no phone number.")
        template = self.texts["text"]

        def send(path: Path, codes: DrawnCodes) -> None:
            said = str(template.render(batch.values(path), acts=codes))
            phone = str(path.customer["phone"]) if path.customer else ""
            batch.send(
                NewMessage(
                    SmsChannel(),
                    recipient=phone,
                    subject="",
                    content={"text": said},
                    dedupe_key=path.key,
                    purpose="marketing" if self.marketing else "transactional",
                    profile_id=path.profile_id,
                )
            )
            batch.show(path, to=phone, text=said)
            batch.go(path)

        await render_with_codes(batch, await within_limit(batch, self.limit, reachable), send)
