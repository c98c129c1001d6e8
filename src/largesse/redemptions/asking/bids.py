"""Which promotions a cart asks for, and what must be loaded to answer."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from largesse.profiles.conditions import Condition
from largesse.promotions.access import Automatic
from largesse.promotions.book import Book
from largesse.promotions.evaluate import Compiled, Index, Visit
from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedAudience, NeedEvents, NeedOrders, NeedPoints
from largesse.promotions.rules.rule import Rule
from largesse.promotions.tree import AllOf
from largesse.redemptions.asking.facts import SOMEBODY, Found, Wanted
from largesse.redemptions.asking.offers import USABLE, Bid, asks_life, reads_uses
from largesse.redemptions.commands.guards import Counter, NoSubject, Subject, counters_of
from largesse.vouchers.codes import CasePolicy, canonical, display

# Rules of these groups go by the cart and the clock alone.
TOLD: Final = ("order", "product", "time")


@dataclass(frozen=True, slots=True)
class Plan:
    """What one promotion asks the database for.

    `gates` are rules that must hold and go by the cart and the clock alone: where one fails nothing need be
    loaded. `tree`: conditions on the customer that ask for events.
    """

    needs: frozenset[Need]
    gates: tuple[Rule, ...]
    life: bool
    uses: bool
    tree: Condition | None

    @classmethod
    def of(cls, promotion: Compiled) -> "Plan":
        """Reads the promotion, once for each version."""
        customers = promotion.definition.customers
        return cls(
            promotion.terms.needs,
            gates=tuple(_gates(promotion.definition.rules)),
            life=asks_life(promotion),
            uses=reads_uses(promotion),
            tree=customers if customers is not None and customers.asks_events() else None,
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """A book with what is read out of it once: its automatic promotions, and the plans of those asked for."""

    book: Book
    automatic: tuple[Compiled, ...]
    index: Index
    plans: dict[UUID, Plan] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book) -> "Opened":
        """Opens a book."""
        automatic = tuple(
            promotion
            for promotion in book.promotions.values()
            if isinstance(promotion.definition.access, Automatic) and _is_open(promotion, book)
        )
        return cls(book, automatic, Index.of(automatic))

    def plan(self, promotion: Compiled) -> Plan:
        """The promotion's plan."""
        found = self.plans.get(promotion.id)
        if found is None:
            found = self.plans[promotion.id] = Plan.of(promotion)
        return found

    def automatic_bids(
        self, visit: Visit, promotions: Collection[UUID] | None, *, explain_all: bool
    ) -> list[Bid]:
        """Promotions that apply by themselves: those that may at all, or all; or these, in any state."""
        if promotions is not None:
            named = (self.book.promotions.get(promotion_id) for promotion_id in promotions)
            return [
                Bid(promotion)
                for promotion in named
                if promotion is not None and isinstance(promotion.definition.access, Automatic)
            ]
        if explain_all:
            return [Bid(promotion) for promotion in self.automatic]
        facts: dict[str, Facts] = {}
        return [
            Bid(promotion) for promotion in self.index.possible(visit) if self._opens(promotion, visit, facts)
        ]

    def _opens(self, promotion: Compiled, visit: Visit, known: dict[str, Facts]) -> bool:
        """Whether the cart does, as far as that can be said before anything is loaded."""
        gates = self.plan(promotion).gates
        if not gates:
            return True
        facts = known.get(promotion.zone.key)
        if facts is None:
            facts = known[promotion.zone.key] = Facts(
                visit.now, promotion.zone, visit.cart, visit.cart.amounts, requester=visit.requester
            )
        return all(gate.holds(facts) for gate in gates)

    def generic_bids(self, codes: Iterable[str]) -> list[Bid]:
        """Promotions of generic codes."""
        return [
            Bid(self.book.promotions[self.book.by_code[code]], code)
            for code in codes
            if code in self.book.by_code
        ]

    def pooled_bids(self, found: Found) -> list[Bid]:
        """Promotions of codes of pools that were found."""
        return [
            Bid(self.book.promotions[self.book.by_pool[stored.pool_id]], code, stored)
            for code, stored in found.codes.items()
            if stored.pool_id in self.book.by_pool
        ]

    def wanted(self, bids: Iterable[Bid], base: Wanted, subject: Subject | None) -> Wanted:
        """What must be loaded for these bids, on top of `base`; counters of the customer are for SOMEBODY.

        Without a subject no counters are.
        """
        needs: set[Need] = set()
        lives: set[UUID] = set()
        uses: set[UUID] = set()
        counters: dict[tuple[str | None, str], Counter] = {}
        for bid in bids:
            plan = self.plan(bid.promotion)
            needs |= plan.needs
            if plan.life:
                lives.add(bid.promotion.id)
            if plan.uses:
                uses.add(bid.promotion.id)
            for counter in _counters(bid, self.book, subject) if subject is not None else ():
                counters[counter.since, counter.key] = counter
        if not (needs or lives or uses or counters):
            return base
        return replace(
            base,
            audiences=frozenset(need.audience_id for need in needs if isinstance(need, NeedAudience)),
            orders=NeedOrders() in needs,
            points=NeedPoints() in needs,
            events=frozenset(need for need in needs if isinstance(need, NeedEvents)),
            lives=frozenset(lives),
            uses=frozenset(uses),
            counters=tuple(counters.values()),
        )


def read_codes(codes: Iterable[str], case_policy: str) -> Mapping[str, str]:
    """The codes as they are stored, each with how it is shown; one that was typed twice counts once."""
    policy = CasePolicy(case_policy)
    found: dict[str, str] = {}
    for code in codes:
        found.setdefault(canonical(code, policy), display(code))
    return found


def beyond(later: Wanted, before: Wanted) -> Wanted:
    """What is still to be loaded when `before` was."""
    known = {(counter.since, counter.key) for counter in before.counters}
    return replace(
        later,
        codes=(),
        audiences=later.audiences - before.audiences,
        orders=later.orders and not before.orders,
        points=later.points and not before.points,
        events=later.events - before.events,
        lives=later.lives - before.lives,
        uses=later.uses - before.uses,
        counters=tuple(counter for counter in later.counters if (counter.since, counter.key) not in known),
    )


def asks_anything(wanted: Wanted) -> bool:
    """Whether there is anything to load but who the customer is."""
    return any(
        (
            wanted.codes,
            wanted.audiences,
            wanted.orders,
            wanted.points,
            wanted.events,
            wanted.lives,
            wanted.uses,
            wanted.counters,
        )
    )


def somebody(subject: Subject) -> Subject:
    """The subject before the customer is known; nobody stays nobody."""
    customer = SOMEBODY if subject.customer_id is not None else None
    return Subject(subject.cart, subject.now, customer, subject.code, subject.requester)


def _gates(rules: Rule | None) -> Iterator[Rule]:
    if isinstance(rules, AllOf):
        for rule in rules.rules:
            yield from _gates(rule)
    elif rules is not None and _is_told(rules):
        yield rules


def _is_told(rule: Rule) -> bool:
    """Whether it goes by the cart and the clock alone, whatever other promotions take off."""
    parts = list(rule.parts())
    if parts:
        return all(_is_told(part) for part in parts)
    current = getattr(rule, "basis", "initial") != "initial"
    return rule.group in TOLD and not current and not any(rule.needs())


def _is_open(promotion: Compiled, book: Book) -> bool:
    campaign = book.campaigns.get(promotion.campaign_id) if promotion.campaign_id else None
    return book.statuses.get(promotion.id, "active") in USABLE and (
        campaign is None or campaign.status == "active"
    )


def _counters(bid: Bid, book: Book, subject: Subject) -> list[Counter]:
    whose = Subject(subject.cart, subject.now, subject.customer_id, bid.code, subject.requester)
    try:
        return counters_of(bid.promotion, book, whose)
    except NoSubject:  # told as the reason when the bid is looked at
        return []
