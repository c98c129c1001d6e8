"""Which promotions may stand in a slot. The union is the registry."""

from largesse.personalization.handbills.filters.campaign import CampaignFilter
from largesse.personalization.handbills.filters.category import CategoryFilter
from largesse.personalization.handbills.filters.chosen import PromotionsFilter
from largesse.personalization.handbills.filters.discount import DiscountFilter
from largesse.personalization.handbills.filters.filter import Filter
from largesse.personalization.handbills.filters.groups import AllFilter, AnyFilter, EitherFilter, NotFilter
from largesse.personalization.handbills.filters.name import NameFilter
from largesse.personalization.handbills.filters.param import ParamFilter
from largesse.personalization.handbills.filters.tags import TagsFilter

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
