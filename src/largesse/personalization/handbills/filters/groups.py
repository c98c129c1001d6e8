"""Filters made of filters; the union of all of them is the tree."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, model_validator
from typing_extensions import TypeAliasType

from largesse.personalization.handbills.filters.campaign import CampaignFilter
from largesse.personalization.handbills.filters.category import CategoryFilter
from largesse.personalization.handbills.filters.chosen import PromotionsFilter
from largesse.personalization.handbills.filters.discount import DiscountFilter
from largesse.personalization.handbills.filters.filter import Filter
from largesse.personalization.handbills.filters.name import NameFilter
from largesse.personalization.handbills.filters.param import ParamFilter
from largesse.personalization.handbills.filters.tags import TagsFilter
from largesse.personalization.handbills.offered import Offered

MAX_DEPTH: Final = 5
MAX_LEAVES: Final = 50


class FilterGroup(Filter):
    """A filter made of others."""

    def parts(self) -> Iterator[Filter]:
        """Those it is made of."""
        yield from ()

    def named_tags(self) -> frozenset[str]:
        return frozenset[str]().union(*(part.named_tags() for part in self.parts()))

    @model_validator(mode="after")
    def _is_small(self) -> "FilterGroup":
        if _depth(self) > MAX_DEPTH or _leaves(self) > MAX_LEAVES:
            msg = f"a tree of filters may have {MAX_DEPTH} levels and {MAX_LEAVES} filters"
            raise ValueError(msg)
        return self


class AllFilter(FilterGroup):
    """All of these hold."""

    title: ClassVar[str] = "All of"

    type: Literal["all"] = "all"
    filters: tuple["AnyFilter", ...] = Field(min_length=1, max_length=MAX_LEAVES, description="The filters.")

    def holds(self, promotion: Offered) -> bool:
        return all(part.holds(promotion) for part in self.filters)

    def parts(self) -> Iterator[Filter]:
        yield from self.filters


class EitherFilter(FilterGroup):
    """At least one of these holds."""

    title: ClassVar[str] = "Any of"

    type: Literal["any"] = "any"
    filters: tuple["AnyFilter", ...] = Field(min_length=1, max_length=MAX_LEAVES, description="The filters.")

    def holds(self, promotion: Offered) -> bool:
        return any(part.holds(promotion) for part in self.filters)

    def parts(self) -> Iterator[Filter]:
        yield from self.filters


class NotFilter(FilterGroup):
    """This does not hold."""

    title: ClassVar[str] = "Not"

    type: Literal["not"] = "not"
    filter: "AnyFilter" = Field(description="The filter.")

    def holds(self, promotion: Offered) -> bool:
        return not self.filter.holds(promotion)

    def parts(self) -> Iterator[Filter]:
        yield self.filter


AnyFilter = TypeAliasType(
    "AnyFilter",
    Annotated[
        TagsFilter
        | PromotionsFilter
        | NameFilter
        | ParamFilter
        | CategoryFilter
        | DiscountFilter
        | CampaignFilter
        | AllFilter
        | EitherFilter
        | NotFilter,
        Field(discriminator="type"),
    ],
)

for group in (AllFilter, EitherFilter, NotFilter):
    group.model_rebuild()


def _depth(tree: Filter) -> int:
    parts = tree.parts() if isinstance(tree, FilterGroup) else ()
    return 1 + max((_depth(part) for part in parts), default=0)


def _leaves(tree: Filter) -> int:
    return sum(_leaves(part) for part in tree.parts()) if isinstance(tree, FilterGroup) else 1
