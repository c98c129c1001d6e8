"""Tables of stored credentials; the constraints stand in migrations/."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table


class SmtpAccount(Table):
    """An account on a mail server; its password is sealed under the installation's key."""

    __tablename__ = "smtp_accounts"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    host: Mapped[str]
    port: Mapped[int]
    security: Mapped[str]
    username: Mapped[str | None]
    password_sealed: Mapped[bytes | None]
    from_address: Mapped[str]
    from_name: Mapped[str]
    is_default: Mapped[bool]
    created_at: Mapped[datetime]
    bounce_address: Mapped[str | None]

    @property
    def has_password(self) -> bool:
        """Whether a password is stored; it is shown to nobody."""
        return self.password_sealed is not None


class Connection(Table):
    """Access to an outside system; its secrets are sealed under the installation's key."""

    __tablename__ = "connections"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    settings: Mapped[JsonObject]
    secret_sealed: Mapped[bytes]
    secret_hint: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
