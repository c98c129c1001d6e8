"""Keeps attempts that were refused, with what was seen against what was asked."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

import orjson

from largesse.core.db import Database
from largesse.core.ids import new_id
from largesse.redemptions.asking.asked import NEWCOMER
from largesse.redemptions.commands.wishes import Rejection, Result, Wish


async def note_rejections(database: Database, wish: Wish, result: Result) -> None:
    """Writes one row and one event for each code or promotion that was refused; nothing when none was.

    In a transaction of its own, after the one that redeemed the rest: what is refused takes nothing.
    """
    if not result.rejections:
        return
    rows = [_row(wish, result, rejection) for rejection in result.rejections]
    await database.hot.execute(
        "select redemptions_reject($1, $2::jsonb, $3)",
        wish.workspace_id,
        orjson.dumps(rows, default=str).decode(),
        wish.now,
    )


def _row(wish: Wish, result: Result, rejection: Rejection) -> dict[str, Any]:
    candidate = rejection.candidate
    return {
        "id": new_id(wish.now),
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
