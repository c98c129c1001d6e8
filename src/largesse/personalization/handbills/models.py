"""Tables of handbills and their versions; sets and members are reached by SQL. See migrations/."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table

# Which status may follow which, by a change of status. A handbill leaves `draft` by being published.
MOVES: Final = {
    "draft": ("archived",),
    "published": ("paused", "archived"),
    "paused": ("published", "archived"),
    "archived": (),
}


class Handbill(Table):
    """A personalised promotion with the draft of its definition."""

    __tablename__ = "handbills"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str]
    type: Mapped[str]
    status: Mapped[str]
    definition: Mapped[JsonObject]
    published_version: Mapped[int | None]
    salt: Mapped[str]
    precompute_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    updated_at: Mapped[datetime]


class HandbillVersion(Table):
    """What was published; never changed."""

    __tablename__ = "handbill_versions"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    handbill_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    definition: Mapped[JsonObject]
    layout: Mapped[list[JsonObject]] = mapped_column(JSONB)
    published_at: Mapped[datetime]
    published_by: Mapped[str]
