"""Some who do not behave: five cases of suspected abuse that wait, and one that was decided."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from secrets import token_urlsafe
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from largesse.accounts.commands.members import create_member
from largesse.accounts.roles import ROLES
from largesse.accounts.schemas import MemberInput
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
from largesse.promotions.facts import Requester
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
SOLD_AT_TILL: Final = 9
GUESSED_AT_TILL: Final = 11
NOTE: Final = "Ordered tea for everybody at the office, each their own parcel. Called and checked."


async def misbehave(database: Database, workspace_id: UUID, birthdays: UUID, *, rng: Random) -> None:
    """Lets some customers guess, share, rush and return, and a clerk guess; looks; and decides one case."""
    desk = _Orders(database, workspace_id, rng)
    for minute in range(IN_A_RUSH):
        await desk.order(buyer(BUYERS - 2), ago=timedelta(hours=3, minutes=5 * minute))
    for guess in range(GUESSES):  # somebody hopes to hit a code of somebody else
        await desk.order(buyer(BUYERS - 1), desk.unknown("BDAY"), ago=timedelta(minutes=40 - 2 * guess))
    shared = await _code_of_somebody(database, workspace_id, birthdays)
    for stranger in range(STRANGERS):
        await desk.order(buyer(stranger), shared, ago=timedelta(minutes=50 - 10 * stranger))
    for alias in await _aliases(database, workspace_id):
        await desk.order(alias, ago=timedelta(minutes=rng.randint(5, 60)))
    await _work_at_the_till(desk)
    await _give_back(desk)
    await look_at(database, workspace_id)
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        await _call_harmless(ctx)


class _Orders:
    """Orders of the last day, each at its time."""

    def __init__(self, database: Database, workspace_id: UUID, rng: Random) -> None:
        self.database, self.workspace_id, self._rng = database, workspace_id, rng
        self._now = database.clock()
        self._calendar = Calendar(self._now)
        then = by_clock(database, self._calendar)
        self._redeemer = Redeemer(then, Desk(then, Shelf(then)))
        self._number = ORDERS

    async def order(self, who: str | None, *codes: str, ago: timedelta, **fields: Any) -> UUID | None:  # noqa: ANN401
        """The redemption of an order of a customer or of nobody; None when it was refused."""
        self._number += 1
        at = self._calendar.moment = self._now - ago
        wish = a_wish(self.workspace_id, number=self._number, now=at, rng=self._rng, customer=who)
        customer = wish.customer if who else None
        asked = replace(wish, customer=customer, codes=codes, ttl=None, **fields)
        result = await redeem(self._redeemer, asked)
        return result.redemption_id if result else None

    def unknown(self, prefix: str) -> str:
        """A code that nobody was given."""
        return f"{prefix}-{self._rng.randrange(10**4):04}-{self._rng.randrange(10**4):04}"


async def _work_at_the_till(desk: _Orders) -> None:
    """A member sells, and tries codes for himself between two customers; nobody knows a password of his."""
    permissions = next(role.permissions for role in ROLES if role.name == "support")
    clerk = MemberInput(
        email="marek@shop.example",
        name="Marek Nowicki",
        password=token_urlsafe(32),
        permissions=sorted(permissions),
    )
    async with desk.database.context(desk.workspace_id, actor=shop(desk.workspace_id)) as ctx:
        member = (await create_member(ctx, clerk)).id
    by = {"actor": f"member:{member}", "requester": Requester("member", str(member))}
    for sale in range(SOLD_AT_TILL):
        ago = timedelta(hours=6, minutes=-9 * sale)
        await desk.order(buyer(sale), ago=ago, order_id=f"TILL-3-{sale + 1:04}", **by)
    for guess in range(GUESSED_AT_TILL):
        ago = timedelta(hours=4, minutes=-3 * guess)
        await desk.order(None, desk.unknown("GIFT"), ago=ago, order_id=None, **by)


async def _give_back(desk: _Orders) -> None:
    """Somebody returns most of what he bought."""
    bought = [
        await desk.order(buyer(BUYERS - 3), ago=timedelta(hours=20, minutes=90 * number))
        for number in range(BOUGHT)
    ]
    async with desk.database.context(desk.workspace_id, actor=shop(desk.workspace_id)) as ctx:
        for redemption in bought[KEPT:]:
            if redemption is not None:
                await roll_back_whole(ctx, redemption)


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
