"""Tells people by e-mail."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field, model_validator

from largesse.core.addresses import EmailAddress
from largesse.core.templates import Structure, Template, Uses
from largesse.messages.channels import EmailChannel
from largesse.messages.commands import NewMessage
from largesse.messages.recipients import recipients_of
from largesse.workflows.limits import ActionLimit, within_limit
from largesse.workflows.mails import MailContent
from largesse.workflows.node import Group, Need, Node
from largesse.workflows.paths import Batch, Path


class EmailAlert(Node):
    """Sends an e-mail to people who are no profiles: colleagues, a team, a partner.

    The mail is rendered with the profile and event of the path. The path goes on at once; what becomes of
    the mail is seen among the messages.
    """

    group: ClassVar[Group] = "action"
    name: ClassVar[str] = "E-mail Alert"

    type: Literal["email_alert"] = "email_alert"
    mail: MailContent = Field(description="What it says: a saved template, or subject and HTML.")
    emails: tuple[EmailAddress, ...] = Field(default=(), max_length=50, description="Recipients.")
    list_ids: tuple[UUID, ...] = Field(default=(), max_length=10, description="Saved lists of recipients.")
    limit: ActionLimit | None = Field(default=None, description="How many alerts go out at most.")

    @model_validator(mode="after")
    def _has_recipients(self) -> "EmailAlert":
        if not self.emails and not self.list_ids:
            msg = "name recipients: `emails` or `list_ids`"
            raise ValueError(msg)
        return self

    @cached_property
    def texts(self) -> Mapping[str, Template | Structure]:
        return self.mail.texts()

    def uses(self) -> Sequence[Uses]:
        return self.mail.uses()

    def needs(self) -> Iterator[Need]:
        if self.mail.template_id is not None:
            yield Need("template", str(self.mail.template_id), "mail.template_id")
        for list_id in self.list_ids:
            yield Need("list", str(list_id), "list_ids")

    async def advance(self, batch: Batch) -> None:
        template = await self.mail.load(batch.ctx)
        recipients = {email.lower(): email for email in self.emails}
        if self.list_ids:
            recipients |= {email.lower(): email for email in await recipients_of(batch.ctx, self.list_ids)}
        batch.paths = await within_limit(batch, self.limit, batch.paths)

        def send(path: Path) -> None:
            mail = template.render(batch.values(path))
            for email in recipients.values():
                batch.send(
                    NewMessage(
                        EmailChannel(),
                        recipient=email,
                        subject=mail.subject,
                        content={"text": mail.text, "html": mail.html},
                        dedupe_key=f"{path.key}:{email.lower()}",
                    )
                )
            batch.show(path, to=list(recipients.values()), subject=mail.subject, html=mail.html[:4000])
            batch.go(path)

        batch.each(send)
