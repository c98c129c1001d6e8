"""Looks at a cart: loads what it asks of the database, and has it decided. Nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from largesse.core.db import Database
from largesse.core.errors import RetryLaterError
from largesse.profiles.conditions import (
    CONDITION,
    Condition,
    ProfileFacts,
    filter_profiles,
    matches_profile,
)
from largesse.profiles.schemas import Identifier
from largesse.promotions.book import Book
from largesse.promotions.cart import Cart
from largesse.promotions.evaluate import Compiled, Decision, Offer, Visit, evaluate
from largesse.promotions.facts import Requester
from largesse.promotions.needs import Need, NeedAudience
from largesse.redemptions.asking.articles import Articles
from largesse.redemptions.asking.asked import NEWCOMER, Asked, FoundCode
from largesse.redemptions.asking.bids import Opened, asks_anything, beyond, read_codes, somebody
from largesse.redemptions.asking.facts import Found, SavedAudience, Wanted, load_facts
from largesse.redemptions.asking.newcomers import newcomer, nothing_known
from largesse.redemptions.asking.offers import (
    Bid,
    Refusal,
    Screen,
    Tally,
    first_crossed,
    read_code,
    refuse_code,
    tally_of,
)
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.commands.guards import Subject
from largesse.vouchers.codes import problem

__all__ = ["Books", "Desk", "Question", "Refusal"]

MAX_BOOKS: Final = 5


class Books(Protocol):
    """Where books are kept: `promotions.shelf.Shelf`."""

    async def book(self, workspace_id: UUID, *, at_least: int = 0) -> Book:
        """The workspace's book, of this number or a newer one."""


@dataclass(frozen=True, slots=True)
class Question:
    """A cart, the codes as they were typed, and who asks. `now` is aware UTC, and may be any moment.

    `refusals` are promotions that the caller knows to be refused, such as one whose limit was lost in a race.
    An open hold of `order_id` counts as if it were not there. With `explain_all` the answer tells of every
    automatic promotion too, whether it applies or not.
    """

    workspace_id: UUID
    codes: tuple[str, ...]
    customer: Identifier | None
    cart: CartInput
    requester: Requester
    now: datetime
    refusals: Mapping[UUID, Refusal] = field(default_factory=dict)
    order_id: str | None = None
    # The same for a redemption, which is reckoned again.
    redemption_id: UUID | None = None
    explain_all: bool = False
    # Whoever asks has limits and the book's number tested by the database before anything counts, and wants
    # no reasons of what applies: for nobody's cart limits are not looked at here, and where nothing else is
    # asked of the database there is no round trip.
    limits_later: bool = False

    @property
    def tests_limits(self) -> bool:
        """Whether limits are looked at."""
        return not self.limits_later or self.customer is not None


class Desk:
    """Answers questions about carts, in one process; it keeps opened books and parsed audiences."""

    def __init__(self, database: Database, shelf: Books) -> None:
        self._database = database
        self._shelf = shelf
        self._opened: dict[UUID, Opened] = {}
        self._trees: dict[UUID, tuple[str, Condition]] = {}
        self._articles = Articles(database)

    async def book(self, workspace_id: UUID) -> Book:
        """The workspace's book, as this process has it."""
        return await self._shelf.book(workspace_id)

    async def ask(self, question: Question, *, promotions: Collection[UUID] | None = None) -> Asked:
        """What the cart gets, by the newest book; of `promotions` only where they are given.

        One round trip, and a second one where a code of a pool leads to a promotion that asks for more.
        Audiences that ask for events cost another one each. RetryLaterError when the book changes all the
        time.
        """
        book = await self._shelf.book(question.workspace_id)
        for _ in range(MAX_BOOKS):
            asked = await self.ask_by(book, question, promotions=promotions)
            if isinstance(asked, Asked):
                return asked
            book = await self._shelf.book(question.workspace_id, at_least=asked)
        raise _busy()

    async def ask_by(
        self,
        book: Book,
        question: Question,
        *,
        promotions: Collection[UUID] | None = None,
        tally: Tally | None = None,
    ) -> Asked | int:
        """The same by this book and (`tally`) these counters; or the number of a newer book."""
        seen = await self._look(book, question, promotions)
        if isinstance(seen, int):
            return seen
        offers, decision = seen.sitting.decide(seen.visit, seen.found, seen.bids, tally=tally)
        return Asked(
            workspace_id=question.workspace_id,
            book=book,
            visit=seen.visit,
            offers=offers,
            decision=decision,
            codes=_found_codes(book, seen.typed, seen.found),
            refused=seen.refused,
        )

    async def ask_each(self, question: Question) -> list[tuple[Offer, Visit, Decision]]:
        """What each promotion would do were it alone: those of the codes, and all automatic ones.

        For a cart without lines each is looked at in its own currency. RetryLaterError as `ask`.
        """
        book = await self._shelf.book(question.workspace_id)
        for _ in range(MAX_BOOKS):
            seen = await self._look(book, question, None)
            if not isinstance(seen, int):
                return [_alone(seen, *pair) for pair in seen.bids]
            book = await self._shelf.book(question.workspace_id, at_least=seen)
        raise _busy()

    async def _look(
        self, book: Book, question: Question, promotions: Collection[UUID] | None
    ) -> "_Seen | int":
        """Everything that a decision needs; or the number of a newer book."""
        cart = await self._articles.complete(question.workspace_id, question.cart.read(book.currency))
        sitting = _Sitting(self._open(book), question, cart)
        typed = read_codes(question.codes, book.case_policy)
        bids = sitting.first_bids(typed, promotions)
        pooled = tuple(code for code in typed if code not in book.by_code and problem(code) is None)
        wanted = sitting.wanted(bids)
        if pooled:
            wanted = replace(wanted, codes=pooled)
        if not question.tests_limits and not asks_anything(wanted):
            found = Found(book.number)
        else:
            found = await load_facts(self._database, question.workspace_id, wanted)
        if found.book > book.number:
            return found.book
        more = sitting.opened.pooled_bids(found)
        if more:
            later = replace(beyond(sitting.wanted(more), wanted), profile_id=_id_of(found), customer=None)
            if asks_anything(later):
                found = found.joined(await load_facts(self._database, question.workspace_id, later))
        if promotions is not None:
            more = [bid for bid in more if bid.promotion.id in promotions]
        visit = await self._visit(sitting, found, [*bids, *more])
        refused = _refused(book, typed, found, question.now)
        stood = await self._stand(sitting, visit, [*more, *bids])
        if book.policy.all_or_nothing and refused:
            stood = [(bid, refusal or Refusal("all_or_nothing")) for bid, refusal in stood]
        return _Seen(sitting, visit, found, stood, typed, refused)

    def _open(self, book: Book) -> Opened:
        opened = self._opened.get(book.workspace_id)
        if opened is None or opened.book is not book:
            opened = self._opened[book.workspace_id] = Opened.of(book)
        return opened

    async def _visit(self, sitting: "_Sitting", found: Found, bids: Sequence[Bid]) -> Visit:
        customer = found.customer or newcomer(sitting.question.customer, sitting.question.now)
        if customer is None and not found.known:
            return sitting.visit
        visit = replace(sitting.visit, customer=customer, customer_id=customer.id if customer else None)
        known: dict[Need, object] = {**found.known}
        if customer is not None:
            needs = {need for bid in bids for need in sitting.opened.plan(bid.promotion).needs}
            known = {**nothing_known(needs), **known}
            for audience in found.audiences:
                tree = self._tree(audience)
                known[NeedAudience(audience.id)] = await self._matches(sitting, tree, customer)
        return replace(visit, known=known)

    async def _stand(
        self, sitting: "_Sitting", visit: Visit, bids: Sequence[Bid]
    ) -> list[tuple[Bid, Refusal | None]]:
        """The bids, those whose conditions ask for events answered by the database."""
        stood: list[tuple[Bid, Refusal | None]] = []
        for bid in bids:
            tree = sitting.opened.plan(bid.promotion).tree
            if tree is None or visit.customer is None:
                stood.append((bid, None))
            elif await self._matches(sitting, tree, visit.customer):
                stood.append((replace(bid, promotion=_without_conditions(bid.promotion)), None))
            else:
                stood.append((bid, Refusal("customer_rule_failed")))
        return stood

    async def _matches(self, sitting: "_Sitting", tree: Condition, customer: ProfileFacts) -> bool:
        question, zone = sitting.question, sitting.opened.book.zone
        matches = matches_profile(tree, customer, now=question.now.astimezone(zone))
        if matches is not None:
            return matches
        async with self._database.context(question.workspace_id) as ctx:
            found = await filter_profiles(replace(ctx, now=question.now), tree, [customer.id])
        return customer.id in found

    def _tree(self, audience: SavedAudience) -> Condition:
        known = self._trees.get(audience.id)
        if known is None or known[0] != audience.updated_at:
            known = self._trees[audience.id] = (
                audience.updated_at,
                CONDITION.validate_python(audience.conditions),
            )
        return known[1]


class _Sitting:
    """One question before one book."""

    def __init__(self, opened: Opened, question: Question, cart: Cart) -> None:
        self.opened = opened
        self.question = question
        self.visit = Visit(question.now, cart, requester=question.requester)
        self._mismatch = question.cart.mismatch()

    def first_bids(self, typed: Mapping[str, str], promotions: Collection[UUID] | None) -> list[Bid]:
        """Those that are known before anything is loaded."""
        generic = self.opened.generic_bids(typed)
        if promotions is not None:
            generic = [bid for bid in generic if bid.promotion.id in promotions]
        return [
            *generic,
            *self.opened.automatic_bids(self.visit, promotions, explain_all=self.question.explain_all),
        ]

    def wanted(self, bids: Sequence[Bid]) -> Wanted:
        """What must be loaded for these."""
        question = self.question
        base = Wanted(
            now=question.now,
            customer=question.customer.pair() if question.customer else None,
            order_id=question.order_id,
            redemption_id=question.redemption_id,
        )
        subject = somebody(self._subject(NEWCOMER if base.customer else None))
        return self.opened.wanted(bids, base, subject if question.tests_limits else None)

    def decide(
        self,
        visit: Visit,
        found: Found,
        bids: Sequence[tuple[Bid, Refusal | None]],
        *,
        tally: Tally | None,
    ) -> tuple[tuple[Offer, ...], Decision]:
        """The decision in which every limit has room for all that applies."""
        used = (tally or tally_of(found)) if self.question.tests_limits else None
        screen = Screen(self.opened.book, found, self._subject(visit.customer_id), used)
        offers = [self._offer(bid, refusal or self._refusal(bid, screen), found) for bid, refusal in bids]
        promotions = {(bid.promotion.id, bid.code): bid.promotion for bid, _ in bids}
        while True:
            decision = evaluate(
                visit,
                offers,
                self.opened.book.policy,
                explain_all=self.question.explain_all,
                explain_applied=not self.question.limits_later,
            )
            crossed = first_crossed(decision, screen, promotions)
            if crossed is None:
                return tuple(offers), decision
            candidate, refusal = crossed
            offers = [
                _refuse(offer, refusal)
                if offer.promotion.id == candidate.promotion_id and _code_of(offer) == candidate.code
                else offer
                for offer in offers
            ]

    def _refusal(self, bid: Bid, screen: Screen) -> Refusal | None:
        known = self.question.refusals.get(bid.promotion.id)
        if known is not None:
            return known
        if self._mismatch is not None:
            return Refusal("order_total_mismatch", *self._mismatch)
        return screen.refusal(bid)

    def _offer(self, bid: Bid, refusal: Refusal | None, found: Found) -> Offer:
        offer = Offer(
            bid.promotion, read_code(bid, self.visit.cart), uses=found.uses.get(bid.promotion.id, 0)
        )
        return _refuse(offer, refusal) if refusal is not None else offer

    def _subject(self, customer_id: int | None) -> Subject:
        return Subject(
            self.visit.cart, self.question.now, customer_id=customer_id, requester=self.question.requester
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that a decision is made from."""

    sitting: _Sitting
    visit: Visit
    found: Found
    bids: list[tuple[Bid, Refusal | None]]
    typed: Mapping[str, str]
    refused: dict[str, str]


def _alone(seen: _Seen, bid: Bid, refusal: Refusal | None) -> tuple[Offer, Visit, Decision]:
    visit = seen.visit
    if not visit.cart.lines:
        visit = replace(visit, cart=replace(visit.cart, currency=bid.promotion.currency, has_items=True))
    [offer], decision = seen.sitting.decide(visit, seen.found, [(bid, refusal)], tally=None)
    return offer, visit, decision


def _busy() -> RetryLaterError:
    return RetryLaterError(
        "promotions_busy", "The promotions changed under this request. Repeat it.", retry_after=1
    )


def _refuse(offer: Offer, refusal: Refusal) -> Offer:
    return replace(offer, refusal=refusal.reason, observed=refusal.observed, needed=refusal.needed)


def _code_of(offer: Offer) -> str | None:
    return offer.code.code if offer.code is not None else None


def _id_of(found: Found) -> int | None:
    return found.customer.id if found.customer is not None else None


def _found_codes(book: Book, typed: Mapping[str, str], found: Found) -> dict[str, FoundCode]:
    codes = {}
    for code, shown in typed.items():
        stored = found.codes.get(code)
        pool = stored.pool_id if stored else None
        promotion = book.by_pool.get(pool) if pool else book.by_code.get(code)
        codes[code] = FoundCode(shown, code, promotion, pool)
    return codes


def _refused(book: Book, typed: Mapping[str, str], found: Found, now: datetime) -> dict[str, str]:
    """Codes that lead to no promotion."""
    refused = {}
    for code in typed:
        if code in book.by_code:
            continue
        stored = found.codes.get(code)
        if stored is None:
            refused[code] = "code_not_found"
        elif stored.pool_id not in book.by_pool:
            own = refuse_code(stored, now)
            refused[code] = own.reason if own is not None else "promotion_inactive"
    return refused


def _without_conditions(promotion: Compiled) -> Compiled:
    """The promotion for a customer of whom the database said that he meets its conditions."""
    return replace(promotion, definition=promotion.definition.model_copy(update={"customers": None}))
