"""Loyalty points."""

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field, StrictBool, model_validator

from largesse.promotions.amounts import Money
from largesse.promotions.rewards.earning import Life, Multiplier, earned, grant_of
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.values import Points, PointsValue, points_now
from largesse.promotions.selection import Selection


class EarnPoints(Reward):
    """Points for the customer: so many at once, or so many for each amount spent on the items.

    What is spent is what the items cost after the discounts that were reckoned before this one.
    """

    title: ClassVar[str] = "Points"
    group: ClassVar[Group] = "value"
    sentence: ClassVar[str] = "{points} points[ per {per}]"
    needs_lines: ClassVar[bool] = False

    type: Literal["points"] = "points"
    points: PointsValue = Field(description="How many, or steps of them.", examples=[100])
    per: Money | None = Field(
        default=None, description="So many for each full amount like this that is spent; null: once."
    )
    partial: StrictBool = Field(
        default=False, description="Whether parts of `per` count in proportion, rounded half up."
    )
    multiplier: Multiplier = Field(
        default=Decimal(1), description="What the points are multiplied by, rounded half up."
    )
    items: Selection = Field(default=Selection(), description="What money must be spent on.")
    most: Points | None = Field(default=None, description="Never more than so many.")
    lasts: Life | None = Field(default=None, description="How long the points are good; null: for ever.")

    @model_validator(mode="after")
    def _is_coherent(self) -> "EarnPoints":
        if self.partial and self.per is None:
            msg = "`partial` belongs to `per`"
            raise ValueError(msg)
        return self

    def apply(self, basket: Basket) -> Effects:
        points = points_now(self.points, basket, self.items)
        found = earned(basket, self.items, points, self.per, partial=self.partial, factor=self.multiplier)
        return grant_of(basket, found, self.most, self.lasts)
