"""An upgrade: another article instead of the one in the cart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.rewards.effects import NOTHING, Effects, Grant
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.taking import effects_of, price_off
from largesse.promotions.rewards.targets import Count
from largesse.promotions.rewards.units import Share, runs_of, shares_of, sort_runs, take_first
from largesse.promotions.selection import Key, Selection


class ReplaceItem(Reward):
    """Units in the cart are replaced by another article, for the same price or for less.

    The line of the replaced units stays in the cart and bears the price; what is over `price` is taken off
    it. The new article is given as an item that names the SKU it replaces.
    """

    title: ClassVar[str] = "Upgrade to another item"
    group: ClassVar[Group] = "item"
    sentence: ClassVar[str] = "{sku} instead of {items}[ for {price}]"

    type: Literal["replace_item"] = "replace_item"
    items: Selection = Field(description="What is replaced.")
    sku: Key = Field(description="The article that is given instead.", examples=["LATTE-L"])
    price: Money | None = Field(
        default=None,
        description="What each new unit costs, at most what the old one does; null: the same; 0: nothing.",
    )
    most_units: Count | None = Field(
        default=None, description="At most so many units, the dearest first; null: all."
    )

    def apply(self, basket: Basket) -> Effects:
        cart = basket.facts.cart
        found = runs_of(basket, self.items, free=True)
        runs = sort_runs((run for run in found if cart.lines[run.line].sku != self.sku), dearest=True)
        if self.most_units is not None:
            runs = take_first(runs, self.most_units)
        price = None if self.price is None else in_currency(self.price, cart.currency)
        if self.price is not None and price is None:
            return NOTHING
        shares = shares_of(runs)
        off = [0] * len(shares) if price is None else price_off(basket, runs, price)
        return replace(effects_of(basket, shares, off), grants=tuple(self._grants(basket, shares)))

    def _grants(self, basket: Basket, shares: Sequence[Share]) -> Iterator[Grant]:
        for share in shares:
            line = basket.facts.cart.lines[share.line]
            yield Grant("item", share.units, {"sku": self.sku, "replaces": line.sku, "line": line.id})
