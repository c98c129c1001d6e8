"""Reports as they cross the wire. Money is in minor units, for each currency by itself."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field


class Period(BaseModel):
    """The days that a report speaks of."""

    first_day: date = Field(description="The first day, in the workspace's time zone.")
    last_day: date = Field(description="The last day, included.")
    time_zone: str = Field(examples=["Europe/Warsaw"])
    counted_until: datetime | None = Field(
        description="Everything before this moment is counted; null: nothing was counted yet."
    )


class RedemptionDay(BaseModel):
    """A day with redemptions or refused attempts."""

    day: date
    redemptions: int = Field(description="Redeemed on that day and not taken back whole since.")
    rolled_back: int = Field(description="Redeemed on that day and taken back whole since.")
    rejections: int = Field(description="Attempts that were refused.")


class MoneyDay(BaseModel):
    """What a day's redemptions were worth in one currency."""

    day: date
    currency: str
    discount: int = Field(description="Taken off, less what came back. In minor units.")
    revenue: int = Field(description="What was paid for the carts in which it was redeemed. In minor units.")


class Money(BaseModel):
    """Discount and revenue in one currency."""

    currency: str
    discount: int
    revenue: int


class ReasonCount(BaseModel):
    """How many attempts were refused for one reason."""

    reason: str = Field(examples=["order_minimum"])
    attempts: int


class RedemptionReport(Period):
    """Redemptions, refused attempts, discount and revenue by day; days without any are left out."""

    redemptions: int
    rolled_back: int
    rejections: int
    money: list[Money]
    days: list[RedemptionDay]
    money_days: list[MoneyDay]
    reasons: list[ReasonCount] = Field(description="Why attempts were refused, the most frequent first.")


class PromotionFigures(BaseModel):
    """What a promotion did in one currency."""

    promotion_id: UUID
    name: str
    code: str
    campaign_id: UUID | None = Field(description="The campaign it belonged to when it was redeemed.")
    campaign: str | None
    currency: str
    redemptions: int
    rolled_back: int
    discount: int
    revenue: int
    by_customers: int = Field(description="Redemptions of known customers, rolled back or not.")
    newcomers: int = Field(description="Customers who redeemed it for the first time.")


class PromotionReport(Period):
    """Promotions that were redeemed, those with the most redemptions first."""

    items: list[PromotionFigures]


class CodeDay(BaseModel):
    """How many codes were in which state at the end of a day."""

    day: date
    unassigned: int
    expired: int = Field(description="Never handed out, and past their date.")
    assigned: int
    redeemed: int
    cancelled: int


class PoolStock(BaseModel):
    """A pool at the end of the period, and how it changed within."""

    pool_id: UUID
    name: str
    unassigned: int
    expired: int
    assigned: int
    redeemed: int
    cancelled: int
    redeemed_in_period: int = Field(description="More redeemed codes than at the end of the day before.")


class CodeReport(Period):
    """Codes by state over time, and how each pool stood in the end."""

    days: list[CodeDay]
    pools: list[PoolStock]


class PointsDay(BaseModel):
    """Points of a day. All are positive but `adjusted`, which may be either."""

    day: date
    granted: int
    spent: int
    expired: int
    returned: int = Field(description="Given back by rollbacks, less what was claimed back.")
    adjusted: int = Field(description="Corrected by hand.")


class PointsReport(Period):
    """Loyalty points by day; days without any are left out."""

    granted: int
    spent: int
    expired: int
    returned: int
    adjusted: int
    days: list[PointsDay]
