"""What crosses the wire about what was refused."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue


class RejectionView(BaseModel):
    """A code or promotion that was asked for and not had."""

    id: UUID
    at: datetime
    operation: Literal["redemption", "hold", "confirmation"]
    reason: str
    code: str | None
    promotion_id: UUID | None
    campaign_id: UUID | None
    customer_id: int | None
    order_id: str | None
    observed: JsonValue
    needed: JsonValue
    explanation: dict[str, JsonValue] | None = Field(description="Rule by rule.")
    cart: dict[str, JsonValue]
    actor: str
    address: str | None


class RejectionPage(BaseModel):
    """A page of rejections, the latest first."""

    items: list[RejectionView]
    next_cursor: str | None
    has_more: bool


class RejectionCount(BaseModel):
    """How often something was refused for a reason on a day of the workspace's time zone."""

    day: date
    reason: str
    count: int


class RejectionSummary(BaseModel):
    """What was refused, by reason and day; the latest day first."""

    total: int
    by_reason: dict[str, int] = Field(description="The most frequent reason first.")
    days: list[RejectionCount]
