"""The tables of message templates; their constraints stand in migrations/."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import Table


class MessageTemplate(Table):
    """A mail that is sent again and again; what it says stands in its revisions."""

    __tablename__ = "message_templates"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    revision: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class TemplateRevision(Table):
    """What a template said from one change to the next; never changed itself."""

    __tablename__ = "message_template_revisions"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    template_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    format: Mapped[str]
    subject: Mapped[str]
    html: Mapped[str]
    text: Mapped[str | None]
    compiled_html: Mapped[str]
    compiled_text: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
