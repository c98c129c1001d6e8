"""What crosses the wire about handbills."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, PlainSerializer

from largesse.core.db import JsonObject
from largesse.core.drafts import BasedOn, DraftTag
from largesse.personalization.handbills.definition import HandbillDefinition, HandbillType, VariantName
from largesse.profiles.schemas import Identifier
from largesse.promotions.schemas import LongText, ThingName

HandbillStatus = Literal["draft", "published", "paused", "archived"]
Stage = Literal["trend", "frequency", "ranker", "manual"]


def _write(definition: HandbillDefinition) -> JsonObject:
    return definition.stored()


# Sets have no order of their own: without this, the same answer would be written in another order each time.
Shown = Annotated[HandbillDefinition, PlainSerializer(_write, when_used="json")]


class HandbillInput(BaseModel):
    """A new personalised promotion, which begins as a draft."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Six for you",
                    "type": "mobile",
                    "definition": {
                        "slots": [
                            {"filter": {"type": "tags", "tags": ["MOBILE"]}, "count": 3},
                            {"count": 3},
                        ],
                        "activity": {"type": "relative", "days": 7},
                    },
                }
            ]
        },
    )

    name: ThingName
    description: LongText = ""
    type: HandbillType = Field(
        description="Where it is shown: in an app, before a purchase (`check_in`), or under the receipt of"
        " one (`check_out`)."
    )
    definition: HandbillDefinition = Field(
        default=HandbillDefinition(), description="What is offered, to whom, how long."
    )


class HandbillPatch(BaseModel):
    """Changes of a handbill; what is left out stays, and what was published goes on."""

    model_config = ConfigDict(extra="forbid")

    name: ThingName | None = None
    description: LongText | None = None
    type: HandbillType | None = Field(default=None, description="Not after it was published.")
    definition: HandbillDefinition | None = Field(default=None, description="The whole of it.")
    based_on: BasedOn = None


class HandbillView(BaseModel):
    """A handbill with its draft."""

    id: UUID
    name: str
    description: str
    type: HandbillType
    status: HandbillStatus
    version: int = Field(description="The published version that is in force; 0: none yet.")
    has_changes: bool = Field(description="Whether the draft differs from what was published.")
    definition: Shown = Field(description="The draft.")
    draft_tag: DraftTag
    created_at: datetime
    created_by: str
    updated_at: datetime


class HandbillPage(BaseModel):
    """A page of handbills, newest first."""

    items: list[HandbillView]
    next_cursor: str | None
    has_more: bool


class HandbillProblem(BaseModel):
    """Something that keeps a draft from being published, or (a warning) that you may not have meant."""

    code: str
    message: str
    pointer: str = Field(description="Where, as a JSON pointer into the definition.")
    is_warning: bool


class HandbillPublicationView(HandbillView):
    """A handbill that was published."""

    warnings: list[HandbillProblem]
    job_id: UUID | None = Field(description="The job that makes sets for all customers, where there is one.")


class HandbillVersionView(BaseModel):
    """What was published once."""

    version: int
    definition: Shown
    published_at: datetime
    published_by: str


class HandbillVersionPage(BaseModel):
    """A page of versions, latest first."""

    items: list[HandbillVersionView]
    next_cursor: str | None
    has_more: bool


class HandbillStatusInput(BaseModel):
    """The status to take."""

    model_config = ConfigDict(extra="forbid")

    status: HandbillStatus = Field(examples=["paused"])


class ShortfallView(BaseModel):
    """A slot that could not be filled."""

    slot: int = Field(description="Counted from 1, top to bottom.")
    wanted: int
    got: int
    reasons: dict[str, int] = Field(
        description="Why promotions that fit the slot were left out, and how many by each reason."
    )


class OwnOffer(BaseModel):
    """A promotion in a set, as customers see it."""

    place: int = Field(description="Counted from 1, top to bottom.")
    promotion_id: UUID
    code: str = Field(description="Business key of the promotion.")
    name: str
    headline: str
    description: str
    images: list[str]
    params: dict[str, JsonValue]
    ends_at: datetime | None = Field(description="End of the promotion; the set may end before.")
    status: str = Field(description="How the customer stands to it: assigned, active, redeemed and so on.")


class Offer(OwnOffer):
    """A promotion in a set, and why it stands there."""

    slot: int
    promotion_status: str = Field(description="Status of the promotion itself.")
    score: float | None = Field(description="Only comparable inside one set; null: not ranked.")
    reasons: list[str] = Field(description="Why it was chosen, in words.")


class HandbillSetView(BaseModel):
    """What one customer is offered for one period."""

    handbill_id: UUID
    set_id: UUID | None = Field(description="null: there is none, for nothing could be offered yet.")
    profile_id: int
    version: int
    variant: str | None = Field(description="null: the control group, which is offered nothing.")
    starts_at: datetime
    ends_at: datetime
    stage: Stage | None = Field(description="Which stage of the engine chose.")
    model_id: UUID | None
    items: list[Offer]
    shortfall: list[ShortfallView]


class OwnSetView(BaseModel):
    """What the signed-in profile is offered."""

    handbill_id: UUID
    starts_at: datetime
    ends_at: datetime
    items: list[OwnOffer]


class HandbillPreviewInput(BaseModel):
    """For whom a draft is tried."""

    model_config = ConfigDict(extra="forbid")

    customer: Identifier = Field(examples=[{"custom_id": "c-1"}])
    variant: VariantName | None = Field(
        default=None, description="As if the customer were in it; null: the one he is, or would be, in."
    )


class HandbillPreview(BaseModel):
    """What a customer would be offered by the draft, were it published at this moment."""

    profile_id: int
    variant: str | None = Field(description="null: the control group.")
    starts_at: datetime
    ends_at: datetime
    stage: Stage | None
    candidates: int = Field(description="Promotions that were looked at.")
    items: list[Offer]
    shortfall: list[ShortfallView]
