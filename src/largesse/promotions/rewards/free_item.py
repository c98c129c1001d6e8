"""Something for nothing, beside what was bought."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from largesse.promotions.rewards.effects import Effects, Grant
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import effects_of
from largesse.promotions.rewards.targets import Count
from largesse.promotions.rewards.units import Run, count_units, runs_of, shares_of, sort_runs, take_first
from largesse.promotions.selection import Key, Selection


class FreeItem(Reward):
    """Free units of an article: those in the cart cost nothing, and those that are missing are given beside.

    `always_new` gives new units whatever lies in the cart. `only_missing` makes units in the cart free and
    gives the rest. `many` does the same for each so many bought units of `items`. `same` gives, of each
    article of `items`, more of that article. Units that cost nothing already count as given, so that asking
    again gives nothing twice.
    """

    title: ClassVar[str] = "Free item"
    group: ClassVar[Group] = "item"
    sentence: ClassVar[str] = "{quantity}[ x {sku}] for free ({mode})"
    needs_lines: ClassVar[bool] = False

    type: Literal["free_item"] = "free_item"
    sku: Key | None = Field(
        default=None, description="The article; all modes but `same` need it.", examples=["MUG-1"]
    )
    quantity: Count = Field(default=1, description="How many; of `many` and `same`: for each set bought.")
    mode: Literal["always_new", "only_missing", "many", "same"] = Field(
        default="only_missing", description="What becomes of units that lie in the cart already."
    )
    items: Selection = Field(
        default=Selection(), description="Of `many` and `same`: what must be bought for it."
    )
    each: Count = Field(default=1, description="Of `many` and `same`: how many bought units make a set.")
    times: Count | None = Field(
        default=None, description="Of `many` and `same`: at most so many sets; null: as many as there are."
    )

    @model_validator(mode="after")
    def _is_coherent(self) -> "FreeItem":
        if (self.mode == "same") != (self.sku is None):
            msg = "`sku` is needed, except with `mode` = same, which takes the articles that are bought"
            raise ValueError(msg)
        counts = (self.items, self.each, self.times) != (Selection(), 1, None)
        if self.mode in ("always_new", "only_missing") and counts:
            msg = "`items`, `each` and `times` belong to `mode` = many or same"
            raise ValueError(msg)
        return self

    def apply(self, basket: Basket) -> Effects:
        lines = basket.facts.cart.lines
        found = runs_of(basket, Selection(), free=True)
        taken: list[Run] = []
        grants: list[Grant] = []
        for sku, wanted in self._wanted(basket):
            units = take_first(
                sort_runs((run for run in found if lines[run.line].sku == sku), dearest=False), wanted.in_cart
            )
            new = wanted.all - count_units(units)
            taken += units
            grants += [Grant("item", new, {"sku": sku})] if new > 0 else []
        shares = shares_of(taken)
        off = [share.room for share in shares]
        return replace(effects_of(basket, shares, off), grants=tuple(grants))

    def _wanted(self, basket: Basket) -> Iterator[tuple[str, "Wanted"]]:
        """How many free units there are to be of each article."""
        if self.mode == "same":
            yield from self._same(basket)
        elif self.sku is not None and self.mode == "many":
            lines = basket.facts.cart.lines
            bought = [run for run in runs_of(basket, self.items) if lines[run.line].sku != self.sku]
            count = self._sets(count_units(bought) // self.each) * self.quantity
            yield self.sku, Wanted(count, count)
        elif self.sku is not None:
            yield self.sku, Wanted(self.quantity, 0 if self.mode == "always_new" else self.quantity)

    def _same(self, basket: Basket) -> Iterator[tuple[str, "Wanted"]]:
        lines = basket.facts.cart.lines
        units: dict[str, int] = {}
        for run in runs_of(basket, self.items, free=True):
            sku = lines[run.line].sku
            units[sku] = units.get(sku, 0) + run.units
        made = 0
        for sku in sorted(units.keys() - {""}):
            full, rest = divmod(units[sku], self.each + self.quantity)
            sets = self._sets(full + (rest >= self.each), made)
            made += sets
            count = sets * self.quantity
            yield sku, Wanted(count, min(count, units[sku] - sets * self.each))

    def _sets(self, found: int, made: int = 0) -> int:
        return found if self.times is None else min(found, self.times - made)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Free units of one article: all of them, and how many may be units that lie in the cart."""

    all: int
    in_cart: int
