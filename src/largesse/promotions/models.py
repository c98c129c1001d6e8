"""Tables of campaigns, promotions and their versions; the constraints stand in migrations/."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table

# Which status may follow which, by a change of status. A promotion leaves `draft` by being published.
CAMPAIGN_MOVES: Final = {
    "draft": ("active", "archived"),
    "active": ("paused", "finished"),
    "paused": ("active", "finished", "archived"),
    "finished": ("active", "archived"),
    "archived": (),
}
PROMOTION_MOVES: Final = {
    "draft": ("archived",),
    "active": ("hidden", "paused", "finished", "archived"),
    "hidden": ("active", "paused", "finished", "archived"),
    "paused": ("active", "hidden", "finished", "archived"),
    "finished": ("active", "hidden", "archived"),
    "archived": (),
}


class PromotionSettings(Table):
    """How promotions of a workspace stand together; `book` grows with every change that decides a cart."""

    __tablename__ = "promotion_settings"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    currency: Mapped[str]
    policy: Mapped[JsonObject]
    book: Mapped[int]
    updated_at: Mapped[datetime]


class Campaign(Table):
    """A container of promotions."""

    __tablename__ = "campaigns"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str]
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text))
    status: Mapped[str]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    limits: Mapped[list[JsonObject]] = mapped_column(JSONB)
    metadata_: Mapped[JsonObject] = mapped_column("metadata")
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    updated_at: Mapped[datetime]


class Promotion(Table):
    """A promotion with the draft of its definition; `version` is the one in force, 0 for none yet."""

    __tablename__ = "promotions"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    campaign_id: Mapped[UUID | None]
    code: Mapped[str]
    name: Mapped[str]
    note: Mapped[str]
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text))
    status: Mapped[str]
    draft: Mapped[JsonObject]
    version: Mapped[int]
    import_hash: Mapped[str | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    updated_at: Mapped[datetime]


class PromotionVersion(Table):
    """What was published; never changed."""

    __tablename__ = "promotion_versions"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    promotion_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    definition: Mapped[JsonObject]
    published_at: Mapped[datetime]
    published_by: Mapped[str]
