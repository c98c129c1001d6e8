"""Keeps what was refused: a row for each code or promotion that a redemption or hold did not get."""

from collections.abc import Sequence
from typing import Final, Literal

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject, dump_json
from largesse.core.ids import new_id
from largesse.events.commands import emit
from largesse.promotions.verdicts import Verdict
from largesse.redemptions.wishes import Rejection, Result, Wish

Operation = Literal["redemption", "hold", "confirmation"]
INSERT: Final = (
    "insert into rejections (workspace_id, id, at, operation, reason, code, promotion_id, campaign_id,"
    " profile_id, order_id, observed, needed, verdict, cart, actor, address)"
    " select :workspace, r.id, r.at, r.operation, r.reason, r.code, r.promotion_id, r.campaign_id,"
    " r.profile_id, r.order_id, r.observed, r.needed, r.verdict, r.cart, r.actor, r.address"
    " from jsonb_to_recordset(cast(:rows as jsonb)) r (id uuid, at timestamptz, operation text, reason text,"
    " code text, promotion_id uuid, campaign_id uuid, profile_id bigint, order_id text, observed jsonb,"
    " needed jsonb, verdict jsonb, cart jsonb, actor text, address text)"
)


async def note_rejections(database: Database, wish: Wish, result: Result) -> None:
    """Keeps what a wish did not get, in a transaction of its own; nothing where it got everything."""
    if not result.rejections:
        return
    async with database.context(wish.workspace_id) as ctx:
        await record_rejections(ctx, rejection_rows(wish, result))


def rejection_rows(wish: Wish, result: Result) -> list[JsonObject]:
    """The rows of what a wish did not get."""
    operation: Operation = "hold" if wish.ttl is not None else "redemption"
    return [_row(wish, result, rejection, operation) for rejection in result.rejections]


async def record_rejections(ctx: Context, rows: Sequence[JsonObject]) -> None:
    """Adds rows of `rejection_rows` in the caller's transaction, with the event of each."""
    if not rows:
        return
    await ctx.db.execute(text(INSERT), {"workspace": ctx.workspace_id, "rows": dump_json(list(rows))})
    for row in rows:
        told = (
            "operation",
            "reason",
            "code",
            "promotion_id",
            "campaign_id",
            "order_id",
            "observed",
            "needed",
        )
        profile = row["profile_id"]
        await emit(
            ctx,
            "redemption.rejected",
            {"rejection_id": row["id"], **{name: row[name] for name in told if row[name] is not None}},
            profile_id=profile if isinstance(profile, int) else None,
        )


def _row(wish: Wish, result: Result, rejection: Rejection, operation: Operation) -> JsonObject:
    asked, candidate = result.asked, rejection.candidate
    return {
        "id": new_id(wish.now),
        "at": wish.now,
        "operation": operation,
        "reason": rejection.reason,
        "code": rejection.code,
        "promotion_id": candidate.promotion_id if candidate else None,
        "campaign_id": candidate.campaign_id if candidate else None,
        "profile_id": asked.visit.customer_id or None,
        "order_id": wish.order_id,
        "observed": rejection.observed,
        "needed": rejection.needed,
        "verdict": tree_of(candidate.verdict) if candidate and candidate.verdict else None,
        "cart": wish.cart.stored(),
        "actor": wish.actor,
        "address": wish.address,
    }


def tree_of(verdict: Verdict) -> JsonObject:
    """A verdict as JSON, without what it leaves empty."""
    found: JsonObject = {
        "rule": verdict.rule,
        "passed": verdict.passed,
        "reason": verdict.reason,
        "observed": verdict.observed,
        "needed": verdict.needed,
        "missing": verdict.missing,
        "message": verdict.message,
        "parts": [tree_of(part) for part in verdict.parts],
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}
