"""Money onto a gift card."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.promotions.rewards.effects import NOTHING, Effects, Grant
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.values import MoneyValue, money_now


class GiftCredit(Reward):
    """Money onto a gift card: the one whose code was given, or a new one from a pool of gift cards."""

    title: ClassVar[str] = "Credit on a gift card"
    group: ClassVar[Group] = "value"
    sentence: ClassVar[str] = "{amount} onto a gift card"
    needs_lines: ClassVar[bool] = False

    type: Literal["gift_credit"] = "gift_credit"
    amount: MoneyValue = Field(description="How much, or steps of it.", examples=[1000])
    pool_id: UUID | None = Field(
        default=None, description="The pool a new card is taken from; null: the card whose code was given."
    )

    def apply(self, basket: Basket) -> Effects:
        amount = money_now(self.amount, basket)
        code = basket.facts.code
        if not amount or (self.pool_id is None and code is None):
            return NOTHING
        params = {"currency": basket.facts.cart.currency}
        if self.pool_id is not None:
            params["pool_id"] = str(self.pool_id)
        elif code is not None:
            params["code"] = code.code
        return Effects(grants=(Grant("gift_credit", amount, params),))
