"""Filter by what a promotion is for."""

from typing import ClassVar, Literal

from largesse.personalization.handbills.filters.filter import Filter, Words
from largesse.personalization.handbills.offered import Offered


class CategoryFilter(Filter):
    """Promotions for articles of these categories, named by themselves or found in the catalogues."""

    title: ClassVar[str] = "Category"

    type: Literal["category"] = "category"
    categories: Words

    def holds(self, promotion: Offered) -> bool:
        return not self.categories.isdisjoint(promotion.categories)
