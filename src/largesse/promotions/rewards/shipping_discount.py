"""Something off shipping."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from largesse.core.money import percent_of
from largesse.promotions.amounts import Money
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import cap
from largesse.promotions.rewards.values import MoneyValue, PercentValue, money_now, percent_now


class ShippingDiscount(Reward):
    """A share of what shipping costs now, or an amount off it: one of both."""

    title: ClassVar[str] = "Discount on shipping"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "[{percent} %][{amount}] off shipping[, at most {most}]"
    needs_lines: ClassVar[bool] = False

    type: Literal["shipping_discount"] = "shipping_discount"
    percent: PercentValue | None = Field(default=None, description="Per cent, or steps of them.")
    amount: MoneyValue | None = Field(default=None, description="Or an amount, or steps of it.")
    most: Money | None = Field(default=None, description="Never more than this off shipping.")

    @model_validator(mode="after")
    def _is_coherent(self) -> "ShippingDiscount":
        if (self.percent is None) == (self.amount is None):
            msg = "give one of `percent` and `amount`"
            raise ValueError(msg)
        return self

    def apply(self, basket: Basket) -> Effects:
        if self.percent is not None:
            wanted = percent_of(basket.shipping, percent_now(self.percent, basket))
        else:
            wanted = (money_now(self.amount, basket) if self.amount is not None else None) or 0
        [off] = cap([min(wanted, basket.shipping)], self.most, basket)
        return Effects(shipping=off)
