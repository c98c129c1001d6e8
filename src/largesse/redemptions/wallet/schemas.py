"""What crosses the wire about a customer's wallet, and about whom he referred."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from largesse.core.storable import FreeJson
from largesse.redemptions.life.schemas import LifeView
from largesse.redemptions.points.schemas import PointsView

CodeKind = Literal["voucher", "gift_card", "referral"]


class WalletPromotion(BaseModel):
    """The promotion that a code leads to, as customers see it."""

    id: UUID
    code: str = Field(description="Business key of the promotion.")
    name: str
    headline: str
    description: str = Field(description="Its terms.")
    status: str
    starts_at: datetime | None
    ends_at: datetime | None
    params: FreeJson = Field(description="Free data for your app.")


class WalletCode(BaseModel):
    """A code that a customer can use."""

    code: str
    kind: CodeKind
    pool_id: UUID
    assigned_at: datetime | None
    until: datetime | None = Field(
        description="Not good from this moment on: the code's own end or the promotion's."
    )
    promotion: WalletPromotion | None = Field(
        description="null: no published promotion takes codes of its pool."
    )
    balance: int | None = Field(description="What is left on a gift card, in minor units.")
    currency: str | None = Field(description="Of the balance.")


class WalletExpiry(BaseModel):
    """Something that ends soon."""

    at: datetime
    kind: Literal["code", "gift_card", "promotion", "points"]
    name: str = Field(description="The code, the name of the promotion, or empty for points.")
    amount: int | None = Field(
        description="Points that are lost, or what is left on the gift card in minor units."
    )
    promotion_id: UUID | None


class WalletView(BaseModel):
    """Everything a customer holds, what ends first standing first."""

    profile_id: int
    expiring: list[WalletExpiry] = Field(description="What ends within the days asked for, soonest first.")
    codes: list[WalletCode] = Field(
        description="Codes that are assigned to the customer and still good, gift cards included."
    )
    promotions: list[LifeView] = Field(description="Promotions the customer was given or has activated.")
    points: PointsView
    has_more: bool = Field(
        description="There is more than fits: `/codes` and `/promotions` of the profile have the rest."
    )


class ReferralCode(BaseModel):
    """A code that a customer can give to friends."""

    code: str
    promotion_id: UUID
    name: str = Field(description="What customers see of the promotion, or else its name.")
    friends: int = Field(description="Customers who redeemed it, as it stands now.")


class ReferralView(BaseModel):
    """A redemption by a code of the customer."""

    redemption_id: UUID
    code: str
    promotion_id: UUID
    profile_id: int | None = Field(description="The friend; null: not known.")
    redeemed_at: datetime
    is_rolled_back: bool
    points: int = Field(description="What the customer has of it: 0 once it was taken back.")


class ReferralPage(BaseModel):
    """Whom a customer referred."""

    codes: list[ReferralCode] = Field(description="Codes to give to friends.")
    friends: int = Field(description="Different customers who redeemed one of them, as it stands now.")
    points: int = Field(description="All that the customer earned by them.")
    items: list[ReferralView] = Field(description="Redemptions, latest first.")
    next_cursor: str | None
    has_more: bool
