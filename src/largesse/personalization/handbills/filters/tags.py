"""Filter by tags."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.personalization.handbills.filters.filter import Filter, Words
from largesse.personalization.handbills.offered import Offered


class TagsFilter(Filter):
    """Promotions with these tags."""

    title: ClassVar[str] = "Tags"

    type: Literal["tags"] = "tags"
    tags: Words = Field(description="Tags of promotions.", examples=[["MOBILE"]])
    match: Literal["any", "all"] = Field(default="any", description="One of them, or all of them.")

    def holds(self, promotion: Offered) -> bool:
        if self.match == "all":
            return self.tags <= promotion.tags
        return not self.tags.isdisjoint(promotion.tags)

    def named_tags(self) -> frozenset[str]:
        return self.tags
