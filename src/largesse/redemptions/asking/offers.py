"""What is refused before any rule is asked: codes, states of things, lives, and limits already reached."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from largesse.promotions.access import GiftCards
from largesse.promotions.book import Book
from largesse.promotions.cart import Cart
from largesse.promotions.evaluate import Candidate, Compiled, Decision
from largesse.promotions.facts import CodeFacts
from largesse.redemptions.asking.asked import NEWCOMER
from largesse.redemptions.asking.facts import Found, StoredCode, span_of
from largesse.redemptions.commands.guards import Counter, NoSubject, Subject, amounts_of, counters_of
from largesse.redemptions.gifts.commands import initial_balance

# What promotions can be in while carts get them.
USABLE: Final = ("active", "hidden")
# The state of a life that was activated.
ACTIVE: Final = 2
Tally = Callable[[Counter], int]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a promotion cannot be had, whatever its rules say."""

    reason: str
    observed: str | int | None = None
    needed: str | int | None = None


@dataclass(frozen=True, slots=True)
class Bid:
    """A promotion somebody asks for, by a code or (None) because it applies by itself."""

    promotion: Compiled
    code: str | None = None
    stored: StoredCode | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What bids are looked at with. `tally` says how much of a counter is used; None: no limit matters."""

    book: Book
    found: Found
    subject: Subject
    tally: Tally | None

    def refusal(self, bid: Bid) -> Refusal | None:
        """The first reason against a bid, or None."""
        if bid.stored is not None and (refusal := refuse_code(bid.stored, self.subject.now)) is not None:
            return refusal
        for step in (self._state, self._campaign, self._schedule, self._life, self._limits):
            if (refusal := step(bid.promotion, bid.code)) is not None:
                return refusal
        return None

    def _state(self, promotion: Compiled, code: str | None) -> Refusal | None:  # noqa: ARG002
        status = self.book.statuses.get(promotion.id, "active")
        if status in USABLE:
            return None
        return Refusal("promotion_finished" if status == "finished" else "promotion_inactive")

    def _campaign(self, promotion: Compiled, code: str | None) -> Refusal | None:  # noqa: ARG002
        campaign = self.book.campaigns.get(promotion.campaign_id) if promotion.campaign_id else None
        if campaign is None or promotion.campaign_id is None:
            return None
        if campaign.status != "active":
            return Refusal("campaign_finished" if campaign.status == "finished" else "campaign_inactive")
        return _within(self.subject.now, campaign.starts_at, campaign.ends_at, what="campaign")

    def _schedule(self, promotion: Compiled, code: str | None) -> Refusal | None:  # noqa: ARG002
        definition = promotion.definition
        return _within(self.subject.now, definition.starts_at, definition.ends_at, what="promotion")

    def _life(self, promotion: Compiled, code: str | None) -> Refusal | None:
        definition = promotion.definition
        customer = self.subject.customer_id
        if customer is None or not (asks_life(promotion) or definition.audience == "members"):
            return None
        if customer == NEWCOMER and definition.audience == "members":
            return Refusal("customer_required")
        life = self.found.lives.get(promotion.id)
        # Whoever activated it in time keeps it beyond the end of its assignment, and who brings a code of its
        # pool was given that.
        if (
            definition.audience in ("handbill", "custom")
            and (life is None or (life.assigned_at is None and life.state != ACTIVE))
            and (code is None or definition.access.own_pool() is None)
        ):
            return Refusal("not_assigned")
        if definition.activation is None:
            return None
        if life is None or life.state != ACTIVE:
            return Refusal("activation_required")
        lapsed = life.uses_left <= 0 or (life.until is not None and life.until <= self.subject.now)
        return Refusal("activation_lapsed", needed=_shown(life.until)) if lapsed else None

    def _limits(self, promotion: Compiled, code: str | None) -> Refusal | None:
        if self.tally is None:
            return None
        subject = _for_code(self.subject, code)
        try:
            counters = counters_of(promotion, self.book, subject)
        except NoSubject as unknown:
            return Refusal(unknown.reason)
        for counter in counters:
            least = {"redemptions": 1, "order_value": subject.cart.total}.get(counter.measure, 1)
            used = self.tally(counter)
            if used + least > counter.most:
                return Refusal(counter.reason, observed=used, needed=counter.most)
        return None


def tally_of(found: Found) -> Tally:
    """How much is used of counters, as it was loaded."""
    return lambda counter: found.counters.get(span_of(counter), 0)


def refuse_code(code: StoredCode, now: datetime) -> Refusal | None:
    """Why a code of a pool is no good at all, whoever brings it."""
    match code.state:
        case 4:
            return Refusal("code_disabled")
        case 3:
            return Refusal("code_held_elsewhere" if code.held else "code_exhausted")
        case _ if code.gone:
            return Refusal("code_disabled")
        case _ if code.until is not None and code.until <= now:
            return Refusal("code_expired", observed=_shown(now), needed=_shown(code.until))
    return None


def first_crossed(
    decision: Decision, screen: Screen, promotions: Mapping[tuple[UUID, str | None], Compiled]
) -> tuple[Candidate, Refusal] | None:
    """The first of those that apply for whom a limit has no room, those before it counted too."""
    if screen.tally is None:
        return None
    taken: dict[str, int] = {}
    for candidate in decision.applied:
        promotion = promotions[candidate.promotion_id, candidate.code]
        amounts = amounts_of(candidate, screen.subject.cart)
        for counter in counters_of(promotion, screen.book, _for_code(screen.subject, candidate.code)):
            used = screen.tally(counter) + taken.get(counter.key, 0)
            amount = amounts[counter.measure]
            if used + amount > counter.most:
                return candidate, Refusal(counter.reason, observed=used + amount, needed=counter.most)
            taken[counter.key] = taken.get(counter.key, 0) + amount
    return None


def read_code(bid: Bid, cart: Cart) -> CodeFacts | None:
    """The code as rules see it."""
    if bid.code is None:
        return None
    stored = bid.stored
    if stored is None:
        return CodeFacts(bid.code)
    return CodeFacts(
        code=stored.code,
        holder=stored.holder,
        created_at=stored.created_at,
        assigned_at=stored.assigned_at,
        balance=balance_of(bid.promotion, stored, cart.currency),
        attributes=stored.attributes,
    )


def balance_of(promotion: Compiled, code: StoredCode, currency: str) -> int | None:
    """What is left on a gift card, in minor units of this currency; None when it is none, or of another.

    A card that was never seen holds its attribute `balance` (of the promotion's currency), or else what the
    promotion says.
    """
    access = promotion.definition.access
    if not isinstance(access, GiftCards):
        return None
    if code.balance is not None:
        return code.balance if code.currency == currency else None
    if currency != promotion.currency and "balance" in code.attributes:
        return None
    return initial_balance(access, code.attributes, currency)


def asks_life(promotion: Compiled) -> bool:
    """Whether it matters how the customer stands to the promotion."""
    definition = promotion.definition
    return definition.activation is not None or definition.audience in ("handbill", "custom")


def reads_uses(promotion: Compiled) -> bool:
    """Whether a reward goes by how often the customer used the promotion before."""
    return any(
        value == "uses" for reward in promotion.definition.rewards for value in _bys(reward.model_dump())
    )


def _bys(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield value.get("by")
        for part in value.values():
            yield from _bys(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _bys(part)


def _for_code(subject: Subject, code: str | None) -> Subject:
    return Subject(subject.cart, subject.now, subject.customer_id, code, subject.requester)


def _within(now: datetime, start: datetime | None, end: datetime | None, *, what: str) -> Refusal | None:
    if start is not None and now < start:
        return Refusal(f"{what}_not_started", observed=_shown(now), needed=_shown(start))
    if end is not None and now >= end:
        return Refusal(f"{what}_finished", observed=_shown(now), needed=_shown(end))
    return None


def _shown(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
