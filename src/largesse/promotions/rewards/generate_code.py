"""A new code as a reward."""

from datetime import timedelta
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.core.moments import Span, write_span
from largesse.promotions.cart import Scalar
from largesse.promotions.rewards.effects import Effects, Grant
from largesse.promotions.rewards.reward import Basket, Group, Reward
from largesse.vouchers.patterns import CodePattern


class GenerateCode(Reward):
    """The customer is given a code that is made at that moment, in a pool, by a pattern."""

    title: ClassVar[str] = "Make a code"
    group: ClassVar[Group] = "code"
    sentence: ClassVar[str] = "A new code in {pool_id}"
    needs_lines: ClassVar[bool] = False

    type: Literal["generate_code"] = "generate_code"
    pool_id: UUID = Field(description="The pool the new code belongs to.")
    pattern: CodePattern = Field(default=CodePattern(), description="What the code looks like.")
    lasts: Annotated[Span, Field(gt=timedelta(0), le=timedelta(days=3660))] | None = Field(
        default=None, description="How long the code is good; null: as the pool says."
    )

    def apply(self, basket: Basket) -> Effects:  # noqa: ARG002
        pattern: dict[str, Scalar] = self.pattern.model_dump(mode="json", exclude_none=True)
        params: dict[str, Scalar | dict[str, Scalar]] = {"pool_id": str(self.pool_id), "pattern": pattern}
        if self.lasts is not None:
            params["lasts"] = write_span(self.lasts)
        return Effects(grants=(Grant("code", 1, params),))
