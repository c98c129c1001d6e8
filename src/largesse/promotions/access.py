"""How customers come to a promotion: by itself, or by a code of some kind. The union is the registry."""

from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from largesse.promotions.amounts import Money
from largesse.vouchers.schemas import CodeText

Uses = Annotated[StrictInt, Field(ge=1, le=10**12)]


class Access(BaseModel):
    """What all ways have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str]

    def own_code(self) -> str | None:
        """The one code that leads here, as it was written."""
        return None

    def own_pool(self) -> UUID | None:
        """The pool whose codes lead here."""
        return None


class Automatic(Access):
    """No code: the promotion applies to every cart that meets its rules."""

    title: ClassVar[str] = "Without a code"

    type: Literal["automatic"] = "automatic"


class GenericCode(Access):
    """One code for everybody, such as SUMMER10."""

    title: ClassVar[str] = "Generic code"

    type: Literal["generic_code"] = "generic_code"
    code: CodeText = Field(description="The code; unique in the workspace, codes of pools included.")

    def own_code(self) -> str:
        return self.code


class PoolCodes(Access):
    """Codes of a pool. One that is assigned to a customer is good for that customer only, unless `bearer`."""

    title: ClassVar[str] = "Codes of a pool"

    type: Literal["pool_codes"] = "pool_codes"
    pool_id: UUID = Field(description="The pool; it belongs to one promotion at most.")
    uses_per_code: Uses | None = Field(
        default=1, description="How often each code is good; null: without end."
    )
    holder_only: StrictBool = Field(
        default=False, description="Personal codes: a code must be assigned to the customer who uses it."
    )
    bearer: StrictBool = Field(
        default=False, description="Good for whoever brings it, as coupons on receipts are, assigned or not."
    )

    @model_validator(mode="after")
    def _is_for_somebody(self) -> Self:
        if self.bearer and self.holder_only:
            msg = "give either holder_only or bearer"
            raise ValueError(msg)
        return self

    def own_pool(self) -> UUID:
        return self.pool_id


class GiftCards(Access):
    """Codes of a pool that hold money, which is spent in several redemptions until nothing is left."""

    title: ClassVar[str] = "Gift cards"

    type: Literal["gift_cards"] = "gift_cards"
    pool_id: UUID = Field(description="The pool; it belongs to one promotion at most.")
    balance: Money = Field(
        description="What a card holds at first; the attribute `balance` of a code goes before."
    )

    def own_pool(self) -> UUID:
        return self.pool_id


class ReferralCodes(Access):
    """Codes of a pool, each assigned to a customer who gives it to friends. Nobody redeems their own."""

    title: ClassVar[str] = "Referral codes"

    type: Literal["referral_codes"] = "referral_codes"
    pool_id: UUID = Field(description="The pool; it belongs to one promotion at most.")
    uses_per_code: Uses | None = Field(default=None, description="How many friends a code is good for.")
    new_customers_only: StrictBool = Field(default=True, description="Friends who never ordered before.")
    referrer_points: StrictInt = Field(
        default=0,
        ge=0,
        le=10**12,
        description="Points for the customer whose code it is, at each redemption.",
    )

    def own_pool(self) -> UUID:
        return self.pool_id


AnyAccess = Annotated[
    Automatic | GenericCode | PoolCodes | GiftCards | ReferralCodes, Field(discriminator="type")
]
