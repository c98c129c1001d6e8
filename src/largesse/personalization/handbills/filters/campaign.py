"""Filter by campaign."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from largesse.personalization.handbills.filters.filter import Filter
from largesse.personalization.handbills.offered import Offered


class CampaignFilter(Filter):
    """Promotions of these campaigns."""

    title: ClassVar[str] = "Campaign"

    type: Literal["campaign"] = "campaign"
    campaign_ids: Annotated[frozenset[UUID], Field(min_length=1, max_length=100)]

    def holds(self, promotion: Offered) -> bool:
        return promotion.campaign_id in self.campaign_ids
