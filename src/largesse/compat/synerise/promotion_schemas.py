"""Synerise's shapes of promotions; promotions/imports/ tells how each of their fields reads in our words."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue, StrictInt

from largesse.compat.synerise.client_schemas import Camel, Text
from largesse.compat.synerise.voucher_schemas import PageMeta
from largesse.promotions.imports.fields import Count, Key, PromotionFields, Strict, Visibility

Status = Literal["ASSIGNED", "ACTIVE", "REDEEMED", "EXPIRED"]


class PromotionItem(PromotionFields):
    """A promotion as the workspace sees it; `status` is its `visibilityStatus`."""

    visibility_status: Visibility | None = Field(default=None, exclude=True)
    uuid: UUID
    status: Visibility
    created_at: datetime
    updated_at: datetime


class PromotionAnswer(Camel):
    """One promotion."""

    message: str | None = None
    data: PromotionItem


class PromotionList(Camel):
    """Promotions, newest first."""

    data: list[PromotionItem]


class ClientPromotion(PromotionFields):
    """A promotion in the life of one profile; `status` is the profile's."""

    visibility_status: Visibility | None = Field(default=None, exclude=True)
    target_type: Literal["ALL", "SEGMENT"] | None = Field(default=None, exclude=True)
    target_segment: list[UUID] | None = Field(default=None, exclude=True)
    import_hash: str | None = Field(default=None, exclude=True)
    uuid: UUID
    status: Status
    possible_redeems: int = Field(description="How often it can still be redeemed.")
    current_redeem_limit: int | None = Field(description="How often in all; null: without end.")
    current_redeemed_quantity: int
    activation_counter: int
    assigned_at: datetime | None
    lasting_at: datetime | None = Field(description="Usable until here, since it was activated.")
    created_at: datetime
    updated_at: datetime


class ClientPromotionAnswer(Camel):
    """One promotion of a profile."""

    message: str
    data: ClientPromotion


class ClientPromotionList(Camel):
    """A page of the promotions of a profile."""

    data: list[ClientPromotion]
    meta: PageMeta | None = None


class BatchInput(Camel):
    """Promotions to create or to change, told apart by `code`; the fields stand under `data`."""

    data: Annotated[list[dict[str, JsonValue]], Field(min_length=1, max_length=1000)]


class DeleteInput(Strict):
    """The code of the promotion to delete."""

    value: Key


class PromotionKey(Strict):
    """Names a promotion."""

    key: Literal["uuid", "code"]
    value: Key
    points_to_use: Count | None = Field(default=None, description="Accepted; see the reference.")


class RedeemPromotionInput(Strict):
    """Whose promotion is redeemed, and how often."""

    code: Key
    client_key: Literal["clientId", "customId", "externalId", "uuid", "email", "phone"]
    client_key_value: Text
    quantity: Annotated[StrictInt, Field(ge=1, le=1000)] = 1


class MessageAnswer(Camel):
    """That it was done."""

    message: str


class SettingsAnswer(Camel):
    """The settings of promotions."""

    data: dict[str, JsonValue]
