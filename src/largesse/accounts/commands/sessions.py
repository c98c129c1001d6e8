"""Signs members in and out."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.accounts.audit import record
from largesse.accounts.commands.members import end_sessions, own_id
from largesse.accounts.commands.second_step import try_second_step
from largesse.accounts.models import Session
from largesse.accounts.passwords import PASSWORDS, Passwords
from largesse.accounts.queries import get_member, get_workspace
from largesse.accounts.schemas import MemberView, SessionInput, WorkspaceView
from largesse.core.context import Actor, Context
from largesse.core.db import Database, open_context
from largesse.core.errors import NotFoundError, UnauthorizedError
from largesse.core.seals import Keyring

SESSION_LIFE: Final = timedelta(days=7)
TOKEN_BYTES: Final = 32
USER_AGENT: Final = 300


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session; `token` is kept nowhere but in the member's cookie."""

    token: str
    member: MemberView
    workspace: WorkspaceView


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when somebody signs in."""

    now: datetime
    address: str
    request_id: str = ""
    user_agent: str = ""


async def sign_in(
    database: Database,
    keyring: Keyring,
    credentials: SessionInput,
    *,
    origin: Origin,
    passwords: Passwords = PASSWORDS,
) -> SignedIn:
    """Starts a session of at most 7 days under a new 256-bit token.

    UnauthorizedError, the same after the same work, for an unknown or disabled e-mail and a wrong password;
    then also for a missing or wrong code of the second step, and TooManyRequestsError after five of them.
    """
    async with database.session() as session:
        found = await _find_member(session, credentials)
    stored = None if found is None else found.password_hash
    fits = await passwords.verify(stored, credentials.password)
    if found is None or not fits:
        raise UnauthorizedError("wrong_credentials", "E-mail or password is not right.")
    renewed = await passwords.hash(credentials.password) if passwords.is_outdated(stored or "") else None
    async with database.session(found.workspace_id) as session:
        actor = Actor(kind="member", id=str(found.id), workspace_id=found.workspace_id)
        ctx = await open_context(
            session,
            found.workspace_id,
            actor=actor,
            now=origin.now,
            request_id=origin.request_id,
            address=origin.address,
        )
        tried = await try_second_step(ctx, keyring, credentials.code)
        if tried.error is None:
            return await _start_session(
                ctx, keyring, renewed_hash=renewed, second_step=tried.by, user_agent=origin.user_agent
            )
    raise tried.error  # after the commit: what was tried stays counted


async def end_session(ctx: Context, session_id: UUID) -> bytes:
    """Ends one session of the caller and returns its digest to forget; NotFoundError when there is none."""
    member_id = own_id(ctx)
    digest: bytes | None = await ctx.db.scalar(
        text(
            "delete from sessions where workspace_id = :workspace and id = :id and member_id = :member"
            " returning token_digest"
        ),
        {"workspace": ctx.workspace_id, "id": session_id, "member": member_id},
    )
    if digest is None:
        raise NotFoundError("session_not_found", "You have no such session; it may have ended.")
    record(ctx, "session.ended", object_type="member", object_id=member_id)
    return digest


async def sign_out(ctx: Context, token_digest: bytes) -> None:
    """Ends this session."""
    await ctx.db.execute(
        text("delete from sessions where workspace_id = :workspace and token_digest = :digest"),
        {"workspace": ctx.workspace_id, "digest": token_digest},
    )
    record(ctx, "session.ended", object_type="member", object_id=own_id(ctx))


async def sign_out_everywhere(ctx: Context) -> None:
    """Ends every session of the caller."""
    member_id = own_id(ctx)
    await end_sessions(ctx, member_id)
    record(ctx, "session.all_ended", object_type="member", object_id=member_id)


async def _find_member(
    session: AsyncSession, credentials: SessionInput
) -> Row[tuple[UUID, UUID, str]] | None:
    """One member only, so that an e-mail in many workspaces takes no longer than an unknown one."""
    await session.execute(
        text("select set_config('largesse.presented_email', :email, true)"), {"email": credentials.email}
    )
    return (
        await session.execute(
            text(
                "select workspace_id, id, password_hash from members"
                " where email = :email and disabled_at is null"
                " and workspace_id = coalesce(cast(:workspace as uuid), workspace_id)"
                " order by created_at, id limit 1"
            ),
            {"email": credentials.email, "workspace": credentials.workspace_id},
        )
    ).one_or_none()


async def _start_session(
    ctx: Context, keyring: Keyring, *, renewed_hash: str | None, second_step: str, user_agent: str
) -> SignedIn:
    member = await get_member(ctx, own_id(ctx))
    if renewed_hash is not None:
        member.password_hash = renewed_hash
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ctx.db.add(
        Session(
            workspace_id=ctx.workspace_id,
            token_digest=keyring.digest(token),
            id=uuid4(),
            member_id=member.id,
            created_at=ctx.now,
            last_seen_at=ctx.now,
            expires_at=ctx.now + SESSION_LIFE,
            address=ctx.address,
            user_agent=user_agent[:USER_AGENT],
        )
    )
    record(
        ctx,
        "session.started",
        object_type="member",
        object_id=member.id,
        after={"second_step": second_step},
    )
    await ctx.db.flush()
    return SignedIn(
        token, MemberView.model_validate(member), WorkspaceView.model_validate(await get_workspace(ctx))
    )
