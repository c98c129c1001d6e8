"""Promotions in Synerise's fields: found, made, changed, published and deleted by our commands."""

from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.accounts.queries import get_workspace
from largesse.compat.synerise.promotion_mapping import BESIDE, Terms, define, read_definition
from largesse.compat.synerise.promotion_schemas import (
    PromotionCreation,
    PromotionFields,
    PromotionItem,
    Visibility,
)
from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.promotions.commands.promotions import change_promotion, create_promotion, delete_promotion
from largesse.promotions.commands.publish import change_promotion_status, publish
from largesse.promotions.definition import Definition
from largesse.promotions.queries import get_settings, promotions_by_code, view_promotion
from largesse.promotions.schemas import PromotionInput, PromotionPatch, PromotionView

ALL = frozenset(PromotionFields.model_fields)
SHOWN: dict[str, Visibility] = {"draft": "DRAFT", "paused": "DRAFT", "hidden": "HIDDEN"}


async def terms_of(ctx: Context) -> Terms:
    """The workspace's currency of promotions, and its time zone."""
    settings, workspace = await get_settings(ctx), await get_workspace(ctx)
    return Terms(settings.currency, ZoneInfo(workspace.time_zone))


async def find_promotion(ctx: Context, key: Literal["uuid", "code"], value: str) -> PromotionView:
    """The promotion of this UUID or code; NotFoundError, for archived ones as well."""
    promotion_id = _uuid(value) if key == "uuid" else (await promotions_by_code(ctx, [value])).get(value)
    view = await view_promotion(ctx, promotion_id) if promotion_id is not None else None
    if view is None or view.status == "archived":
        raise NotFoundError("promotion_not_found", f"There is no promotion with the {key} {value}.")
    return view


async def make_promotion(ctx: Context, fields: PromotionCreation, *, terms: Terms) -> PromotionView:
    """Makes a promotion, and publishes it when it says so; what those commands raise."""
    definition = define(fields, onto=Definition(), touched=ALL, terms=terms)
    made = await create_promotion(
        ctx,
        PromotionInput(
            code=fields.code,
            name=fields.header_name or _one_line(fields.name),
            note=fields.header_description or "",
            tags=_tags(fields),
            definition=definition,
        ),
    )
    return await _show(ctx, made, fields.visibility_status or "DRAFT")


async def alter_promotion(
    ctx: Context, before: PromotionView, sent: PromotionFields, *, terms: Terms
) -> PromotionView:
    """Changes what was sent; null clears. A published promotion is published again at once."""
    given = sent.model_dump(by_alias=True, include=sent.model_fields_set)
    fields = PromotionFields.model_validate({**read_fields(before, terms), **given})
    touched = sent.model_fields_set
    patch: dict[str, object] = {}
    if not touched <= BESIDE:
        patch["definition"] = define(fields, onto=before.definition, touched=touched, terms=terms)
    if "code" in touched and fields.code is not None:
        patch["code"] = fields.code
    if "header_name" in touched:
        patch["name"] = fields.header_name or _one_line(fields.name or before.name)
    if "header_description" in touched:
        patch["note"] = fields.header_description or ""
    if "tags" in touched:
        patch["tags"] = _tags(fields)
    changed = await change_promotion(ctx, before.id, PromotionPatch.model_validate(patch))
    return await _show(ctx, changed, fields.visibility_status or visibility_of(before))


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


class Described(Protocol):
    """A promotion's own words, and a definition of it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def tags(self) -> list[str]: ...
    @property
    def definition(self) -> Definition: ...


def read_fields(view: Described, terms: Terms) -> dict[str, Any]:
    """Everything that can be written of a promotion, by the names on the wire."""
    return {
        **read_definition(view.definition, terms),
        "code": view.code,
        "headerName": view.name,
        "headerDescription": view.note or None,
        "tags": [{"hash": tag, "name": tag} for tag in view.tags],
    }


def item_of(view: PromotionView, terms: Terms) -> PromotionItem:
    """The promotion as the workspace sees it."""
    return PromotionItem.model_validate(
        {
            **read_fields(view, terms),
            "uuid": view.id,
            "status": visibility_of(view),
            "createdAt": view.created_at,
            "updatedAt": view.updated_at,
        }
    )


def visibility_of(view: PromotionView) -> Visibility:
    """Whether it is published, and shown; a finished one is published still."""
    return SHOWN.get(view.status, "PUBLISH")


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


def _tags(fields: PromotionFields) -> list[str]:
    found = (tag.name or tag.hash for tag in fields.tags or ())
    return list(dict.fromkeys(tag for tag in found if tag))


def _one_line(name: str | None) -> str:
    return " ".join((name or "").split())[:200] or "Promotion"


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
