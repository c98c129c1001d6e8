"""What crosses the wire about campaigns, promotions and their settings."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictInt,
    model_validator,
)

from largesse.core.drafts import BasedOn, DraftTag
from largesse.core.moments import Moment
from largesse.core.money import Currency
from largesse.core.storable import FreeJson
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate import Chooser
from largesse.promotions.limits import Limit
from largesse.promotions.stored import write_definition

CampaignStatus = Literal["draft", "active", "paused", "finished", "archived"]
PromotionStatus = Literal["draft", "active", "hidden", "paused", "finished", "archived"]

ONE_LINE: Final = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"


def _need_a_sign(value: object) -> object:
    if isinstance(value, str) and value and not value.strip():
        msg = "must have more than white space"
        raise ValueError(msg)
    return value


ThingName = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=ONE_LINE, examples=["Spring sale"]),
    BeforeValidator(_need_a_sign),
]
BusinessKey = Annotated[
    str,
    Field(
        min_length=1,
        max_length=255,
        pattern=ONE_LINE,
        description="Your own key of the promotion, unique in the workspace. Customers never type it.",
    ),
    BeforeValidator(_need_a_sign),
]
Tag = Annotated[str, Field(min_length=1, max_length=100, pattern=ONE_LINE)]
Tags = Annotated[list[Tag], Field(max_length=50, description="Words to find it by, and for rules.")]
LongText = Annotated[str, Field(max_length=5000, pattern=r"^[^\x00]*$")]
Limits = Annotated[
    list[Limit],
    Field(max_length=30, description="Measured over all its promotions; a budget is one on `discount`."),
]


# Sets have no order of their own: without this, the same answer would be written in another order each time.
Shown = Annotated[Definition, PlainSerializer(write_definition, when_used="json")]


class CampaignInput(BaseModel):
    """A new campaign, which begins as a draft."""

    model_config = ConfigDict(extra="forbid")

    name: ThingName
    description: LongText = ""
    tags: Tags = []
    starts_at: Moment | None = Field(default=None, description="None of its promotions is good before.")
    ends_at: Moment | None = Field(
        default=None, description="None of its promotions is good from this moment on."
    )
    limits: Limits = []
    metadata: FreeJson = Field(default={}, description="Free data of yours.")

    @model_validator(mode="after")
    def _is_coherent(self) -> "CampaignInput":
        check_period(self.starts_at, self.ends_at)
        return self


class CampaignPatch(BaseModel):
    """Changes of a campaign; what is left out stays. Null takes a date away."""

    model_config = ConfigDict(extra="forbid")

    name: ThingName | None = None
    description: LongText | None = None
    tags: Tags | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    limits: Limits | None = None
    metadata: FreeJson | None = None


class CampaignView(BaseModel):
    """A campaign."""

    id: UUID
    name: str
    description: str
    tags: list[str]
    status: CampaignStatus
    starts_at: datetime | None
    ends_at: datetime | None
    limits: list[Limit]
    metadata: FreeJson
    promotions: int = Field(description="How many promotions it has, archived ones not counted.")
    created_at: datetime
    created_by: str
    updated_at: datetime


class CampaignPage(BaseModel):
    """A page of campaigns, newest first."""

    items: list[CampaignView]
    next_cursor: str | None
    has_more: bool


class CampaignStatusInput(BaseModel):
    """The status to take."""

    model_config = ConfigDict(extra="forbid")

    status: CampaignStatus = Field(examples=["active"])


class PromotionInput(BaseModel):
    """A new promotion, which begins as a draft."""

    model_config = ConfigDict(extra="forbid")

    code: BusinessKey | None = Field(default=None, description="Left out: made from the name.")
    name: ThingName
    note: LongText = Field(default="", description="For colleagues; customers never see it.")
    tags: Tags = []
    campaign_id: UUID | None = Field(default=None, description="The campaign it belongs to.")
    definition: Definition = Field(default=Definition(), description="What it gives, to whom and when.")


class PromotionPatch(BaseModel):
    """Changes of a promotion; what is left out stays.

    A new definition is the draft: what was published goes on until it is published again. Null takes the
    promotion out of its campaign.
    """

    model_config = ConfigDict(extra="forbid")

    code: BusinessKey | None = None
    name: ThingName | None = None
    note: LongText | None = None
    tags: Tags | None = None
    campaign_id: UUID | None = None
    definition: Definition | None = Field(default=None, description="The whole of it.")
    based_on: BasedOn = None


class PromotionView(BaseModel):
    """A promotion with its draft."""

    id: UUID
    code: str
    name: str
    note: str
    tags: list[str]
    campaign_id: UUID | None
    status: PromotionStatus
    version: int = Field(description="The published version that is in force; 0: none yet.")
    has_changes: bool = Field(description="Whether the draft differs from what was published.")
    definition: Shown = Field(description="The draft.")
    draft_tag: DraftTag
    created_at: datetime
    created_by: str
    updated_at: datetime


class PromotionPage(BaseModel):
    """A page of promotions, newest first."""

    items: list[PromotionView]
    next_cursor: str | None
    has_more: bool


class PromotionStatusInput(BaseModel):
    """The status to take."""

    model_config = ConfigDict(extra="forbid")

    status: PromotionStatus = Field(examples=["paused"])


class PromotionPublicationInput(BaseModel):
    """How to publish."""

    model_config = ConfigDict(extra="forbid")

    hidden: StrictBool = Field(
        default=False, description="Good for who has its code, and shown in no list for customers."
    )


class PromotionCopyInput(BaseModel):
    """What a copy is called."""

    model_config = ConfigDict(extra="forbid")

    code: BusinessKey | None = Field(default=None, description="Left out: made from the name.")
    name: ThingName | None = Field(default=None, description="Left out: as the original.")
    campaign_id: UUID | None = Field(default=None, description="Left out: that of the original.")


class PromotionVersionView(BaseModel):
    """A published version."""

    version: int
    definition: Shown
    published_at: datetime
    published_by: str


class PromotionVersionPage(BaseModel):
    """Published versions, latest first."""

    items: list[PromotionVersionView]
    next_cursor: str | None
    has_more: bool


class PromotionProblem(BaseModel):
    """Something about a draft that keeps it from being published, or (a warning) is hardly meant."""

    pointer: str = Field(description="Where, as a JSON pointer into the promotion.")
    code: str = Field(description="Stable snake_case code.", examples=["pool_missing"])
    message: str = Field(description="What is wrong and how to mend it.")
    is_warning: bool = Field(default=False, description="Publishing is possible nevertheless.")


class PromotionCheckView(BaseModel):
    """What was found about a draft."""

    is_publishable: bool
    problems: list[PromotionProblem]


class PromotionSettingsInput(BaseModel):
    """How promotions of the workspace stand together; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    currency: Currency | None = Field(
        default=None, description="Of plain amounts in promotions that name no currency."
    )
    pre: Chooser | None = Field(default=None, description="Who is chosen in the lane `pre`.")
    default: Chooser | None = Field(default=None, description="Who is chosen in the lane `default`.")
    post: Chooser | None = Field(default=None, description="Who is chosen in the lane `post`.")
    most: StrictInt | None = Field(
        default=None, ge=1, le=100, description="How many promotions apply to one cart at most."
    )
    all_or_nothing: StrictBool | None = Field(
        default=None, description="Whether one code that is refused refuses the whole cart."
    )


class PromotionSettingsView(BaseModel):
    """How promotions of the workspace stand together."""

    currency: str
    pre: Chooser
    default: Chooser
    post: Chooser
    most: int
    all_or_nothing: bool
    book: int = Field(description="Grows with every change that decides what a cart gets.")


def check_period(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """ValueError unless the end is later than the start."""
    if starts_at and ends_at and ends_at <= starts_at:
        msg = "ends_at must be later than starts_at"
        raise ValueError(msg)
