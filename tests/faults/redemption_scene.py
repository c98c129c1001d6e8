"""A shop with limits of every kind, for storms: its doors, and what they may let through."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.promotions.commands.campaigns import change_campaign_status, create_campaign
from largesse.promotions.commands.promotions import create_promotion
from largesse.promotions.commands.publish import publish
from largesse.promotions.schemas import CampaignInput, PromotionInput
from tests.factories import a_pool, add_many

CURRENCY: Final = "EUR"
PRICE: Final = 500
UNITS: Final = 2
STORE: Final = "warsaw"
LANE: Final = "fast"
DISCOUNT: Final = 100
CARD: Final = 1_000
CARD_AT_ONCE: Final = 300
POINTS: Final = 500
POINTS_AT_ONCE: Final = 100
NO_END: Final = 10**12
PEOPLE: Final = (
    "insert into profiles (workspace_id, uuid, custom_id, attributes, created_at, updated_at)"
    " select $1, gen_random_uuid(), 'c' || n, '{}', now(), now() from generate_series(1, $2::bigint) n"
    " returning id, custom_id"
)


@dataclass(frozen=True, slots=True)
class Cap:
    """Never more than `most`; of money in minor units. `owner` is a promotion or a campaign.

    `period`: how the last part of its counters' keys begins.
    """

    owner: UUID
    measure: Literal["redemptions", "discount", "order_value", "gift_spent", "points_spent"]
    scope: Literal["total", "customer", "code", "customer_and_code", "store", "metadata"]
    most: int
    period: Literal["ever", "m", "r30"] = "ever"


@dataclass(frozen=True, slots=True)
class Door:
    """A way to a promotion: one of the codes, and somebody of the customers, if it must be somebody."""

    promotion: UUID
    codes: tuple[str, ...]
    customers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A workspace of its own, with everything that is asked for in it."""

    workspace_id: UUID
    doors: tuple[Door, ...]
    caps: tuple[Cap, ...]
    profiles: dict[str, int]
    # Codes that are used up by one redemption.
    single: frozenset[str]
    cards: frozenset[str]
    # Promotions whose campaign has a budget, which may refuse any of them.
    budgeted: frozenset[UUID]

    def ways(self) -> Iterator[tuple[Door, str, str | None]]:
        """Every door with every code of it and everybody who may come."""
        for door in self.doors:
            for code in door.codes:
                for who in door.customers or (None,):
                    yield door, code, who


async def set_up(database: Database, owner_url: str, *, size: int = 20) -> Scene:
    """A new shop; with `size` grow its pools, its limits, and the number of its customers."""
    async with database.session() as session:
        workspace_id = (await create_workspace(session, "Storm", now=database.clock())).workspace_id
    building = _Building(database, workspace_id, size)
    await building.limited_code()
    await building.shared_budget()
    await building.limit_per_customer()
    await building.pools()
    await building.cards_and_points()
    await building.scopes_and_periods()
    profiles = await _people(owner_url, workspace_id, size)
    await _give_points(owner_url, workspace_id, profiles.values())
    return Scene(
        workspace_id,
        tuple(building.doors),
        tuple(building.caps),
        profiles,
        frozenset(building.single),
        frozenset(building.cards),
        frozenset(building.budgeted),
    )


class _Building:
    """Doors and caps, as they are put in."""

    def __init__(self, database: Database, workspace_id: UUID, size: int) -> None:
        self._database = database
        self._workspace_id = workspace_id
        self._size = size
        self.customers = tuple(f"c{number}" for number in range(1, size + 1))
        self.doors: list[Door] = []
        self.caps: list[Cap] = []
        self.single: set[str] = set()
        self.cards: set[str] = set()
        self.budgeted: set[UUID] = set()

    async def limited_code(self) -> None:
        """One code, so many times in all."""
        most = self._size * 5
        promotion = await self._promotion(
            "Total", {"type": "generic_code", "code": "TOTAL"}, limits=[{"most": most}]
        )
        self.caps.append(Cap(promotion, "redemptions", "total", most))
        self.doors.append(Door(promotion, ("TOTAL",)))

    async def shared_budget(self) -> None:
        """One budget that generic codes and codes of a pool draw upon; it counts orders' worth too."""
        budget = self._size * 5 * DISCOUNT
        campaign = await self._campaign(
            [{"measure": "discount", "most": budget}, {"measure": "order_value", "most": NO_END}]
        )
        self.caps += [
            Cap(campaign, "discount", "total", budget),
            Cap(campaign, "order_value", "total", NO_END),
        ]
        for code in ("BUDGET1", "BUDGET2"):
            promotion = await self._promotion(
                code, {"type": "generic_code", "code": code}, campaign_id=campaign
            )
            self.doors.append(Door(promotion, (code,)))
        pool, codes = await self._pool()
        access = {"type": "pool_codes", "pool_id": str(pool)}
        self.doors.append(Door(await self._promotion("Budget pool", access, campaign_id=campaign), codes))
        self.single.update(codes)

    async def limit_per_customer(self) -> None:
        """One code, three times for each customer."""
        promotion = await self._promotion(
            "Each", {"type": "generic_code", "code": "EACH"}, limits=[{"scope": "customer", "most": 3}]
        )
        self.caps.append(Cap(promotion, "redemptions", "customer", 3))
        self.doors.append(Door(promotion, ("EACH",), self.customers))

    async def pools(self) -> None:
        """Codes that are good once, and codes that are good three times."""
        pool, codes = await self._pool()
        once = await self._promotion("Once", {"type": "pool_codes", "pool_id": str(pool)})
        self.doors.append(Door(once, codes))
        self.single.update(codes)
        pool, codes = await self._pool()
        access = {"type": "pool_codes", "pool_id": str(pool), "uses_per_code": 3}
        thrice = await self._promotion("Thrice", access)
        self.caps.append(Cap(thrice, "redemptions", "code", 3))
        self.doors.append(Door(thrice, codes))

    async def cards_and_points(self) -> None:
        """Gift cards, and points to pay with; both under a limit of their own that never refuses."""
        pool, codes = await self._pool()
        cards = await self._promotion(
            "Cards",
            {"type": "gift_cards", "pool_id": str(pool), "balance": CARD},
            rewards=[{"type": "gift_card", "most": CARD_AT_ONCE}],
            limits=[{"measure": "gift_spent", "most": NO_END}],
        )
        self.caps.append(Cap(cards, "gift_spent", "total", NO_END))
        self.doors.append(Door(cards, codes))
        self.cards.update(codes)
        points = await self._promotion(
            "Points",
            {"type": "generic_code", "code": "POINTS"},
            rewards=[{"type": "pay_with_points", "worth": 1, "most_points": POINTS_AT_ONCE}],
            limits=[{"measure": "points_spent", "scope": "customer", "most": NO_END}],
        )
        self.caps.append(Cap(points, "points_spent", "customer", NO_END))
        self.doors.append(Door(points, ("POINTS",), self.customers))

    async def scopes_and_periods(self) -> None:
        """A code for each of the other ways to count."""
        most = self._size * 2
        for code, limit, period in (
            ("STORE", {"scope": "store"}, "ever"),
            ("LANE", {"scope": "metadata", "field": "lane"}, "ever"),
            ("MONTH", {"period": "month"}, "m"),
            ("ROLLING", {"period": "rolling", "days": 30}, "r30"),
            ("PAIR", {"scope": "customer_and_code"}, "ever"),
        ):
            own = code == "PAIR"
            limits = [{**limit, "most": 2 if own else most}]
            promotion = await self._promotion(code, {"type": "generic_code", "code": code}, limits=limits)
            scope = limit.get("scope", "total")
            self.caps.append(Cap(promotion, "redemptions", scope, 2 if own else most, period))  # type: ignore[arg-type]
            self.doors.append(Door(promotion, (code,), self.customers if own else ()))

    async def _promotion(
        self, name: str, access: dict[str, Any], *, campaign_id: UUID | None = None, **definition: object
    ) -> UUID:
        rewards = [{"type": "order_amount", "amount": DISCOUNT}]
        definition = {"rewards": rewards, "currency": CURRENCY, "access": access, **definition}
        wish = {"name": name, "campaign_id": campaign_id, "definition": definition}
        async with self._database.context(self._workspace_id) as ctx:
            made = await create_promotion(ctx, PromotionInput.model_validate(wish))
            await publish(ctx, made.id)
        if campaign_id is not None:
            self.budgeted.add(made.id)
        return made.id

    async def _campaign(self, limits: list[dict[str, Any]]) -> UUID:
        async with self._database.context(self._workspace_id) as ctx:
            made = await create_campaign(
                ctx, CampaignInput.model_validate({"name": "Budget", "limits": limits})
            )
            await change_campaign_status(ctx, made.id, "active")
        return made.id

    async def _pool(self) -> tuple[UUID, tuple[str, ...]]:
        pool = await a_pool(self._database, self._workspace_id)
        await add_many(self._database, self._workspace_id, pool, self._size)
        stem = pool.hex[-8:].upper()
        return pool, tuple(f"{stem}-{number:08}" for number in range(1, self._size + 1))


async def _people(owner_url: str, workspace_id: UUID, count: int) -> dict[str, int]:
    owner = await asyncpg.connect(owner_url)
    try:
        return {row["custom_id"]: row["id"] for row in await owner.fetch(PEOPLE, workspace_id, count)}
    finally:
        await owner.close()


async def _give_points(owner_url: str, workspace_id: UUID, profiles: Iterable[int]) -> None:
    owner = await asyncpg.connect(owner_url)
    try:
        await owner.fetch(
            "select redemptions_points($1, p, $3, 'earn', null, null, 'storm', null, 'system:storm', now())"
            " from unnest($2::bigint[]) p",
            workspace_id,
            list(profiles),
            POINTS,
        )
    finally:
        await owner.close()
