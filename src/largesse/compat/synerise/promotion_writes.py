"""Promotions in Synerise's fields: found, made, changed, published and deleted by our commands."""

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from largesse.compat.synerise.promotion_schemas import PromotionItem
from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.promotions.commands.promotions import change_promotion, create_promotion, delete_promotion
from largesse.promotions.commands.publish import change_promotion_status, publish
from largesse.promotions.definition import Definition
from largesse.promotions.imports.fields import PromotionCreation, PromotionFields, Visibility
from largesse.promotions.imports.mapping import DEFINED, Terms
from largesse.promotions.imports.plans import plan_change, plan_new, read_fields, visibility_of
from largesse.promotions.queries import promotions_by_code, view_promotion
from largesse.promotions.schemas import PromotionInput, PromotionPatch, PromotionView

# What of a promotion is written when which fields were sent.
PATCHED: Final = {
    "definition": DEFINED,
    "code": {"code"},
    "name": {"header_name"},
    "note": {"header_description"},
    "tags": {"tags"},
}


async def find_promotion(ctx: Context, key: Literal["uuid", "code"], value: str) -> PromotionView:
    """The promotion of this UUID or code; NotFoundError, for archived ones as well."""
    promotion_id = _uuid(value) if key == "uuid" else (await promotions_by_code(ctx, [value])).get(value)
    view = await view_promotion(ctx, promotion_id) if promotion_id is not None else None
    if view is None or view.status == "archived":
        raise NotFoundError("promotion_not_found", f"There is no promotion with the {key} {value}.")
    return view


async def make_promotion(ctx: Context, fields: PromotionCreation, *, terms: Terms) -> PromotionView:
    """Makes a promotion, and publishes it when it says so; what those commands raise."""
    plan = plan_new(fields, terms=terms)
    made = await create_promotion(
        ctx,
        PromotionInput(
            code=plan.code, name=plan.name, note=plan.note, tags=plan.tags, definition=plan.definition
        ),
    )
    return await _show(ctx, made, plan.visibility)


async def alter_promotion(
    ctx: Context, before: PromotionView, sent: PromotionFields, *, terms: Terms
) -> PromotionView:
    """Changes what was sent; null clears. A published promotion is published again at once."""
    plan = plan_change(before, sent, terms=terms)
    touched = sent.model_fields_set
    patch: dict[str, object] = {
        name: getattr(plan, name) for name, fields in PATCHED.items() if not fields.isdisjoint(touched)
    }
    changed = await change_promotion(ctx, before.id, PromotionPatch.model_validate(patch))
    return await _show(ctx, changed, plan.visibility)


async def save_promotion(ctx: Context, item: dict[str, Any], *, terms: Terms) -> PromotionView:
    """Changes the promotion that has the item's code, or makes one; pydantic's ValidationError besides."""
    sent = PromotionFields.model_validate(item)
    known = await promotions_by_code(ctx, [sent.code]) if sent.code else {}
    before = await view_promotion(ctx, known[sent.code]) if sent.code in known else None
    if before is None:
        return await make_promotion(ctx, PromotionCreation.model_validate(item), terms=terms)
    return await alter_promotion(ctx, before, sent, terms=terms)


async def remove_promotion(ctx: Context, view: PromotionView) -> None:
    """Deletes it, or archives it when it was published; its code can be used again."""
    if view.version:
        freed = PromotionPatch(code=f"{view.code[:200]}~{view.id.hex[-12:]}")
        await change_promotion(ctx, view.id, freed)
    await delete_promotion(ctx, view.id)


def item_of(view: PromotionView, terms: Terms) -> PromotionItem:
    """The promotion as the workspace sees it."""
    return PromotionItem.model_validate(
        {
            **read_fields(view, terms),
            "uuid": view.id,
            "status": visibility_of(view.status),
            "createdAt": view.created_at,
            "updatedAt": view.updated_at,
        }
    )


async def _show(ctx: Context, view: PromotionView, visibility: Visibility) -> PromotionView:
    if visibility == "DRAFT":
        is_public = view.status in ("active", "hidden")
        return await change_promotion_status(ctx, view.id, "paused") if is_public else view
    if _is_over(view.definition, ctx.now):
        is_running = view.status in ("active", "hidden", "paused")
        return await change_promotion_status(ctx, view.id, "finished") if is_running else view
    return await publish(ctx, view.id, hidden=visibility == "HIDDEN")


def _is_over(definition: Definition, now: datetime) -> bool:
    return definition.ends_at is not None and definition.ends_at <= now


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
