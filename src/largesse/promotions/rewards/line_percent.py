"""A share of the price of chosen lines or units."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.rewards.line_reward import LineReward
from largesse.promotions.rewards.reward import Basket
from largesse.promotions.rewards.taking import percent_off
from largesse.promotions.rewards.units import Run, Share
from largesse.promotions.rewards.values import PercentValue, percent_now


class LinePercent(LineReward):
    """So many per cent off the chosen units, rounded once for each line.

    For "of each three the cheapest is free" let the target be every third unit, counted from the dearest.
    """

    title: ClassVar[str] = "Percent off items"
    sentence: ClassVar[str] = "{percent} % off {items} ({target})[, at most {most}]"

    type: Literal["line_percent"] = "line_percent"
    percent: PercentValue = Field(description="Per cent, or steps of them.", examples=["20"])

    def take(self, basket: Basket, runs: Sequence[Run], shares: Sequence[Share]) -> list[int]:  # noqa: ARG002
        return percent_off(shares, percent_now(self.percent, basket, self.items))
