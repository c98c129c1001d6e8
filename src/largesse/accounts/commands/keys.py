"""Makes, changes, rotates and revokes API keys."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.accounts.commands.grants import check_grant
from largesse.accounts.models import ApiKey
from largesse.accounts.queries import get_key
from largesse.accounts.schemas import CreatedKeyView, KeyInput, KeyPatch, KeyView
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError
from largesse.core.ids import new_id
from largesse.core.seals import Keyring

KEY_MARK: Final = "lk_"
SECRET_BYTES: Final = 32
SHOWN: Final = 10


async def create_key(ctx: Context, keyring: Keyring, key: KeyInput) -> CreatedKeyView:
    """Makes an API key and returns its 256-bit secret, which is kept nowhere.

    ForbiddenError when the caller would grant a permission he does not have.
    """
    check_grant(ctx, key.permissions, key.denied_events)
    row, secret = _new_row(ctx, keyring, dict(key))
    ctx.db.add(row)
    await ctx.db.flush()
    view = KeyView.model_validate(row)
    record(
        ctx, "api_key.created", object_type="api_key", object_id=row.id, after=view.model_dump(mode="json")
    )
    return CreatedKeyView(**view.model_dump(), secret=secret)


async def change_key(ctx: Context, key_id: UUID, patch: KeyPatch) -> tuple[KeyView, bytes]:
    """Changes a key's settings; returns its view, and the digest to forget.

    ForbiddenError when it would get a permission the caller lacks; ConflictError once it is revoked.
    """
    row = await _live_key(ctx, key_id)
    changes = {
        name: value
        for name in patch.model_fields_set
        if (value := getattr(patch, name)) is not None or name == "expires_at"
    }
    added = set(changes.get("permissions", ())) - set(row.permissions)
    if added or "denied_events" in changes:
        check_grant(ctx, added, changes.get("denied_events", row.denied_events))
    before = _plain(KeyView.model_validate(row), changes)
    if "permissions" in changes:
        changes["permissions"] = sorted(set(changes["permissions"]))
    for name, value in changes.items():
        setattr(row, name, value)
    await ctx.db.flush()
    view = KeyView.model_validate(row)
    record(
        ctx,
        "api_key.changed",
        object_type="api_key",
        object_id=key_id,
        before=before,
        after=_plain(view, changes),
    )
    return view, row.secret_digest


async def rotate_key(
    ctx: Context, keyring: Keyring, key_id: UUID, *, overlap: timedelta
) -> tuple[CreatedKeyView, bytes]:
    """Makes a new key with the same settings; the old one works beside it for the overlap, then expires.

    Returns the new key with its secret, and the old digest to forget. ForbiddenError when the key may do
    what the caller may not; ConflictError once it is revoked or expired.
    """
    old = await _live_key(ctx, key_id)
    if old.expires_at is not None and old.expires_at <= ctx.now:
        raise ConflictError("key_expired", "This key has expired. Create a new one.")
    check_grant(ctx, old.permissions, old.denied_events)
    row, secret = _new_row(ctx, keyring, {name: getattr(old, name) for name in KeyInput.model_fields})
    ctx.db.add(row)
    old.expires_at = _earlier(old.expires_at, ctx.now + overlap)
    await ctx.db.flush()
    record(
        ctx,
        "api_key.rotated",
        object_type="api_key",
        object_id=key_id,
        after={"new_key_id": str(row.id), "expires_at": old.expires_at.isoformat()},
    )
    return CreatedKeyView(**KeyView.model_validate(row).model_dump(), secret=secret), old.secret_digest


async def revoke_key(ctx: Context, key_id: UUID) -> bytes:
    """Revokes a key for good and returns its digest; NotFoundError, or ConflictError if it already is."""
    row = await _live_key(ctx, key_id)
    row.revoked_at = ctx.now
    record(ctx, "api_key.revoked", object_type="api_key", object_id=key_id)
    return row.secret_digest


def _new_row(ctx: Context, keyring: Keyring, settings: Mapping[str, Any]) -> tuple[ApiKey, str]:
    secret = KEY_MARK + secrets.token_urlsafe(SECRET_BYTES)
    row = ApiKey(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        prefix=secret[:SHOWN],
        secret_digest=keyring.digest(secret),
        created_at=ctx.now,
        created_by=ctx.actor.label,
        **{**settings, "permissions": sorted(set(settings["permissions"]))},
    )
    return row, secret


async def _live_key(ctx: Context, key_id: UUID) -> ApiKey:
    """The key, locked so that two changes come one after the other."""
    await ctx.db.execute(
        text("select 1 from api_keys where workspace_id = :workspace and id = :id for update"),
        {"workspace": ctx.workspace_id, "id": key_id},
    )
    row = await get_key(ctx, key_id)
    if row.revoked_at is not None:
        raise ConflictError("key_revoked", "This key was revoked for good. Create a new one.")
    return row


def _plain(view: KeyView, names: dict[str, object]) -> JsonObject:
    return view.model_dump(mode="json", include=set(names))


def _earlier(first: datetime | None, second: datetime) -> datetime:
    return second if first is None else min(first, second)
