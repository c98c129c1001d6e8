"""Makes workspaces and API keys."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from largesse.accounts.audit import record
from largesse.accounts.models import ApiKey, Workspace
from largesse.accounts.permissions import ALL
from largesse.accounts.schemas import CreatedKeyView, KeyInput, KeyView
from largesse.core.context import Actor, Context
from largesse.core.db import enter_workspace, open_context
from largesse.core.errors import ConflictError, ForbiddenError, NotFoundError
from largesse.core.ids import new_id
from largesse.core.seals import Keyring

KEY_MARK: Final = "lk_"
SHOWN: Final = 10


async def create_workspace(
    session: AsyncSession,
    name: str,
    *,
    now: datetime,
    time_zone: str = "UTC",
    case_policy: Literal["insensitive", "sensitive"] = "insensitive",
) -> Context:
    """Makes a workspace and returns the system's context inside it; the caller's session commits."""
    workspace_id = new_id(now)
    session.add(
        Workspace(id=workspace_id, name=name, time_zone=time_zone, case_policy=case_policy, created_at=now)
    )
    await session.flush()
    await enter_workspace(session, workspace_id)
    actor = Actor(kind="system", id="system", workspace_id=workspace_id, permissions=ALL)
    return await open_context(session, workspace_id, actor=actor, now=now)


async def create_key(ctx: Context, keyring: Keyring, key: KeyInput) -> CreatedKeyView:
    """Makes an API key and returns its 256-bit secret, which is kept nowhere.

    ForbiddenError when the caller would grant a permission he does not have.
    """
    _check_grant(ctx, key.permissions)
    secret = KEY_MARK + secrets.token_urlsafe(32)
    row = ApiKey(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        name=key.name,
        kind=key.kind,
        prefix=secret[:SHOWN],
        secret_digest=keyring.digest(secret),
        permissions=sorted(key.permissions),
        denied_events=key.denied_events,
        addresses=key.addresses,
        created_at=ctx.now,
        created_by=ctx.actor.label,
        expires_at=key.expires_at,
    )
    ctx.db.add(row)
    await ctx.db.flush()
    view = KeyView.model_validate(row)
    record(
        ctx, "api_key.created", object_type="api_key", object_id=row.id, after=view.model_dump(mode="json")
    )
    return CreatedKeyView(**view.model_dump(), secret=secret)


async def revoke_key(ctx: Context, key_id: UUID) -> bytes:
    """Revokes a key for good and returns its digest; NotFoundError, or ConflictError if it already is."""
    key = await ctx.db.get(ApiKey, (ctx.workspace_id, key_id))
    if key is None:
        raise NotFoundError("key_not_found", f"There is no API key {key_id}.")
    if key.revoked_at is not None:
        raise ConflictError("key_revoked", "This key was revoked before.")
    key.revoked_at = ctx.now
    record(ctx, "api_key.revoked", object_type="api_key", object_id=key.id)
    return key.secret_digest


def _check_grant(ctx: Context, permissions: Iterable[str]) -> None:
    missing = sorted(set(permissions) - ctx.actor.permissions)
    if missing:
        raise ForbiddenError(
            "grant_exceeds_own",
            f"You cannot grant permissions you do not have: {', '.join(missing)}.",
            facts={"permissions": missing},
        )
