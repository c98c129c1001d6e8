"""The table of catalogues; items are reached by SQL only. The constraints stand in migrations/."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import Table


class Catalog(Table):
    """Products or stores, by their keys."""

    __tablename__ = "catalogs"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
