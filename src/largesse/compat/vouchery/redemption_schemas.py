"""Vouchery's shapes of orders and redemptions, and how each of them reads in our words."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, PlainSerializer, StrictBool, StrictInt

from largesse.core.money import from_minor, plain, to_minor
from largesse.profiles.schemas import CustomId, Identifier
from largesse.redemptions.asking.schemas import MAX_ITEMS, CartInput, Named, Words
from largesse.redemptions.schemas import OrderId, RedemptionView

Cost = Annotated[
    Decimal,
    Field(ge=0, le=10**13, allow_inf_nan=False, description="In major units, such as 12.99."),
    PlainSerializer(plain, return_type=int | float, when_used="json"),
]
DEFAULT_TTL: Final = 30
MOST_TTL: Final = 31 * 24 * 60


class ProductItem(BaseModel):
    """A line of the order. `price` is that of one."""

    model_config = ConfigDict(extra="ignore")

    name: Words = ""
    sku: Annotated[str, Field(max_length=255, pattern=r"^[^\x00]*$")] | None = None
    product_identifier: Words | None = None
    quantity: Annotated[Decimal, Field(gt=0, le=1_000_000)] = Decimal(1)
    price: Cost
    categories: dict[Named, Words] = Field(
        default={}, max_length=100, description="Names of categories and the tag in each."
    )

    def item(self, currency: str) -> dict[str, object]:
        """The line of our cart: tags are its categories, and its attributes by the names of theirs."""
        return {
            "sku": self.sku or self.product_identifier or self.name or "-",
            "name": self.name,
            "product_id": self.product_identifier or "",
            "quantity": round(self.quantity, 3),
            "price": to_minor(self.price, currency),
            "categories": sorted({tag for tag in self.categories.values() if tag}),
            "attributes": self.categories,
        }


class OrderFields(BaseModel):
    """The order a voucher is wanted for; what is not known may be left out."""

    model_config = ConfigDict(extra="ignore")

    transaction_id: OrderId | None = None
    customer_identifier: CustomId | None = None
    total_transaction_cost: Cost | None = None
    shipping_cost: Cost | None = None
    product_items: list[ProductItem] = Field(default=[], max_length=MAX_ITEMS)
    additional_categories: dict[Named, Words] = Field(default={}, max_length=90)
    user_agent: Words | None = None

    def cart(self, currency: str) -> CartInput:
        """The order as our cart."""
        agent = {"user_agent": self.user_agent} if self.user_agent else {}
        total = self.total_transaction_cost
        return CartInput.model_validate(
            {
                "currency": currency,
                "items": [item.item(currency) for item in self.product_items],
                "amount": to_minor(total, currency) if total is not None else None,
                "shipping": to_minor(self.shipping_cost or Decimal(0), currency),
                "metadata": {**self.additional_categories, **agent},
            }
        )

    def customer(self) -> Identifier | None:
        """Who wants it."""
        return Identifier(custom_id=self.customer_identifier) if self.customer_identifier else None


class RedemptionInput(OrderFields):
    """A redemption in one step, or its first step: `confirmed` false holds the voucher for `ttl` minutes."""

    confirmed: StrictBool = True
    ttl: Annotated[StrictInt, Field(ge=1, le=MOST_TTL)] = Field(default=DEFAULT_TTL, description="Minutes.")

    def held_for(self) -> timedelta | None:
        """How long it is held, if it is."""
        return None if self.confirmed else timedelta(minutes=self.ttl)


class RedemptionPatch(BaseModel):
    """What is learnt of a redemption later."""

    model_config = ConfigDict(extra="ignore")

    transaction_id: OrderId


class CampaignName(BaseModel):
    """Which campaign it is."""

    id: UUID
    name: str


class VoucherName(BaseModel):
    """Which voucher it is."""

    code: str
    campaign: CampaignName


class RedemptionItem(BaseModel):
    """A redemption as Vouchery shows it; of a validation `id` is null."""

    id: UUID | None
    transaction_id: str | None
    customer_identifier: str | None
    voucher: VoucherName | None
    total_transaction_cost: float
    granted_discount: float
    currency: str
    rewards: list[JsonValue] = Field(description="What is given beside the discount (an addition).")
    validated_at: datetime
    expires_at: datetime | None = Field(description="Until when it is held.")
    confirmed_at: datetime | None
    cancelled_at: datetime | None


def money(minor: int, currency: str) -> float:
    """An amount in major units."""
    return float(plain(from_minor(minor, currency)))


def redemption_item(
    view: RedemptionView, *, voucher: VoucherName | None, customer: str | None
) -> RedemptionItem:
    """Our redemption in their shape."""
    return RedemptionItem(
        id=view.id,
        transaction_id=view.order_id,
        customer_identifier=customer,
        voucher=voucher,
        total_transaction_cost=money(view.initial, view.currency),
        granted_discount=money(view.discount, view.currency),
        currency=view.currency,
        rewards=[grant for promotion in view.promotions for grant in promotion.grants],
        validated_at=view.created_at.astimezone(UTC),
        expires_at=view.held_until if view.state == "held" else None,
        confirmed_at=view.redeemed_at,
        cancelled_at=view.ended_at,
    )


class InvalidRedemption(BaseModel):
    """An attempt that was rejected."""

    id: UUID
    created_at: datetime
    voucher_code: str | None
    campaign_id: UUID | None = Field(description="The sub-campaign.")
    main_campaign_id: UUID | None
    customer_identifier: str | None
    transaction_id: str | None
    errors: list[dict[str, Any]]


class InvalidRedemptionList(BaseModel):
    """A page of rejected attempts, the latest first."""

    items: list[InvalidRedemption]
    page: int
    total: int
