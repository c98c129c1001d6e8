"""Buy so many, get so many."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.rewards.effects import NOTHING, Effects
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import amount_off, cap, effects_of, percent_off, price_off
from largesse.promotions.rewards.targets import Count
from largesse.promotions.rewards.units import Run, Share, count_units, runs_of, shares_of, sort_runs
from largesse.promotions.rewards.values import Percent
from largesse.promotions.selection import Selection


class BuyGet(Reward):
    """Whoever buys so many units of these gets so many units of those for less.

    A unit that is bought is not got as well: buy 2 get 1 of the same articles needs three units of them.
    There are as many sets as fit; what is got is the cheapest (or the dearest) that leaves enough to be
    bought. Both bought and got units must be on lines on which the promotion may act, and cost something. For
    "of each three the cheapest" see the target `every_nth` of `line_percent`.
    """

    title: ClassVar[str] = "Buy some, get some"
    group: ClassVar[Group] = "item"
    sentence: ClassVar[str] = (
        "Buy {buy_quantity} of {buy}, get {get_quantity} of {get}"
        "[ at {percent} % off][ at {amount} off][ for {price}]"
    )

    type: Literal["buy_get"] = "buy_get"
    buy: Selection = Field(default=Selection(), description="What must be bought.")
    buy_quantity: Count = Field(description="How many units of it for each set.", examples=[2])
    get: Selection = Field(default=Selection(), description="What one gets; it may be the same.")
    get_quantity: Count = Field(default=1, description="How many units of it for each set.")
    percent: Percent | None = Field(default=None, description="Per cent off what one gets; 100 is free.")
    amount: Money | None = Field(default=None, description="Or an amount off each unit one gets.")
    price: Money | None = Field(default=None, description="Or the price of each unit one gets.")
    times: Count | None = Field(default=None, description="At most so many sets; null: as many as there are.")
    pick: Literal["cheapest", "dearest"] = Field(default="cheapest", description="Which units one gets.")
    most: Money | None = Field(default=None, description="Never more than this off the order.")

    @model_validator(mode="after")
    def _is_coherent(self) -> "BuyGet":
        if sum(value is not None for value in (self.percent, self.amount, self.price)) != 1:
            msg = "give one of `percent`, `amount` and `price`"
            raise ValueError(msg)
        return self

    def apply(self, basket: Basket) -> Effects:
        runs = self._got(basket)
        if not runs:
            return NOTHING
        shares = shares_of(runs)
        off = cap(self._off(basket, runs, shares), self.most, basket)
        return effects_of(basket, shares, off)

    def _got(self, basket: Basket) -> list[Run]:
        bought, got = runs_of(basket, self.buy), runs_of(basket, self.get)
        buyable = {run.line for run in bought}
        gettable = {run.line for run in got}
        only_buy = count_units([run for run in bought if run.line not in gettable])
        only_get = count_units([run for run in got if run.line not in buyable])
        both = count_units([run for run in got if run.line in buyable])
        # As many sets as units suffice for, alone and together (Hall's marriage theorem).
        sets = min(
            (only_buy + both) // self.buy_quantity,
            (only_get + both) // self.get_quantity,
            (only_buy + both + only_get) // (self.buy_quantity + self.get_quantity),
        )
        sets = sets if self.times is None else min(sets, self.times)
        # Of the units that could be either, so many may be got that enough are left to be bought.
        spare = only_buy + both - sets * self.buy_quantity
        wanted = sets * self.get_quantity
        found: list[Run] = []
        for run in sort_runs(got, dearest=self.pick == "dearest"):
            count = min(run.units, wanted, spare if run.line in buyable else wanted)
            if count > 0:
                found.append(run.first(count))
                wanted -= count
                spare -= count if run.line in buyable else 0
        return found

    def _off(self, basket: Basket, runs: Sequence[Run], shares: Sequence[Share]) -> list[int]:
        if self.percent is not None:
            return percent_off(shares, self.percent)
        currency = basket.facts.cart.currency
        if self.amount is not None:
            return amount_off(runs, in_currency(self.amount, currency) or 0)
        price = in_currency(self.price, currency) if self.price is not None else None
        return [0] * len(shares) if price is None else price_off(basket, runs, price)
