"""Synerise's shapes of pools and codes, and how each of them reads in our words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from largesse.compat.synerise.client_schemas import Camel, Text
from largesse.profiles.schemas import Identifier
from largesse.vouchers.schemas import CodeState, CodeText, CodeView, PoolCounts, PoolView

Status = Literal["UNASSIGNED", "ASSIGNED", "REDEEMED", "CANCELED"]
STATUSES: Final[Mapping[CodeState, Status]] = {
    "unassigned": "UNASSIGNED",
    "assigned": "ASSIGNED",
    "redeemed": "REDEEMED",
    "cancelled": "CANCELED",
}
IDENTIFIER_NAMES: Final = {
    "id": "id",
    "clientId": "id",
    "uuid": "uuid",
    "custom_identify": "custom_id",
    "customId": "custom_id",
    "externalId": "custom_id",
    "email": "email",
    "phone": "phone",
}
IdentifierName = Literal[
    "id", "clientId", "uuid", "custom_identify", "customId", "externalId", "email", "phone"
]


class PoolItem(Camel):
    """A pool in a list."""

    uuid: UUID
    name: str
    description: str
    active: bool
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, pool: PoolView) -> "PoolItem":
        """Our pool in their shape."""
        return cls(
            uuid=pool.id,
            name=pool.name,
            description=pool.description,
            active=pool.active,
            created_at=pool.created_at,
            updated_at=pool.updated_at,
        )


class PageMeta(Camel):
    """Totals of a list."""

    total_count: int
    total_pages: int
    page: int
    limit: int


class PoolList(Camel):
    """A page of pools."""

    data: list[PoolItem]
    meta: PageMeta | None = None


class VoucherItem(Camel):
    """A code as Synerise shows it; `expireIn` is a date."""

    uuid: UUID
    code: str
    status: Status
    pool_uuid: UUID
    client_id: int | None
    client_uuid: UUID | None
    expire_in: datetime | None
    redeem_at: datetime | None
    assigned_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, code: CodeView, uuids: Mapping[int, UUID]) -> "VoucherItem":
        """Our code in their shape; `uuids` are those of the profiles that hold codes."""
        moments = (code.created_at, code.assigned_at, code.redeemed_at, code.cancelled_at)
        return cls(
            uuid=code.id,
            code=code.code,
            status=STATUSES[code.state],
            pool_uuid=code.pool_id,
            client_id=code.profile_id,
            client_uuid=uuids.get(code.profile_id) if code.profile_id is not None else None,
            expire_in=code.expires_at,
            redeem_at=code.redeemed_at,
            assigned_at=code.assigned_at,
            created_at=code.created_at,
            updated_at=max(moment for moment in moments if moment is not None),
        )


class VoucherList(Camel):
    """A page of codes."""

    data: list[VoucherItem]
    meta: PageMeta | None = None


class VoucherAnswer(Camel):
    """One code."""

    message: str | None = None
    data: VoucherItem


class VoucherCounts(Camel):
    """How many codes of a pool stand where; `activeCount - assignedCount` can still be handed out."""

    active_count: int = Field(description="Codes that can be handed out, and those in customers' hands.")
    assigned_count: int = Field(description="Codes in customers' hands, not redeemed.")
    redeemed_count: int
    canceled_count: int
    unassigned_count: int = Field(description="Codes never handed out, expired ones too.")
    total_count: int


class VoucherCountsAnswer(Camel):
    """Counts of a pool, where a webhook reads them as `body.data.activeCount`."""

    data: VoucherCounts

    @classmethod
    def of(cls, counts: PoolCounts) -> "VoucherCountsAnswer":
        """Our counts in their shape; an expired code is not active."""
        return cls(
            data=VoucherCounts(
                active_count=counts.remaining + counts.assigned,
                assigned_count=counts.assigned,
                redeemed_count=counts.redeemed,
                canceled_count=counts.cancelled,
                unassigned_count=counts.remaining + counts.expired,
                total_count=counts.total,
            )
        )


class VoucherInput(Camel):
    """A code to add to a pool, and to hand out at once when a profile and ASSIGNED are given."""

    pool_uuid: UUID
    code: CodeText | None = Field(default=None, description="Left out: one is generated.")
    client_id: int | None = Field(default=None, ge=1, lt=2**63)
    client_uuid: UUID | None = None
    expire_in: AwareDatetime | None = None
    status: Literal["UNASSIGNED", "ASSIGNED"] | None = None

    def holder(self) -> Identifier | None:
        """Whom the code goes to."""
        if self.client_id is not None:
            return Identifier(id=self.client_id)
        return Identifier(uuid=self.client_uuid) if self.client_uuid is not None else None


class RedeemInput(Camel):
    """The code to redeem."""

    code: CodeText


class AssignInput(Camel):
    """The pool to draw from."""

    pool_uuid: UUID


class ProfileRedemption(Camel):
    """A code used by a profile."""

    profile_key: Literal["externalId", "clientId", "email", "phone", "uuid"]
    profile_value: Text
    voucher_key: Literal["code"] = "code"
    voucher_value: CodeText

    def profile(self) -> Identifier:
        """Who used it; ValueError when the value cannot name anybody."""
        return Identifier.model_validate({IDENTIFIER_NAMES[self.profile_key]: self.profile_value})
