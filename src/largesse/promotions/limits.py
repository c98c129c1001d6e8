"""Limits: how often, and for how much, a promotion or a campaign may be redeemed; held by the database."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.promotions.amounts import Money

Measure = Literal["redemptions", "discount", "order_value", "gift_spent", "points_spent", "units"]
Scope = Literal["total", "customer", "code", "customer_and_code", "api_key", "member", "store", "metadata"]
Period = Literal["ever", "day", "week", "month", "year", "rolling"]


class Limit(BaseModel):
    """Never more than `most` of something, within a scope, in a period of the promotion's time zone.

    Held in one transaction with the redemption; an open hold counts as a redemption.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure: Measure = Field(
        default="redemptions",
        description="What is counted: redemptions, discount given, value of orders before discounts,"
        " money spent from gift cards, points spent, or discounted units.",
    )
    scope: Scope = Field(
        default="total",
        description="For all together, or for each customer, code, customer and code, API key,"
        " member of the staff, store, or value of the cart's metadata `field`.",
    )
    period: Period = Field(
        default="ever",
        description="Calendar periods begin at midnight; `rolling` is the last `days` days, today included.",
    )
    days: Annotated[StrictInt, Field(ge=1, le=3660)] | None = Field(default=None, description="Of `rolling`.")
    week_starts_on: Literal["monday", "sunday", "saturday"] = Field(
        default="monday", description="First day of a week."
    )
    field: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00:]+$")] | None = Field(
        default=None, description="Of the scope `metadata`: its name, such as `card_hash`."
    )
    most: Money = Field(description="A number, or for money the amount in minor units (by currency).")

    @model_validator(mode="after")
    def _is_coherent(self) -> "Limit":
        if (self.period == "rolling") != (self.days is not None):
            msg = "`days` belongs to the period `rolling`, which needs it"
            raise ValueError(msg)
        if (self.scope == "metadata") != (self.field is not None):
            msg = "`field` belongs to the scope `metadata`, which needs it"
            raise ValueError(msg)
        if self.measure not in ("discount", "order_value", "gift_spent") and not isinstance(self.most, int):
            msg = f"`most` of {self.measure} is a plain number"
            raise ValueError(msg)
        return self
