"""Makes and changes many promotions at once, publishes those that shall be, and announces it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import AppError, ConflictError
from largesse.core.ids import new_id
from largesse.promotions.commands.announce import announce
from largesse.promotions.commands.promotions import DECISIVE, told_of
from largesse.promotions.commands.publish import (
    blocking_problems,
    move,
    promotion_archived,
    put_in_force,
)
from largesse.promotions.definition import Definition
from largesse.promotions.models import Promotion
from largesse.promotions.schemas import PromotionStatus
from largesse.promotions.stored import write_definition

PUBLIC: Final = ("active", "hidden")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a promotion shall be; `row` is it, locked, or None where it is yet to be made."""

    row: Promotion | None
    code: str
    name: str
    note: str
    tags: list[str]
    definition: Definition
    status: PromotionStatus


async def settle(ctx: Context, drafts: Sequence[Draft], *, dry_run: bool = False) -> list[AppError | None]:
    """Does all that it can; for each draft the error that kept it from being done, or None.

    Each promotion at most once, in the order of their codes. ConflictError `promotion_archived`,
    `promotion_not_publishable`, `code_exists` and `pool_taken` are the errors. IntegrityError when somebody
    makes a promotion of such a code at this moment: try again. A dry run changes nothing.
    """
    errors: dict[str, AppError | None] = {}
    settled: list[tuple[Draft, Promotion]] = []
    is_changed = False
    for draft in drafts:
        row = draft.row or _new_row(ctx, draft)
        errors[draft.code] = await _refusal(ctx, draft, row)
        if dry_run or errors[draft.code] is not None:
            continue
        if _claims(draft.definition):
            try:
                async with ctx.db.begin_nested():
                    _write(ctx, draft, row)
                    await ctx.db.flush()
                    is_changed |= await _show(ctx, draft, row)
            except ConflictError as error:
                errors[draft.code] = error
        else:
            is_changed |= _write(ctx, draft, row)
            settled.append((draft, row))
    await ctx.db.flush()  # versions need their promotions
    with ctx.db.no_autoflush:  # all rows of hundreds of promotions go in a few statements
        for draft, row in settled:
            is_changed |= await _show(ctx, draft, row)
    await ctx.db.flush()
    if is_changed:
        await announce(ctx)
    return [errors[draft.code] for draft in drafts]


async def _refusal(ctx: Context, draft: Draft, row: Promotion) -> AppError | None:
    if row.status == "archived":
        return promotion_archived()
    if draft.status not in PUBLIC:
        return None
    problems = await blocking_problems(ctx, row, draft.definition)
    if not problems:
        return None
    return ConflictError(
        "promotion_not_publishable",
        problems[0].message,
        pointer=problems[0].pointer,
        facts={"problems": [found.model_dump() for found in problems]},
    )


def _new_row(ctx: Context, draft: Draft) -> Promotion:
    return Promotion(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        campaign_id=None,
        code=draft.code,
        name=draft.name,
        note=draft.note,
        tags=draft.tags,
        status="draft",
        draft=write_definition(draft.definition),
        version=0,
        created_at=ctx.now,
        created_by=ctx.actor.label,
        updated_at=ctx.now,
    )


def _write(ctx: Context, draft: Draft, row: Promotion) -> bool:
    """Whether carts may get something else even without a new version."""
    if draft.row is None:
        ctx.db.add(row)
        record(ctx, "promotion.created", object_type="promotion", object_id=row.id, after=told_of(row))
        return False
    wanted: JsonObject = {
        "name": draft.name,
        "note": draft.note,
        "tags": draft.tags,
        "draft": write_definition(draft.definition),
    }
    changes: JsonObject = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changes:
        return False
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.updated_at = ctx.now
    record(ctx, "promotion.changed", object_type="promotion", object_id=row.id, before=before, after=changes)
    return bool(row.version) and not DECISIVE.isdisjoint(changes)


async def _show(ctx: Context, draft: Draft, row: Promotion) -> bool:
    if draft.status in PUBLIC:
        return await put_in_force(ctx, row, draft.definition, status=draft.status)
    return await move(ctx, row, draft.status)


def _claims(definition: Definition) -> bool:
    """Whether codes lead to it, which somebody else may claim at this moment."""
    return definition.access.own_code() is not None or definition.access.own_pool() is not None
