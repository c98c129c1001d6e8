"""The mail of a node: a saved template, or one written in the node itself."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from largesse.core.context import Context
from largesse.core.templates import Structure, Template, Uses, compile_template
from largesse.messages.templates import MailTemplate, load_mail_template, render_inline

# A saved template may change after the workflow was published, so it may read anything.
ANYTHING: Final = Uses(None, event=True, steps=None, acts=True)


class MailContent(BaseModel):
    """What a mail says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template_id: UUID | None = Field(default=None, description="A saved template.")
    subject: str | None = Field(
        default=None, max_length=500, description="With inserts; replaces that of a saved template."
    )
    html: str | None = Field(default=None, max_length=20_000, description="HTML or MJML with inserts.")
    text: str | None = Field(default=None, max_length=20_000, description="Made from the HTML when left out.")

    @model_validator(mode="after")
    def _says_something(self) -> "MailContent":
        if (self.template_id is None) == (self.html is None):
            msg = "say what the mail says: either a `template_id`, or `subject` and `html`"
            raise ValueError(msg)
        if self.html is not None and not self.subject:
            msg = "a mail needs a `subject`"
            raise ValueError(msg)
        return self

    async def load(self, ctx: Context) -> MailTemplate:
        """The template; NotFoundError when a saved one is gone."""
        if self.template_id is None:
            return render_inline(self.subject or "", self.html or "", self.text)
        template = await load_mail_template(ctx, self.template_id)
        if self.subject is None:
            return template
        return MailTemplate(compile_template(self.subject), template.html, template.text)

    def uses(self) -> Sequence[Uses]:
        """What the mail reads."""
        if self.template_id is not None:
            return [ANYTHING]
        return [render_inline(self.subject or "", self.html or "", self.text).uses]

    def texts(self) -> Mapping[str, Template | Structure]:
        """The templates that stand in the node."""
        if self.html is None:
            return {"mail.subject": compile_template(self.subject)} if self.subject else {}
        mail = render_inline(self.subject or "", self.html, self.text)
        return {"mail.subject": mail.subject, "mail.html": mail.html, "mail.text": mail.text}
