"""Publishes drafts as versions, and moves promotions from status to status."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.errors import ConflictError
from largesse.events.commands import emit
from largesse.promotions.checks import check_definition
from largesse.promotions.commands.announce import announce
from largesse.promotions.definition import Definition
from largesse.promotions.models import PROMOTION_MOVES, Promotion, PromotionVersion
from largesse.promotions.outside import canonical_code, check_outside, owner_of_code, owner_of_pool
from largesse.promotions.queries import get_promotion, latest_version, view_promotion
from largesse.promotions.schemas import (
    PromotionCheckView,
    PromotionProblem,
    PromotionStatus,
    PromotionView,
)
from largesse.promotions.stored import read_definition

ARCHIVED: Final[PromotionStatus] = "archived"


async def publish(ctx: Context, promotion_id: UUID, *, hidden: bool = False) -> PromotionView:
    """Makes the draft the version that carts get from now on, and the promotion active (or hidden).

    A draft that was published before makes no other version. NotFoundError; ConflictError
    `promotion_not_publishable` with the problems, `promotion_archived`; `code_exists` or `pool_taken` when
    another promotion got the code or pool at this moment.
    """
    row = await get_promotion(ctx, promotion_id, lock=True)
    if row.status == ARCHIVED:
        raise promotion_archived()
    definition = read_definition(row.draft)
    problems = await blocking_problems(ctx, row, definition)
    if problems:
        raise ConflictError(
            "promotion_not_publishable",
            f"The promotion cannot be published: {len(problems)} problems, the first: {problems[0].message}",
            facts={"problems": [found.model_dump() for found in problems]},
        )
    is_changed = await put_in_force(ctx, row, definition, status="hidden" if hidden else "active")
    await ctx.db.flush()
    if is_changed:
        await announce(ctx)
    return await view_promotion(ctx, promotion_id)


async def put_in_force(
    ctx: Context, row: Promotion, definition: Definition, *, status: PromotionStatus
) -> bool:
    """Makes a draft without problems the version in force; returns whether carts get something else by it.

    Neither flushed nor announced yet. ConflictError `code_exists`, `pool_taken`.
    """
    await _claim(ctx, row, definition)
    is_new = await _add_version(ctx, row)
    moved = await move(ctx, row, status)
    if is_new:
        await emit(
            ctx,
            "promotion.published",
            {"promotion_id": row.id, "code": row.code, "version": row.version, "status": status},
        )
    return is_new or moved


async def blocking_problems(ctx: Context, row: Promotion, definition: Definition) -> list[PromotionProblem]:
    """What keeps this definition of the promotion from being published."""
    return [found for found in await _problems_of(ctx, row, definition) if not found.is_warning]


async def move(ctx: Context, row: Promotion, status: PromotionStatus) -> bool:
    """Gives the promotion a status, neither flushed nor announced yet; whether it had another one."""
    before = row.status
    if status == before:
        return False
    row.status, row.updated_at = status, ctx.now
    record(
        ctx,
        "promotion.status_changed",
        object_type="promotion",
        object_id=row.id,
        before={"status": before},
        after={"status": status},
    )
    await emit(
        ctx,
        "promotion.status_changed",
        {"promotion_id": row.id, "code": row.code, "from": before, "to": status},
    )
    return True


async def check_promotion(ctx: Context, promotion_id: UUID) -> PromotionCheckView:
    """Everything that keeps the draft from being published; NotFoundError."""
    row = await get_promotion(ctx, promotion_id)
    problems = await _problems_of(ctx, row, read_definition(row.draft))
    return PromotionCheckView(
        is_publishable=row.status != ARCHIVED and all(found.is_warning for found in problems),
        problems=problems,
    )


async def change_promotion_status(ctx: Context, promotion_id: UUID, status: PromotionStatus) -> PromotionView:
    """Moves a promotion to another status; the status it has is no move and no fault.

    An archived one gives its code and pool free. NotFoundError; ConflictError `promotion_status_conflict`
    with the moves that are allowed.
    """
    row = await get_promotion(ctx, promotion_id, lock=True)
    allowed = PROMOTION_MOVES[row.status]
    if status != row.status and status not in allowed:
        mend = " Publish it first." if row.status == "draft" else ""
        raise ConflictError(
            "promotion_status_conflict",
            f"A promotion that is {row.status} cannot become {status}; it can become: "
            f"{', '.join(allowed) or 'nothing else'}.{mend}",
            pointer="/status",
            facts={"current": row.status, "allowed": allowed},
        )
    if await move(ctx, row, status):
        if status == ARCHIVED:
            await _release(ctx, row, codes=[], pools=[])
        await ctx.db.flush()
        await announce(ctx)
    return await view_promotion(ctx, promotion_id)


def promotion_archived() -> ConflictError:
    """An archived promotion is only looked at."""
    return ConflictError(
        "promotion_archived", "This promotion is archived, and is not changed any more. Make a copy of it."
    )


async def _problems_of(ctx: Context, row: Promotion, definition: Definition) -> list[PromotionProblem]:
    return [*check_definition(definition, now=ctx.now), *await check_outside(ctx, row, definition)]


async def _add_version(ctx: Context, row: Promotion) -> bool:
    """Whether the draft was another one than the version published last."""
    latest = await latest_version(ctx, row.id) if row.version else None
    if latest is not None and latest.definition == row.draft:
        return False
    number = latest.version + 1 if latest else 1
    ctx.db.add(
        PromotionVersion(
            workspace_id=ctx.workspace_id,
            promotion_id=row.id,
            version=number,
            definition=row.draft,
            published_at=ctx.now,
            published_by=ctx.actor.label,
        )
    )
    row.version, row.updated_at = number, ctx.now
    record(
        ctx,
        "promotion.published",
        object_type="promotion",
        object_id=row.id,
        after={"version": number, "code": row.code},
    )
    return True


async def _claim(ctx: Context, row: Promotion, definition: Definition) -> None:
    """Takes code and pool for the promotion and gives those of the version before free.

    Of two that claim the same at once, the second waits here for the first, and is refused.
    """
    shown, pool_id = definition.access.own_code(), definition.access.own_pool()
    codes = [canonical_code(ctx, shown)] if shown is not None else []
    pools = [pool_id] if pool_id is not None else []
    if row.version:
        await _release(ctx, row, codes=codes, pools=pools)
    owned = {"workspace": ctx.workspace_id, "promotion": row.id}
    for code in codes:
        await ctx.db.execute(
            text(
                "insert into promotion_codes (workspace_id, code, promotion_id)"
                " values (:workspace, :code, :promotion) on conflict do nothing"
            ),
            {**owned, "code": code},
        )
        owner = await owner_of_code(ctx, code)
        if owner != row.id:
            raise ConflictError(
                "code_exists",
                f"The code {shown} leads to the promotion {owner}. Choose another code.",
                pointer="/definition/access/code",
                facts={"promotion_id": str(owner)},
            )
    for pool in pools:
        await ctx.db.execute(
            text(
                "insert into promotion_pools (workspace_id, pool_id, promotion_id)"
                " values (:workspace, :pool, :promotion) on conflict do nothing"
            ),
            {**owned, "pool": pool},
        )
        owner = await owner_of_pool(ctx, pool)
        if owner != row.id:
            raise ConflictError(
                "pool_taken",
                f"The codes of the pool {pool} lead to the promotion {owner}. Choose another pool.",
                pointer="/definition/access/pool_id",
                facts={"promotion_id": str(owner)},
            )


async def _release(ctx: Context, row: Promotion, *, codes: Sequence[str], pools: Sequence[UUID]) -> None:
    """Gives the promotion's codes and pools free, except for these."""
    owned = {"workspace": ctx.workspace_id, "promotion": row.id}
    await ctx.db.execute(
        text(
            "delete from promotion_codes where workspace_id = :workspace and promotion_id = :promotion"
            " and code <> all(cast(:codes as text[]))"
        ),
        {**owned, "codes": list(codes)},
    )
    await ctx.db.execute(
        text(
            "delete from promotion_pools where workspace_id = :workspace and promotion_id = :promotion"
            " and pool_id <> all(cast(:pools as uuid[]))"
        ),
        {**owned, "pools": list(pools)},
    )
