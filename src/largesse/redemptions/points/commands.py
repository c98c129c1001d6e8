"""Accounts of loyalty points: balances, entries, and what is lost with time. The ledger is in points.sql."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.errors import ConflictError, InvalidError
from largesse.profiles.queries import view_profile
from largesse.redemptions.points.schemas import (
    PointsChangeView,
    PointsEntryInput,
    PointsEntryPage,
    PointsEntryView,
    PointsExpiring,
    PointsView,
)

COLUMNS: Final = "id, at, kind, amount, open, expires_at, redemption_id, promotion_id, reason, actor"
EXPIRE_AT_ONCE: Final = 200


async def view_points(ctx: Context, profile_id: int, *, days: int = 30) -> PointsView:
    """A customer's balance, and what of it is lost within so many days; NotFoundError."""
    await view_profile(ctx, profile_id)
    return PointsView(
        profile_id=profile_id,
        balance=await _spendable(ctx, profile_id),
        expiring=await _expiring(ctx, profile_id, days=days),
    )


async def list_points_entries(
    ctx: Context, profile_id: int, *, limit: int, cursor: int | None = None
) -> PointsEntryPage:
    """A page of a customer's entries, latest first; NotFoundError."""
    await view_profile(ctx, profile_id)
    rows = await ctx.db.execute(
        text(
            f"select {COLUMNS} from points_ledger where workspace_id = :workspace and profile_id = :profile"
            " and id < :cursor order by id desc limit :limit"
        ),
        {
            "workspace": ctx.workspace_id,
            "profile": profile_id,
            "cursor": cursor or 2**63 - 1,
            "limit": limit + 1,
        },
    )
    items = [PointsEntryView.model_validate(dict(row)) for row in rows.mappings()]
    more = len(items) > limit
    return PointsEntryPage(
        items=items[:limit], has_more=more, next_cursor=str(items[limit - 1].id) if more else None
    )


async def change_points(ctx: Context, profile_id: int, entry: PointsEntryInput) -> PointsChangeView:
    """Adds or takes points by hand.

    NotFoundError; InvalidError `expired_already`; ConflictError `points_missing` when there are not enough.
    """
    await view_profile(ctx, profile_id)
    if entry.expires_at is not None and entry.expires_at <= ctx.now:
        raise InvalidError(
            "expired_already", "`expires_at` is over. Take a later moment.", pointer="/expires_at"
        )
    balance: int | None = await ctx.db.scalar(
        text(
            "select redemptions_points(:workspace, :profile, :amount, :kind, null, null, :reason, :expires,"
            " :actor, :now)"
        ),
        {
            "workspace": ctx.workspace_id,
            "profile": profile_id,
            "amount": entry.amount,
            "kind": entry.kind,
            "reason": entry.reason,
            "expires": entry.expires_at,
            "actor": ctx.actor.label,
            "now": ctx.now,
        },
    )
    if balance is None:
        raise await points_missing(ctx, profile_id, needed=-entry.amount)
    if entry.kind == "adjust":
        after = entry.model_dump(mode="json", include={"amount", "reason"})
        record(ctx, "points.adjusted", object_type="profile", object_id=profile_id, after=after)
    page = await list_points_entries(ctx, profile_id, limit=1)
    return PointsChangeView(balance=balance, entry=page.items[0])


async def points_missing(ctx: Context, profile_id: int, *, needed: int) -> ConflictError:
    """The refusal that says how many points there are."""
    balance = await _spendable(ctx, profile_id)
    return ConflictError(
        "points_missing",
        f"The customer has {balance} points, and {needed} are needed.",
        facts={"balance": balance, "needed": needed},
    )


async def expire_points(database: Database) -> int:
    """Ends points whose date is over, in every workspace, and returns of how many accounts.

    What is past its date cannot be spent before either.
    """
    return sum([await expire_points_of(database, workspace) for workspace in await database.workspace_ids()])


async def expire_points_of(database: Database, workspace_id: UUID) -> int:
    """Writes `expire` entries for what is past its date in a workspace, some accounts in each transaction."""
    expired = 0
    done = EXPIRE_AT_ONCE
    while done == EXPIRE_AT_ONCE:
        async with database.context(workspace_id) as ctx:
            done = (
                await ctx.db.execute(
                    text("select redemptions_points_expire(:workspace, :limit, :now)"),
                    {"workspace": workspace_id, "limit": EXPIRE_AT_ONCE, "now": ctx.now},
                )
            ).scalar_one()
        expired += done
    return expired


async def _spendable(ctx: Context, profile_id: int) -> int:
    found: int = (
        await ctx.db.execute(
            text("select redemptions_points_spendable(:workspace, :profile, :now)"),
            {"workspace": ctx.workspace_id, "profile": profile_id, "now": ctx.now},
        )
    ).scalar_one()
    return found


async def _expiring(ctx: Context, profile_id: int, *, days: int) -> list[PointsExpiring]:
    rows = await ctx.db.execute(
        text(
            'select cast(l.expires_at at time zone w.time_zone as date) as "on",'
            " cast(sum(l.open) as bigint) as amount"
            " from points_ledger l join workspaces w on w.id = l.workspace_id"
            " where l.workspace_id = :workspace and l.profile_id = :profile and l.open > 0"
            " and l.expires_at > :now and l.expires_at <= :until group by 1 order by 1"
        ),
        {
            "workspace": ctx.workspace_id,
            "profile": profile_id,
            "now": ctx.now,
            "until": ctx.now + timedelta(days=days),
        },
    )
    return [PointsExpiring.model_validate(dict(row)) for row in rows.mappings()]
