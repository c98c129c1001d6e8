"""A code as a reward."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field, model_validator

from largesse.promotions.rewards.effects import Effects, Grant
from largesse.promotions.rewards.reward import Basket, Group, Reward


class GiveCode(Reward):
    """The customer is given a code that exists already: from a pool, or from the pool of another promotion.

    Codes of other companies, such as cinema tickets, are given from the pool they were imported into.
    """

    title: ClassVar[str] = "Give a code"
    group: ClassVar[Group] = "code"
    sentence: ClassVar[str] = "A code[ of the pool {pool_id}][ of the promotion {promotion_id}]"
    needs_lines: ClassVar[bool] = False

    type: Literal["give_code"] = "give_code"
    pool_id: UUID | None = Field(default=None, description="The pool.")
    promotion_id: UUID | None = Field(default=None, description="Or the promotion whose pool it is.")

    @model_validator(mode="after")
    def _is_coherent(self) -> "GiveCode":
        if (self.pool_id is None) == (self.promotion_id is None):
            msg = "give one of `pool_id` and `promotion_id`"
            raise ValueError(msg)
        return self

    def apply(self, basket: Basket) -> Effects:  # noqa: ARG002
        named = {"pool_id": self.pool_id, "promotion_id": self.promotion_id}
        params = {name: str(value) for name, value in named.items() if value is not None}
        return Effects(grants=(Grant("code", 1, params),))
