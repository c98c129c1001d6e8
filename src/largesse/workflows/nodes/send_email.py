"""Writes to the customer by e-mail."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, StrictBool

from largesse.core.templates import Structure, Template, Uses
from largesse.messages.channels import EmailChannel
from largesse.messages.commands import NewMessage
from largesse.workflows.drawing import DrawnCodes, render_with_codes
from largesse.workflows.limits import ActionLimit, within_limit
from largesse.workflows.mails import MailContent
from largesse.workflows.node import PROFILE, Group, Need, Node
from largesse.workflows.paths import Batch, Path


class SendEmail(Node):
    """Sends the customer an e-mail. A profile without an address, or one that unsubscribed, gets none.

    `{% voucher %}` in the mail draws a code for this send; it goes back to its pool, after a quarantine,
    when the mail fails for good.
    """

    group: ClassVar[Group] = "action"
    name: ClassVar[str] = "Send E-mail"
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE})

    type: Literal["send_email"] = "send_email"
    mail: MailContent = Field(description="What it says: a saved template, or subject and HTML.")
    marketing: StrictBool = Field(
        default=True, description="Marketing mails can be unsubscribed from, and respect who did."
    )
    limit: ActionLimit | None = Field(default=None, description="How many mails go out at most.")

    @cached_property
    def texts(self) -> Mapping[str, Template | Structure]:
        return self.mail.texts()

    def uses(self) -> Sequence[Uses]:
        return [*self.mail.uses(), Uses(frozenset({"email"}), event=False, steps=frozenset(), acts=False)]

    def needs(self) -> Iterator[Need]:
        if self.mail.template_id is not None:
            yield Need("template", str(self.mail.template_id), "mail.template_id")

    async def advance(self, batch: Batch) -> None:
        template = await self.mail.load(batch.ctx)
        reachable = []
        for path in batch.paths:
            if path.customer and path.customer["email"]:
                reachable.append(path)
            else:
                batch.skip(path, "The profile has no e-mail address.")

        def send(path: Path, codes: DrawnCodes) -> None:
            mail = template.render(batch.values(path), acts=codes)
            email = str(path.customer["email"]) if path.customer else ""
            batch.send(
                NewMessage(
                    EmailChannel(),
                    recipient=email,
                    subject=mail.subject,
                    content={"text": mail.text, "html": mail.html},
                    dedupe_key=path.key,
                    purpose="marketing" if self.marketing else "transactional",
                    profile_id=path.profile_id,
                )
            )
            batch.show(path, to=email, subject=mail.subject, html=mail.html[:4000])
            batch.go(path)

        await render_with_codes(batch, await within_limit(batch, self.limit, reachable), send)
