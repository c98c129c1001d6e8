"""A call of another system."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, HttpUrl

from largesse.promotions.rewards.effects import Effects, Grant
from largesse.promotions.rewards.payload import Payload
from largesse.promotions.rewards.reward import Basket, Group, Reward


class CallWebhook(Reward):
    """Another system is told by an HTTP call, after the redemption stands."""

    title: ClassVar[str] = "Call a webhook"
    group: ClassVar[Group] = "other"
    sentence: ClassVar[str] = "Calls {url}"
    needs_lines: ClassVar[bool] = False

    type: Literal["call_webhook"] = "call_webhook"
    url: Annotated[HttpUrl, Field(max_length=2000)] = Field(description="Where to.")
    payload: Payload = Field(default={}, description="What is sent along: names and plain values.")

    def apply(self, basket: Basket) -> Effects:  # noqa: ARG002
        return Effects(grants=(Grant("webhook", params={"url": str(self.url), "payload": self.payload}),))
