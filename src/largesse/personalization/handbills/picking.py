"""Fills the slots of a handbill for one customer. Pure, and the same for the same arguments."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, Protocol
from uuid import UUID

from largesse.personalization.handbills.offered import NO_GOODS, Goods, Offered
from largesse.personalization.ranking import Ranked

Order = Literal["engine", "priority", "newest", "dearest"]

NOT_VALID: Final = "not_valid_through_period"
OVERLAP: Final = "overlap"
NOTHING_MATCHES: Final = "nothing_matches"
PICKED_BEFORE: Final = "in_another_slot"


class SlotLike(Protocol):
    """A slot: which promotions it takes, how many, and in which order."""

    @property
    def count(self) -> int:
        """How many at most."""

    @property
    def order(self) -> Order:
        """Which of those that may stand there go first."""

    def takes(self, promotion: Offered) -> bool:
        """Whether the promotion may stand there."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A promotion in its place; places and slots are counted from 1, top to bottom."""

    place: int
    slot: int
    promotion_id: UUID
    score: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A slot that could not be filled: how many it wanted, how many it got, and why others were left out."""

    slot: int
    wanted: int
    got: int
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picked:
    """The offers of one customer."""

    picks: tuple[Pick, ...]
    shortfalls: tuple[Shortfall, ...]


@dataclass(frozen=True, slots=True)
class Customer:
    """What is in a customer's way: promotions barred by a reason, and goods that are offered already."""

    barred: Mapping[UUID, str] = field(default_factory=dict)
    # Promotions in the customer's hands, by themselves and by their goods.
    held: Collection[UUID] = frozenset()
    taken: Goods = NO_GOODS


def pick(
    ranking: Sequence[Ranked],
    promotions: Mapping[UUID, Offered],
    slots: Sequence[SlotLike],
    *,
    customer: Customer,
    start: datetime,
    end: datetime,
    avoid_overlap: bool = True,
) -> Picked:
    """Takes for each slot, from top to bottom, the first promotions that may stand there.

    `start` and `end` are aware: promotions must be good all that time. Those that the ranking leaves out come
    last, higher priority first. No promotion is taken twice.
    """
    table = _Table(promotions, customer, start, end, avoid_overlap=avoid_overlap)
    ranks = _ranks(ranking, promotions)
    said = {ranked.promotion_id: ranked for ranked in ranking}
    picks: list[Pick] = []
    shortfalls: list[Shortfall] = []
    for number, slot in enumerate(slots, start=1):
        chosen, reasons = table.fill(slot, _ordered(slot.order, ranks, promotions))
        for promotion_id in chosen:
            ranked = said.get(promotion_id)
            score, why = (ranked.score, ranked.reasons) if ranked else (None, ())
            picks.append(Pick(len(picks) + 1, number, promotion_id, score, why))
        if len(chosen) < slot.count:
            shortfalls.append(Shortfall(number, slot.count, len(chosen), reasons))
    return Picked(tuple(picks), tuple(shortfalls))


class _Table:
    """What was picked so far."""

    def __init__(
        self,
        promotions: Mapping[UUID, Offered],
        customer: Customer,
        start: datetime,
        end: datetime,
        *,
        avoid_overlap: bool,
    ) -> None:
        self._promotions = promotions
        self._customer = customer
        self._period = (start, end)
        self._avoid = avoid_overlap
        self._named = set(customer.taken.named) if avoid_overlap else set()
        self._belongs = set(customer.taken.belongs) if avoid_overlap else set()
        self._picked: set[UUID] = set()

    def fill(self, slot: SlotLike, order: Sequence[UUID]) -> tuple[list[UUID], dict[str, int]]:
        """The promotions of a slot, and how many were left out for which reason."""
        chosen: list[UUID] = []
        reasons: Counter[str] = Counter()
        for promotion_id in order:
            if len(chosen) == slot.count:
                break
            promotion = self._promotions[promotion_id]
            if not slot.takes(promotion):
                continue
            if (reason := self._reason(promotion)) is not None:
                reasons[reason] += 1
                continue
            chosen.append(promotion_id)
            self._take(promotion)
        if not chosen and not reasons:
            reasons[NOTHING_MATCHES] = 0
        return chosen, dict(sorted(reasons.items()))

    def _reason(self, promotion: Offered) -> str | None:
        if promotion.id in self._picked:
            return PICKED_BEFORE
        if (barred := self._customer.barred.get(promotion.id)) is not None:
            return barred
        if not promotion.is_valid(*self._period):
            return NOT_VALID
        return OVERLAP if self._avoid and self._overlaps(promotion) else None

    def _overlaps(self, promotion: Offered) -> bool:
        goods = promotion.goods
        return (
            promotion.id in self._customer.held
            or not goods.named.isdisjoint(self._named)
            or not goods.named.isdisjoint(self._belongs)
            or not goods.belongs.isdisjoint(self._named)
        )

    def _take(self, promotion: Offered) -> None:
        self._picked.add(promotion.id)
        self._named |= promotion.goods.named
        self._belongs |= promotion.goods.belongs


def _ranks(ranking: Sequence[Ranked], promotions: Mapping[UUID, Offered]) -> list[UUID]:
    """All promotions in the order of the ranking, those that it leaves out at the end."""
    ranked = [found.promotion_id for found in ranking if found.promotion_id in promotions]
    known = set(ranked)
    rest = sorted(promotions.keys() - known, key=lambda key: (-promotions[key].priority, key))
    return [*dict.fromkeys(ranked), *rest]


def _ordered(order: Order, ranks: Sequence[UUID], promotions: Mapping[UUID, Offered]) -> Sequence[UUID]:
    """The promotions in the order of a slot; equal ones stay in the order of the ranking."""
    match order:
        case "priority":
            return sorted(ranks, key=lambda key: -promotions[key].priority)
        case "newest":
            return sorted(ranks, key=lambda key: key.int, reverse=True)
        case "dearest":
            return sorted(ranks, key=lambda key: -promotions[key].discount)
        case _:
            return ranks
