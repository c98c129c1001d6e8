"""Personalised promotions: offers for single articles, and "Weekly six", which has run for two weeks."""

import asyncio
from datetime import datetime, timedelta
from itertools import groupby
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from largesse.core.db import Database
from largesse.demo.goods import GOODS, Good
from largesse.demo.habits import Shopper, shop_for_months, shoppers
from largesse.demo.shop import Calendar, as_of, by_clock, shop
from largesse.personalization.engine.commands import start_training
from largesse.personalization.handbills.commands.handbills import create_handbill
from largesse.personalization.handbills.commands.publications import publish as publish_handbill
from largesse.personalization.handbills.dispenser import Dispenser, Shop, dispense
from largesse.personalization.handbills.schemas import HandbillInput
from largesse.personalization.handbills.sets import StoredSet, read_edition
from largesse.personalization.handbills.trend import TrendRanker
from largesse.profiles.models import Profile
from largesse.profiles.schemas import Identifier
from largesse.promotions.commands.promotions import create_promotion
from largesse.promotions.commands.publish import publish
from largesse.promotions.facts import Requester
from largesse.promotions.schemas import PromotionInput
from largesse.promotions.shelf import Shelf
from largesse.redemptions.asking.desk import Desk
from largesse.redemptions.commands.redeemer import Redeemer
from largesse.redemptions.commands.wishes import Wish
from largesse.redemptions.life.commands import activate
from largesse.redemptions.orders.commands import save_orders
from largesse.redemptions.orders.schemas import OrderInput

PERIOD: Final = timedelta(days=7)
WEEKS: Final = 2
ACTIVATED: Final = 0.2
# Who has offers comes by a little more often.
MORE_OFTEN: Final = 0.88
HANDBILL: Final[dict[str, Any]] = {
    "name": "Weekly six",
    "description": "Six offers a week in the app, three of them tagged MOBILE.",
    "type": "mobile",
    "definition": {
        "slots": [{"filter": {"type": "tags", "tags": ["MOBILE"]}, "count": 3}, {"count": 3}],
        "variants": [
            {"name": "By relevance", "share": 3_500},
            {"name": "By value", "share": 3_500, "objective": "value"},
        ],
        "control_share": 3_000,
        "activity": {"type": "relative", "days": PERIOD.days},
        "precompute": False,
    },
}


async def run_handbill(database: Database, workspace_id: UUID, *, rng: Random) -> None:
    """Two weeks of offers with their activations and redemptions; then a model is to be trained."""
    now = database.clock()
    begin = now - WEEKS * PERIOD
    people = shoppers(rng)
    await shop_for_months(database, workspace_id, people, until=begin, rng=rng)
    then = as_of(database, begin)
    await _publish_offers(then, workspace_id, rng=rng)
    handbill_id = await _publish_handbill(then, workspace_id)
    numbers = await _numbers_of(database, workspace_id, people)
    for week in range(WEEKS):
        at = begin + week * PERIOD
        sets = await _dispense(as_of(database, at), workspace_id, handbill_id, list(numbers.values()))
        await _shop(
            database, workspace_id, people, {key: sets[numbers[key]] for key in numbers}, at=at, rng=rng
        )
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        await start_training(ctx)


def _offer(good: Good, *, percent: int, tag: str) -> PromotionInput:
    return PromotionInput.model_validate(
        {
            "code": f"{good.sku}-{percent}",
            "name": f"{percent} % off {good.name}",
            "tags": [tag],
            "definition": {
                "audience": "handbill",
                "items": {"skus": [good.sku]},
                "activation": {},
                "rewards": [{"type": "line_percent", "percent": str(percent), "items": {"skus": [good.sku]}}],
            },
        }
    )


async def _publish_offers(database: Database, workspace_id: UUID, *, rng: Random) -> None:
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        for place, good in enumerate(GOODS):
            tag = "MOBILE" if place % 2 else "WEEKLY"
            made = await create_promotion(ctx, _offer(good, percent=rng.choice((10, 15, 20)), tag=tag))
            await publish(ctx, made.id)


async def _publish_handbill(database: Database, workspace_id: UUID) -> UUID:
    shelf = Shelf(database)
    offers: Shop = await Dispenser(database, shelf, TrendRanker(database, shelf)).shop(workspace_id)
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        made = await create_handbill(ctx, HandbillInput.model_validate(HANDBILL))
        await publish_handbill(ctx, made.id, offers)
        return made.id


async def _numbers_of(database: Database, workspace_id: UUID, people: list[Shopper]) -> dict[str, int]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.execute(
            select(Profile.custom_id, Profile.id).where(
                Profile.workspace_id == workspace_id,
                Profile.custom_id.in_([shopper.custom_id for shopper in people]),
            )
        )
        return {custom_id: number for custom_id, number in rows if custom_id is not None}


async def _dispense(
    database: Database, workspace_id: UUID, handbill_id: UUID, numbers: list[int]
) -> dict[int, StoredSet]:
    shelf = Shelf(database)
    dispenser = Dispenser(database, shelf, TrendRanker(database, shelf))
    offers = await dispenser.shop(workspace_id)
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        edition = await read_edition(ctx, handbill_id)
    plans = await dispenser.plan(edition, offers, numbers, known={}, now=database.clock())
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        return await dispense(ctx, edition, offers, plans)


async def _shop(
    database: Database,
    workspace_id: UUID,
    people: list[Shopper],
    sets: dict[str, StoredSet],
    *,
    at: datetime,
    rng: Random,
) -> None:
    """A week of visits: some offers are activated in the app before, and redeemed at the till."""
    visits: list[tuple[datetime, Shopper]] = []
    for shopper in people:
        found = sets[shopper.custom_id]
        every = shopper.every * (MORE_OFTEN if found.picks else 1.0)
        person = Shopper(shopper.custom_id, every, shopper.favourites)
        visits += [(moment, shopper) for moment in person.visits(rng, begin=at, end=at + PERIOD)]
        async with as_of(database, at).context(workspace_id, actor=shop(workspace_id)) as ctx:
            for pick in found.picks:
                if rng.random() < ACTIVATED:
                    await activate(ctx, found.profile_id, pick.promotion_id)
    visits.sort(key=lambda visit: visit[0])
    calendar = Calendar(at)
    then = by_clock(database, calendar)
    redeemer = Redeemer(then, Desk(then, Shelf(then)))
    for _, told in groupby(visits, key=lambda visit: _shift(visit[0])):
        customers = list(told)
        calendar.moment = customers[-1][0]
        wishes = [
            _wish(workspace_id, shopper, visited=moment, now=calendar.moment, rng=rng)
            for moment, shopper in customers
        ]
        results = await asyncio.gather(*(redeemer.redeem(wish) for wish in wishes))
        others = [wish for wish, found in zip(wishes, results, strict=True) if found.redemption_id is None]
        async with then.context(workspace_id, actor=shop(workspace_id)) as ctx:
            await save_orders(ctx, [_order(wish) for wish in others])


def _shift(moment: datetime) -> datetime:
    """The begin of two hours, at whose last sale the tills tell what they sold."""
    return moment.replace(hour=moment.hour // 2 * 2, minute=0, second=0, microsecond=0)


def _wish(workspace_id: UUID, shopper: Shopper, *, visited: datetime, now: datetime, rng: Random) -> Wish:
    return Wish(
        workspace_id=workspace_id,
        cart=shopper.cart(rng),
        now=now,
        actor=shop(workspace_id).label,
        requester=Requester("system", "demo"),
        customer=Identifier(custom_id=shopper.custom_id),
        order_id=f"TILL-{shopper.custom_id}-{visited:%Y%m%d%H%M%S}",
    )


def _order(wish: Wish) -> OrderInput:
    """What was bought without any discount."""
    return OrderInput(id=str(wish.order_id), customer=wish.customer, cart=wish.cart, at=wish.now)
