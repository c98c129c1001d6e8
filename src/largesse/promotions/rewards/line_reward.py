"""What rewards on lines have: which units they act on, and their caps."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from largesse.promotions.amounts import Money
from largesse.promotions.rewards.effects import NOTHING, Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import cap, cap_each, effects_of
from largesse.promotions.rewards.targets import Count, Target
from largesse.promotions.rewards.units import Run, Share, runs_of, shares_of, take_first
from largesse.promotions.selection import Selection


class LineReward(Reward):
    """Takes something off chosen units."""

    group: ClassVar[Group] = "line"

    items: Selection = Field(default=Selection(), description="Which lines; all when nothing is named.")
    target: Target = Field(default=Target(), description="Which of their units.")
    most_per_unit: Money | None = Field(default=None, description="Never more than this off a unit.")
    most_per_line: Money | None = Field(default=None, description="Never more than this off a line.")
    most: Money | None = Field(default=None, description="Never more than this off the order.")
    most_units: Count | None = Field(
        default=None, description="Never on more units than this; the first by the target's counting."
    )

    def bound(self, base: int, now: int) -> int:  # noqa: ARG002
        return min(now, self.most) if isinstance(self.most, int) else now

    def apply(self, basket: Basket) -> Effects:
        runs = self.target.chosen(runs_of(basket, self.items))
        if self.most_units is not None:
            runs = take_first(runs, self.most_units)
        if not runs:
            return NOTHING
        shares = shares_of(runs)
        off = self.take(basket, runs, shares)
        off = cap_each(off, self.most_per_unit, [share.units for share in shares], basket)
        off = cap_each(off, self.most_per_line, [1] * len(shares), basket)
        return effects_of(basket, shares, cap(off, self.most, basket))

    @abstractmethod
    def take(self, basket: Basket, runs: Sequence[Run], shares: Sequence[Share]) -> list[int]:
        """What it takes off each share before caps, never more than the share costs.

        Runs are in the order of counting; shares are the same units line by line.
        """
