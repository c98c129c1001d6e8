"""What crosses the wire about loyalty points."""

from datetime import date, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.core.moments import Moment

MOST: Final = 10**12

PointsKind = Literal["earn", "spend", "expire", "adjust", "return"]
Reason = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]


class PointsEntryInput(BaseModel):
    """Points to give, or (`adjust`) to give or take by the hand of the staff."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["earn", "adjust"] = Field(
        default="earn", description="`earn` only adds; `adjust` corrects, needs a `reason`, and is audited."
    )
    amount: StrictInt = Field(ge=-MOST, le=MOST, description="Points; negative takes away.", examples=[250])
    reason: Reason = Field(default="", examples=["Goodwill after a late delivery"])
    expires_at: Moment | None = Field(
        default=None,
        description="When what is left of them is lost; null: never. Only of points that are added.",
    )

    @model_validator(mode="after")
    def _is_coherent(self) -> "PointsEntryInput":
        if self.amount == 0 or (self.kind == "earn" and self.amount < 0):
            msg = "`amount` is more than 0; only `adjust` takes less than 0"
            raise ValueError(msg)
        if self.kind == "adjust" and not self.reason.strip():
            msg = "`adjust` needs a `reason`"
            raise ValueError(msg)
        if self.amount < 0 and self.expires_at is not None:
            msg = "points that are taken away have no `expires_at`"
            raise ValueError(msg)
        return self


class PointsExpiring(BaseModel):
    """How many points are lost on a day."""

    on: date = Field(description="The day in the workspace's time zone.")
    amount: int


class PointsView(BaseModel):
    """A customer's account of points."""

    profile_id: int
    balance: int = Field(description="Points that can be spent now.")
    expiring: list[PointsExpiring] = Field(description="What is lost within the days asked for, by day.")


class PointsEntryView(BaseModel):
    """One entry of an account of points."""

    id: int
    at: datetime
    kind: PointsKind
    amount: int = Field(description="Negative: taken away.")
    open: int = Field(description="What of an entry that added is still there.")
    expires_at: datetime | None
    redemption_id: UUID | None
    promotion_id: UUID | None
    reason: str
    actor: str


class PointsEntryPage(BaseModel):
    """A page of entries, latest first."""

    items: list[PointsEntryView]
    next_cursor: str | None
    has_more: bool


class PointsChangeView(BaseModel):
    """The entry that was made, and the balance after it."""

    balance: int
    entry: PointsEntryView
