"""Synerise's shapes of handbills, and how each of them reads in our words."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue, StrictBool
from pydantic.alias_generators import to_camel

from largesse.compat.synerise.client_schemas import Camel
from largesse.compat.synerise.promotion_schemas import ClientPromotion
from largesse.personalization.handbills.definition import (
    HandbillDefinition,
    HandbillType,
    HandbillVariant,
    Share,
    Slots,
    VariantName,
)
from largesse.personalization.handbills.schemas import HandbillSetView, HandbillStatus, HandbillView
from largesse.promotions.schemas import LongText, ThingName

Channel = Literal["MOBILE", "CHECK_IN", "CHECK_OUT"]
Status = Literal["DRAFT", "PUBLISH", "PAUSED", "ARCHIVED"]
CHANNELS: Final[dict[HandbillType, Channel]] = {
    "mobile": "MOBILE",
    "check_in": "CHECK_IN",
    "check_out": "CHECK_OUT",
}
TYPES: Final[dict[Channel, HandbillType]] = {channel: name for name, channel in CHANNELS.items()}
STATUSES: Final[dict[HandbillStatus, Status]] = {
    "draft": "DRAFT",
    "published": "PUBLISH",
    "paused": "PAUSED",
    "archived": "ARCHIVED",
}
OWN_STATUSES: Final[dict[Status, HandbillStatus]] = {status: name for name, status in STATUSES.items()}


class Strict(Camel):
    """A shape without other fields."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class ControlGroup(Strict):
    """The customers who get nothing; `share` in hundredths of a per cent."""

    enabled: StrictBool
    share: Share = 0


class HandbillVariantFields(Strict):
    """A variant; `share` in hundredths of a per cent, `slots` as our native API has them."""

    name: VariantName
    share: Share
    slots: Slots | None = None


class HandbillFields(Strict):
    """What can be changed of a handbill."""

    channel: Channel | None = None
    status: Status | None = None
    name: ThingName | None = None
    description: LongText | None = None
    control_group: ControlGroup | None = None
    variants: Annotated[list[HandbillVariantFields], Field(min_length=1, max_length=20)] | None = None

    def definition(self, before: HandbillDefinition) -> HandbillDefinition:
        """The definition with these changes; what is not said of a variant stays."""
        changes: dict[str, Any] = {}
        if self.variants is not None:
            changes["variants"] = tuple(_variant(fields, before) for fields in self.variants)
        if self.control_group is not None:
            changes["control_share"] = self.control_group.share if self.control_group.enabled else 0
        return HandbillDefinition.model_validate({**dict(before), **changes})


class HandbillItem(Camel):
    """A handbill."""

    uuid: UUID
    name: str
    description: str
    channel: Channel
    status: Status
    control_group: ControlGroup
    variants: list[HandbillVariantFields]
    activity: dict[str, JsonValue]
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, view: HandbillView) -> "HandbillItem":
        """A handbill of ours in these words; slots stand in each variant."""
        definition = view.definition
        return cls(
            uuid=view.id,
            name=view.name,
            description=view.description,
            channel=CHANNELS[view.type],
            status=STATUSES[view.status],
            control_group=ControlGroup(enabled=definition.control_share > 0, share=definition.control_share),
            variants=[
                HandbillVariantFields(
                    name=variant.name, share=variant.share, slots=tuple(definition.slots_of(variant))
                )
                for variant in definition.variants
            ],
            activity=definition.activity.model_dump(mode="json"),
            created_at=view.created_at,
            updated_at=view.updated_at,
        )


class HandbillAnswer(Camel):
    """One handbill."""

    data: HandbillItem


class HandbillList(Camel):
    """Handbills, newest first."""

    data: list[HandbillItem]


class ClientHandbill(Camel):
    """The set of a profile; `promotions` names them in their order."""

    uuid: UUID
    set_uuid: UUID | None
    variant: str | None = Field(description="null: the control group.")
    start_at: datetime
    expire_at: datetime
    promotions: list[UUID]

    @classmethod
    def of(cls, view: HandbillSetView) -> "ClientHandbill":
        """A set of ours in these words."""
        return cls(
            uuid=view.handbill_id,
            set_uuid=view.set_id,
            variant=view.variant,
            start_at=view.starts_at,
            expire_at=view.ends_at,
            promotions=[offer.promotion_id for offer in view.items],
        )


class ClientHandbillAnswer(Camel):
    """The promotions of a profile's set, in their order."""

    data: list[ClientPromotion]
    handbill: ClientHandbill


class ClientHandbillsAnswer(Camel):
    """All promotions of a profile, and which of them are its sets'."""

    data: list[ClientPromotion]
    handbills: list[ClientHandbill]


def _variant(fields: HandbillVariantFields, before: HandbillDefinition) -> HandbillVariant:
    known = before.variant(fields.name)
    base: dict[str, Any] = dict(known) if known is not None else {}
    if "slots" in fields.model_fields_set:
        base["slots"] = fields.slots
    return HandbillVariant.model_validate({**base, "name": fields.name, "share": fields.share})
