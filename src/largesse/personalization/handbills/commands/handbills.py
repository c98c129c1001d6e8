"""Makes and changes handbills, and moves them from status to status."""

import secrets
from typing import Final
from uuid import UUID

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.drafts import check_base
from largesse.core.errors import ConflictError
from largesse.core.ids import new_id
from largesse.events.commands import emit
from largesse.personalization.handbills.models import MOVES, Handbill
from largesse.personalization.handbills.queries import get_handbill, view_handbill
from largesse.personalization.handbills.schemas import (
    HandbillInput,
    HandbillPatch,
    HandbillStatus,
    HandbillView,
)

ARCHIVED: Final = "archived"


async def create_handbill(ctx: Context, handbill: HandbillInput) -> HandbillView:
    """Makes a handbill, which is a draft."""
    row = Handbill(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        name=handbill.name,
        description=handbill.description,
        type=handbill.type,
        status="draft",
        definition=handbill.definition.stored(),
        salt=secrets.token_hex(8),
        created_at=ctx.now,
        created_by=ctx.actor.label,
        updated_at=ctx.now,
    )
    ctx.db.add(row)
    record(ctx, "handbill.created", object_type="handbill", object_id=row.id, after=_plain(row))
    await ctx.db.flush()
    return await view_handbill(ctx, row.id)


async def change_handbill(ctx: Context, handbill_id: UUID, patch: HandbillPatch) -> HandbillView:
    """Changes what the patch names; a definition is the draft, and what was published goes on.

    NotFoundError; ConflictError `handbill_archived`, `draft_changed`, `handbill_type_fixed` once it
    was published.
    """
    row = await get_handbill(ctx, handbill_id, lock=True)
    check_not_archived(row)
    check_base(row.definition, patch.based_on)
    if patch.type is not None and patch.type != row.type and row.published_version is not None:
        raise ConflictError(
            "handbill_type_fixed",
            "The type of a handbill that was published stays. Make another handbill.",
            pointer="/type",
        )
    changes: JsonObject = {
        name: getattr(patch, name)
        for name in ("name", "description", "type")
        if getattr(patch, name) is not None
    }
    if patch.definition is not None:
        changes["definition"] = patch.definition.stored()
    changes = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changes:
        return await view_handbill(ctx, handbill_id)
    before = {name: value for name, value in _plain(row).items() if name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.updated_at = ctx.now
    record(
        ctx, "handbill.changed", object_type="handbill", object_id=handbill_id, before=before, after=changes
    )
    await ctx.db.flush()
    return await view_handbill(ctx, handbill_id)


async def change_handbill_status(ctx: Context, handbill_id: UUID, status: HandbillStatus) -> HandbillView:
    """Moves a handbill to another status; the status it has is no move and no fault.

    Sets that were given stay in the customers' hands. NotFoundError; ConflictError
    `handbill_status_conflict` with the moves that are allowed.
    """
    row = await get_handbill(ctx, handbill_id, lock=True)
    allowed = MOVES[row.status]
    if status != row.status and status not in allowed:
        mend = " Publish it first." if row.status == "draft" else ""
        raise ConflictError(
            "handbill_status_conflict",
            f"A handbill that is {row.status} cannot become {status}; it can become: "
            f"{', '.join(allowed) or 'nothing else'}.{mend}",
            pointer="/status",
            facts={"current": row.status, "allowed": allowed},
        )
    await move(ctx, row, status)
    await ctx.db.flush()
    return await view_handbill(ctx, handbill_id)


async def move(ctx: Context, row: Handbill, status: HandbillStatus) -> bool:
    """Gives the row this status and tells of it; False when it has it."""
    before = row.status
    if status == before:
        return False
    row.status, row.updated_at = status, ctx.now
    record(
        ctx,
        "handbill.status_changed",
        object_type="handbill",
        object_id=row.id,
        before={"status": before},
        after={"status": status},
    )
    await emit(ctx, "handbill.status_changed", {"handbill_id": row.id, "from": before, "to": status})
    return True


def check_not_archived(row: Handbill) -> None:
    """An archived handbill is only looked at: ConflictError `handbill_archived`."""
    if row.status == ARCHIVED:
        raise ConflictError(
            "handbill_archived", "This handbill is archived, and is not changed any more. Make another one."
        )


def _plain(row: Handbill) -> JsonObject:
    return {
        "name": row.name,
        "description": row.description,
        "type": row.type,
        "definition": row.definition,
    }
