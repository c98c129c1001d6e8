"""What every reward has."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from largesse.profiles.conditions.operators.operator import require_tag
from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need
from largesse.promotions.rewards.effects import Effects

Group = Literal["order", "line", "item", "value", "code", "other"]


@dataclass(frozen=True, slots=True)
class Basket:
    """The cart as a reward meets it.

    `facts.amounts` is what each line costs now; `base` is what percentages are reckoned from (the amounts
    before any discount, or those of now; in the cart's order). `open` are the lines on which the promotion
    may act. `shipping` is what shipping costs now.
    """

    facts: Facts
    base: tuple[int, ...]
    open: tuple[bool, ...]
    shipping: int


class Reward(BaseModel):
    """What a promotion gives. Pure: the same basket has the same effects."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    title: ClassVar[str]
    group: ClassVar[Group]
    # How it reads on a card, with its settings in braces. What stands in square brackets is left out where
    # one of its settings is not given.
    sentence: ClassVar[str]
    # The customer pays with something of their own, a gift card or points: it acts after all discounts of
    # all promotions.
    spends: ClassVar[bool] = False
    # It gives nothing where no line is open; False: it may, as free shipping or a fixed number of points do.
    needs_lines: ClassVar[bool] = True

    def needs(self) -> Iterator[Need]:
        """What must be loaded before `apply`."""
        yield from ()

    def bound(self, base: int, now: int) -> int:  # noqa: ARG002
        """Never takes more than this off, told without reckoning it, so that hopeless promotions cost little.

        `base` is what all lines are reckoned from together, `now` what they and shipping cost now.
        """
        return now

    @abstractmethod
    def apply(self, basket: Basket) -> Effects:
        """What it does; a line's discount is never more than the line costs now."""
