"""Words for the customer."""

from typing import ClassVar, Literal

from pydantic import Field, HttpUrl

from largesse.promotions.cart import Scalar
from largesse.promotions.rewards.effects import Effects, Grant
from largesse.promotions.rewards.reward import Basket, Group, Reward


class ShowMessage(Reward):
    """A text or banner that your shop shows to the customer with the order."""

    title: ClassVar[str] = "Message"
    group: ClassVar[Group] = "other"
    sentence: ClassVar[str] = "Shows: {text}"
    needs_lines: ClassVar[bool] = False

    type: Literal["message"] = "message"
    text: str = Field(
        min_length=1, max_length=5000, pattern=r"^[^\x00]+$", description="The words, as plain text."
    )
    style: Literal["text", "banner"] = Field(default="text", description="How it is shown.")
    image: HttpUrl | None = Field(default=None, description="Address of a picture.")
    link: HttpUrl | None = Field(default=None, description="Where a click leads.")

    def apply(self, basket: Basket) -> Effects:  # noqa: ARG002
        params: dict[str, Scalar] = {"text": self.text, "style": self.style}
        if self.image is not None:
            params["image"] = str(self.image)
        if self.link is not None:
            params["link"] = str(self.link)
        return Effects(grants=(Grant("message", params=params),))
