"""The tables of suspected abuse; their constraints stand in migrations/."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import Table


class FraudCase(Table):
    """A subject that signals flagged, until somebody decides, and what was decided."""

    __tablename__ = "fraud_cases"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str]
    state: Mapped[str]
    score: Mapped[int]
    findings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    note: Mapped[str | None]
    trusted: Mapped[bool]


class FraudSettingsRow(Table):
    """What a workspace holds suspicious, where it is not the defaults."""

    __tablename__ = "fraud_settings"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    threshold: Mapped[int]
    signals: Mapped[list[Any]] = mapped_column(JSONB)
