"""The clients of a storm over limits: several Redeemers, as several API processes have, and many wishes.

What wish n is follows from the seed and n alone, so that whoever repeats it, in this process or in the next
one after a kill, wants the same with the same Idempotency-Key.
"""

import asyncio
import hashlib
import random
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy.exc import DBAPIError

from largesse.core.coalesce import Coalescer
from largesse.core.context import Context
from largesse.core.db import Database, is_unavailable
from largesse.core.errors import ConflictError, InvalidError, RetryLaterError
from largesse.core.ids import new_id
from largesse.profiles.schemas import Identifier
from largesse.promotions.facts import Requester
from largesse.promotions.shelf import Shelf
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.commands.ends import cancel, confirm
from largesse.redemptions.commands.redeemer import COMMIT, Redeemer
from largesse.redemptions.commands.roll_back import roll_back
from largesse.redemptions.commands.wishes import Wish, order_of, request_of
from largesse.redemptions.schemas import RollbackInput
from tests.faults.redemption_history import AFTERWARDS, HELD, REDEEMED, Note
from tests.faults.redemption_scene import LANE, PRICE, STORE, UNITS, Door, Scene

ACTOR: Final = "api_key:storm"
REQUESTER: Final = Requester("api_key", "storm")
CART: Final = CartInput.model_validate(
    {
        "items": [{"id": "a", "sku": "TEA", "quantity": UNITS, "price": PRICE}],
        "store": STORE,
        "metadata": {"lane": LANE},
    }
)
# The sweep of the storm looks from 11 minutes ahead: it ends the short holds, and leaves the long ones.
SHORT: Final = timedelta(minutes=5)
LONG: Final = timedelta(hours=1)
MAX_TRIES: Final = 300
After = Literal["", "confirm", "cancel", "roll_back", "return_line"]


@dataclass(frozen=True, slots=True)
class Mix:
    """What share of the wishes does what, in per cent; nothing of it: they only redeem."""

    # By a client that does not look first whether there is room, so that only the commit refuses it.
    blind: int = 0
    holds: int = 0
    twice: int = 0
    given_back: int = 0
    # Only at the first so many doors; 1: nothing but one limit makes wishes wait for each other.
    doors: int | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """Wish `number`, and what its client does afterwards."""

    number: int
    door: Door
    code: str
    customer: str | None
    blind: bool
    ttl: timedelta | None
    # The same once more at the same time: with the same key, or of the same order without a key.
    again: Literal["", "key", "order"]
    after: After


def errand_of(scene: Scene, mix: Mix, *, seed: int, number: int) -> Errand:
    """The errand of that number."""
    rng = random.Random(f"{seed}/{number}")
    door = rng.choice(scene.doors[: mix.doors])
    customer = rng.choice(door.customers) if door.customers else None
    held = rng.randrange(100) < mix.holds
    again: Literal["", "key", "order"] = ""
    if rng.randrange(100) < mix.twice:
        again = "key" if held or rng.random() < 0.5 else "order"
    after: After = ""
    if held:
        after = rng.choice(("confirm", "confirm", "cancel", ""))
    elif rng.randrange(100) < mix.given_back:
        after = rng.choice(("roll_back", "roll_back", "return_line"))
    return Errand(
        number=number,
        door=door,
        code=rng.choice(door.codes),
        customer=customer,
        blind=not again and rng.randrange(100) < mix.blind,
        ttl=rng.choice((SHORT, LONG)) if held else None,
        again=again,
        after=after,
    )


@dataclass
class Crowd:
    """Clients on so many Redeemers, each of which looks and writes on its own."""

    database: Database
    scene: Scene
    note: Callable[[Note], None]
    seed: int
    mix: Mix = field(default_factory=Mix)
    redeemers: int = 2

    def __post_init__(self) -> None:
        self._shelf = Shelf(self.database)
        self._desks = [Desk(self.database, self._shelf) for _ in range(self.redeemers)]
        self._redeemers = [Redeemer(self.database, desk) for desk in self._desks]
        self._blind = [Blind(self.database, self.scene, desk) for desk in self._desks]

    async def run(self, numbers: Iterable[int], *, clients: int) -> None:
        """All these wishes, from so many clients at once."""
        left = iter(numbers)
        if self.mix.blind:
            await asyncio.gather(*(self._until_told(0, blind.look_around) for blind in self._blind))
        await asyncio.gather(*(self._serve(left) for _ in range(clients)))

    async def fill(self, *, first: int, clients: int = 40) -> None:
        """Asks at every door until nobody is let in any more; without kills only."""
        numbers = iter(range(first, first + 10**9))
        queue = iter(self.scene.ways())

        async def insist() -> None:
            for door, code, who in queue:
                errand = Errand(0, door, code, who, blind=False, ttl=None, again="", after="")
                while await self._try(_numbered(errand, next(numbers)), key=True):
                    pass

        await asyncio.gather(*(insist() for _ in range(clients)))

    async def _serve(self, left: Iterator[int]) -> None:
        for number in left:
            errand = errand_of(self.scene, self.mix, seed=self.seed, number=number)
            if errand.again:
                told, _ = await asyncio.gather(
                    self._try(errand, key=True), self._try(errand, key=errand.again == "key")
                )
            elif errand.blind and (blind := self._blind[number % len(self._blind)]).knows(errand):
                told = await self._insist(errand, partial(self._push, blind, errand))
            else:
                told = await self._try(errand, key=True)
            if told and errand.after:
                await self._afterwards(errand, told)

    async def _try(self, errand: Errand, *, key: bool) -> str:
        """Redeems until there is an answer; the redemption, or "" when it was refused."""
        redeemer = self._redeemers[(errand.number + (not key)) % len(self._redeemers)]

        async def ask() -> tuple[str, str]:
            result = await redeemer.redeem(self._wish(errand, key=key))
            reason = result.rejections[0].reason if result.rejections else ""
            return (str(result.redemption_id), "") if result.redemption_id else ("", reason)

        return await self._insist(errand, ask, key=key)

    async def _push(self, blind: "Blind", errand: Errand) -> tuple[str, str]:
        return await blind.redeem(self._wish(errand, key=True), errand)

    async def _insist(
        self, errand: Errand, ask: Callable[[], Awaitable[tuple[str, str]]], *, key: bool = True
    ) -> str:
        answer = await self._until_told(errand.number, ask)
        if answer is None:
            return ""
        redemption, reason = answer
        if not redemption:
            self.note(Note(errand.number, "refused", text=reason))
            return ""
        states = HELD if errand.ttl else REDEEMED
        self.note(Note(errand.number, "told", redemption, states, self._key(errand) if key else ""))
        return redemption

    async def _afterwards(self, errand: Errand, redemption: str) -> None:
        meant = AFTERWARDS[errand.after]
        self.note(Note(errand.number, "sent", redemption, meant))

        async def do() -> tuple[str, str]:
            try:
                async with self.database.context(self.scene.workspace_id) as ctx:
                    await self._end(ctx, errand.after, UUID(redemption))
            except (ConflictError, InvalidError) as refused:
                return "", refused.code
            return redemption, ""

        answer = await self._until_told(errand.number, do)
        if answer is not None and answer[0]:
            self.note(Note(errand.number, "ended", redemption, meant))

    async def _end(self, ctx: Context, what: str, redemption: UUID) -> None:
        match what:
            case "confirm":
                await confirm(ctx, redemption)
            case "cancel":
                await cancel(ctx, redemption)
            case "roll_back":
                await roll_back(ctx, self._desks[0], redemption, RollbackInput())
            case _:
                await roll_back(ctx, self._desks[0], redemption, RollbackInput(lines={"a": 1}))

    async def _until_told(
        self, number: int, ask: Callable[[], Awaitable[tuple[str, str]]]
    ) -> tuple[str, str] | None:
        """The answer, however often it takes; None, noted as broken, when it is no answer at all."""
        for _ in range(MAX_TRIES):
            try:
                return await ask()
            except Exception as error:
                if not _may_be_repeated(error):
                    self.note(Note(number, "broken", text=repr(error)))
                    return None
                self.note(Note(number, "retried", text=type(error).__name__))
                await asyncio.sleep(0.05)
        self.note(Note(number, "broken", text=f"no answer in {MAX_TRIES} tries"))
        return None

    def _key(self, errand: Errand) -> str:
        return f"{self.seed}-{errand.number}"

    def _wish(self, errand: Errand, *, key: bool) -> Wish:
        own_key = self._key(errand)
        return replace(
            a_wish(self.scene, errand.code, errand.customer, now=self.database.clock()),
            order_id=f"o-{own_key}" if errand.again == "order" or errand.number % 4 == 0 else None,
            metadata={"wish": errand.number},
            ttl=errand.ttl,
            key=own_key if key else None,
            digest=hashlib.sha256(own_key.encode()).digest() if key else None,
        )


class Blind:
    """A client that asked when there was room for all, and never looks again: only the commit refuses it."""

    def __init__(self, database: Database, scene: Scene, desk: Desk) -> None:
        self._database = database
        self._scene = scene
        self._desk = desk
        self._requests: dict[tuple[str, str | None], dict[str, Any]] = {}
        self._commits: Coalescer[dict[str, Any], asyncpg.Record] = Coalescer(
            self._commit, divides=lambda error: isinstance(error, asyncpg.DeadlockDetectedError), lanes=3
        )

    async def look_around(self) -> tuple[str, str]:
        """Asks at every door that still lets somebody in, and keeps the answers."""
        for _, code, who in self._scene.ways():
            wish = a_wish(self._scene, code, who, now=self._database.clock())
            asked = await self._desk.ask(
                Question(wish.workspace_id, wish.codes, wish.customer, wish.cart, wish.requester, wish.now)
            )
            if asked.decision.applied:
                self._requests[code, who] = request_of(wish, asked)
        return "", ""

    def knows(self, errand: Errand) -> bool:
        """Whether there was room when it looked around; a process that is begun again comes too late."""
        return (errand.code, errand.customer) in self._requests

    async def redeem(self, wish: Wish, errand: Errand) -> tuple[str, str]:
        """The redemption, or "" and why not."""
        row = await self._commits.submit(_again(self._requests[errand.code, errand.customer], wish))
        if row["outcome"] in ("done", "replayed"):
            return str(row["redemption"]), ""
        return "", orjson.loads(row["details"])["reason"] if row["details"] else row["outcome"]

    async def _commit(self, requests: Sequence[dict[str, Any]]) -> list[asyncpg.Record]:
        order = sorted(range(len(requests)), key=lambda i: order_of(requests[i]))
        rows = await self._database.hot.fetch(
            COMMIT, orjson.dumps([requests[i] for i in order]).decode(), self._database.clock()
        )
        answers = dict(zip(order, rows, strict=True))
        return [answers[i] for i in range(len(requests))]


def a_wish(scene: Scene, code: str, customer: str | None, *, now: datetime) -> Wish:
    """That somebody redeems a code for the cart of the storm."""
    return Wish(
        workspace_id=scene.workspace_id,
        cart=CART,
        now=now,
        actor=ACTOR,
        requester=REQUESTER,
        codes=(code,),
        customer=Identifier(custom_id=customer) if customer else None,
    )


def _again(request: dict[str, Any], wish: Wish) -> dict[str, Any]:
    """The same request under its own names."""
    return {
        **request,
        "op": "hold" if wish.ttl is not None else "redeem",
        "id": str(new_id(wish.now)),
        "key": wish.key,
        "digest": wish.digest.hex() if wish.digest else None,
        "order": wish.order_id,
        "metadata": dict(wish.metadata),
        "until": (wish.now + wish.ttl).isoformat() if wish.ttl else None,
    }


def _numbered(errand: Errand, number: int) -> Errand:
    return Errand(
        number, errand.door, errand.code, errand.customer, blind=False, ttl=None, again="", after=""
    )


def _may_be_repeated(error: Exception) -> bool:
    """Whether a client is told (503, or nothing at all) to come again."""
    if isinstance(error, RetryLaterError | asyncpg.DeadlockDetectedError):
        return True
    cause = error.orig.__cause__ if isinstance(error, DBAPIError) and error.orig is not None else None
    return is_unavailable(error) or isinstance(cause, asyncpg.DeadlockDetectedError)
