"""How much: a plain value, or steps of it by the order's worth, its units or earlier uses."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.rewards.reward import Basket
from largesse.promotions.rewards.units import meant
from largesse.promotions.selection import Selection

Percent = Annotated[Decimal, Field(gt=0, le=100, max_digits=7, decimal_places=4, examples=["10"])]
Points = Annotated[StrictInt, Field(ge=0, le=10**12)]
MOST_STEPS = 50


class Step(BaseModel):
    """From so much on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: Money = Field(
        description="From here on: minor units (or by currency), or a plain number of units or uses."
    )


class PercentStep(Step):
    """From so much on this per cent."""

    value: Percent


class MoneyStep(Step):
    """From so much on this amount."""

    value: Money


class PointsStep(Step):
    """From so much on so many points."""

    value: Points


class Steps(BaseModel):
    """A ladder: the highest step that is reached counts; below the first there is nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Literal["order_value", "units", "uses"] = Field(
        description="What climbs it: what all lines cost, the units the reward may act on, or how often the"
        " customer redeemed this promotion before (0 the first time)."
    )
    basis: Literal["initial", "current"] = Field(
        default="initial",
        description="Of `order_value`: before any discount, or after those of earlier promotions.",
    )

    def _check(self, steps: tuple[Step, ...]) -> None:
        levels = [step.at_least for step in steps]
        if self.by != "order_value" and not all(isinstance(level, int) for level in levels):
            msg = f"`at_least` of steps by {self.by} is a plain number"
            raise ValueError(msg)
        for before, after in pairwise(levels):
            if not _is_below(before, after):
                msg = "each step must begin higher than the one before, in the same currencies"
                raise ValueError(msg)

    def reached(self, basket: Basket, items: Selection, steps: tuple[Step, ...]) -> int:
        """Which step counts, or -1."""
        seen = self._seen(basket, items)
        found = -1
        for i, step in enumerate(steps):
            level = in_currency(step.at_least, basket.facts.cart.currency)
            if level is not None and level <= seen:
                found = i
        return found

    def _seen(self, basket: Basket, items: Selection) -> int:
        if self.by == "uses":
            return basket.facts.uses
        if self.by == "units":
            return sum(basket.facts.cart.lines[i].units for i in meant(basket, items))
        return basket.facts.cart.total if self.basis == "initial" else basket.facts.total


class PercentSteps(Steps):
    """Per cent by steps."""

    steps: tuple[PercentStep, ...] = Field(min_length=1, max_length=MOST_STEPS, description="Lowest first.")

    @model_validator(mode="after")
    def _is_ladder(self) -> "PercentSteps":
        self._check(self.steps)
        return self


class MoneySteps(Steps):
    """Amounts of money by steps."""

    steps: tuple[MoneyStep, ...] = Field(min_length=1, max_length=MOST_STEPS, description="Lowest first.")

    @model_validator(mode="after")
    def _is_ladder(self) -> "MoneySteps":
        self._check(self.steps)
        return self


class PointsSteps(Steps):
    """Points by steps."""

    steps: tuple[PointsStep, ...] = Field(min_length=1, max_length=MOST_STEPS, description="Lowest first.")

    @model_validator(mode="after")
    def _is_ladder(self) -> "PointsSteps":
        self._check(self.steps)
        return self


PercentValue = Percent | PercentSteps
MoneyValue = Money | MoneySteps
PointsValue = Points | PointsSteps
ALL_ITEMS = Selection()


def percent_now(value: Decimal | PercentSteps, basket: Basket, items: Selection = ALL_ITEMS) -> Decimal:
    """The per cent for this basket; 0 below the first step."""
    if isinstance(value, Decimal):
        return value
    at = value.reached(basket, items, value.steps)
    return value.steps[at].value if at >= 0 else Decimal(0)


def money_now(
    value: int | dict[str, int] | MoneySteps, basket: Basket, items: Selection = ALL_ITEMS
) -> int | None:
    """The amount for this basket, or None: below the first step, or without an amount in the currency."""
    if isinstance(value, MoneySteps):
        at = value.reached(basket, items, value.steps)
        if at < 0:
            return None
        value = value.steps[at].value
    return in_currency(value, basket.facts.cart.currency)


def points_now(value: int | PointsSteps, basket: Basket, items: Selection = ALL_ITEMS) -> int:
    """The points for this basket; 0 below the first step."""
    if isinstance(value, int):
        return value
    at = value.reached(basket, items, value.steps)
    return value.steps[at].value if at >= 0 else 0


def _is_below(before: int | dict[str, int], after: int | dict[str, int]) -> bool:
    if isinstance(before, int) or isinstance(after, int):
        return isinstance(before, int) and isinstance(after, int) and before < after
    return before.keys() == after.keys() and all(before[each] < after[each] for each in before)
