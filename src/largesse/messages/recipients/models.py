"""The table of recipient lists; its constraints stand in migrations/."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Text
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import Table


class RecipientList(Table):
    """People who are told together."""

    __tablename__ = "recipient_lists"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    emails: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[datetime]
