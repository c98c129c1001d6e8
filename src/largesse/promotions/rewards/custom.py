"""Whatever your shop makes of it."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.rewards.effects import Effects, Grant
from largesse.promotions.rewards.payload import Payload
from largesse.promotions.rewards.reward import Basket, Group, Reward


class CustomEffect(Reward):
    """An effect that only your shop knows, such as a place in the front row, named with plain data."""

    title: ClassVar[str] = "Custom effect"
    group: ClassVar[Group] = "other"
    sentence: ClassVar[str] = "{name}"
    needs_lines: ClassVar[bool] = False

    type: Literal["custom"] = "custom"
    name: str = Field(
        min_length=1, max_length=128, pattern=r"^[^\x00]+$", description="Its name.", examples=["front_row"]
    )
    payload: Payload = Field(default={}, description="Names and plain values.")

    def apply(self, basket: Basket) -> Effects:  # noqa: ARG002
        return Effects(grants=(Grant("custom", params={"name": self.name, "payload": self.payload}),))
