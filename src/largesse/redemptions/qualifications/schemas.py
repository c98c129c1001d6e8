"""What crosses the wire about what a customer could use now. Amounts are integer minor units."""

from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from largesse.profiles.schemas import Identifier
from largesse.redemptions.asking.schemas import CART_EXAMPLE, CartInput
from largesse.redemptions.validations.schemas import GrantView, PromotionName

EXAMPLE: Final[dict[str, Any]] = {"customer": {"custom_id": "c-1"}, "cart": CART_EXAMPLE}


class OwnQualificationInput(BaseModel):
    """The signed-in customer asks what he could use now, and with which cart."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"cart": CART_EXAMPLE}]})

    cart: CartInput | None = Field(default=None, description="null: before anything is in it.")


class QualificationInput(OwnQualificationInput):
    """Somebody asks what a customer could use now, and with which cart."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    customer: Identifier | None = Field(default=None, description="null: somebody you do not know yet.")


class QualificationView(BaseModel):
    """A promotion the customer could use, looked at as if it were the only one."""

    outcome: Literal["applicable", "missing"] = Field(
        description="`missing`: the cart does not do yet; `reason`, `needed` and `missing` say what would."
    )
    source: Literal["automatic", "code"] = Field(description="Whether a code is to be typed for it.")
    code: str | None = Field(description="The code he holds, or that of a promotion he was given.")
    promotion: PromotionName
    headline: str
    description: str
    images: list[str] = Field(description="URLs of pictures.")
    params: dict[str, JsonValue] = Field(description="Free data of the promotion for your app.")
    ends_at: datetime | None = Field(description="Not good at this moment any more.")
    discount: int
    grants: list[GrantView]
    reason: str | None = Field(description="What the cart lacks: a stable code of the list of reasons.")
    message: str | None = Field(description="The marketer's own words for it.")
    needed: JsonValue
    missing: int | None = Field(description="How much more would do, in minor units or pieces.")


class QualificationPage(BaseModel):
    """What the customer could use, best first."""

    items: list[QualificationView]
    next_cursor: str | None
    has_more: bool
