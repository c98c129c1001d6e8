"""A promotion as it is offered to one cart, and the policy by which several stand together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.profiles.conditions import ProfileFacts
from largesse.promotions.cart import Cart
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate.terms import Terms
from largesse.promotions.facts import CodeFacts, Requester
from largesse.promotions.needs import Need

Chooser = Literal["best", "all", "priority", "best_per_line"]


@dataclass(frozen=True)
class Compiled:
    """A published promotion, read once and kept; `currency` and `zone` are resolved."""

    id: UUID
    campaign_id: UUID | None
    version: int
    name: str
    definition: Definition
    currency: str
    zone: ZoneInfo
    tags: frozenset[str] = frozenset()

    @cached_property
    def terms(self) -> Terms:
        """What the evaluation reads of the definition, read once."""
        return Terms.of(self.definition)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is the same for all promotions that are looked at for one cart. `now` is aware UTC."""

    now: datetime
    cart: Cart
    customer_id: int | None = None
    customer: ProfileFacts | None = None
    requester: Requester | None = None
    known: Mapping[Need, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion a cart asks for: by a code, or (code None) because it applies by itself.

    `refusal` is a reason the shell found before any rule: the campaign is paused, the code is used up, the
    limit is reached, the customer has not activated it.
    """

    promotion: Compiled
    code: CodeFacts | None = None
    uses: int = 0
    refusal: str = ""
    observed: str | int | None = None
    needed: str | int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """How promotions of a workspace stand together: the chooser of each lane, and how many apply at most."""

    pre: Chooser = "all"
    default: Chooser = "best"
    post: Chooser = "all"
    most: int = 30
    # Codes the customer typed go first among equals.
    all_or_nothing: bool = False
