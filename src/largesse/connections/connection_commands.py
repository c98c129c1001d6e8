"""Stores, changes and removes connections."""

import json
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy.exc import IntegrityError

from largesse.accounts.audit import record
from largesse.connections.connection_schemas import ConnectionInput, ConnectionPatch, ConnectionView
from largesse.connections.kinds import ConnectionKind, WorkspaceKeyConnection
from largesse.connections.models import Connection
from largesse.connections.queries import get_connection, live_key_of, view_of_connection
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError
from largesse.core.ids import new_id
from largesse.core.seals import Keyring

SHOWN: int = 4
# Of a shorter secret four characters would be too much of it.
SHORTEST_SHOWN: int = 16


async def create_connection(ctx: Context, keyring: Keyring, connection: ConnectionInput) -> ConnectionView:
    """Stores a connection, its secrets sealed.

    ConflictError for a name in use; InvalidError for a workspace key that is none of ours.
    """
    kind = await _with_key_id(ctx, keyring, connection.kind)
    row = Connection(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        name=connection.name,
        type=kind.type,
        created_at=ctx.now,
        updated_at=ctx.now,
        **_stored(kind, keyring),
    )
    ctx.db.add(row)
    await _flush_name(ctx, row.name)
    record(ctx, "connection.created", object_type="connection", object_id=row.id, after=_plain(row))
    return view_of_connection(row)


async def change_connection(
    ctx: Context, keyring: Keyring, connection_id: UUID, patch: ConnectionPatch
) -> ConnectionView:
    """Renames a connection or replaces its settings and secrets as a whole.

    NotFoundError; ConflictError for another type or a name in use; InvalidError for a workspace key that is
    none of ours.
    """
    row = await get_connection(ctx, connection_id, lock=True)
    before = _plain(row)
    if patch.kind is not None:
        if patch.kind.type != row.type:
            raise ConflictError(
                "connection_type_fixed",
                f"This connection is of the type {row.type}, and what uses it relies on that. "
                f"Add another connection of the type {patch.kind.type}.",
            )
        kind = await _with_key_id(ctx, keyring, patch.kind)
        for name, value in _stored(kind, keyring).items():
            setattr(row, name, value)
    row.name = patch.name or row.name
    row.updated_at = ctx.now
    await _flush_name(ctx, row.name)
    record(
        ctx,
        "connection.changed",
        object_type="connection",
        object_id=connection_id,
        before=before,
        after={**_plain(row), "secret_replaced": patch.kind is not None},
    )
    return view_of_connection(row)


async def delete_connection(ctx: Context, connection_id: UUID) -> None:
    """Removes a connection and its secrets; NotFoundError. Calls that need it fail from then on."""
    row = await get_connection(ctx, connection_id, lock=True)
    await ctx.db.delete(row)
    record(ctx, "connection.deleted", object_type="connection", object_id=connection_id, before=_plain(row))


async def _flush_name(ctx: Context, name: str) -> None:
    try:
        await ctx.db.flush()
    except IntegrityError as error:
        if "connections_name" not in str(error.orig):
            raise
        raise ConflictError(
            "connection_name_taken",
            f"There is a connection named {name!r} already. Choose another name.",
            pointer="/name",
        ) from error


async def _with_key_id(ctx: Context, keyring: Keyring, kind: ConnectionKind) -> ConnectionKind:
    if not isinstance(kind, WorkspaceKeyConnection):
        return kind
    key = await live_key_of(ctx, keyring.digest(kind.key.get_secret_value()))
    return kind.model_copy(update={"key_id": key.id})


def _stored(kind: ConnectionKind, keyring: Keyring) -> JsonObject:
    """The columns that hold a kind: settings in the clear, secrets sealed together."""
    secrets = {
        name: value.get_secret_value()
        for name in kind.secrets
        if isinstance(value := getattr(kind, name), SecretStr)
    }
    return {
        "settings": kind.model_dump(mode="json", exclude={"type", *kind.secrets}),
        "secret_sealed": keyring.seal(json.dumps(secrets)),
        "secret_hint": _hint(secrets),
    }


def _hint(secrets: dict[str, str]) -> str:
    if len(secrets) != 1 or "private_key" in secrets:
        return ""
    [secret] = secrets.values()
    return secret[-SHOWN:] if len(secret) >= SHORTEST_SHOWN else ""


def _plain(row: Connection) -> JsonObject:
    return {"name": row.name, "type": row.type, **row.settings}
