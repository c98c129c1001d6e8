"""What crosses the wire about redemptions and holds. Amounts are integer minor units."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictInt

from largesse.core.moments import Span
from largesse.core.storable import FreeJson
from largesse.redemptions.asking.schemas import AskInput

OrderId = Annotated[
    str,
    Field(
        min_length=1,
        max_length=255,
        pattern=r"^[^\x00]+$",
        examples=["1001"],
        description="Your order. A repeated request for the same order and code is answered as the first.",
    ),
]
State = Literal["held", "redeemed", "rolled_back", "cancelled", "lapsed"]
STATES: dict[int, State] = {1: "held", 2: "redeemed", 3: "rolled_back", 4: "cancelled", 5: "lapsed"}
NUMBERS: dict[State, int] = {state: number for number, state in STATES.items()}


class PromotionRedemptionInput(AskInput):
    """A cart whose promotions are to be redeemed: the codes that were typed, and those without a code."""

    model_config = ConfigDict(extra="forbid")

    order_id: OrderId | None = None
    metadata: FreeJson = Field(default_factory=dict, description="Kept with the redemption.")


class HoldInput(PromotionRedemptionInput):
    """A cart whose promotions are to be held until the order is paid."""

    ttl: Span = Field(
        default=timedelta(minutes=30),
        ge=timedelta(seconds=1),
        le=timedelta(days=31),
        description="How long everything stays reserved.",
        examples=["PT30M"],
    )


class ConfirmationInput(BaseModel):
    """The order of a hold is paid."""

    model_config = ConfigDict(extra="forbid")

    order_id: OrderId | None = Field(default=None, description="Given to the redemption, if it has none.")
    late: Literal["reserve", "refuse"] = Field(
        default="reserve",
        description="What to do after the hold lapsed: `reserve` takes everything again if it is still free,"
        " `refuse` answers `hold_lapsed`.",
    )


class RollbackInput(BaseModel):
    """What is taken back: everything, or some lines."""

    model_config = ConfigDict(extra="forbid")

    lines: dict[str, Annotated[StrictInt, Field(ge=1)]] | None = Field(
        default=None,
        max_length=500,
        description="Units returned of each line, by its id; null: all.",
    )
    policy: Literal["keep", "re_evaluate", "claw_back"] = Field(
        default="keep",
        description="What the lines that stay cost: `keep` their price, `re_evaluate` as if only they had"
        " been ordered, `claw_back` without the discount.",
    )
    reason: str = Field(default="", max_length=500, pattern=r"^[^\x00]*$")


class RedeemedPromotion(BaseModel):
    """One promotion of a redemption."""

    promotion_id: UUID
    campaign_id: UUID | None
    version: int
    code: str | None
    discount: int = Field(description="All that it took off, shipping included.")
    shipping: int
    lines: dict[str, int] = Field(description="What it took off each line, by the line's id.")
    grants: list[JsonValue] = Field(description="What it gave beside: points, codes, items, messages ...")
    points_spent: int
    gift_spent: int


class RedemptionView(BaseModel):
    """A redemption, or a hold of one."""

    id: UUID
    state: State
    order_id: str | None
    customer_id: int | None
    currency: str
    initial: int = Field(description="What the lines cost before any discount.")
    discount: int
    promotions: list[RedeemedPromotion]
    metadata: dict[str, JsonValue]
    returned: dict[str, int] = Field(description="Units taken back, by the line's id.")
    created_at: datetime
    held_until: datetime | None
    redeemed_at: datetime | None
    ended_at: datetime | None


class LedgerEntryView(BaseModel):
    """What was done to a redemption, and what of limits it took or gave back."""

    kind: Literal["hold", "redeem", "confirm", "cancel", "lapse", "rollback", "carry"]
    at: datetime
    actor: str
    counted: dict[str, int] = Field(
        description="By counter, `<promotion or campaign>:<measure>:<scope>:<subject>:<period>`;"
        " negative: given back."
    )
    params: dict[str, JsonValue] = Field(description="Of a rollback: lines, policy, refund and reason.")


class RedemptionDetail(RedemptionView):
    """A redemption with the order it was made for and all that was done to it."""

    cart: dict[str, JsonValue]
    actor: str = Field(description="Who made it.")
    entries: list[LedgerEntryView] = Field(description="The first first.")


class RejectedView(BaseModel):
    """A code or promotion that was not redeemed, and why."""

    code: str | None
    promotion_id: UUID | None
    reason: str = Field(description="A stable code; see the list of reasons.")
    message: str | None = Field(description="The marketer's own words for it.")
    observed: JsonValue
    needed: JsonValue
    missing: int | None = Field(description="How much more would do, in minor units or pieces.")


class RedemptionAnswer(BaseModel):
    """What became of the request."""

    result: Literal["redeemed", "held", "rejected"]
    reason: str | None = Field(description="Of a rejection: the first reason.")
    redemption: RedemptionView | None
    rejected: list[RejectedView]


class RollbackView(BaseModel):
    """What a rollback gave back."""

    redemption: RedemptionView
    whole: bool
    refund: int = Field(description="What the customer gets back for the returned lines, in minor units.")
    discount_returned: int = Field(description="Discount that does not count any more.")
    lines: dict[str, int] = Field(description="What each line that stays costs now.")


class RedemptionPage(BaseModel):
    """A page of redemptions, newest first."""

    items: list[RedemptionView]
    next_cursor: str | None
    has_more: bool
