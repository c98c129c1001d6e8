"""Filters on what a promotion says of itself."""

from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, StrictInt, model_validator

from largesse.core.storable import Name
from largesse.personalization.handbills.filters.filter import Filter, Word
from largesse.personalization.handbills.offered import Offered
from largesse.redemptions.asking.schemas import Value

Words = Annotated[frozenset[Word], Field(min_length=1, max_length=200)]


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


class NameFilter(Filter):
    """Promotions whose name contains this text, whatever its case."""

    title: ClassVar[str] = "Name"

    type: Literal["name"] = "name"
    contains: Word = Field(examples=["coffee"])

    def holds(self, promotion: Offered) -> bool:
        return self.contains.casefold() in promotion.name.casefold()


class ParamFilter(Filter):
    """Promotions whose free data for apps have one of these values under a name."""

    title: ClassVar[str] = "Parameter"

    type: Literal["param"] = "param"
    name: Name = Field(description="Its name in the promotion's `display.params`.")
    any_of: Annotated[tuple[Value, ...], Field(min_length=1, max_length=100)] = Field(
        description='One of these. 1 is not "1", and true is not 1.'
    )

    def holds(self, promotion: Offered) -> bool:
        if self.name not in promotion.params:
            return False
        value = promotion.params[self.name]
        return any(type(value) is type(wanted) and value == wanted for wanted in self.any_of)


class CategoryFilter(Filter):
    """Promotions for articles of these categories, named by themselves or found in the catalogues."""

    title: ClassVar[str] = "Category"

    type: Literal["category"] = "category"
    categories: Words

    def holds(self, promotion: Offered) -> bool:
        return not self.categories.isdisjoint(promotion.categories)


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


class CampaignFilter(Filter):
    """Promotions of these campaigns."""

    title: ClassVar[str] = "Campaign"

    type: Literal["campaign"] = "campaign"
    campaign_ids: Annotated[frozenset[UUID], Field(min_length=1, max_length=100)]

    def holds(self, promotion: Offered) -> bool:
        return promotion.campaign_id in self.campaign_ids
