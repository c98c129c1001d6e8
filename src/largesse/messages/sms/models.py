"""The table of SMS accounts; its constraints stand in migrations/."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table


class StoredSmsAccount(Table):
    """How a gateway wants to be called; the headers, which hold its key, are sealed."""

    __tablename__ = "sms_accounts"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    url: Mapped[str]
    method: Mapped[str]
    headers_sealed: Mapped[bytes]
    format: Mapped[str]
    body: Mapped[JsonObject]
    sender: Mapped[str]
    is_default: Mapped[bool]
    created_at: Mapped[datetime]
