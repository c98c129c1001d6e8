"""What crosses the wire about pools and codes."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    StrictBool,
    StrictInt,
    model_validator,
)

from largesse.core.addresses import EmailAddress
from largesse.core.moments import Moment, Span
from largesse.profiles.schemas import Identifier
from largesse.vouchers.barcodes import BarcodeType
from largesse.vouchers.sources import Source, StaticSource

CodeText = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^\S+$", examples=["SPRING-7KQ2-X9FD"])]
CodeState = Literal["unassigned", "assigned", "redeemed", "cancelled"]


class Threshold(BaseModel):
    """When a pool counts as low: fewer codes, a smaller share, or fewer days of cover than this."""

    model_config = ConfigDict(extra="forbid")

    unit: Literal["codes", "percent", "days"] = Field(
        default="codes", description="`days` = remaining codes divided by the codes handed out per day."
    )
    below: float = Field(strict=True, gt=0, le=1e12, allow_inf_nan=False, examples=[500])


class PoolAlert(BaseModel):
    """Whom to tell when the pool runs low, and when its codes expire soon."""

    model_config = ConfigDict(extra="forbid")

    threshold: Threshold | None = None
    expires_within_days: StrictInt | None = Field(
        default=None, ge=1, le=3650, description="Also tell when unassigned codes expire within so many days."
    )
    emails: list[EmailAddress] = Field(default=[], max_length=50)
    webhook_url: HttpUrl | None = None


def _reject_null(value: object) -> object:
    if value is None:
        msg = "may be left out, but not be null"
        raise ValueError(msg)
    return value


class PoolSettings(BaseModel):
    """The settings of a pool; null means: no such limit."""

    model_config = ConfigDict(extra="forbid")

    description: str = Field(default="", max_length=2000)
    prefix: str = Field(
        default="",
        max_length=32,
        pattern=r"^\S*$",
        description="Put before each code that does not begin with it.",
    )
    barcode_type: BarcodeType | None = None
    emission_start: Moment | None = Field(default=None, description="No code is handed out before.")
    emission_end: Moment | None = Field(default=None, description="No code is handed out from here on.")
    code_limit: StrictInt | None = Field(
        default=None, ge=1, le=10**12, description="Largest number of codes in the pool."
    )
    profile_limit: StrictInt | None = Field(
        default=None, ge=1, le=10**6, description="Largest number of codes one profile may get from the pool."
    )
    codes_expire_at: Moment | None = Field(default=None, description="All codes expire at this moment.")
    codes_expire_after: Span | None = Field(
        default=None, description="A code expires so long after its assignment (ISO 8601, such as P30D)."
    )
    active: StrictBool = True
    alert: PoolAlert | None = None

    @model_validator(mode="after")
    def _is_coherent(self) -> "PoolSettings":
        if self.emission_start and self.emission_end and self.emission_end <= self.emission_start:
            msg = "emission_end must be later than emission_start"
            raise ValueError(msg)
        if self.codes_expire_at and self.codes_expire_after:
            msg = "give either codes_expire_at or codes_expire_after"
            raise ValueError(msg)
        if self.codes_expire_after is not None and not timedelta(0) < self.codes_expire_after < timedelta(
            days=36500
        ):
            msg = "codes_expire_after must be positive and under 100 years"
            raise ValueError(msg)
        return self


class PoolInput(PoolSettings):
    """A new pool."""

    name: str = Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$", examples=["Spring 2027"])
    source: Source = StaticSource()


class PoolPatch(BaseModel):
    """Changes of a pool; what is left out stays, null removes a limit."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[
        str | None,
        BeforeValidator(_reject_null),
        Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$"),
    ] = None
    description: Annotated[str | None, BeforeValidator(_reject_null), Field(max_length=2000)] = None
    prefix: Annotated[str | None, BeforeValidator(_reject_null), Field(max_length=32, pattern=r"^\S*$")] = (
        None
    )
    barcode_type: BarcodeType | None = None
    emission_start: Moment | None = None
    emission_end: Moment | None = None
    code_limit: StrictInt | None = Field(default=None, ge=1, le=10**12)
    profile_limit: StrictInt | None = Field(default=None, ge=1, le=10**6)
    codes_expire_at: Moment | None = None
    codes_expire_after: Span | None = None
    active: Annotated[StrictBool | None, BeforeValidator(_reject_null)] = None
    alert: PoolAlert | None = None


class PoolCounts(BaseModel):
    """Exact counts of a pool's codes at the moment of the answer."""

    remaining: int = Field(description="Codes that can still be handed out (unassigned and not expired).")
    assigned: int = Field(description="Codes in customers' hands, redeemed ones not included.")
    redeemed: int
    cancelled: int
    expired: int = Field(description="Codes whose date passed before they were handed out.")
    total: int
    remaining_percent: float | None = Field(
        description="Share of `remaining` in `total`; null for an empty pool."
    )
    burn_rate: float = Field(description="Codes handed out per day, mean of the last 14 days.")
    runs_out_on: date | None = Field(description="Day the pool runs out at that rate; null when it does not.")


class PoolIdentity(BaseModel):
    """What a pool is called, and where its codes come from."""

    id: UUID
    name: str
    kind: Literal["static", "dynamic"]
    source: Source
    low: bool = Field(description="Whether the alert's threshold is crossed now.")
    created_at: datetime
    updated_at: datetime


class PoolView(PoolSettings, PoolCounts, PoolIdentity):
    """A pool with its counts."""

    model_config = ConfigDict(from_attributes=True)


class PoolPage(BaseModel):
    """A page of pools, newest first."""

    items: list[PoolView]
    next_cursor: str | None
    has_more: bool


class PoolDay(BaseModel):
    """A pool at the end of a day, and what happened in it that day."""

    day: date
    remaining: int = Field(description="Codes that could still be handed out at the end of the day.")
    assigned: int = Field(description="Codes in customers' hands at the end of the day.")
    redeemed: int = Field(description="Codes redeemed until the end of the day.")
    handed_out: int = Field(description="Codes handed out that day; negative when more came back.")
    redemptions: int = Field(description="Codes redeemed that day, whether or not rolled back since.")


class PoolHistory(BaseModel):
    """A pool day by day, the last of which is today and not over."""

    time_zone: str = Field(description="Of the workspace; its days are meant.")
    days: list[PoolDay] = Field(description="Oldest first, at the earliest the day the pool was made.")


class AssignmentInput(BaseModel):
    """A wish for one code."""

    model_config = ConfigDict(extra="forbid")

    profile: Identifier = Field(
        description="Whose; an unknown profile is made.", examples=[{"custom_id": "c1"}]
    )
    mode: Literal["get_or_assign", "assign"] = Field(
        default="get_or_assign",
        description="`get_or_assign` answers with the code the profile holds, if any;"
        " `assign` always draws a new one.",
    )


class AssignmentView(BaseModel):
    """A code in a profile's hand."""

    code: str
    pool_id: UUID
    profile_id: int
    state: CodeState
    assigned_at: datetime
    expires_at: datetime | None
    redeemed_at: datetime | None
    is_new: bool = Field(description="False when the profile held this code before.")


class CodeView(BaseModel):
    """A code, where it belongs and how far it is."""

    id: UUID
    code: str
    pool_id: UUID
    state: CodeState
    profile_id: int | None
    expires_at: datetime | None
    assigned_at: datetime | None
    redeemed_at: datetime | None
    cancelled_at: datetime | None
    created_at: datetime
    attributes: dict[str, str]


class CodePage(BaseModel):
    """A page of codes."""

    items: list[CodeView]
    next_cursor: str | None = Field(description="Hand it back as `cursor` for the next page.")
    has_more: bool = Field(
        description="A filtered page may be short, even empty, and still have more after it."
    )


class CodeInput(BaseModel):
    """One code added by hand."""

    model_config = ConfigDict(extra="forbid")

    code: CodeText
    expires_at: Moment | None = None
    attributes: dict[str, str] = Field(default={}, max_length=50)


class RedemptionInput(BaseModel):
    """The use of a code at a till or check-out."""

    model_config = ConfigDict(extra="forbid")

    profile: Identifier | None = Field(
        default=None, description="Who uses it; a code assigned to somebody else is then refused."
    )
    order_id: str | None = Field(default=None, max_length=255, pattern=r"^[^\x00]*$")


class RedemptionView(BaseModel):
    """A redeemed code."""

    code: str
    pool_id: UUID
    profile_id: int | None
    redeemed_at: datetime
