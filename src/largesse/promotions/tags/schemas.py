"""What crosses the wire about tags of promotions."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from largesse.promotions.schemas import Tag


class PromotionTagInput(BaseModel):
    """A tag for promotions."""

    model_config = ConfigDict(extra="forbid")

    name: Tag = Field(examples=["MOBILE"])


class PromotionTagView(BaseModel):
    """A tag of promotions."""

    name: str
    promotions: int = Field(description="How many promotions carry it, archived ones not counted.")
    created_at: datetime | None = Field(description="Null: promotions carry it, and nobody added it.")
    created_by: str | None


class PromotionTagPage(BaseModel):
    """A page of tags by their names."""

    items: list[PromotionTagView]
    next_cursor: str | None
    has_more: bool
