"""Adds and changes members and their passwords."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from largesse.accounts.audit import record
from largesse.accounts.commands.grants import check_grant
from largesse.accounts.models import Member
from largesse.accounts.own_schemas import OwnMemberPatch
from largesse.accounts.passwords import PASSWORDS, Passwords
from largesse.accounts.queries import get_member
from largesse.accounts.schemas import MemberInput, MemberPatch, MemberView, OwnPasswordInput
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError, ForbiddenError, InvalidError
from largesse.core.ids import new_id


async def create_member(ctx: Context, member: MemberInput, passwords: Passwords = PASSWORDS) -> MemberView:
    """Adds a member, who can sign in at once.

    ForbiddenError when the caller would grant what he lacks; ConflictError when the e-mail is a member's.
    """
    check_grant(ctx, member.permissions)
    values = {
        "workspace_id": ctx.workspace_id,
        "id": new_id(ctx.now),
        "email": member.email,
        "name": member.name,
        "password_hash": await passwords.hash(member.password),
        "permissions": sorted(set(member.permissions)),
        "created_at": ctx.now,
    }
    statement = insert(Member).values(values).on_conflict_do_nothing().returning(Member)
    row = (await ctx.db.scalars(statement)).one_or_none()
    if row is None:
        raise ConflictError("member_exists", f"{member.email} is a member of this workspace already.")
    view = MemberView.model_validate(row)
    record(ctx, "member.created", object_type="member", object_id=row.id, after=view.model_dump(mode="json"))
    return view


async def change_member(ctx: Context, member_id: UUID, patch: MemberPatch) -> MemberView:
    """Changes name and permissions, disables (which ends all sessions) or enables a member.

    ForbiddenError when he would get a permission the caller lacks; ConflictError for disabling oneself.
    """
    row = await get_member(ctx, member_id)
    before = MemberView.model_validate(row)
    if patch.permissions is not None:
        check_grant(ctx, set(patch.permissions) - set(row.permissions))
        row.permissions = sorted(set(patch.permissions))
    if patch.name is not None:
        row.name = patch.name
    if patch.disabled is not None:
        await _disable(ctx, row, patch.disabled)
    await ctx.db.flush()
    after = MemberView.model_validate(row)
    changed = {name for name in MemberView.model_fields if getattr(before, name) != getattr(after, name)}
    record(
        ctx,
        "member.changed",
        object_type="member",
        object_id=member_id,
        before=_plain(before, changed),
        after=_plain(after, changed),
    )
    return after


async def change_oneself(ctx: Context, patch: OwnMemberPatch) -> MemberView:
    """Changes the caller's name; ForbiddenError when the caller is no member."""
    return await change_member(ctx, own_id(ctx), MemberPatch(name=patch.name))


async def set_password(
    ctx: Context, member_id: UUID, password: str, *, passwords: Passwords = PASSWORDS
) -> None:
    """Gives a member a new password and ends all his sessions.

    ForbiddenError when the member may do what the caller may not: he would get hold of it.
    """
    row = await get_member(ctx, member_id)
    check_grant(ctx, row.permissions)
    row.password_hash = await passwords.hash(password)
    await end_sessions(ctx, member_id)
    record(ctx, "member.password_set", object_type="member", object_id=member_id)


async def change_own_password(
    ctx: Context,
    change: OwnPasswordInput,
    *,
    kept_session: bytes | None = None,
    passwords: Passwords = PASSWORDS,
) -> None:
    """Changes the caller's password and ends his other sessions; `kept_session` is a token's digest.

    ForbiddenError when the caller is no member; InvalidError when the current password is another one.
    """
    row = await get_member(ctx, own_id(ctx))
    if not await passwords.verify(row.password_hash, change.current_password):
        raise InvalidError(
            "wrong_password", "The current password is not right.", pointer="/body/current_password"
        )
    row.password_hash = await passwords.hash(change.password)
    await end_sessions(ctx, row.id, but=kept_session)
    record(ctx, "member.password_changed", object_type="member", object_id=row.id)


def own_id(ctx: Context) -> UUID:
    """The member who asks; ForbiddenError when it is an API key."""
    if ctx.actor.kind != "member":
        raise ForbiddenError("member_required", "Only a signed-in member can do this, not an API key.")
    return UUID(ctx.actor.id)


async def end_sessions(ctx: Context, member_id: UUID, *, but: bytes | None = None) -> None:
    """Ends the sessions of a member, save perhaps one."""
    await ctx.db.execute(
        text(
            "delete from sessions where workspace_id = :workspace and member_id = :member"
            " and token_digest is distinct from :kept"
        ),
        {"workspace": ctx.workspace_id, "member": member_id, "kept": but},
    )


async def _disable(ctx: Context, row: Member, disabled: bool) -> None:
    if not disabled:
        row.disabled_at = None
        return
    if ctx.actor.id == str(row.id):
        raise ConflictError("cannot_disable_oneself", "Have another member disable you.")
    row.disabled_at = row.disabled_at or ctx.now
    await end_sessions(ctx, row.id)


def _plain(view: MemberView, names: set[str]) -> JsonObject:
    return view.model_dump(mode="json", include=names)
