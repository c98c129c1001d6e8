"""Points instead of money."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.core.money import allocate
from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.needs import Need, NeedPoints
from largesse.promotions.rewards.effects import NOTHING, Effects
from largesse.promotions.rewards.paying import asked, least, most_of, payable
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.values import Percent, Points
from largesse.promotions.selection import Key, Selection


class PayWithPoints(Reward):
    """The customer pays with loyalty points, as many as there are and as the order and the limits take.

    Points are spent in whole packs of `points`; a pack is not spent when it is worth more than what is left
    to pay.
    """

    title: ClassVar[str] = "Pay with points"
    group: ClassVar[Group] = "value"
    sentence: ClassVar[str] = "{points} points are worth {worth}[, for {most_percent} % at most]"
    spends: ClassVar[bool] = True

    type: Literal["pay_with_points"] = "pay_with_points"
    points: Annotated[StrictInt, Field(ge=1, le=10**9)] = Field(
        default=1, description="How many points make a pack.", examples=[100]
    )
    worth: Money = Field(description="What a pack is worth.", examples=[100])
    most_points: Points | None = Field(default=None, description="Never more points than so many.")
    most_percent: Percent | None = Field(
        default=None, description="Never more than this share of what the items cost now, rounded half up."
    )
    most: Money | None = Field(default=None, description="Never more money than this.")
    items: Selection = Field(default=Selection(), description="What may be paid with points.")
    asked_in: Key | None = Field(
        default=None,
        description="Field of the cart's metadata where the customer says how many points to spend at most;"
        " null, or a cart without it: as many as possible.",
    )

    def needs(self) -> Iterator[Need]:
        yield NeedPoints()

    def apply(self, basket: Basket) -> Effects:
        worth = in_currency(self.worth, basket.facts.cart.currency)
        if not worth:
            return NOTHING
        room = payable(basket, self.items)
        balance = basket.facts.find(NeedPoints(), int, 0)
        points = least(balance, self.most_points, asked(basket, self.asked_in))
        packs = min(points // self.points, most_of(basket, sum(room), self.most_percent, self.most) // worth)
        if packs <= 0:
            return NOTHING
        return Effects(lines=tuple(allocate(packs * worth, room)), spends_points=packs * self.points)
