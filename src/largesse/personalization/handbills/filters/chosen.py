"""Filter by the promotions themselves."""

from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from largesse.personalization.handbills.filters.filter import Filter, Word
from largesse.personalization.handbills.offered import Offered


class PromotionsFilter(Filter):
    """These promotions, by their ids or codes."""

    title: ClassVar[str] = "Promotions"

    type: Literal["promotions"] = "promotions"
    ids: Annotated[frozenset[UUID], Field(max_length=1000)] = frozenset()
    codes: Annotated[frozenset[Word], Field(max_length=1000)] = Field(
        default=frozenset(), description="Your own keys of promotions."
    )

    @model_validator(mode="after")
    def _names_some(self) -> Self:
        if not (self.ids or self.codes):
            msg = "name promotions by `ids` or `codes`"
            raise ValueError(msg)
        return self

    def holds(self, promotion: Offered) -> bool:
        return promotion.id in self.ids or promotion.code in self.codes
