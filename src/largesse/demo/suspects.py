"""Some who do not behave: four cases of suspected abuse that wait, and one that was decided."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.demo.promotions import BUYERS, ORDERS, a_wish, buyer, redeem
from largesse.demo.shop import Calendar, by_clock, shop
from largesse.fraud.commands import decide
from largesse.fraud.jobs import look_at
from largesse.fraud.queries import list_cases
from largesse.fraud.schemas import DecisionInput
from largesse.profiles.commands import save_profiles
from largesse.profiles.schemas import ProfileInput
from largesse.promotions.shelf import Shelf
from largesse.redemptions.asking.desk import Desk
from largesse.redemptions.commands.ends import roll_back_whole
from largesse.redemptions.commands.redeemer import Redeemer

GUESSES: Final = 14
STRANGERS: Final = 4
ALIASES: Final = 4
BOUGHT: Final = 6
KEPT: Final = 1
IN_A_RUSH: Final = 8
NOTE: Final = "Ordered tea for everybody at the office, each their own parcel. Called and checked."


async def misbehave(database: Database, workspace_id: UUID, birthdays: UUID, *, rng: Random) -> None:
    """Lets some customers guess, share, rush and return; looks; and decides one of the cases."""
    now = database.clock()
    calendar = Calendar(now)
    then = by_clock(database, calendar)
    redeemer = Redeemer(then, Desk(then, Shelf(then)))
    number = ORDERS

    async def order(customer: str, *codes: str, ago: timedelta) -> UUID | None:
        nonlocal number
        number += 1
        calendar.moment = now - ago
        wish = a_wish(workspace_id, number=number, now=calendar.moment, rng=rng, customer=customer)
        result = await redeem(redeemer, replace(wish, codes=codes, ttl=None))
        return result.redemption_id if result else None

    for minute in range(IN_A_RUSH):
        await order(buyer(BUYERS - 2), ago=timedelta(hours=3, minutes=5 * minute))
    for guess in range(GUESSES):  # somebody hopes to hit a code of somebody else
        code = f"BDAY-{rng.randrange(10**4):04}-{rng.randrange(10**4):04}"
        await order(buyer(BUYERS - 1), code, ago=timedelta(minutes=40 - 2 * guess))
    shared = await _code_of_somebody(database, workspace_id, birthdays)
    for stranger in range(STRANGERS):
        await order(buyer(stranger), shared, ago=timedelta(minutes=50 - 10 * stranger))
    for alias in await _aliases(database, workspace_id):
        await order(alias, ago=timedelta(minutes=rng.randint(5, 60)))
    bought = [await order(buyer(BUYERS - 3), ago=timedelta(hours=20, minutes=90 * i)) for i in range(BOUGHT)]
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        for redemption in bought[KEPT:]:
            if redemption is not None:
                await roll_back_whole(ctx, redemption)
    await look_at(database, workspace_id)
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        await _call_harmless(ctx)


async def _call_harmless(ctx: Context) -> None:
    """The first member of the shop decides, where there is one."""
    member = await ctx.db.scalar(
        text("select id from members where workspace_id = :workspace order by created_at limit 1"),
        {"workspace": ctx.workspace_id},
    )
    actor = ctx.actor if member is None else replace(ctx.actor, kind="member", id=str(member))
    [case, *_] = (
        await list_cases(ctx, states=["open"], kind=None, signal="fast_redemptions", subject=None, limit=1)
    ).items
    await decide(replace(ctx, actor=actor), case.id, DecisionInput(verdict="dismissed", note=NOTE))


async def _code_of_somebody(database: Database, workspace_id: UUID, pool_id: UUID) -> str:
    """A code of the pool that was handed out and not used."""
    async with database.session(workspace_id) as session:
        code: str = (
            await session.execute(
                text(
                    "select code from codes where workspace_id = :workspace and pool_id = :pool and state = 2"
                    " order by position limit 1"
                ),
                {"workspace": workspace_id, "pool": pool_id},
            )
        ).scalar_one()
    return code


async def _aliases(database: Database, workspace_id: UUID) -> list[str]:
    """The custom ids of one person's accounts."""
    names = {"firstname": "Viktor", "lastname": "Lange"}
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        people = [
            ProfileInput(
                custom_id=f"viktor-{number}",
                email=f"viktor.lange{f'+{number}' if number else ''}@shop.example",
                attributes={**names},
            )
            for number in range(ALIASES)
        ]
        await save_profiles(ctx, people)
    return [person.custom_id or "" for person in people]
