"""The outbox; its constraints stand in migrations/."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table


class Message(Table):
    """A message on its way out, or gone; its id is the stable key that every attempt repeats."""

    __tablename__ = "messages"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str]
    recipient: Mapped[str]
    subject: Mapped[str]
    content: Mapped[JsonObject]
    dedupe_key: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    purpose: Mapped[str]
    profile_id: Mapped[int | None] = mapped_column(BigInteger)
    origin_id: Mapped[UUID | None]
    answer_status: Mapped[int | None]
