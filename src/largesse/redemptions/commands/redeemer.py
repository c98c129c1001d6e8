"""Redeems and holds: the hot path. Wishes that arrive while a commit is in flight share the next one."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg
import orjson

from largesse.core.coalesce import Coalescer
from largesse.core.db import Database
from largesse.core.errors import ConflictError, RetryLaterError
from largesse.profiles.commands import resolve_profiles
from largesse.redemptions.asking.asked import NEWCOMER, Asked
from largesse.redemptions.asking.desk import Desk, Question, Refusal
from largesse.redemptions.commands.grants import GIVERS, hand_out
from largesse.redemptions.commands.wishes import (
    RefusedError,
    Rejection,
    Result,
    Wish,
    order_of,
    rejections_of,
    request_of,
)
from largesse.redemptions.rejections.commands import RejectionLog

# Lost races for limits, and changes of the book, after which a wish is looked at again.
MAX_TRIES: Final = 8
MAX_BATCH: Final = 48
COMMIT: Final = "select outcome, redemption, details from redemptions_commit($1::jsonb, $2) order by item"
SEEN: Final = "select outcome, redemption from redemptions_seen($1, $2, $3, $4, $5)"
# A row of `redemptions_commit`, and the moment it is written down with.
Written = tuple[asyncpg.Record, datetime]


class Redeemer:
    """Decides about wishes and writes them; as many processes as you like work side by side."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database = database
        self._desk = desk
        self._log = RejectionLog(database)
        self._commits: Coalescer[dict[str, Any], Written] = Coalescer(
            self._commit, divides=_was_rolled_back, max_batch=MAX_BATCH
        )

    async def redeem(self, wish: Wish) -> Result:
        """Redeems, or holds when the wish has a `ttl`; all limits are taken together with it, or nothing is.

        A refusal is a Result of the outcome `rejected`, and is kept with its reasons. ConflictError
        (`idempotency_key_reused`); RetryLaterError when others changed everything under it again and again.
        """
        against = _Against()
        for tried in range(MAX_TRIES):
            asked = await self._desk.ask(_question(wish, against, limits_later=tried == 0 or against.tested))
            if asked.visit.customer_id == NEWCOMER and asked.decision.applied:
                await self._make_customer(wish)
                continue
            result = await self._decide(wish, asked, against)
            if result is not None and result.outcome == "rejected" and tried == 0:
                continue  # by the book that is at hand: there may be a newer one
            if result is not None:
                await self._log.note(wish, result)
                return await self._hand_out(wish, result)
        raise RetryLaterError(
            "promotions_busy", "The promotions changed under this request. Repeat it.", retry_after=1
        )

    async def _decide(self, wish: Wish, asked: Asked, against: "_Against") -> Result | None:
        """Writes what was decided; None when it must be looked at again."""
        rejections = _rejected(wish, asked)
        if rejections:
            return await self._replay(wish, asked) or Result("rejected", asked, rejections=rejections)
        try:
            request = request_of(wish, asked)
        except RefusedError as refused:
            against.refusals[refused.promotion_id] = Refusal(refused.reason)
            return None
        row, at = await self._submit(request)
        match row["outcome"]:
            case "done":
                return Result("done", asked, row["redemption"], request, rejections_of(asked), at)
            case "replayed":
                return Result("replayed", asked, row["redemption"])
            case "key_reused":
                raise _key_reused()
            case "refused":
                details = orjson.loads(row["details"])
                against.refusals[UUID(details["promotion"])] = Refusal(
                    details["reason"], details.get("observed"), details.get("needed")
                )
                against.tested = True
            case _:  # the book is newer; the desk reads it by itself
                against.tested = False
        return None

    async def _hand_out(self, wish: Wish, result: Result) -> Result:
        """Gives at once what is granted beside the discount; if we die before it, the listener does it."""
        request = result.request
        if request is None or result.redemption_id is None or wish.ttl is not None:
            return result
        if not any(grant["kind"] in GIVERS for item in request["items"] for grant in item["grants"]):
            return result
        async with self._database.context(wish.workspace_id) as ctx:
            await hand_out(ctx, result.redemption_id)
        return replace(result, request=None)

    async def _submit(self, request: dict[str, Any]) -> Written:
        for _ in range(MAX_TRIES):
            try:
                return await self._commits.submit(request)
            except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError):
                await asyncio.sleep(0)
        raise RetryLaterError(
            "promotions_busy", "Too many requests are after the same limits. Repeat this one.", retry_after=1
        )

    async def _commit(self, requests: Sequence[dict[str, Any]]) -> list[Written]:
        order = sorted(range(len(requests)), key=lambda i: order_of(requests[i]))
        now = self._database.clock()
        told = orjson.dumps([requests[i] for i in order]).decode()
        answers = dict(zip(order, await self._database.hot.fetch(COMMIT, told, now), strict=True))
        return [(answers[i], now) for i in range(len(requests))]

    async def _make_customer(self, wish: Wish) -> None:
        """Makes the profile of a customer who is named for the first time: limits count for him."""
        if wish.customer is not None:
            async with self._database.context(wish.workspace_id) as ctx:
                await resolve_profiles(ctx, [wish.customer.pair()])

    async def _replay(self, wish: Wish, asked: Asked) -> Result | None:
        """What was done for the same key, or for the same order and code, which is used up by itself."""
        if wish.key is None and wish.order_id is None:
            return None
        row = await self._database.hot.fetchrow(
            SEEN,
            wish.workspace_id,
            wish.key,
            wish.digest,
            wish.order_id,
            [found.code for found in asked.codes.values()],
        )
        if row is None:
            return None
        if row["outcome"] == "key_reused":
            raise _key_reused()
        return Result("replayed", asked, row["redemption"])


@dataclass(slots=True)
class _Against:
    """What speaks against promotions of a wish; `tested` when the database said so, by the newest book."""

    refusals: dict[UUID, Refusal] = field(default_factory=dict)
    tested: bool = False


def _question(wish: Wish, against: _Against, *, limits_later: bool) -> Question:
    return Question(
        workspace_id=wish.workspace_id,
        codes=wish.codes,
        customer=wish.customer,
        cart=wish.cart,
        requester=wish.requester,
        now=wish.now,
        refusals=against.refusals,
        order_id=wish.order_id,
        limits_later=limits_later,
    )


def _rejected(wish: Wish, asked: Asked) -> tuple[Rejection, ...]:
    """Why nothing is redeemed: nothing applies, or no code that was typed, or not all where all must."""
    found, applied = rejections_of(asked), asked.decision.applied
    if wish.discount not in (None, asked.decision.discount):
        return (Rejection("hold_lapsed", observed=asked.decision.discount, needed=wish.discount),)
    if not applied:
        return found or (Rejection("no_effect"),)
    if asked.book.policy.all_or_nothing:
        return found
    return found if wish.codes and not any(candidate.code for candidate in applied) else ()


def _key_reused() -> ConflictError:
    return ConflictError(
        "idempotency_key_reused", "This Idempotency-Key belongs to another request. Take a new key."
    )


def _was_rolled_back(error: Exception) -> bool:
    return isinstance(error, asyncpg.PostgresError) and not isinstance(
        error, asyncpg.PostgresConnectionError | asyncpg.OperatorInterventionError
    )
