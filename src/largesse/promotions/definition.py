"""What a promotion says: the part of it that a published version fixes."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StrictBool, StrictInt, model_validator

from largesse.core.moments import Moment, Span
from largesse.core.money import Currency
from largesse.core.storable import FreeJson
from largesse.profiles.conditions import Condition
from largesse.promotions.access import AnyAccess, Automatic
from largesse.promotions.limits import Limit
from largesse.promotions.rewards import AnyReward
from largesse.promotions.selection import NONE, Keys, Selection
from largesse.promotions.tree import AnyRule

Text = Annotated[str, Field(max_length=5000, pattern=r"^[^\x00]*$")]
Word = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]+$")]


class Stores(BaseModel):
    """Where it is good. Empty `only`: everywhere but in those of `excluding`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    only: Keys = NONE
    excluding: Keys = NONE


class Activation(BaseModel):
    """That the customer must take the promotion before it is good, as in an app."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    points: StrictInt = Field(default=0, ge=0, le=10**12, description="Its price in loyalty points.")
    lasts: Span | None = Field(default=None, description="How long it stays usable after activation.")
    uses: StrictInt = Field(default=1, ge=1, le=10**6, description="Redemptions for one activation.")
    most: StrictInt | None = Field(default=None, ge=1, description="Activations in all, within `within`.")
    within: Span | None = Field(default=None, description="The window of `most`; null: ever.")


class Image(BaseModel):
    """A picture for the customer's screen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: HttpUrl
    type: Literal["image", "thumbnail", "large"] = "image"


class Stacking(BaseModel):
    """How the promotion stands to others on the same cart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lane: Literal["pre", "default", "post"] = Field(
        default="default",
        description="Lanes apply in this order; inside a lane the workspace's chooser picks.",
    )
    priority: StrictInt = Field(default=0, ge=-(10**6), le=10**6, description="Higher goes first.")
    exclusive: StrictBool = Field(default=False, description="Never together with another promotion.")
    group: Word | None = Field(
        default=None, description="Of promotions with the same word one applies at most."
    )
    percent_of: Literal["initial", "current"] = Field(
        default="current", description="Percentages of the price before any discount, or of what is left."
    )
    zero_effect: Literal["skip", "apply"] = Field(
        default="skip", description="Whether it is redeemed where it would give nothing."
    )
    max_discount_percent: Decimal | None = Field(
        default=None,
        gt=0,
        le=100,
        max_digits=7,
        decimal_places=4,
        description="Cap on all its rewards together.",
    )


class Display(BaseModel):
    """What customers see of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text = ""
    headline: Text = ""
    description: Text = ""
    images: tuple[Image, ...] = Field(default=(), max_length=20)
    params: FreeJson = Field(default={}, description="Free data for your app.")
    starts_at: Moment | None = Field(
        default=None, description="Shown from here on; null: as long as it is good."
    )
    ends_at: Moment | None = None
    price: StrictInt | None = Field(default=None, ge=0, description="A price to show, in minor units.")


class Definition(BaseModel):
    """Everything about a promotion that decides what a cart gets."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    access: AnyAccess = Automatic()
    audience: Literal["all", "members", "handbill", "custom"] = Field(
        default="all",
        description="`members`: known customers only; `handbill`: only who was given it by a personalised"
        " promotion; `custom`: only who was given it by a call or workflow.",
    )
    customers: Condition | None = Field(default=None, description="Conditions on the customer's profile.")
    audience_id: UUID | None = Field(
        default=None, description="A saved audience the customer must belong to."
    )
    starts_at: Moment | None = None
    ends_at: Moment | None = Field(default=None, description="Not good at this moment any more.")
    zone: Annotated[str, Field(max_length=64)] | None = Field(
        default=None, description="IANA time zone of its rules and limits; null: the workspace's."
    )
    currency: Currency | None = Field(
        default=None, description="Of its plain amounts; null: the workspace's."
    )
    stores: Stores = Stores()
    items: Selection = Field(default=Selection(), description="Lines it may act on.")
    rules: AnyRule | None = Field(default=None, description="What must hold.")
    rewards: tuple[AnyReward, ...] = Field(
        default=(), max_length=20, description="What it gives, in this order."
    )
    limits: tuple[Limit, ...] = Field(default=(), max_length=30)
    stacking: Stacking = Stacking()
    activation: Activation | None = None
    display: Display = Display()

    @model_validator(mode="after")
    def _is_coherent(self) -> "Definition":
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            msg = "ends_at must be later than starts_at"
            raise ValueError(msg)
        return self
