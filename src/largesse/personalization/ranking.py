"""What the engine answers when it is asked to rank promotions for a customer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

Stage = Literal["trend", "frequency", "ranker"]
Objective = Literal["relevance", "value", "discover"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A promotion with its score (only comparable inside one ranking) and why it stands there, in words."""

    promotion_id: UUID
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """Promotions for one customer, best first, and which stage of the engine chose."""

    stage: Stage
    ranked: tuple[Ranked, ...]
    model_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class BasketItem:
    """A line of the basket that an anonymous customer is about to pay for."""

    sku: str
    quantity: float = 1.0
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Boost:
    """Weights that the marketer puts on promotions: by tag, and on margin, price, newness.

    A promotion's score is multiplied by exp of the weighted sum, and by no more than `most` or 1 / `most`.
    """

    tags: Mapping[str, float] = field(default_factory=dict)
    categories: Mapping[str, float] = field(default_factory=dict)
    margin: float = 0.0
    price: float = 0.0
    newness: float = 0.0
    most: float = 4.0


class Ranker(Protocol):
    """The engine, as handbills see it."""

    async def rank(
        self,
        workspace_id: UUID,
        profile_ids: Sequence[int],
        promotions: Collection[UUID],
        *,
        now: datetime,
        objective: Objective = "relevance",
        boost: Boost | None = None,
    ) -> Mapping[int, Ranking]:
        """A ranking of all these promotions for each of the customers."""

    async def rank_basket(
        self,
        workspace_id: UUID,
        basket: Sequence[BasketItem],
        promotions: Collection[UUID],
        *,
        now: datetime,
    ) -> Ranking:
        """A ranking by one basket alone, of a customer of whom nothing is known."""
