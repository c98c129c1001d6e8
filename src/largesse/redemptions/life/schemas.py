"""What crosses the wire about a customer's life with promotions."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

HeldStatus = Literal["assigned", "active", "lapsed", "redeemed", "deactivated"]
LifeStatus = Literal["none", "assigned", "active", "lapsed", "redeemed", "deactivated"]


class AssignmentsInput(BaseModel):
    """Promotions to give to a customer."""

    model_config = ConfigDict(extra="forbid")

    promotion_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)] = Field(
        description="Published promotions. Those the customer has already stay as they are."
    )


class LifeView(BaseModel):
    """A promotion in a customer's hands."""

    promotion_id: UUID
    code: str = Field(description="Business key of the promotion.")
    name: str = Field(description="What customers see of it, or else its name.")
    status: LifeStatus = Field(
        description="`lapsed`: activated and not used in time; `redeemed`: no use is left;"
        " `deactivated`: taken back, and not assigned (any more); `none`: neither given nor activated, ever."
    )
    promotion_status: str = Field(description="Status of the promotion itself.")
    starts_at: datetime | None
    ends_at: datetime | None = Field(description="End of the promotion.")
    assigned_at: datetime | None
    assigned_until: datetime | None = Field(
        default=None, description="End of the set of offers it came with; null: given for good."
    )
    activated_at: datetime | None
    lasts_until: datetime | None = Field(description="End of the activation; null: lasts with the promotion.")
    points_taken: int = Field(description="What the activations that still count cost.")
    activations: int = Field(description="How often it was activated, ever.")
    uses: int = Field(description="How often an activation was used.")
    uses_left: int = Field(description="Redemptions that are still possible without another activation.")
    redeemed_at: datetime | None = Field(description="When the last use was taken.")


class LifePage(BaseModel):
    """A page of promotions in a customer's hands, latest made first."""

    items: list[LifeView]
    next_cursor: str | None
    has_more: bool


class AssignmentsView(BaseModel):
    """What became of an assignment."""

    assigned: list[UUID] = Field(description="Those the customer did not have before.")
