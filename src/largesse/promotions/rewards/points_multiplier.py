"""More points than usual."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictBool

from largesse.promotions.amounts import Money
from largesse.promotions.rewards.earning import Life, Multiplier, earned, grant_of
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.values import Points, PointsValue, points_now
from largesse.promotions.selection import Selection


class PointsMultiplier(Reward):
    """Extra points on top of what the customer earns anyway: double points are as many again.

    `points` and `per` repeat how points are usually earned; only what is over that is given here.
    """

    title: ClassVar[str] = "Points multiplied"
    group: ClassVar[Group] = "value"
    sentence: ClassVar[str] = "{multiplier} x the usual points on {items}"

    type: Literal["points_multiplier"] = "points_multiplier"
    multiplier: Annotated[Multiplier, Field(gt=1)] = Field(
        description="2 doubles the usual points.", examples=["2"]
    )
    points: PointsValue = Field(default=1, description="Points that are usually earned for `per`.")
    per: Money = Field(description="For each full amount like this that is spent.", examples=[100])
    partial: StrictBool = Field(
        default=False, description="Whether parts of `per` count in proportion, rounded half up."
    )
    items: Selection = Field(default=Selection(), description="What money must be spent on.")
    most: Points | None = Field(default=None, description="Never more extra points than so many.")
    lasts: Life | None = Field(default=None, description="How long the points are good; null: for ever.")

    def apply(self, basket: Basket) -> Effects:
        points = points_now(self.points, basket, self.items)
        extra = self.multiplier - 1
        found = earned(basket, self.items, points, self.per, partial=self.partial, factor=extra)
        return grant_of(basket, found, self.most, self.lasts)
