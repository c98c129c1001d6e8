"""A new price of the whole order."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.core.money import allocate
from largesse.promotions.amounts import Money
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import cap, over_lines, room_of
from largesse.promotions.rewards.values import MoneyValue, money_now


class OrderTotal(Reward):
    """The order's lines cost so much together; an order that costs less stays as it is."""

    title: ClassVar[str] = "Fixed total of the order"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "The order costs {total}"

    type: Literal["order_total"] = "order_total"
    total: MoneyValue = Field(
        description="What the lines cost together, shipping not included, or steps of it.", examples=[5000]
    )
    most: Money | None = Field(default=None, description="Never more than this off the order.")

    def apply(self, basket: Basket) -> Effects:
        room = room_of(basket)
        wanted = money_now(self.total, basket)
        total = 0 if wanted is None else max(0, sum(room) - wanted)
        [total] = cap([total], self.most, basket)
        return over_lines(basket, allocate(total, room))
