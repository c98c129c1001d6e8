"""Calls of the ledgers' functions as a redemption makes them, and what must always hold of their tables."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from largesse.core.db import Database

# Accounts that are not what their entries say: the balance is the sum of all, and the sum of what is open.
UNSOUND = (
    "select a.profile_id from points_accounts a left join ("
    " select workspace_id, profile_id, sum(amount) as amount, sum(open) as open from points_ledger group"
    " by 1, 2"
    ") l on l.workspace_id = a.workspace_id and l.profile_id = a.profile_id"
    " where a.workspace_id = :workspace and (a.balance <> coalesce(l.amount, 0) or a.balance <>"
    " coalesce(l.open, 0))"
    " union all select profile_id from points_ledger l where workspace_id = :workspace and not exists ("
    " select from points_accounts a where a.workspace_id = l.workspace_id and a.profile_id = l.profile_id)"
)


async def points(
    database: Database,
    workspace_id: UUID,
    profile: int,
    amount: int,
    kind: str = "earn",
    *,
    redemption: UUID | None = None,
    promotion: UUID | None = None,
    expires: datetime | None = None,
) -> int | None:
    """The balance after an entry; None when there was not enough."""
    return await _call(
        database,
        workspace_id,
        "select redemptions_points(:workspace, :profile, :amount, :kind, :redemption, :promotion, 'test',"
        " :expires,"
        " 'test:test', :now)",
        profile=profile,
        amount=amount,
        kind=kind,
        redemption=redemption,
        promotion=promotion,
        expires=expires,
    )


async def claim(
    database: Database, workspace_id: UUID, profile: int, amount: int, redemption: UUID
) -> int | None:
    """How much of what a redemption gave could be claimed back."""
    return await _call(
        database,
        workspace_id,
        "select redemptions_points_claim(:workspace, :profile, :amount, :redemption, null, '',"
        " 'test:test', :now)",
        profile=profile,
        amount=amount,
        redemption=redemption,
    )


async def gift(
    database: Database,
    workspace_id: UUID,
    code: str,
    amount: int,
    kind: str = "spend",
    *,
    promotion: UUID,
    redemption: UUID | None = None,
    initial: int = 5_000,
    currency: str = "EUR",
) -> int | None:
    """What is on a card after an entry; None when there was not enough."""
    return await _call(
        database,
        workspace_id,
        "select redemptions_gift(:workspace, :code, :promotion, :currency, :initial, :amount, :kind,"
        " :redemption,"
        " '', 'test:test', :now)",
        code=code,
        amount=amount,
        kind=kind,
        promotion=promotion,
        redemption=redemption,
        initial=initial,
        currency=currency,
    )


async def use(
    database: Database, workspace_id: UUID, profile: int, promotion: UUID, redemption: UUID | None = None
) -> str:
    """Takes a use of an activation, as a redemption does."""
    return str(
        await _call(
            database,
            workspace_id,
            "select redemptions_use(:workspace, :profile, :promotion, :now, :redemption)",
            profile=profile,
            promotion=promotion,
            redemption=redemption,
        )
    )


async def unuse(
    database: Database, workspace_id: UUID, profile: int, promotion: UUID, redemption: UUID | None = None
) -> str:
    """Gives a use back, as a rollback does."""
    return str(
        await _call(
            database,
            workspace_id,
            "select redemptions_unuse(:workspace, :profile, :promotion, :now, :redemption)",
            profile=profile,
            promotion=promotion,
            redemption=redemption,
        )
    )


async def unsound(database: Database, workspace_id: UUID) -> list[int]:
    """Customers whose account is not what its entries say."""
    async with database.context(workspace_id) as ctx:
        return list((await ctx.db.scalars(text(UNSOUND), {"workspace": workspace_id})).all())


async def rows(database: Database, workspace_id: UUID, statement: str, **values: object) -> list[Any]:
    """What a statement answers in the workspace; `:workspace` is bound."""
    async with database.context(workspace_id) as ctx:
        return list((await ctx.db.execute(text(statement), {"workspace": workspace_id, **values})).all())


async def told(database: Database, workspace_id: UUID) -> list[str]:
    """The names of the events of the slice, in their order."""
    found = await rows(
        database,
        workspace_id,
        "select name from events where workspace_id = :workspace and split_part(name, '.', 1) in"
        " ('points', 'gift')"
        " or name in ('promotion.assigned', 'promotion.activated', 'promotion.deactivated',"
        " 'promotion.redeemed')"
        " order by seq",
    )
    return [row.name for row in found]


async def _call(database: Database, workspace_id: UUID, statement: str, **values: object) -> Any:  # noqa: ANN401
    async with database.context(workspace_id) as ctx:
        return await ctx.db.scalar(text(statement), {"workspace": workspace_id, "now": ctx.now, **values})
