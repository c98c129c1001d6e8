"""The book of a workspace: every published promotion, compiled, as processes keep it in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.promotions.evaluate import Compiled, Policy
from largesse.promotions.evaluate.index import Index
from largesse.promotions.limits import Limit


@dataclass(frozen=True, slots=True)
class CampaignTerms:
    """What a campaign holds over its promotions."""

    id: UUID
    name: str
    status: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True)
class Book:
    """All published promotions of a workspace that are not archived; `number` grows with every change.

    `statuses` has the status of each promotion. Codes are canonical. Everything in it is read only.
    """

    workspace_id: UUID
    number: int
    currency: str
    zone: ZoneInfo
    case_policy: str
    policy: Policy = field(default_factory=Policy)
    promotions: Mapping[UUID, Compiled] = field(default_factory=dict)
    statuses: Mapping[UUID, str] = field(default_factory=dict)
    campaigns: Mapping[UUID, CampaignTerms] = field(default_factory=dict)
    by_code: Mapping[str, UUID] = field(default_factory=dict)
    by_pool: Mapping[UUID, UUID] = field(default_factory=dict)
    # Of active and hidden promotions that need no code.
    index: Index = field(default_factory=lambda: Index.of(()))
