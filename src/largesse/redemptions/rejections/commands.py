"""Keeps attempts that were refused, with what was seen against what was asked."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from largesse.core.coalesce import Coalescer
from largesse.core.db import Database
from largesse.core.ids import new_id
from largesse.redemptions.asking.asked import NEWCOMER
from largesse.redemptions.commands.wishes import Rejection, Result, Wish

_Note = tuple[UUID, list[dict[str, Any]]]


class RejectionLog:
    """Writes a row and an event for each code or promotion that was refused.

    In a transaction of its own, after the one that redeemed the rest: what is refused takes nothing. Those
    that come while one is under way share the next.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._notes: Coalescer[_Note, None] = Coalescer(self._write, divides=_was_refused)

    async def note(self, wish: Wish, result: Result) -> None:
        """Keeps what was refused; nothing when nothing was."""
        if result.rejections:
            rows = [_row(wish, result, rejection) for rejection in result.rejections]
            await self._notes.submit((wish.workspace_id, rows))

    async def _write(self, notes: Sequence[_Note]) -> list[None]:
        rows: dict[UUID, list[dict[str, Any]]] = {}
        for workspace_id, of_one in notes:
            rows.setdefault(workspace_id, []).extend(of_one)
        for workspace_id, of_all in rows.items():
            await self._database.hot.execute(
                "select redemptions_reject($1, $2::jsonb)",
                workspace_id,
                orjson.dumps(of_all, default=str).decode(),
            )
        return [None] * len(notes)


def _was_refused(error: Exception) -> bool:
    return isinstance(error, asyncpg.DataError | asyncpg.IntegrityConstraintViolationError)


def _row(wish: Wish, result: Result, rejection: Rejection) -> dict[str, Any]:
    candidate = rejection.candidate
    return {
        "id": new_id(wish.now),
        "at": wish.now,
        "operation": "hold" if wish.ttl is not None else "redemption",
        "reason": rejection.reason,
        "code": rejection.code,
        "promotion": candidate.promotion_id if candidate else None,
        "campaign": candidate.campaign_id if candidate else None,
        "profile": _customer(result),
        "order": wish.order_id,
        "observed": rejection.observed,
        "needed": rejection.needed,
        "verdict": asdict(candidate.verdict) if candidate and candidate.verdict else None,
        "cart": wish.cart.stored(),
        "actor": wish.actor,
        "address": wish.address,
    }


def _customer(result: Result) -> int | None:
    customer = result.asked.visit.customer_id
    return None if customer == NEWCOMER else customer


def promotion_of(rejection: Rejection) -> UUID | None:
    """The promotion that was refused, where the code leads to one."""
    return rejection.candidate.promotion_id if rejection.candidate else None
