"""Reads handbills and their versions."""

from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select

from largesse.core.context import Context
from largesse.core.drafts import draft_tag
from largesse.core.errors import NotFoundError
from largesse.personalization.handbills.definition import HandbillDefinition
from largesse.personalization.handbills.models import Handbill, HandbillVersion
from largesse.personalization.handbills.schemas import (
    HandbillPage,
    HandbillStatus,
    HandbillVersionPage,
    HandbillVersionView,
    HandbillView,
)

SAME: Final = ("id", "name", "description", "type", "status", "created_at", "created_by", "updated_at")


async def get_handbill(ctx: Context, handbill_id: UUID, *, lock: bool = False) -> Handbill:
    """The handbill's row; NotFoundError."""
    row = await ctx.db.get(
        Handbill, (ctx.workspace_id, handbill_id), with_for_update=lock or None, populate_existing=lock
    )
    if row is None:
        raise no_handbill(handbill_id)
    return row


def no_handbill(handbill_id: UUID) -> NotFoundError:
    """What tells that there is no such handbill."""
    return NotFoundError("handbill_not_found", f"There is no handbill {handbill_id} in this workspace.")


async def get_version(ctx: Context, handbill_id: UUID, version: int) -> HandbillVersion:
    """What was published as this version; NotFoundError."""
    row = await ctx.db.get(HandbillVersion, (ctx.workspace_id, handbill_id, version))
    if row is None:
        raise NotFoundError(
            "handbill_version_not_found", f"The handbill {handbill_id} has no version {version}."
        )
    return row


async def view_handbill(ctx: Context, handbill_id: UUID) -> HandbillView:
    """A handbill with its draft; NotFoundError."""
    await get_handbill(ctx, handbill_id)
    found = (await ctx.db.execute(_with_version(ctx).where(Handbill.id == handbill_id))).one()
    return _view(found[0], has_changes=found[1])


async def list_handbills(
    ctx: Context,
    *,
    limit: int,
    cursor: UUID | None = None,
    search: str | None = None,
    status: HandbillStatus | None = None,
) -> HandbillPage:
    """A page of handbills, newest first; archived ones only when their status is asked for."""
    query = _with_version(ctx)
    query = query.where(Handbill.status == status if status else Handbill.status != "archived")
    if cursor is not None:
        query = query.where(Handbill.id < cursor)
    if search:
        query = query.where(Handbill.name.icontains(search, autoescape=True))
    rows = (await ctx.db.execute(query.order_by(Handbill.id.desc()).limit(limit + 1))).all()
    items = [_view(row[0], has_changes=row[1]) for row in rows[:limit]]
    more = len(rows) > limit
    return HandbillPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def list_versions(
    ctx: Context, handbill_id: UUID, *, limit: int, cursor: int | None = None
) -> HandbillVersionPage:
    """A page of published versions, latest first; NotFoundError."""
    await get_handbill(ctx, handbill_id)
    query = select(HandbillVersion).where(
        HandbillVersion.workspace_id == ctx.workspace_id, HandbillVersion.handbill_id == handbill_id
    )
    if cursor is not None:
        query = query.where(HandbillVersion.version < cursor)
    rows = (await ctx.db.scalars(query.order_by(HandbillVersion.version.desc()).limit(limit + 1))).all()
    items = [
        HandbillVersionView(
            version=row.version,
            definition=HandbillDefinition.model_validate(row.definition),
            published_at=row.published_at,
            published_by=row.published_by,
        )
        for row in rows[:limit]
    ]
    more = len(rows) > limit
    return HandbillVersionPage(
        items=items, has_more=more, next_cursor=str(items[-1].version) if more else None
    )


def _with_version(ctx: Context) -> Select[Handbill, bool]:
    """Handbills, and whether the draft differs from the version in force."""
    return (
        select(Handbill, func.coalesce(Handbill.definition != HandbillVersion.definition, True))
        .outerjoin(
            HandbillVersion,
            (HandbillVersion.workspace_id == Handbill.workspace_id)
            & (HandbillVersion.handbill_id == Handbill.id)
            & (HandbillVersion.version == Handbill.published_version),
        )
        .where(Handbill.workspace_id == ctx.workspace_id)
        .execution_options(populate_existing=True)
    )


def _view(row: Handbill, *, has_changes: bool) -> HandbillView:
    fields = {name: getattr(row, name) for name in SAME}
    return HandbillView(
        **fields,
        version=row.published_version or 0,
        has_changes=has_changes,
        definition=HandbillDefinition.model_validate(row.definition),
        draft_tag=draft_tag(row.definition),
    )
