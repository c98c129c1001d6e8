"""What crosses the wire about message templates."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from largesse.core.addresses import EmailAddress
from largesse.core.storable import FreeJson
from largesse.events.schemas import EventName
from largesse.messages.templates.markup import Format
from largesse.profiles.schemas import Identifier

TemplateName = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$", examples=["Your code"]),
]
Subject = Annotated[
    str,
    Field(
        min_length=1,
        max_length=900,
        pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$",
        description="One line; inserts such as `{{ customer.firstname }}` are filled for each recipient.",
        examples=["A code for you, {{ customer.firstname|default('friend') }}"],
    ),
]
Html = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200_000,
        pattern=r"^[^\x00]*$",
        description="The mail as HTML or MJML, with inserts.",
        examples=["<p>Hello {{ customer.firstname|default('friend') }}</p>"],
    ),
]
Text = Annotated[str, Field(max_length=100_000, pattern=r"^[^\x00]*$")]
WrittenFormat = Annotated[Format, Field(description="`mjml` is turned into HTML when it is saved.")]


class TemplateDraft(BaseModel):
    """What a mail says, whether it is saved or not."""

    model_config = ConfigDict(extra="forbid")

    subject: Subject
    html: Html
    format: WrittenFormat = "html"
    text: Text | None = Field(
        default=None, description="For programs that show no HTML; made from the HTML when it is left out."
    )


class TemplateInput(TemplateDraft):
    """A new mail template."""

    name: TemplateName


class TemplatePatch(BaseModel):
    """Changes of a template, which make a new revision; `text: null` has it made from the HTML again."""

    model_config = ConfigDict(extra="forbid")

    name: TemplateName | None = None
    subject: Subject | None = None
    html: Html | None = None
    format: WrittenFormat | None = None
    text: Text | None = None


class TemplateSummary(BaseModel):
    """A template without its bodies."""

    id: UUID
    name: str
    revision: int
    format: Format
    subject: str
    created_at: datetime
    updated_at: datetime


class TemplateView(TemplateSummary):
    """A template with what it says now."""

    html: str
    text: str | None = Field(description="Null: made from the HTML.")


class TemplatePage(BaseModel):
    """A page of templates, newest first."""

    items: list[TemplateSummary]
    next_cursor: str | None
    has_more: bool


class TemplateRevisionView(BaseModel):
    """What a template said from one change to the next."""

    model_config = ConfigDict(from_attributes=True)

    revision: int
    format: Format
    subject: str
    html: str
    text: str | None
    created_at: datetime
    created_by: str


class RevisionPage(BaseModel):
    """A page of revisions, the latest first."""

    items: list[TemplateRevisionView]
    next_cursor: str | None
    has_more: bool


class SampleEvent(BaseModel):
    """An event as it might come, for a mail that speaks of it."""

    model_config = ConfigDict(extra="forbid")

    name: EventName = "sample"
    params: FreeJson = {}


class PreviewInput(BaseModel):
    """For whom a mail is rendered."""

    model_config = ConfigDict(extra="forbid")

    profile: Identifier | None = Field(default=None, description="Without one, the customer is empty.")
    event: SampleEvent | None = None


class DraftPreviewInput(PreviewInput, TemplateDraft):
    """A mail that is being written, and for whom it is rendered."""


class UndefinedName(BaseModel):
    """A name of the template that has no value."""

    name: str = Field(examples=["customer.firstname"])
    part: Literal["subject", "html", "text"] | None = Field(description="Where it stands first.")
    line: int | None = Field(description="The line of that part, counted from 1; null for an attribute.")


class PreviewView(BaseModel):
    """How a mail comes out for one customer. Codes in it are samples: none is drawn."""

    subject: str | None = Field(description="Null when nothing would be sent; `problems` says why.")
    html: str | None
    text: str | None
    undefined: list[UndefinedName] = Field(description="Names and attributes that have no value.")
    problems: list[str] = Field(description="What to mend, or at least to know, in sentences.")


class TemplateTestInput(PreviewInput):
    """Where a test mail goes, and for whom it is rendered."""

    to: EmailAddress
