"""Fields of a promotion as Synerise and files call them; mapping.py tells how each reads in our words."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    PlainSerializer,
    StrictInt,
    model_validator,
)
from pydantic.alias_generators import to_camel

from largesse.core.money import plain
from largesse.core.storable import FreeJson
from largesse.promotions.schemas import ONE_LINE

Item = TypeVar("Item")

KEY: Final = "$synerise"
MOST_ITEMS: Final = 100_000
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _check_time(value: object) -> object:
    """A number would be read as seconds since 1970: what was meant is anybody's guess."""
    if isinstance(value, datetime) or (isinstance(value, str) and DATE.match(value)):
        return value
    msg = "must be a text such as 2027-03-01T12:00:00Z"
    raise ValueError(msg)


def _name_type(value: object) -> object:
    """The console's name of a type of promotions does as well."""
    return "HANDBILL" if isinstance(value, str) and value.lower() == "personalized promotion" else value


def _name_status(value: object) -> object:
    return {"PUBLISHED": "PUBLISH", "HIDE": "HIDDEN"}.get(value, value) if isinstance(value, str) else value


def _pool_of(value: object) -> object:
    """A pool is named by its UUID, or by an object that has one."""
    return value.get("uuid") if isinstance(value, dict) else value


def _without_doubles(values: list[Item]) -> list[Item]:
    return list(dict.fromkeys(values))


def _free_params(params: dict[str, JsonValue]) -> dict[str, JsonValue]:
    if KEY in params:
        msg = f"the key {KEY} is taken: fields of Synerise that have no place elsewhere stand there"
        raise ValueError(msg)
    return params


def _text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[
    str,
    BeforeValidator(_text, json_schema_input_type=str | int),
    Field(max_length=1000, pattern=r"^[^\x00]*$"),
]
Number = Annotated[
    Decimal,
    Field(ge=0, le=10**13, max_digits=18, decimal_places=4),
    PlainSerializer(plain, return_type=int | float, when_used="json"),
]
Count = Annotated[StrictInt, Field(ge=0, le=10**9)]
Key = Annotated[Text, Field(min_length=1, max_length=255)]
Line = Annotated[Text, Field(min_length=1, max_length=200, pattern=ONE_LINE)]
Long = Annotated[str, Field(max_length=5000, pattern=r"^[^\x00]*$")]
Keys = Annotated[list[Key], Field(max_length=MOST_ITEMS), AfterValidator(_without_doubles)]
Time = Annotated[datetime, BeforeValidator(_check_time)]
Visibility = Annotated[Literal["DRAFT", "PUBLISH", "HIDDEN"], BeforeValidator(_name_status)]
Kind = Annotated[Literal["GENERAL", "MEMBERS_ONLY", "HANDBILL", "CUSTOM"], BeforeValidator(_name_type)]
DiscountType = Literal["NONE", "PERCENT", "AMOUNT", "2_FOR_1", "POINTS", "MULTIBUY", "EXACT_PRICE"]


class Strict(BaseModel):
    """A shape that knows all its fields: another one is refused."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class PictureOf(Strict):
    """A picture of a promotion."""

    url: Annotated[str, Field(max_length=2000, pattern=r"^https?://[^\s\x00]+$")]
    type: Literal["image", "thumbnail", "large"] = "image"


class TagOf(Strict):
    """A tag; its hash is its name here."""

    hash: Annotated[Text, Field(min_length=1, max_length=128)] | None = None
    name: Annotated[Text, Field(min_length=1, max_length=128)] | None = None


class DiscountStep(Strict):
    """From so many uses on, so much."""

    discount_value: Number
    usage_threshold: Count


class DiscountModeDetails(Strict):
    """The steps of a discount that grows, and what counts as a use."""

    discount_steps: list[DiscountStep] = Field(max_length=50)
    discount_usage_trigger: Literal["TRANSACTION", "REDEEM"] = "TRANSACTION"


class DiscountTypeDetails(Strict):
    """Of a multibuy: for so many articles, so many of them at the discount."""

    name: Text | None = Field(
        default=None, description="What the discount value is: PERCENT (which is meant without it) or AMOUNT."
    )
    outer_scope: bool | None = None
    required_items_count: Count | None = None
    discounted_items_count: Count | None = None


def _check_details(details: dict[str, JsonValue]) -> dict[str, JsonValue]:
    multibuy_of(details)
    return details


def multibuy_of(details: dict[str, JsonValue] | None) -> DiscountTypeDetails:
    """What the details of a promotion say of a multibuy."""
    return DiscountTypeDetails.model_validate((details or {}).get("discountType") or {})


class PromotionFields(Strict):
    """Every field of a promotion that can be written; null is nothing, what is left out stays as it is."""

    code: Annotated[Key, Field(pattern=ONE_LINE)] | None = None
    visibility_status: Visibility | None = None
    type: Kind | None = None
    redeem_limit_per_client: Count | None = None
    redeem_quantity_per_activation: Count | None = None
    redeem_limit_global: Count | None = None
    redeem_type: Literal["FULL", "PARTIAL"] | None = None
    details: Annotated[FreeJson, AfterValidator(_check_details)] | None = Field(
        default=None,
        description="Of a multibuy: `discountType` with its counts; all else is kept.",
    )
    discount_type: DiscountType | None = None
    discount_value: Number | None = None
    discount_mode: Literal["STATIC", "STEP"] | None = None
    discount_mode_details: DiscountModeDetails | None = None
    pre_discount_value: Number | None = None
    require_redeemed_points: Count | None = None
    header_name: Line | None = None
    header_description: Long | None = None
    name: Annotated[Long, Field(min_length=1)] | None = None
    headline: Long | None = None
    description: Long | None = None
    images: Annotated[list[PictureOf], Field(max_length=20)] | None = None
    tags: Annotated[list[TagOf], Field(max_length=200)] | None = None
    start_at: Time | None = None
    expire_at: Time | None = None
    display_from: Text | None = None
    display_to: Text | None = None
    lasting_time: Count | None = Field(default=None, description="Seconds after activation.")
    params: Annotated[FreeJson, AfterValidator(_free_params)] | None = None
    item_scope: Literal["LINE_ITEM", "BASKET"] | None = None
    min_basket_value: Number | None = None
    max_basket_value: Number | None = None
    catalog: Text | None = None
    catalog_item_type: Text | None = None
    catalog_index_items: Keys | None = None
    catalog_filter_ids: Keys | None = None
    catalog_filter_query: FreeJson | Text | None = None
    exclude_catalog: Text | None = None
    exclude_catalog_item_type: Text | None = None
    exclude_catalog_index_items: Keys | None = None
    exclude_catalog_filter_ids: Keys | None = None
    exclude_catalog_filter_query: FreeJson | Text | None = None
    activation_limit_global_type: Text | None = None
    activation_limit_global_limit: Count | None = None
    activation_limit_global_relative_minutes: Count | None = None
    store_catalog: Text | None = None
    store_item_type: Text | None = None
    store_ids: Keys | None = None
    target_type: Literal["ALL", "SEGMENT"] | None = None
    target_segment: Annotated[list[UUID], Field(max_length=30)] | None = None
    price: Number | None = None
    priority: Annotated[StrictInt, Field(ge=-(10**6), le=10**6)] | None = None
    voucher_pool: Annotated[UUID | None, BeforeValidator(_pool_of)] = None
    import_hash: Annotated[Text, Field(max_length=255)] | None = None


class PromotionCreation(PromotionFields):
    """A promotion to create; it needs a name, and without a code it is given one."""

    @model_validator(mode="after")
    def _is_named(self) -> "PromotionCreation":
        if self.header_name is None and self.name is None:
            msg = "give `name` (for customers), `headerName` (for your list), or both"
            raise ValueError(msg)
        return self
