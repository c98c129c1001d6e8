"""Filter by name."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.personalization.handbills.filters.filter import Filter, Word
from largesse.personalization.handbills.offered import Offered


class NameFilter(Filter):
    """Promotions whose name contains this text, whatever its case."""

    title: ClassVar[str] = "Name"

    type: Literal["name"] = "name"
    contains: Word = Field(examples=["coffee"])

    def holds(self, promotion: Offered) -> bool:
        return self.contains.casefold() in promotion.name.casefold()
