"""An amount off chosen lines or units."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.rewards.line_reward import LineReward
from largesse.promotions.rewards.reward import Basket
from largesse.promotions.rewards.taking import amount_off, split_off
from largesse.promotions.rewards.units import Run, Share
from largesse.promotions.rewards.values import MoneyValue, money_now


class LineAmount(LineReward):
    """An amount off each chosen unit or line, or one amount that the chosen lines share.

    What is weighed is one unit. Where a shared amount is more than a line costs, the rest goes to the other
    lines.
    """

    title: ClassVar[str] = "Amount off items"
    sentence: ClassVar[str] = "{amount} off {items} ({target}), per {per}"

    type: Literal["line_amount"] = "line_amount"
    amount: MoneyValue = Field(description="The amount, or steps of it.", examples=[500])
    per: Literal["unit", "line", "value", "quantity"] = Field(
        default="unit",
        description="Off each unit, off each line, or once, shared by the lines in proportion to what their"
        " units cost (`value`) or to how many they are (`quantity`).",
    )

    def take(self, basket: Basket, runs: Sequence[Run], shares: Sequence[Share]) -> list[int]:
        amount = money_now(self.amount, basket, self.items) or 0
        if self.per == "unit":
            return amount_off(runs, amount)
        if self.per == "line":
            return [min(amount, share.room) for share in shares]
        weights = [share.room if self.per == "value" else share.units for share in shares]
        return split_off(shares, amount, weights)
