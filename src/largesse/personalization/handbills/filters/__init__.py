"""Which promotions may stand in a slot. The union is the registry."""

from largesse.personalization.handbills.filters.facts import (
    CampaignFilter,
    CategoryFilter,
    DiscountFilter,
    NameFilter,
    ParamFilter,
    PromotionsFilter,
    TagsFilter,
)
from largesse.personalization.handbills.filters.filter import Filter
from largesse.personalization.handbills.filters.groups import AllFilter, AnyFilter, EitherFilter, NotFilter

__all__ = [
    "AllFilter",
    "AnyFilter",
    "CampaignFilter",
    "CategoryFilter",
    "DiscountFilter",
    "EitherFilter",
    "Filter",
    "NameFilter",
    "NotFilter",
    "ParamFilter",
    "PromotionsFilter",
    "TagsFilter",
]
