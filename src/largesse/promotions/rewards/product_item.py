"""A thing as a reward."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.rewards.effects import Effects, Grant
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.targets import Count
from largesse.promotions.selection import Key


class ProductItem(Reward):
    """A material reward, such as a mug or a sample, that is handed over with the order; no price changes."""

    title: ClassVar[str] = "Product as a reward"
    group: ClassVar[Group] = "item"
    sentence: ClassVar[str] = "{quantity} x {sku}"
    needs_lines: ClassVar[bool] = False

    type: Literal["product_item"] = "product_item"
    sku: Key = Field(description="The article.", examples=["MUG-1"])
    quantity: Count = Field(default=1, description="How many.")
    name: str = Field(
        default="", max_length=500, pattern=r"^[^\x00]*$", description="What it is called, for your app."
    )

    def apply(self, basket: Basket) -> Effects:  # noqa: ARG002
        params = {"sku": self.sku, "name": self.name} if self.name else {"sku": self.sku}
        return Effects(grants=(Grant("item", self.quantity, params),))
