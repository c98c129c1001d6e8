"""Gives customers their sets of offers: at the first reading, or hundreds of them in one step of a job."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from largesse.core.context import Actor, Context
from largesse.core.db import Database
from largesse.core.errors import ConflictError, RetryLaterError
from largesse.core.ids import new_id
from largesse.events.commands import emit_many
from largesse.personalization.handbills.activity import FixedActivity, Period
from largesse.personalization.handbills.candidates import Candidates, eligible
from largesse.personalization.handbills.definition import HandbillDefinition, HandbillVariant
from largesse.personalization.handbills.looking import Editions, look, look_and_lock, must_be_there
from largesse.personalization.handbills.offered import Offered
from largesse.personalization.handbills.picking import Customer, Picked, pick
from largesse.personalization.handbills.sets import Edition, StoredSet, store_sets
from largesse.personalization.handbills.standing import customers_of
from largesse.personalization.ranking import BasketItem, Ranked, Ranker, Ranking
from largesse.promotions.book import Book
from largesse.promotions.shelf import Shelf

MOST_TRIES: Final = 4
MOST_REMEMBERED: Final = 100


@dataclass(frozen=True, slots=True)
class Shop:
    """A workspace's promotions at one moment; it remembers which of them handbills may offer."""

    book: Book
    offered: Mapping[UUID, Offered]
    # By definition (its `id`; it is kept so that no other gets that), variant, and whether it is printed.
    fits: dict[tuple[int, str, bool], tuple[HandbillDefinition, dict[UUID, Offered]]] = field(
        default_factory=dict, compare=False, repr=False
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What one customer shall be offered, before anything is locked; no variant: the control group."""

    profile_id: int
    variant: str | None
    stage: str | None = None
    model_id: UUID | None = None
    ranked: tuple[Ranked, ...] = ()


class Dispenser:
    """Makes sets in one process; it keeps what promotions offer, and asks the engine for rankings."""

    def __init__(self, database: Database, shelf: Shelf, ranker: Ranker) -> None:
        self._database = database
        self._shelf = shelf
        self._ranker = ranker
        self._candidates = Candidates(database)
        self._editions = Editions(database)
        self._shops: dict[UUID, Shop] = {}

    async def shop(self, workspace_id: UUID, *, at_least: int = 0) -> Shop:
        """The workspace's promotions, by a book of this number or a newer one."""
        book = await self._shelf.book(workspace_id, at_least=at_least)
        offered = await self._candidates.of(book)
        shop = self._shops.get(workspace_id)
        if shop is None or shop.book is not book or shop.offered is not offered:
            shop = self._shops[workspace_id] = Shop(book, offered)
        return shop

    async def read(
        self, actor: Actor, handbill_id: UUID, profile_id: int, *, basket: Sequence[BasketItem] = ()
    ) -> StoredSet:
        """The customer's set, which is made now if there is none; it is not kept when nothing is on offer.

        Of a customer without a history the basket that is just paid for tells something.
        NotFoundError for the handbill or the profile; ConflictError `handbill_not_published`,
        `handbill_not_active` outside of fixed dates.
        """
        workspace_id = actor.workspace_id
        for _ in range(MOST_TRIES):
            now = self._database.clock()
            looked = await look(self._database, workspace_id, handbill_id, [profile_id], now=now)
            must_be_there(looked, profile_id)
            if profile_id in looked.live:
                return looked.live[profile_id]
            edition = await self._editions.of(workspace_id, looked)
            shop = await self.shop(workspace_id, at_least=looked.book)
            plans = await self.plan(edition, shop, [profile_id], known=looked.members, now=now)
            plans = [await self._by_basket(shop, plan, basket, now=now) for plan in plans]
            async with self._database.context(workspace_id, actor=actor) as ctx:
                made = await dispense(ctx, edition, shop, plans)
            if profile_id in made:
                return made[profile_id]
        raise RetryLaterError(
            "handbill_busy", "The handbill was published again meanwhile. Repeat the request.", retry_after=1
        )

    async def _by_basket(
        self, shop: Shop, plan: Plan, basket: Sequence[BasketItem], *, now: datetime
    ) -> Plan:
        if not basket or plan.stage != "trend":
            return plan
        promotions = [ranked.promotion_id for ranked in plan.ranked]
        ranking = await self._ranker.rank_basket(shop.book.workspace_id, basket, promotions, now=now)
        return replace(plan, stage=ranking.stage, model_id=ranking.model_id, ranked=ranking.ranked)

    async def plan(
        self,
        edition: Edition,
        shop: Shop,
        profile_ids: Sequence[int],
        *,
        known: Mapping[int, str | None],
        now: datetime,
    ) -> list[Plan]:
        """How promotions are ranked for these customers; `known`: variants of those exposed before."""
        by_variant: dict[str | None, list[int]] = defaultdict(list)
        for profile_id in sorted(profile_ids):
            if profile_id in known and edition.knows(known[profile_id]):
                by_variant[known[profile_id]].append(profile_id)
            else:
                by_variant[edition.variant_of(profile_id)].append(profile_id)
        plans = [Plan(profile_id, None) for profile_id in by_variant.pop(None, [])]
        for name, members in by_variant.items():
            variant_now = edition.definition.variant(name)
            if variant_now is not None:
                plans += await self.rank(
                    edition.definition, variant_now, shop, members, now=now, printed=edition.is_printed
                )
        return sorted(plans, key=lambda plan: plan.profile_id)

    async def rank(
        self,
        definition: HandbillDefinition,
        variant: HandbillVariant,
        shop: Shop,
        profile_ids: Sequence[int],
        *,
        now: datetime,
        printed: bool = False,
    ) -> list[Plan]:
        """How promotions are ranked for customers of one variant."""
        candidates = candidates_of(definition, variant, shop, printed=printed)
        if definition.selection == "manual":
            said = ("manual order",)
            order = tuple(Ranked(key, -float(place), said) for place, key in enumerate(candidates))
            return [Plan(profile_id, variant.name, "manual", None, order) for profile_id in profile_ids]
        rankings: Mapping[int, Ranking] = {}
        if candidates:
            rankings = await self._ranker.rank(
                shop.book.workspace_id,
                profile_ids,
                candidates,
                now=now,
                objective=definition.objective_of(variant),
                boost=definition.boost_of(variant),
            )
        nothing = Ranking("trend", ())
        found = [(profile_id, rankings.get(profile_id, nothing)) for profile_id in profile_ids]
        return [
            Plan(profile_id, variant.name, ranking.stage, ranking.model_id, ranking.ranked)
            for profile_id, ranking in found
        ]


def candidates_of(
    definition: HandbillDefinition, variant: HandbillVariant, shop: Shop, *, printed: bool = False
) -> dict[UUID, Offered]:
    """Promotions that the handbill may offer and that fit a slot, in the manual order where there is one."""
    key = (id(definition), variant.name, printed)
    if key not in shop.fits:
        slots = definition.slots_of(variant)
        found = eligible(shop.offered, definition, shop.book, printed=printed)
        fits = {key: offer for key, offer in found.items() if any(slot.takes(offer) for slot in slots)}
        if len(shop.fits) >= MOST_REMEMBERED:
            shop.fits.clear()
        shop.fits[key] = (definition, fits)
    return shop.fits[key][1]


def period_of(definition: HandbillDefinition, now: datetime, book: Book) -> Period:
    """The period of a set that is made now; ConflictError `handbill_not_active` outside of fixed dates."""
    period = definition.activity.period(now, book.zone)
    if period is not None:
        return period
    activity = definition.activity
    whole = activity.whole(book.zone) if isinstance(activity, FixedActivity) else None
    raise ConflictError(
        "handbill_not_active",
        "The handbill offers nothing at this moment: `starts_at` and `ends_at` say when it does.",
        facts={
            "starts_at": whole.starts_at.isoformat() if whole else None,
            "ends_at": whole.ends_at.isoformat() if whole else None,
        },
    )


async def dispense(ctx: Context, edition: Edition, shop: Shop, plans: Sequence[Plan]) -> dict[int, StoredSet]:
    """Gives customers their sets, each as planned unless there is a live one, which stays.

    Those whose plan does not fit any more (the handbill was published again, or they are in another variant
    meanwhile) are left out. A set without offers is answered, and not stored: the next reading tries again.
    ConflictError as `period_of` and `read_edition`.
    """
    profile_ids = [plan.profile_id for plan in plans]
    looked = await look_and_lock(ctx, edition.handbill_id, profile_ids)
    done, known = dict(looked.live), looked.members
    if looked.version != edition.version:
        return done
    due = [
        plan
        for plan in plans
        if plan.profile_id in looked.profiles and plan.profile_id not in done and _fits(plan, edition, known)
    ]
    if not due:
        return done
    fresh = {
        plan.profile_id: plan.variant
        for plan in due
        if plan.profile_id not in known or known[plan.profile_id] != plan.variant
    }
    made = await _fill(ctx, edition, shop, due, ends=looked.ends)
    stored = [found for found in made if found.picks or found.variant is None]
    if stored or fresh:
        stored = await store_sets(ctx, edition, stored, exposed=fresh)
    offered = [found for found in stored if found.picks]
    await _tell(ctx, offered)
    await _tell_withheld(ctx, edition, fresh, offered)
    return {**done, **{found.profile_id: found for found in (*made, *stored)}}


def _fits(plan: Plan, edition: Edition, known: Mapping[int, str | None]) -> bool:
    if plan.profile_id not in known:
        return True
    before = known[plan.profile_id]
    return before == plan.variant or not edition.knows(before)


async def _fill(
    ctx: Context, edition: Edition, shop: Shop, plans: Sequence[Plan], *, ends: Mapping[int, datetime]
) -> list[StoredSet]:
    period = period_of(edition.definition, ctx.now, shop.book)
    served = [plan for plan in plans if plan.variant is not None]
    fits = {
        variant.name: candidates_of(edition.definition, variant, shop, printed=edition.is_printed)
        for variant in edition.definition.variants
    }
    candidates = set[UUID]().union(*(fits[plan.variant] for plan in served if plan.variant is not None))
    customers = await customers_of(
        ctx, shop.book, shop.offered, [plan.profile_id for plan in served], candidates=candidates
    )
    made = []
    for plan in plans:
        own = replace(period, starts_at=max(period.starts_at, ends.get(plan.profile_id, period.starts_at)))
        picked = Picked((), ())
        variant = edition.definition.variant(plan.variant)
        if variant is not None:
            picked = choose(
                edition.definition,
                variant,
                fits[variant.name],
                plan,
                customer=customers[plan.profile_id],
                now=ctx.now,
                end=own.ends_at,
            )
        made.append(_set(ctx, edition, plan, own, picked))
    return made


def choose(
    definition: HandbillDefinition,
    variant: HandbillVariant,
    candidates: Mapping[UUID, Offered],
    plan: Plan,
    *,
    customer: Customer,
    now: datetime,
    end: datetime,
) -> Picked:
    """The offers of one customer."""
    return pick(
        plan.ranked,
        candidates,
        definition.slots_of(variant),
        customer=customer,
        start=now,
        end=end,
        avoid_overlap=definition.avoid_overlap,
    )


def _set(ctx: Context, edition: Edition, plan: Plan, period: Period, picked: Picked) -> StoredSet:
    return StoredSet(
        id=new_id(ctx.now),
        handbill_id=edition.handbill_id,
        profile_id=plan.profile_id,
        version=edition.version,
        variant=plan.variant,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        stage=plan.stage,
        model_id=plan.model_id,
        picks=picked.picks,
        shortfalls=picked.shortfalls,
    )


async def _tell(ctx: Context, sets: Sequence[StoredSet]) -> None:
    if not sets:
        return
    await emit_many(
        ctx,
        "handbill.assign",
        {
            found.profile_id: {
                "handbill_id": found.handbill_id,
                "set_id": found.id,
                "variant": found.variant,
                "version": found.version,
                "promotions": [pick.promotion_id for pick in found.picks],
                "starts_at": found.starts_at.isoformat(),
                "ends_at": found.ends_at.isoformat(),
            }
            for found in sets
        },
    )


async def _tell_withheld(
    ctx: Context, edition: Edition, fresh: Mapping[int, str | None], offered: Sequence[StoredSet]
) -> None:
    """Tells of first exposures that no `handbill.assign` tells of: whoever is compared must be known."""
    told = {found.profile_id for found in offered}
    params = {
        profile_id: {"handbill_id": edition.handbill_id, "variant": variant, "version": edition.version}
        for profile_id, variant in fresh.items()
        if profile_id not in told
    }
    if params:
        await emit_many(ctx, "handbill.withheld", params)
