"""Reads audiences, and who belongs to them now."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import select, text

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.core.errors import NotFoundError, RetryLaterError
from largesse.profiles.audiences.models import Audience
from largesse.profiles.audiences.schemas import AudienceCount, AudiencePage, AudiencePreview, AudienceView
from largesse.profiles.conditions import CONDITION, Condition, compile_sql, local_now, next_matching
from largesse.profiles.models import Profile
from largesse.profiles.schemas import ProfileView

PREVIEW: Final = 20
BUDGET_MS: Final = 2_000


async def get_audience(ctx: Context, audience_id: UUID) -> Audience:
    """The audience's row, archived or not; NotFoundError."""
    audience = await ctx.db.get(Audience, (ctx.workspace_id, audience_id))
    if audience is None:
        raise NotFoundError("audience_not_found", f"There is no audience {audience_id} in this workspace.")
    return audience


async def conditions_of(ctx: Context, audience_id: UUID) -> Condition:
    """The conditions of an audience, archived or not; NotFoundError."""
    return CONDITION.validate_python((await get_audience(ctx, audience_id)).conditions)


async def list_audiences(
    ctx: Context,
    *,
    limit: int,
    cursor: UUID | None = None,
    search: str | None = None,
    archived: bool = False,
) -> AudiencePage:
    """A page of audiences, newest first; `search` is part of the name, whatever its case."""
    query = select(Audience).where(
        Audience.workspace_id == ctx.workspace_id, (Audience.archived_at.is_not(None)) == archived
    )
    if cursor is not None:
        query = query.where(Audience.id < cursor)
    if search:
        query = query.where(Audience.name.icontains(search, autoescape=True))
    rows = (await ctx.db.scalars(query.order_by(Audience.id.desc()).limit(limit + 1))).all()
    items = [AudienceView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return AudiencePage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def count_matching(ctx: Context, tree: Condition, *, budget_ms: int = BUDGET_MS) -> AudienceCount:
    """How many profiles meet the conditions; an estimate when that takes longer than the budget."""
    found = compile_sql(tree, workspace_id=ctx.workspace_id, now=await local_now(ctx, tree))
    matching = f"from profiles p where {found.sql}"
    connection = await driver_connection(ctx.db)
    try:
        async with _within(ctx, budget_ms):
            count: int = await connection.fetchval(f"select count(*) {matching}", *found.args)
        return AudienceCount(count=count, is_estimate=False)
    except asyncpg.QueryCanceledError:
        [plan] = await connection.fetchval(f"explain (format json) select p.id {matching}", *found.args)
        return AudienceCount(count=int(plan["Plan"]["Plan Rows"]), is_estimate=True)


async def preview_audience(ctx: Context, audience_id: UUID, *, budget_ms: int = BUDGET_MS) -> AudiencePreview:
    """The first 20 profiles of an audience; NotFoundError, RetryLaterError `audience_too_slow`."""
    return await preview_matching(ctx, await conditions_of(ctx, audience_id), budget_ms=budget_ms)


async def preview_matching(ctx: Context, tree: Condition, *, budget_ms: int = BUDGET_MS) -> AudiencePreview:
    """The first 20 profiles that meet the conditions; RetryLaterError `audience_too_slow`."""
    try:
        async with _within(ctx, budget_ms):
            ids = await next_matching(ctx, tree, after=0, limit=PREVIEW)
    except asyncpg.QueryCanceledError as error:
        raise RetryLaterError(
            "audience_too_slow",
            f"The first {PREVIEW} profiles were not found within {budget_ms / 1000:g} seconds."
            " Repeat the request when there is less to do, or narrow the audience by identifiers.",
            retry_after=60,
        ) from error
    rows = await ctx.db.scalars(
        select(Profile)
        .where(Profile.workspace_id == ctx.workspace_id, Profile.id.in_(ids))
        .order_by(Profile.id)
    )
    return AudiencePreview(items=[ProfileView.model_validate(row) for row in rows])


@asynccontextmanager
async def _within(ctx: Context, milliseconds: int) -> AsyncIterator[None]:
    """Cancels a statement that takes longer; the transaction goes on as if it had not been."""
    async with ctx.db.begin_nested():
        before = await ctx.db.scalar(text("select current_setting('statement_timeout')"))
        await _limit(ctx, f"{milliseconds}ms")
        yield
        await _limit(ctx, before)


async def _limit(ctx: Context, length: str) -> None:
    await ctx.db.execute(text("select set_config('statement_timeout', :length, true)"), {"length": length})
