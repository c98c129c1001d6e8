"""What is in the way of customers: what they hold already, used up, or are not meant for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.personalization.handbills.offered import NO_GOODS, Offered
from largesse.personalization.handbills.picking import Customer
from largesse.profiles.audiences.queries import conditions_of
from largesse.profiles.conditions import Condition, ProfileFacts, filter_profiles, matches_profile
from largesse.promotions.book import Book
from largesse.promotions.cart import Cart
from largesse.promotions.evaluate import Compiled
from largesse.redemptions.asking.facts import OWN_SCOPES, span_of
from largesse.redemptions.commands.guards import Counter, NoSubject, Subject, counters_of

NOT_ALLOWED: Final = "customer_not_allowed"
REDEEMED_OUT: Final = "redeemed_out"


@dataclass(slots=True)
class _Way:
    barred: dict[UUID, str] = field(default_factory=dict)
    held: set[UUID] = field(default_factory=set)


async def customers_of(
    ctx: Context,
    book: Book,
    offered: Mapping[UUID, Offered],
    profile_ids: Sequence[int],
    *,
    candidates: Collection[UUID],
    ignoring: UUID | None = None,
) -> dict[int, Customer]:
    """How each of these customers stands to the candidates, in a handful of statements for all of them.

    What a live set of the handbill `ignoring` gave does not count as held: its preview would else find
    nothing.
    """
    ways = {profile_id: _Way() for profile_id in profile_ids}
    await _look_at_lives(ctx, book, ways, ignoring)
    await _look_at_limits(ctx, book, ways, candidates)
    await _look_at_conditions(ctx, book, ways, candidates)
    return {profile_id: _customer(way, offered) for profile_id, way in ways.items()}


def _customer(way: _Way, offered: Mapping[UUID, Offered]) -> Customer:
    taken = NO_GOODS
    for promotion_id in way.held:
        if promotion_id in offered:
            taken = taken.joined(offered[promotion_id].goods)
    return Customer(barred=way.barred, held=frozenset(way.held), taken=taken)


async def _look_at_lives(ctx: Context, book: Book, ways: Mapping[int, _Way], ignoring: UUID | None) -> None:
    rows = await ctx.db.execute(
        text(LIVES),
        {
            "workspace": ctx.workspace_id,
            "profiles": list(ways),
            "now": ctx.now,
            "ignoring": ignoring,
        },
    )
    for row in rows:
        promotion = book.promotions.get(row.promotion_id)
        if promotion is None:
            continue
        way, definition = ways[row.profile_id], promotion.definition
        if row.held and (definition.ends_at is None or definition.ends_at > ctx.now):
            way.held.add(promotion.id)
        most = definition.activation.most if definition.activation else None
        within = definition.activation.within if definition.activation else None
        used = sum(at is None or within is None or at > ctx.now - within for at in row.activated)
        if most is not None and used >= most:
            way.barred[promotion.id] = REDEEMED_OUT


async def _look_at_limits(
    ctx: Context, book: Book, ways: Mapping[int, _Way], candidates: Collection[UUID]
) -> None:
    limited = [book.promotions[key] for key in _special(book).limited if key in candidates]
    if not limited:
        return
    used = await _redeemed(ctx, ways)
    # What all customers share is the same for each of them; of their own counters most are zero.
    asked: dict[tuple[int | None, UUID], list[Counter]] = {
        (None, promotion.id): [
            counter for counter in _counters(ctx, book, promotion, 0) if not _is_own(counter)
        ]
        for promotion in limited
    }
    for profile_id, redeemed in used.items():
        touched = _touched(redeemed, book)
        for promotion in limited:
            if promotion.id in touched or promotion.campaign_id in touched:
                counters = _counters(ctx, book, promotion, profile_id)
                asked[profile_id, promotion.id] = [counter for counter in counters if _is_own(counter)]
    spent = await _spent(ctx, [counter for counters in asked.values() for counter in counters])
    for (whose, promotion_id), counters in asked.items():
        full = next((found for found in counters if spent.get(span_of(found), 0) + 1 > found.most), None)
        if full is None:
            continue
        for profile_id in ways if whose is None else [whose]:
            reason = full.reason if whose is None else REDEEMED_OUT
            ways[profile_id].barred.setdefault(promotion_id, reason)


@dataclass(frozen=True, slots=True)
class _Special:
    """Which promotions of a book have limits, and which are only meant for some customers."""

    book: Book
    limited: tuple[UUID, ...]
    asking: tuple[UUID, ...]


_specials: dict[UUID, _Special] = {}


def _special(book: Book) -> _Special:
    """Looked up once for each book: there may be a thousand promotions, and few that are special."""
    known = _specials.get(book.workspace_id)
    if known is None or known.book is not book:
        known = _specials[book.workspace_id] = _Special(
            book,
            tuple(key for key, found in book.promotions.items() if _is_limited(book, found)),
            tuple(key for key, found in book.promotions.items() if _has_conditions(found)),
        )
    return known


def _is_limited(book: Book, promotion: Compiled) -> bool:
    campaign = book.campaigns.get(promotion.campaign_id) if promotion.campaign_id else None
    return bool(promotion.definition.limits or (campaign and campaign.limits))


async def _redeemed(ctx: Context, ways: Mapping[int, _Way]) -> dict[int, set[UUID]]:
    """The promotions each customer ever redeemed or holds."""
    rows = await ctx.db.execute(text(REDEEMED), {"workspace": ctx.workspace_id, "profiles": list(ways)})
    found: dict[int, set[UUID]] = defaultdict(set)
    for row in rows:
        found[row.profile_id].add(row.promotion_id)
    return found


def _touched(used: Iterable[UUID], book: Book) -> set[UUID | None]:
    """Promotions and campaigns of which a customer's own counters may be above zero."""
    touched: set[UUID | None] = set(used)
    for promotion_id in used:
        promotion = book.promotions.get(promotion_id)
        if promotion is not None and promotion.campaign_id is not None:
            touched.add(promotion.campaign_id)
    return touched


def _counters(ctx: Context, book: Book, promotion: Compiled, profile_id: int) -> list[Counter]:
    """What limits of the promotion and its campaign count for a customer, whatever the basket is."""
    subject = Subject(Cart(promotion.currency, ()), ctx.now, customer_id=profile_id)
    try:
        return counters_of(promotion, book, subject)
    except NoSubject:
        return []


def _is_own(counter: Counter) -> bool:
    return counter.key.split(":", 3)[2] in OWN_SCOPES


async def _spent(ctx: Context, counters: Iterable[Counter]) -> dict[tuple[str, str], int]:
    spans = {span_of(counter): counter.begins for counter in counters}
    if not spans:
        return {}
    rows = await ctx.db.execute(
        text(COUNTERS),
        {
            "workspace": ctx.workspace_id,
            "firsts": [first for first, _ in spans],
            "lasts": [last for _, last in spans],
            "begins": list(spans.values()),
        },
    )
    return {(row.first, row.last): int(row.used) for row in rows}


async def _look_at_conditions(
    ctx: Context, book: Book, ways: Mapping[int, _Way], candidates: Collection[UUID]
) -> None:
    asking = [book.promotions[key] for key in _special(book).asking if key in candidates]
    if not asking:
        return
    profiles = await _facts(ctx, list(ways))
    audiences = {found.definition.audience_id for found in asking if found.definition.audience_id}
    trees = {audience: await conditions_of(ctx, audience) for audience in sorted(audiences)}
    known: dict[int, set[int]] = {}
    for promotion in asking:
        definition = promotion.definition
        parts = [definition.customers, trees.get(definition.audience_id) if definition.audience_id else None]
        for tree in parts:
            if tree is None:
                continue
            meant = known.get(id(tree))
            if meant is None:
                meant = known[id(tree)] = await _meant(ctx, book, tree, profiles)
            for profile_id, way in ways.items():
                if profile_id not in meant:
                    way.barred.setdefault(promotion.id, NOT_ALLOWED)


def _has_conditions(promotion: Compiled) -> bool:
    definition = promotion.definition
    return definition.customers is not None or definition.audience_id is not None


async def _facts(ctx: Context, profile_ids: Sequence[int]) -> list[ProfileFacts]:
    rows = await ctx.db.execute(
        text(PROFILES), {"workspace": ctx.workspace_id, "profiles": list(profile_ids)}
    )
    return [ProfileFacts.of(row) for row in rows]


async def _meant(ctx: Context, book: Book, tree: Condition, profiles: Sequence[ProfileFacts]) -> set[int]:
    now = ctx.now.astimezone(book.zone)
    matches = {facts.id: matches_profile(tree, facts, now=now) for facts in profiles}
    if None in matches.values():
        return await filter_profiles(ctx, tree, list(matches))
    return {profile_id for profile_id, matched in matches.items() if matched}


# `activated`: when each activation that was not taken back was made.
LIVES: Final = (
    "select l.profile_id, l.promotion_id,"
    " (l.assigned_at is not null and coalesce(l.assigned_until, 'infinity') > :now and l.state <> 3"
    "  and not exists (select from handbill_sets s join handbill_items i on i.workspace_id = s.workspace_id"
    "   and i.set_id = s.id where s.workspace_id = l.workspace_id and s.profile_id = l.profile_id"
    "   and s.handbill_id = :ignoring and s.ends_at > :now and i.promotion_id = l.promotion_id)"
    "  or l.state = 2 and coalesce(l.lasts_until, 'infinity') > :now) as held,"
    " array(select a.at from promotion_activations a where a.workspace_id = l.workspace_id and a.profile_id"
    "  = l.profile_id and a.promotion_id = l.promotion_id and a.ended_at is null) as activated"
    " from promotion_profiles l where l.workspace_id = :workspace"
    " and l.profile_id = any(cast(:profiles as bigint[]))"
)
REDEEMED: Final = (
    "select distinct r.profile_id, i.promotion_id from redemptions r"
    " join redemption_items i on i.workspace_id = r.workspace_id and i.redemption_id = r.id"
    " where r.workspace_id = :workspace and r.profile_id = any(cast(:profiles as bigint[]))"
    " and r.state in (1, 2)"
)
COUNTERS: Final = (
    "select w.first, w.last, coalesce(u.used, (select sum(p.amount)"
    " from redemptions_past(:workspace, w.last, w.begins) p), 0) as used"
    " from unnest(cast(:firsts as text[]), cast(:lasts as text[]), cast(:begins as timestamptz[]))"
    " w (first, last, begins)"
    " cross join lateral (select sum(l.used) as used from limit_counters l where l.workspace_id = :workspace"
    '  and l.key between (w.first collate "C") and (w.last collate "C")) u'
)
PROFILES: Final = (
    "select id, uuid, custom_id, email, phone, attributes, tags, agreements, created_at, updated_at"
    " from profiles where workspace_id = :workspace and id = any(cast(:profiles as bigint[]))"
)
