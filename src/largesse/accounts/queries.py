"""Reads the workspace, its members, keys and audit log."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select, text

from largesse.accounts.authentication import SESSION_IDLE
from largesse.accounts.models import ApiKey, AuditEntry, Member, Session, Workspace
from largesse.accounts.own_schemas import OwnSessionList, OwnSessionView
from largesse.accounts.permissions import Permission
from largesse.accounts.roles import ROLES
from largesse.accounts.schemas import (
    ActorPage,
    ActorView,
    AuditEntryView,
    AuditFilter,
    AuditPage,
    KeyPage,
    KeyView,
    MemberPage,
    MemberView,
    PermissionList,
    PermissionView,
    RoleList,
    RoleView,
)
from largesse.core.context import Actor, Context
from largesse.core.errors import NotFoundError
from largesse.core.ids import ids_of

MOST_SESSIONS: Final = 100
# Members and keys by their labels; :ids narrows them.
ACTORS: Final = """
select ('api_key:' || id) collate "C" as actor, name, revoked_at is not null as ended from api_keys
where workspace_id = :workspace and (cast(:ids as uuid[]) is null or id = any(:ids))
union all
select ('member:' || id) collate "C", coalesce(nullif(name, ''), email), disabled_at is not null from members
where workspace_id = :workspace and (cast(:ids as uuid[]) is null or id = any(:ids))
"""

# What things were called last, by what the log has of them.
OBJECTS: Final = """
select wanted.type, wanted.id, named.name
from unnest(cast(:types as text[]), cast(:ids as text[])) wanted (type, id)
cross join lateral (
    select coalesce(nullif(after ->> 'name', ''), after ->> 'email') as name from audit_log
    where workspace_id = :workspace and object_type = wanted.type and object_id = wanted.id and after ? 'name'
    order by id desc limit 1) named
"""


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


def list_roles() -> RoleList:
    """The presets of permissions, the weakest first."""
    return RoleList(
        items=[
            RoleView(name=role.name, title=role.title, help=role.help, permissions=sorted(role.permissions))
            for role in ROLES
        ]
    )


async def list_own_sessions(ctx: Context, member_id: UUID, *, presented: bytes) -> OwnSessionList:
    """The sessions of a member that still work; `presented` is the digest of the one that asks."""
    found = (
        select(Session)
        .where(
            Session.workspace_id == ctx.workspace_id,
            Session.member_id == member_id,
            Session.expires_at > ctx.now,
            Session.last_seen_at > ctx.now - SESSION_IDLE,
        )
        .order_by(Session.last_seen_at.desc(), Session.id)
        .limit(MOST_SESSIONS)
    )
    return OwnSessionList(
        items=[
            OwnSessionView(
                id=row.id,
                created_at=row.created_at,
                last_seen_at=row.last_seen_at,
                expires_at=row.expires_at,
                address=row.address,
                user_agent=row.user_agent,
                current=row.token_digest == presented,
            )
            for row in await ctx.db.scalars(found)
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


async def list_actors(
    ctx: Context, *, labels: Collection[str] = (), limit: int, cursor: str | None = None
) -> ActorPage:
    """A page of members and keys, ended ones too, by label; only these when labels are given."""
    rows = (
        await ctx.db.execute(
            text(
                f"select * from ({ACTORS}) a where (cast(:labels as text[]) is null or actor = any(:labels))"
                " and (cast(:cursor as text) is null or actor > :cursor) order by actor limit :limit"
            ),
            {
                "workspace": ctx.workspace_id,
                "labels": list(labels) or None,
                "ids": [*filter(None, map(_id_of, labels))] if labels else None,
                "cursor": cursor,
                "limit": limit + 1,
            },
        )
    ).all()
    more = len(rows) > limit
    return ActorPage(
        items=[ActorView.model_validate(row) for row in rows[:limit]],
        next_cursor=rows[limit - 1].actor if more else None,
        has_more=more,
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
    first, last = ids_of(wanted.since, wanted.until)
    if wanted.since is not None:
        query = query.where(AuditEntry.at >= wanted.since, AuditEntry.id >= first)
    if wanted.until is not None:
        query = query.where(AuditEntry.at < wanted.until, AuditEntry.id < last)
    if cursor is not None:
        query = query.where(AuditEntry.id < cursor)
    rows, next_cursor = await _page(ctx, query.order_by(AuditEntry.id.desc()), limit)
    objects = {(row.object_type, row.object_id) for row in rows}
    names = await _names_of_objects(ctx, objects)
    labels = {row.actor for row in rows} | {":".join(named) for named in objects}
    found = await list_actors(ctx, labels=labels, limit=len(labels))
    names |= {actor.actor: actor.name for actor in found.items}
    return AuditPage(
        items=[
            AuditEntryView.model_validate(row).model_copy(
                update={
                    "actor_name": names.get(row.actor),
                    "object_name": names.get(f"{row.object_type}:{row.object_id}"),
                }
            )
            for row in rows
        ],
        next_cursor=next_cursor,
        has_more=next_cursor is not None,
    )


async def _page(ctx: Context, query: Select[Any], limit: int) -> tuple[Sequence[Any], str | None]:
    """One row more than the page tells whether there is another page."""
    rows = (await ctx.db.scalars(query.limit(limit + 1))).all()
    return rows[:limit], str(rows[limit - 1].id) if len(rows) > limit else None


async def _names_of_objects(ctx: Context, objects: Collection[tuple[str, str]]) -> dict[str, str]:
    """What these are called by the log itself, by type and id; what is gone too."""
    rows = await ctx.db.execute(
        text(OBJECTS),
        {
            "workspace": ctx.workspace_id,
            "types": [kind for kind, _ in objects],
            "ids": [object_id for _, object_id in objects],
        },
    )
    return {f"{row.type}:{row.id}": row.name for row in rows if row.name}


def _id_of(label: str) -> UUID | None:
    """The id in a label; the system has none."""
    try:
        return UUID(label.partition(":")[2])
    except ValueError:
        return None
