"""What crosses the wire about carts that are only looked at. Amounts are integer minor units."""

from typing import Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from largesse.redemptions.asking.schemas import CART_EXAMPLE, MAX_CODES, AskInput, CartInput, Time
from largesse.vouchers.schemas import CodeText

EXAMPLE: Final[dict[str, Any]] = {
    "codes": ["SUMMER10"],
    "customer": {"custom_id": "c-1"},
    "cart": CART_EXAMPLE,
}


class ValidationInput(AskInput):
    """A cart to look at. Nothing is reserved, counted or kept."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    what_if: Time | None = Field(
        default=None,
        description="Answers as if it were this moment: the clock of schedules, periods and expiry dates."
        " Counts and balances are those of today.",
    )
    explain: Literal["asked", "all"] = Field(
        default="asked",
        description="Tell of those that apply and those asked for by a code, or of all promotions.",
    )


class OwnValidationInput(BaseModel):
    """A cart of the signed-in customer to look at."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"cart": CART_EXAMPLE}]})

    codes: list[CodeText] = Field(default=[], max_length=MAX_CODES, description="Codes that were typed.")
    cart: CartInput


class ExplanationView(BaseModel):
    """A rule's answer, with those of the rules it is made of."""

    rule: str = Field(description="Its type; empty for what is asked before any rule.")
    passed: bool
    reason: str = Field(description="A stable code; empty where it passed.")
    observed: JsonValue = None
    needed: JsonValue = None
    missing: int | None = None
    message: str | None = None
    parts: list["ExplanationView"] = []


class GrantView(BaseModel):
    """Something given beside the discount."""

    kind: str = Field(description="points, gift_credit, cashback, code, item, message, tag, webhook, custom.")
    amount: int
    params: dict[str, JsonValue]


class PromotionName(BaseModel):
    """Which promotion it is."""

    id: UUID
    name: str


class CandidateView(BaseModel):
    """A promotion or code that was looked at, and what became of it."""

    outcome: Literal["applicable", "inapplicable", "skipped"] = Field(
        description="`skipped`: its rules hold, but others were chosen."
    )
    promotion: PromotionName | None = Field(description="null for a code that leads to none.")
    campaign_id: UUID | None = None
    version: int | None = None
    code: str | None = Field(description="The code as it was typed; null where it applies by itself.")
    reason: str | None = Field(description="Why it does not apply: a stable code of the list of reasons.")
    message: str | None = Field(default=None, description="The marketer's own words for the customer.")
    observed: JsonValue = Field(default=None, description="What was seen.")
    needed: JsonValue = Field(default=None, description="What was asked for.")
    missing: int | None = Field(default=None, description="How much more would do, in minor units or pieces.")
    beside: UUID | None = Field(default=None, description="The promotion because of which it was skipped.")
    discount: int = Field(default=0, description="All that it takes off, shipping included.")
    lines: dict[str, int] = Field(default={}, description="What it takes off each line, by the line's id.")
    shipping: int = Field(default=0, description="What it takes off shipping.")
    grants: list[GrantView] = []
    points_spent: int = 0
    gift_spent: int = 0
    explanation: ExplanationView | None = Field(default=None, description="Rule by rule; for staff only.")


class LineView(BaseModel):
    """A line before and after."""

    id: str
    initial: int
    discount: int
    final: int


class AmountsView(BaseModel):
    """An amount before and after."""

    initial: int
    discount: int
    final: int


class ValidationView(BaseModel):
    """What the cart would get."""

    result: Literal["valid", "invalid"] = Field(
        description="`invalid`: nothing applies, or codes were typed and none of them does."
    )
    reason: str | None = Field(description="Of an invalid one: the first reason.")
    currency: str
    items: AmountsView = Field(description="All lines together.")
    shipping: AmountsView
    total: AmountsView = Field(description="Lines and shipping together.")
    lines: list[LineView]
    candidates: list[CandidateView] = Field(
        description="Those that apply first, in the order in which they apply."
    )
