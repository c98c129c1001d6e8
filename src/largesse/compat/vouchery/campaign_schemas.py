"""Vouchery's shapes of campaigns, their rules and rewards, and the batches of vouchers."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from largesse.compat.vouchery.redemption_schemas import Cost
from largesse.core.moments import Moment
from largesse.promotions.schemas import LongText, ThingName
from largesse.promotions.selection import Keys

MOST_CODES: Final = 100_000
CampaignType = Literal["MainCampaign", "SubCampaign"]
CampaignState = Literal["active", "inactive", "finished"]
Template = Literal["discount", "loyalty", "gift_card"]
Count = Annotated[StrictInt, Field(ge=1, le=10**12)]
Percent = Annotated[Decimal, Field(gt=0, le=100, max_digits=7, decimal_places=4)]


class Variant(BaseModel):
    """A rule or reward, told apart by `type`."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MinimumTransactionCost(Variant):
    """The order is worth at least so much."""

    type: Literal["MinimumTransactionCost"]
    amount: Cost


class MaximumTransactionCost(Variant):
    """The order is worth so much at most."""

    type: Literal["MaximumTransactionCost"]
    amount: Cost


class MaximumRedemptions(Variant):
    """So many redemptions of the campaign."""

    type: Literal["MaximumRedemptions"]
    limit: Count


class MaximumRedemptionsPerCustomer(Variant):
    """So many redemptions of each customer."""

    type: Literal["MaximumRedemptionsPerCustomer"]
    limit: Count


class MaximumRedemptionsPerVoucher(Variant):
    """So many redemptions of each voucher."""

    type: Literal["MaximumRedemptionsPerVoucher"]
    limit: Count


class Budget(Variant):
    """So much discount in all."""

    type: Literal["Budget"]
    amount: Cost


class CustomerSegment(Variant):
    """The customer belongs to a segment: an audience of ours."""

    type: Literal["CustomerSegment"]
    segment_id: UUID


class NewCustomer(Variant):
    """The customer never ordered before."""

    type: Literal["NewCustomer"]


class ProductItems(Variant):
    """The order has one of these."""

    type: Literal["ProductItems"]
    skus: Keys = frozenset()
    product_identifiers: Keys = frozenset()
    categories: Keys = frozenset()


AnyCampaignRule = Annotated[
    MinimumTransactionCost
    | MaximumTransactionCost
    | MaximumRedemptions
    | MaximumRedemptionsPerCustomer
    | MaximumRedemptionsPerVoucher
    | Budget
    | CustomerSegment
    | NewCustomer
    | ProductItems,
    Field(discriminator="type"),
]


class SetDiscount(Variant):
    """A discount on the order, or what is on a gift card."""

    type: Literal["SetDiscount"]
    discount_type: Literal["numeric", "percentage", "gift_card"]
    discount_value: Cost = Field(description="An amount, or per cent; of gift cards what each holds.")


class SetDiscountPerItem(Variant):
    """A discount on items."""

    type: Literal["SetDiscountPerItem"]
    discount_type: Literal["numeric", "percentage"]
    discount_value: Cost
    apply_to: Literal["cheapest", "most_expensive", "all_products"] = "all_products"


class AddPoints(Variant):
    """Loyalty points."""

    type: Literal["AddPoints"]
    points: Count


class GenerateProductItem(Variant):
    """An item that goes with the order."""

    type: Literal["GenerateProductItem"]
    sku: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$")]
    quantity: Annotated[StrictInt, Field(ge=1, le=1000)] = 1


class AssignVoucher(Variant):
    """A voucher of another sub-campaign."""

    type: Literal["AssignVoucher"]
    campaign_id: UUID


AnyCampaignReward = Annotated[
    SetDiscount | SetDiscountPerItem | AddPoints | GenerateProductItem | AssignVoucher,
    Field(discriminator="type"),
]


class CampaignInput(BaseModel):
    """A campaign: a container, or what customers redeem in one (a sub-campaign)."""

    model_config = ConfigDict(extra="ignore")

    type: CampaignType
    name: ThingName
    description: LongText = ""
    parent_id: UUID | None = Field(default=None, description="Of a sub-campaign: its main campaign.")
    template: Template = "discount"
    triggers_on: Literal["redemption"] = Field(
        default="redemption", description="Other triggers are workflows here."
    )
    status: Literal["active", "inactive"] = "inactive"
    starts_at: Moment | None = None
    ends_at: Moment | None = None


class CampaignPatch(BaseModel):
    """Changes of a campaign; what is left out stays."""

    model_config = ConfigDict(extra="ignore")

    name: ThingName | None = None
    description: LongText | None = None
    status: Literal["active", "inactive"] | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None


class CampaignItem(BaseModel):
    """A campaign as Vouchery shows it."""

    id: UUID
    type: CampaignType
    name: str
    description: str
    parent_id: UUID | None
    template: Template | None
    triggers_on: Literal["redemption"] | None
    status: CampaignState
    starts_at: datetime | None
    ends_at: datetime | None
    rules: list[dict[str, Any]]
    rewards: list[dict[str, Any]]
    created_at: datetime
    updated_at: datetime


class CampaignList(BaseModel):
    """A page of main and sub-campaigns, newest first."""

    items: list[CampaignItem]
    page: int
    total: int


class VoucherBatchInput(BaseModel):
    """How many vouchers, and what they look like."""

    model_config = ConfigDict(extra="ignore")

    amount: Annotated[StrictInt, Field(ge=1, le=MOST_CODES)]
    prefix: Annotated[str, Field(max_length=16, pattern=r"^[A-Za-z0-9-]*$")] = ""
    length: Annotated[StrictInt, Field(ge=6, le=24)] = Field(default=10, description="Of the random part.")


class VoucherBatch(BaseModel):
    """Vouchers that are being made."""

    id: UUID = Field(description="The job: GET /v1/jobs/{id} tells how far it is.")
    campaign_id: UUID
    amount: int
    status: Literal["in_progress"] = "in_progress"


class VoucherItem(BaseModel):
    """A voucher."""

    id: UUID
    code: str
    status: Literal["created", "distributed", "redeemed", "expired"]
    active: bool
    campaign_id: UUID | None
    customer_identifier: str | None
    expires_at: datetime | None
    created_at: datetime
