"""Sets of articles at a price of their own."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.core.money import allocate, percent_of
from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.rewards.bundling import Former
from largesse.promotions.rewards.effects import NOTHING, Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import cap, effects_of
from largesse.promotions.rewards.targets import Count
from largesse.promotions.rewards.units import meant, runs_of, shares_of
from largesse.promotions.rewards.values import Percent
from largesse.promotions.selection import Selection

MOST_PARTS: Final = 8
MOST_TIMES: Final = 100


class BundlePart(BaseModel):
    """So many units of a selection."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    items: Selection = Field(description="Which articles it may be.")
    quantity: Count = Field(default=1, description="How many of them in each bundle.")


class Bundle(Reward):
    """All parts together cost less, for as many complete bundles as the cart has, up to `times`.

    A unit belongs to one part of one bundle. The discount is shared by the units' lines in the proportion of
    what they cost. Where a bundle at a price would cost more than its units, it is not made.
    """

    title: ClassVar[str] = "Bundle"
    group: ClassVar[Group] = "item"
    sentence: ClassVar[str] = "{parts} together[ for {price}][ at {percent} % off][ at {amount} off]"

    type: Literal["bundle"] = "bundle"
    parts: tuple[BundlePart, ...] = Field(
        min_length=1, max_length=MOST_PARTS, description="What belongs to a bundle."
    )
    price: Money | None = Field(default=None, description="What a whole bundle costs.")
    percent: Percent | None = Field(default=None, description="Or per cent off all units of the bundles.")
    amount: Money | None = Field(default=None, description="Or an amount off each bundle.")
    times: Annotated[StrictInt, Field(ge=1, le=MOST_TIMES)] = Field(
        default=MOST_TIMES, description="At most so many bundles."
    )
    pick: Literal["dearest", "cheapest"] = Field(
        default="dearest", description="Which units make bundles, where there are more than needed."
    )
    most: Money | None = Field(default=None, description="Never more than this off the order.")

    @model_validator(mode="after")
    def _is_coherent(self) -> "Bundle":
        if sum(value is not None for value in (self.percent, self.amount, self.price)) != 1:
            msg = "give one of `price`, `percent` and `amount`"
            raise ValueError(msg)
        return self

    def apply(self, basket: Basket) -> Effects:
        lines = [meant(basket, part.items) for part in self.parts]
        if not all(lines):
            return NOTHING
        former = self._former(basket, lines)
        bundles = former.most(self.times)
        if not bundles:
            return NOTHING
        bundles, total = self._total(former, bundles, basket.facts.cart.currency)
        [total] = cap([total], self.most, basket)
        shares = shares_of(former.chosen(bundles))
        off = allocate(total, [share.room for share in shares])
        return effects_of(basket, shares, off)

    def _former(self, basket: Basket, lines: Sequence[Sequence[int]]) -> Former:
        suits = [0] * len(basket.open)
        for part, mine in enumerate(lines):
            for line in mine:
                suits[line] |= 1 << part
        quantities = [part.quantity for part in self.parts]
        return Former.of(runs_of(basket, Selection()), suits, quantities, dearest=self.pick == "dearest")

    def _total(self, former: Former, bundles: int, currency: str) -> tuple[int, int]:
        """How many bundles are made, and what is off all of them."""
        if self.percent is not None:
            shares = shares_of(former.chosen(bundles))
            wanted = percent_of(sum(share.base for share in shares), self.percent)
            return bundles, min(wanted, sum(share.room for share in shares))
        money = self.price if self.amount is None else self.amount
        amount = None if money is None else in_currency(money, currency)
        if amount is None:
            return 0, 0
        if self.amount is not None:
            return bundles, former.amount_off(bundles, amount)
        bundles = former.at_price(bundles, amount)
        return bundles, former.value(bundles) - bundles * amount
