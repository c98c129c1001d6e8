"""Money of a gift card."""

from typing import ClassVar, Literal

from pydantic import Field, StrictBool

from largesse.core.money import allocate
from largesse.promotions.amounts import Money
from largesse.promotions.rewards.effects import NOTHING, Effects
from largesse.promotions.rewards.paying import asked, least, most_of, payable
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.promotions.rewards.values import Percent
from largesse.promotions.selection import Key, Selection


class GiftCard(Reward):
    """The customer pays with the gift card whose code was given; what is left stays on the card."""

    title: ClassVar[str] = "Pay with the gift card"
    group: ClassVar[Group] = "value"
    sentence: ClassVar[str] = "Pays with the gift card's balance"
    spends: ClassVar[bool] = True
    needs_lines: ClassVar[bool] = False

    type: Literal["gift_card"] = "gift_card"
    items: Selection = Field(default=Selection(), description="What may be paid with the card.")
    shipping: StrictBool = Field(default=True, description="Whether it pays for shipping, after the items.")
    most: Money | None = Field(default=None, description="Never more than this of one order.")
    most_percent: Percent | None = Field(
        default=None,
        description="Never more than this share of what the card may pay for, rounded half up.",
    )
    asked_in: Key | None = Field(
        default=None,
        description="Field of the cart's metadata where the customer says how much to spend at most, in minor"
        " units; null, or a cart without it: as much as possible.",
    )

    def apply(self, basket: Basket) -> Effects:
        code = basket.facts.code
        room = payable(basket, self.items)
        shipping = basket.shipping if self.shipping else 0
        limit = most_of(basket, sum(room) + shipping, self.most_percent, self.most)
        spent = least(limit, code.balance or 0 if code else 0, asked(basket, self.asked_in))
        if spent <= 0:
            return NOTHING
        on_lines = min(spent, sum(room))
        return Effects(
            lines=tuple(allocate(on_lines, room)) if on_lines else (),
            shipping=spent - on_lines,
            spends_gift=spent,
        )
