"""Through which channel the order comes."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.cart import Cart
from largesse.promotions.rules.one_of import Keys, OneOfRule
from largesse.promotions.rules.rule import Group


class Channel(OneOfRule):
    """The order comes through one of these channels, such as `web`, `app` or `store`."""

    title: ClassVar[str] = "Channel"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "Bought through one of {any_of}"

    type: Literal["channel"] = "channel"
    any_of: Keys = Field(
        description="Channels as orders name them; capital and small letters are the same.",
        examples=[["app"]],
    )

    def given(self, cart: Cart) -> str | None:
        return cart.channel
