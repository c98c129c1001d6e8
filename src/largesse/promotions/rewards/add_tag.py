"""A tag on the customer."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.promotions.rewards.effects import Effects, Grant
from largesse.promotions.rewards.reward import Basket, Group, Reward


class AddTag(Reward):
    """The customer's profile gets a tag, by which audiences find it."""

    title: ClassVar[str] = "Tag the customer"
    group: ClassVar[Group] = "other"
    sentence: ClassVar[str] = "Tags the customer as {tag}"
    needs_lines: ClassVar[bool] = False

    type: Literal["add_tag"] = "add_tag"
    tag: str = Field(
        min_length=1, max_length=128, pattern=r"^[^\x00]+$", description="The tag.", examples=["vip"]
    )

    def apply(self, basket: Basket) -> Effects:  # noqa: ARG002
        return Effects(grants=(Grant("tag", params={"tag": self.tag}),))
