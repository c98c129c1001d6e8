"""The table of audiences; its constraints stand in migrations/."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table


class Audience(Table):
    """Profiles chosen by conditions; an archived one stays readable for what names it."""

    __tablename__ = "audiences"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    conditions: Mapped[JsonObject]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    updated_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
