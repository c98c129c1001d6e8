"""Confirms, cancels and rolls back; lets holds lapse."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.errors import ConflictError
from largesse.redemptions.commands.grants import hand_out
from largesse.redemptions.commands.name_order import name_order
from largesse.redemptions.queries import get_redemption
from largesse.redemptions.schemas import RedemptionView

LAPSE_AT_ONCE: Final = 200


async def confirm(ctx: Context, redemption_id: UUID, *, order_id: str | None = None) -> RedemptionView:
    """Makes a hold a redemption; it cannot fail on limits. Again on one that is redeemed: the same answer.

    ConflictError (`hold_lapsed`, `hold_cancelled`, `already_rolled_back`, and those of `name_order`),
    NotFoundError. A hold whose time is up but that nobody swept yet is confirmed: it still has its own.
    """
    before = await get_redemption(ctx, redemption_id)
    if order_id is not None and before.state == "held" and before.order_id is None:
        await name_order(ctx, redemption_id, order_id)
    await ctx.db.execute(
        text("select redemptions_confirm(:workspace, :id, :actor, :now)"), _given(ctx, redemption_id)
    )
    await hand_out(ctx, redemption_id)
    after = await get_redemption(ctx, redemption_id)
    if after.state != "redeemed":
        raise conflict_of(after)
    return after


async def cancel(ctx: Context, redemption_id: UUID) -> RedemptionView:
    """Frees what a hold reserved; again on one that ended: the same answer. ConflictError when confirmed."""
    await get_redemption(ctx, redemption_id)
    await _end(ctx, [redemption_id], "cancel")
    after = await get_redemption(ctx, redemption_id)
    if after.state not in ("cancelled", "lapsed"):
        raise conflict_of(after)
    return after


async def roll_back_whole(ctx: Context, redemption_id: UUID) -> RedemptionView:
    """Undoes a redemption whole, however old; again on one that is undone: the same answer.

    Counts, budgets, codes, points and gift money are given back exactly. ConflictError, NotFoundError.
    """
    await get_redemption(ctx, redemption_id)
    await _end(ctx, [redemption_id], "rollback")
    after = await get_redemption(ctx, redemption_id)
    if after.state != "rolled_back":
        raise conflict_of(after)
    return after


async def lapse_holds(database: Database) -> int:
    """Frees what holds reserved whose time is up; returns how many."""
    lapsed = 0
    for workspace_id in await database.workspace_ids():
        while True:
            async with database.context(workspace_id) as ctx:
                due = await _due(ctx, database.clock())
                lapsed += await _end(ctx, due, "lapse") if due else 0
            if len(due) < LAPSE_AT_ONCE:
                break
    return lapsed


def conflict_of(redemption: RedemptionView) -> ConflictError:
    """Why the state of a redemption does not allow what was asked."""
    named = f"The redemption {redemption.id}"
    facts = {"state": redemption.state}
    match redemption.state:
        case "held":
            return ConflictError("not_confirmed", f"{named} is a hold. Confirm or cancel it.", facts=facts)
        case "redeemed":
            return ConflictError(
                "already_confirmed", f"{named} was confirmed. Roll it back instead.", facts=facts
            )
        case "rolled_back":
            return ConflictError("already_rolled_back", f"{named} was rolled back.", facts=facts)
        case "cancelled":
            return ConflictError("hold_cancelled", f"{named} was cancelled. Hold again.", facts=facts)
        case "lapsed":
            return ConflictError(
                "hold_lapsed", f"{named} lapsed: what it had reserved is free again.", facts=facts
            )


async def _due(ctx: Context, now: datetime) -> list[UUID]:
    rows = await ctx.db.scalars(
        text(
            "select id from redemptions where workspace_id = :workspace and state = 1 and held_until <= :now"
            " order by held_until limit :limit"
        ),
        {"workspace": ctx.workspace_id, "now": now, "limit": LAPSE_AT_ONCE},
    )
    return list(rows.all())


async def _end(ctx: Context, ids: Sequence[UUID], kind: str) -> int:
    ended = await ctx.db.scalars(
        text("select redemptions_end(:workspace, cast(:ids as uuid[]), :kind, :actor, :now)"),
        {
            "workspace": ctx.workspace_id,
            "ids": list(ids),
            "kind": kind,
            "actor": ctx.actor.label,
            "now": ctx.now,
        },
    )
    return len(ended.all())


def _given(ctx: Context, redemption_id: UUID) -> dict[str, object]:
    return {
        "workspace": ctx.workspace_id,
        "id": redemption_id,
        "actor": ctx.actor.label,
        "now": ctx.now,
    }
