"""Asks the database which profiles meet a tree of conditions."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.profiles.conditions.compile import compile_sql
from largesse.profiles.conditions.groups import Condition


async def filter_profiles(ctx: Context, tree: Condition, profile_ids: Sequence[int]) -> set[int]:
    """Which of these profiles meet the tree, in one statement."""
    found = compile_sql(tree, workspace_id=ctx.workspace_id, now=await local_now(ctx, tree), first_argument=2)
    connection = await driver_connection(ctx.db)
    rows = await connection.fetch(
        f"select p.id from profiles p where p.id = any ($1::bigint[]) and {found.sql}",
        list(profile_ids),
        *found.args,
    )
    return {row["id"] for row in rows}


async def next_matching(ctx: Context, tree: Condition, *, after: int, limit: int) -> list[int]:
    """The next numbers, in their order, of profiles that meet the tree."""
    found = compile_sql(tree, workspace_id=ctx.workspace_id, now=await local_now(ctx, tree), first_argument=3)
    connection = await driver_connection(ctx.db)
    rows = await connection.fetch(
        f"select p.id from profiles p where p.id > $1::bigint and {found.sql} order by p.id limit $2::bigint",
        after,
        limit,
        *found.args,
    )
    return [row["id"] for row in rows]


async def local_now(ctx: Context, tree: Condition) -> datetime:
    """The moment of the context, in the workspace's time zone when the tree asks what day it is there."""
    if not tree.is_local():
        return ctx.now
    zone = await ctx.db.scalar(
        text("select time_zone from workspaces where id = :workspace"), {"workspace": ctx.workspace_id}
    )
    return ctx.now.astimezone(ZoneInfo(zone))
