"""An amount off the order."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.core.money import allocate
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import over_lines, room_of
from largesse.promotions.rewards.values import MoneyValue, money_now


class OrderAmount(Reward):
    """An amount off the order, over all lines in the proportion of their price; never more than they cost."""

    title: ClassVar[str] = "Amount off the order"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "{amount} off the order"

    type: Literal["order_amount"] = "order_amount"
    amount: MoneyValue = Field(description="The amount, or steps of it.", examples=[1000])

    def bound(self, base: int, now: int) -> int:  # noqa: ARG002
        return min(now, self.amount) if isinstance(self.amount, int) else now

    def apply(self, basket: Basket) -> Effects:
        room = room_of(basket)
        total = min(money_now(self.amount, basket) or 0, sum(room))
        return over_lines(basket, allocate(total, room))
