"""What crosses the wire about the engine."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class AiModelInput(BaseModel):
    """Trains a model now."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"seed": 20}]})

    seed: int = Field(
        default=20,
        ge=0,
        lt=2**31,
        description="Decides all draws: the same seed on the same data gives the same model.",
    )


class AiModelView(BaseModel):
    """A model, what it was trained on, and how good it was on the last week, which was held back."""

    id: UUID
    kind: Literal["ranking", "value", "propensity"]
    state: Literal["training", "ready", "failed"]
    is_kept: bool = Field(description="Whether its file is still there; that of the newest three is.")
    figures: dict[str, Any] = Field(
        description="For each engine (`engine` is ours) NDCG@6, recall, hit rate and more as mean, low and"
        " high (95 %); `ahead`: our NDCG minus that of each other, paired."
        " Empty when nothing could be judged."
    )
    data: dict[str, Any] = Field(description="Customers, lines and promotions it was trained on.")
    seed: int
    error: str | None = Field(description="Why there is no model.")
    trained_to: datetime | None = Field(description="Nothing from that moment on was looked at.")
    created_at: datetime
    ready_at: datetime | None


class AiModelPage(BaseModel):
    """A page of models, newest first."""

    items: list[AiModelView]
    next_cursor: UUID | None
    has_more: bool


class AiScoresView(BaseModel):
    """What the engine expects of a customer."""

    purchases: float | None = Field(description="Shopping days in the next `horizon_days`.")
    spend: float | None = Field(description="Minor units of the workspace's currency in that time.")
    horizon_days: int
    due: float | None = Field(
        description="Days since the last purchase over the customer's own interval; above 1: overdue."
    )
    propensity: float | None = Field(description="Probability to redeem a promotion that is given.")
    scored_at: datetime


class AiRankedView(BaseModel):
    """A promotion in a customer's ranking."""

    promotion_id: UUID
    score: float = Field(description="Only comparable within this ranking.")
    reasons: list[str] = Field(
        description="What lifts it most.", examples=[["bought 5 times in the last 90 days"]]
    )


class AiProfileView(BaseModel):
    """What the engine says of a customer, and why."""

    profile_id: int
    stage: Literal["trend", "frequency", "ranker"] = Field(
        description="Which part of the engine chose: what sells, own purchases, or the trained ranker."
    )
    model_id: UUID | None = Field(description="null: no model could be used.")
    scores: AiScoresView | None = Field(description="null: not scored yet.")
    promotions: list[AiRankedView] = Field(description="Best first.")
