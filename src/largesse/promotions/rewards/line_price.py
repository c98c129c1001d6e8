"""A new price for chosen units."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.rewards.line_reward import LineReward
from largesse.promotions.rewards.reward import Basket
from largesse.promotions.rewards.taking import price_off
from largesse.promotions.rewards.units import Run, Share
from largesse.promotions.rewards.values import MoneyValue, money_now


class LinePrice(LineReward):
    """The chosen units cost exactly this; units that cost less already stay as they are.

    Of what is weighed, the price is for 1 of its quantity, such as a kilogram.
    """

    title: ClassVar[str] = "Exact price of items"
    sentence: ClassVar[str] = "{items} ({target}) for {price} each"

    type: Literal["line_price"] = "line_price"
    price: MoneyValue = Field(description="The new price of a unit, or steps of it.", examples=[999])

    def take(self, basket: Basket, runs: Sequence[Run], shares: Sequence[Share]) -> list[int]:
        price = money_now(self.price, basket, self.items)
        return [0] * len(shares) if price is None else price_off(basket, runs, price)
