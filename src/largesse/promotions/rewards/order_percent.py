"""A share of the order's price."""

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from largesse.core.money import allocate, percent_of
from largesse.promotions.amounts import Money
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import cap, over_lines, room_of
from largesse.promotions.rewards.values import PercentValue, percent_now


class OrderPercent(Reward):
    """So many per cent off the order, over all lines in the proportion of their price."""

    title: ClassVar[str] = "Percent off the order"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "{percent} % off the order[, at most {most}]"

    type: Literal["order_percent"] = "order_percent"
    percent: PercentValue = Field(description="Per cent, or steps of them.", examples=["10"])
    most: Money | None = Field(default=None, description="Never more than this.")

    def bound(self, base: int, now: int) -> int:
        return percent_of(base, self.percent) if isinstance(self.percent, Decimal) else now

    def apply(self, basket: Basket) -> Effects:
        base = sum([amount for amount, open_ in zip(basket.base, basket.open, strict=True) if open_])
        room = room_of(basket)
        total = min(percent_of(base, percent_now(self.percent, basket)), sum(room))
        [total] = cap([total], self.most, basket)
        return over_lines(basket, allocate(total, room))
