"""Shipping for nothing."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.amounts import Money
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import cap


class FreeShipping(Reward):
    """Shipping costs nothing, or so much less."""

    title: ClassVar[str] = "Free shipping"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "Free shipping[, at most {most}]"
    needs_lines: ClassVar[bool] = False

    type: Literal["free_shipping"] = "free_shipping"
    most: Money | None = Field(default=None, description="Never more than this off shipping.")

    def apply(self, basket: Basket) -> Effects:
        [off] = cap([basket.shipping], self.most, basket)
        return Effects(shipping=off)
