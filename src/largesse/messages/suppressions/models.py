"""The table of suppressions; its constraints stand in migrations/."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import Table


class Suppression(Table):
    """An address that gets no marketing by a channel, and why; one row for each reason."""

    __tablename__ = "suppressions"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    profile_id: Mapped[int | None] = mapped_column(BigInteger)
    message_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
