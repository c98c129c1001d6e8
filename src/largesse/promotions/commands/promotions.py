"""Makes, changes, copies and removes promotions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.drafts import check_base
from largesse.core.errors import AppError, ConflictError, NotFoundError
from largesse.core.ids import new_id
from largesse.promotions.commands.announce import announce
from largesse.promotions.commands.publish import change_promotion_status, promotion_archived
from largesse.promotions.models import Promotion
from largesse.promotions.queries import get_campaign, get_promotion, promotions_by_code, view_promotion
from largesse.promotions.schemas import PromotionCopyInput, PromotionInput, PromotionPatch, PromotionView
from largesse.promotions.stored import read_definition, write_definition

LONGEST: Final = 60
# What stands beside the versions and decides carts nevertheless.
DECISIVE: Final = frozenset({"name", "tags"})


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one promotion of a batch; `error` says why nothing did."""

    code: str | None
    promotion_id: UUID | None = None
    is_new: bool = False
    error: AppError | None = None


async def create_promotion(ctx: Context, promotion: PromotionInput) -> PromotionView:
    """Makes a promotion, which is a draft.

    NotFoundError for the campaign; ConflictError `campaign_archived`, `promotion_code_taken`.
    """
    await _check_campaign(ctx, promotion.campaign_id)
    promotion_id = new_id(ctx.now)
    row = Promotion(
        workspace_id=ctx.workspace_id,
        id=promotion_id,
        campaign_id=promotion.campaign_id,
        code=promotion.code or await _code_for(ctx, promotion.name, promotion_id),
        name=promotion.name,
        note=promotion.note,
        tags=promotion.tags,
        status="draft",
        draft=write_definition(promotion.definition),
        version=0,
        created_at=ctx.now,
        created_by=ctx.actor.label,
        updated_at=ctx.now,
    )
    ctx.db.add(row)
    await _flush(ctx, row.code)
    record(ctx, "promotion.created", object_type="promotion", object_id=promotion_id, after=told_of(row))
    await ctx.db.flush()
    return await view_promotion(ctx, promotion_id)


async def change_promotion(ctx: Context, promotion_id: UUID, patch: PromotionPatch) -> PromotionView:
    """Changes what the patch names; a definition is the draft, and what was published goes on.

    NotFoundError; ConflictError `promotion_archived`, `draft_changed`, `promotion_code_taken`, and
    `campaign_fixed` for another campaign once it was published.
    """
    row = await get_promotion(ctx, promotion_id, lock=True)
    if row.status == "archived":
        raise promotion_archived()
    check_base(row.draft, patch.based_on)
    changes = _changes(patch)
    if "campaign_id" in changes and changes["campaign_id"] != row.campaign_id:
        if row.version:
            raise ConflictError(
                "campaign_fixed",
                "A published promotion stays in its campaign, whose limits count what it gave."
                " Make a copy for another campaign.",
                pointer="/campaign_id",
            )
        await _check_campaign(ctx, patch.campaign_id)
    before = {name: value for name, value in told_of(row).items() if name in changes}
    changes = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changes:
        return await view_promotion(ctx, promotion_id)
    for name, value in changes.items():
        setattr(row, name, value)
    row.updated_at = ctx.now
    await _flush(ctx, row.code)
    after = {name: value for name, value in told_of(row).items() if name in changes}
    before = {name: value for name, value in before.items() if name in changes}
    record(
        ctx, "promotion.changed", object_type="promotion", object_id=promotion_id, before=before, after=after
    )
    await ctx.db.flush()
    if row.version and not DECISIVE.isdisjoint(changes):
        await announce(ctx)
    return await view_promotion(ctx, promotion_id)


async def copy_promotion(ctx: Context, promotion_id: UUID, copy: PromotionCopyInput) -> PromotionView:
    """Makes a draft that is like the promotion's draft; as `create_promotion` fails."""
    row = await get_promotion(ctx, promotion_id)
    campaign_id = copy.campaign_id if "campaign_id" in copy.model_fields_set else row.campaign_id
    return await create_promotion(
        ctx,
        PromotionInput(
            code=copy.code,
            name=copy.name or row.name,
            note=row.note,
            tags=row.tags,
            campaign_id=campaign_id,
            definition=read_definition(row.draft),
        ),
    )


async def delete_promotion(ctx: Context, promotion_id: UUID) -> None:
    """Removes a promotion that was never published, and archives any other; NotFoundError."""
    row = await get_promotion(ctx, promotion_id, lock=True)
    if row.version:
        await change_promotion_status(ctx, promotion_id, "archived")
        return
    await ctx.db.delete(row)
    record(ctx, "promotion.deleted", object_type="promotion", object_id=promotion_id, before=told_of(row))
    await ctx.db.flush()


async def save_promotions(ctx: Context, promotions: Sequence[PromotionInput]) -> list[Saved]:
    """Makes each of these promotions, or changes the one that has its code, all or none of each.

    What an input leaves out stays as it is. The drafts are changed only: publish them after.
    """
    known = await promotions_by_code(ctx, [found.code for found in promotions if found.code])
    saved = []
    for promotion in promotions:
        try:
            async with ctx.db.begin_nested():
                done = await _save(ctx, promotion, known.get(promotion.code or ""))
        except AppError as error:
            done = Saved(promotion.code, error=error)
        if done.code and done.promotion_id:
            known[done.code] = done.promotion_id
        saved.append(done)
    return saved


def told_of(row: Promotion) -> JsonObject:
    """What the audit log keeps of a promotion."""
    return {
        "code": row.code,
        "name": row.name,
        "note": row.note,
        "tags": row.tags,
        "campaign_id": str(row.campaign_id) if row.campaign_id else None,
        "draft": row.draft,
    }


async def _save(ctx: Context, promotion: PromotionInput, promotion_id: UUID | None) -> Saved:
    if promotion_id is None:
        made = await create_promotion(ctx, promotion)
        return Saved(made.code, made.id, is_new=True)
    given = {name: getattr(promotion, name) for name in promotion.model_fields_set - {"code"}}
    changed = await change_promotion(ctx, promotion_id, PromotionPatch(**given))
    return Saved(changed.code, changed.id)


def _changes(patch: PromotionPatch) -> JsonObject:
    """The columns a patch changes; null means something only for the campaign."""
    given: JsonObject = {
        name: getattr(patch, name)
        for name in patch.model_fields_set - {"based_on"}
        if getattr(patch, name) is not None or name == "campaign_id"
    }
    if given.pop("definition", None) is not None and patch.definition is not None:
        given["draft"] = write_definition(patch.definition)
    return given


async def _check_campaign(ctx: Context, campaign_id: UUID | None) -> None:
    if campaign_id is not None and (await get_campaign(ctx, campaign_id)).status == "archived":
        raise ConflictError(
            "campaign_archived",
            "This campaign is archived, and takes no promotion any more. Choose another one.",
            pointer="/campaign_id",
        )


async def _code_for(ctx: Context, name: str, promotion_id: UUID) -> str:
    """A key that says the name: Spring sale 20 % as SPRING-SALE-20; where it is taken, a longer one."""
    code = re.sub(r"[\W_]+", "-", name).strip("-").upper()[:LONGEST] or "PROMOTION"
    taken = await ctx.db.scalar(
        select(Promotion.id).where(Promotion.workspace_id == ctx.workspace_id, Promotion.code == code)
    )
    return f"{code}-{promotion_id.hex[-8:].upper()}" if taken else code


async def _flush(ctx: Context, code: str) -> None:
    try:
        await ctx.db.flush()
    except IntegrityError as error:
        if "campaign_id_fkey" in str(error.orig):
            raise NotFoundError(
                "campaign_not_found", "The campaign was deleted at this moment.", pointer="/campaign_id"
            ) from error
        if "promotions_code" not in str(error.orig):
            raise
        raise ConflictError(
            "promotion_code_taken",
            f"A promotion has the code {code!r} already. Choose another one, or change that promotion.",
            pointer="/code",
        ) from error
