"""Reads the workspace, its members, keys and audit log."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from largesse.accounts.models import ApiKey, AuditEntry, Member, Workspace
from largesse.accounts.permissions import Permission
from largesse.accounts.schemas import (
    AuditEntryView,
    AuditFilter,
    AuditPage,
    KeyPage,
    KeyView,
    MemberPage,
    MemberView,
    PermissionList,
    PermissionView,
)
from largesse.core.context import Actor, Context
from largesse.core.errors import NotFoundError


async def get_workspace(ctx: Context) -> Workspace:
    """The caller's workspace."""
    return (await ctx.db.scalars(select(Workspace).where(Workspace.id == ctx.workspace_id))).one()


def list_permissions(actor: Actor) -> PermissionList:
    """The catalogue, with what this caller holds."""
    return PermissionList(
        items=[
            PermissionView(name=item.value, help=item.help, granted=item in actor.permissions)
            for item in Permission
        ]
    )


async def get_key(ctx: Context, key_id: UUID) -> ApiKey:
    """The key's row; NotFoundError when there is none."""
    key = await ctx.db.get(ApiKey, (ctx.workspace_id, key_id))
    if key is None:
        raise NotFoundError("key_not_found", f"There is no API key {key_id} in this workspace.")
    return key


async def list_keys(ctx: Context, *, limit: int, cursor: UUID | None = None) -> KeyPage:
    """A page of keys, newest first, revoked ones too."""
    query = select(ApiKey).where(ApiKey.workspace_id == ctx.workspace_id).order_by(ApiKey.id.desc())
    if cursor is not None:
        query = query.where(ApiKey.id < cursor)
    rows, next_cursor = await _page(ctx, query, limit)
    return KeyPage(
        items=[KeyView.model_validate(row) for row in rows],
        next_cursor=next_cursor,
        has_more=next_cursor is not None,
    )


async def get_member(ctx: Context, member_id: UUID) -> Member:
    """The member's row; NotFoundError when there is none."""
    member = await ctx.db.get(Member, (ctx.workspace_id, member_id))
    if member is None:
        raise NotFoundError("member_not_found", f"There is no member {member_id} in this workspace.")
    return member


async def list_members(ctx: Context, *, limit: int, cursor: UUID | None = None) -> MemberPage:
    """A page of members, newest first, disabled ones too."""
    query = select(Member).where(Member.workspace_id == ctx.workspace_id).order_by(Member.id.desc())
    if cursor is not None:
        query = query.where(Member.id < cursor)
    rows, next_cursor = await _page(ctx, query, limit)
    return MemberPage(
        items=[MemberView.model_validate(row) for row in rows],
        next_cursor=next_cursor,
        has_more=next_cursor is not None,
    )


async def list_audit_log(
    ctx: Context, wanted: AuditFilter, *, limit: int, cursor: UUID | None = None
) -> AuditPage:
    """A page of the audit log, newest first; `since` is inclusive, `until` exclusive."""
    query = select(AuditEntry).where(AuditEntry.workspace_id == ctx.workspace_id)
    for name in ("object_type", "object_id", "actor", "action"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.where(getattr(AuditEntry, name) == value)
    if wanted.since is not None:
        query = query.where(AuditEntry.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditEntry.at < wanted.until)
    if cursor is not None:
        query = query.where(AuditEntry.id < cursor)
    rows, next_cursor = await _page(ctx, query.order_by(AuditEntry.id.desc()), limit)
    return AuditPage(
        items=[AuditEntryView.model_validate(row) for row in rows],
        next_cursor=next_cursor,
        has_more=next_cursor is not None,
    )


async def _page(ctx: Context, query: Select[Any], limit: int) -> tuple[Sequence[Any], str | None]:
    """One row more than the page tells whether there is another page."""
    rows = (await ctx.db.scalars(query.limit(limit + 1))).all()
    return rows[:limit], str(rows[limit - 1].id) if len(rows) > limit else None
