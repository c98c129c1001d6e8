"""The table of alert rules; its constraints stand in migrations/."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Text
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import Table


class AlertRule(Table):
    """Whom to tell of an event, wherever in the workspace it happens."""

    __tablename__ = "alert_rules"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    event: Mapped[str]
    emails: Mapped[list[str]] = mapped_column(ARRAY(Text))
    webhook_url: Mapped[str | None]
    active: Mapped[bool]
    created_at: Mapped[datetime]
