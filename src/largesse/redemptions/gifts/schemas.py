"""What crosses the wire about gift cards."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.redemptions.points.schemas import MOST, Reason
from largesse.vouchers.schemas import CodeState

GiftKind = Literal["issue", "spend", "return", "credit", "adjust"]


class GiftEntryInput(BaseModel):
    """Money to put on a gift card, or (`adjust`) to put on or take off by the hand of the staff."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["credit", "adjust"] = Field(
        default="credit", description="`credit` only adds; `adjust` corrects. Both are audited."
    )
    amount: StrictInt = Field(
        ge=-MOST,
        le=MOST,
        description="Minor units of the card's currency; negative takes off.",
        examples=[2500],
    )
    reason: Reason = Field(default="", description="`adjust` needs one.", examples=["Topped up at the till"])

    @model_validator(mode="after")
    def _is_coherent(self) -> "GiftEntryInput":
        if self.amount == 0 or (self.kind == "credit" and self.amount < 0):
            msg = "`amount` is more than 0; only `adjust` takes less than 0"
            raise ValueError(msg)
        if self.kind == "adjust" and not self.reason.strip():
            msg = "`adjust` needs a `reason`"
            raise ValueError(msg)
        return self


class GiftCardView(BaseModel):
    """A gift card and what is left on it."""

    code: str
    promotion_id: UUID
    currency: str
    balance: int = Field(description="Minor units.")
    is_issued: bool = Field(description="False: never used; the balance is what it will begin with.")
    state: CodeState
    profile_id: int | None = Field(description="Whose card it is.")
    expires_at: datetime | None


class GiftEntryView(BaseModel):
    """One entry of a gift card."""

    id: int
    at: datetime
    kind: GiftKind
    amount: int = Field(description="Minor units; negative: spent or taken off.")
    redemption_id: UUID | None
    reason: str
    actor: str


class GiftEntryPage(BaseModel):
    """A page of entries, latest first."""

    items: list[GiftEntryView]
    next_cursor: str | None
    has_more: bool


class GiftChangeView(BaseModel):
    """The entry that was made, and the balance after it."""

    balance: int
    entry: GiftEntryView
