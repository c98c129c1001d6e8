"""Filter by rewards and how much they take off."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.personalization.handbills.filters.filter import Filter, Word
from largesse.personalization.handbills.offered import Offered


class DiscountFilter(Filter):
    """Promotions by the kind of their rewards, or by how much they take off."""

    title: ClassVar[str] = "Discount"

    type: Literal["discount"] = "discount"
    rewards: Annotated[frozenset[Word], Field(max_length=50)] = Field(
        default=frozenset(),
        description="Types of rewards, such as line_percent; one of them. Empty: any.",
        examples=[["line_percent"]],
    )
    at_least: Annotated[StrictInt, Field(ge=0, le=10**15)] = Field(
        default=0,
        description="In minor units, as far as it can be said beforehand; of a percentage without a known"
        " price, per cent times 100.",
    )

    def holds(self, promotion: Offered) -> bool:
        known = not self.rewards or not self.rewards.isdisjoint(promotion.rewards)
        return known and promotion.discount >= self.at_least
