"""Reads stored connections."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue, TypeAdapter
from sqlalchemy import or_, select

from largesse.accounts.models import ApiKey
from largesse.connections.connection_schemas import ConnectionPage, ConnectionView
from largesse.connections.models import Connection, SmtpAccount
from largesse.connections.schemas import SmtpAccountPage, SmtpAccountView
from largesse.core.context import Context
from largesse.core.errors import InvalidError, NotFoundError

_JSON: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])


async def get_smtp_account(ctx: Context, account_id: UUID) -> SmtpAccount:
    """The account's row; NotFoundError."""
    account = await ctx.db.get(SmtpAccount, (ctx.workspace_id, account_id))
    if account is None:
        raise NotFoundError(
            "smtp_account_not_found", f"There is no e-mail account {account_id} in this workspace."
        )
    return account


async def default_smtp_account(ctx: Context) -> SmtpAccount | None:
    """The row of the account that mails of this workspace go out through, if it has one."""
    return await ctx.db.scalar(
        select(SmtpAccount).where(SmtpAccount.workspace_id == ctx.workspace_id, SmtpAccount.is_default)
    )


async def list_smtp_accounts(ctx: Context, *, limit: int, cursor: UUID | None = None) -> SmtpAccountPage:
    """A page of e-mail accounts, newest first."""
    query = select(SmtpAccount).where(SmtpAccount.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(SmtpAccount.id < cursor)
    rows = (await ctx.db.scalars(query.order_by(SmtpAccount.id.desc()).limit(limit + 1))).all()
    items = [SmtpAccountView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return SmtpAccountPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def get_connection(ctx: Context, connection_id: UUID, *, lock: bool = False) -> Connection:
    """The connection's row, locked if it is to be changed; NotFoundError."""
    key = (ctx.workspace_id, connection_id)
    connection = await ctx.db.get(Connection, key, with_for_update=True if lock else None)
    if connection is None:
        raise NotFoundError(
            "connection_not_found", f"There is no connection {connection_id} in this workspace."
        )
    return connection


async def connections_named(ctx: Context, references: Collection[str]) -> dict[str, Connection]:
    """The rows that names or ids (as texts) refer to; a reference to nothing is left out.

    A text that is the id of a connection means that one, whatever another may be called.
    """
    if not references:
        return {}
    ids = {reference: _id_in(reference) for reference in references}
    query = select(Connection).where(
        Connection.workspace_id == ctx.workspace_id,
        or_(
            Connection.id.in_([wanted for wanted in ids.values() if wanted is not None]),
            Connection.name.in_(list(references)),
        ),
    )
    rows = (await ctx.db.scalars(query)).all()
    by_id: dict[UUID | None, Connection] = {row.id: row for row in rows}
    by_name = {row.name: row for row in rows}
    found = {reference: by_id.get(wanted) or by_name.get(reference) for reference, wanted in ids.items()}
    return {reference: row for reference, row in found.items() if row is not None}


async def list_connections(ctx: Context, *, limit: int, cursor: UUID | None = None) -> ConnectionPage:
    """A page of connections, newest first."""
    query = select(Connection).where(Connection.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(Connection.id < cursor)
    rows = (await ctx.db.scalars(query.order_by(Connection.id.desc()).limit(limit + 1))).all()
    items = [view_of_connection(row) for row in rows[:limit]]
    more = len(rows) > limit
    return ConnectionPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


def view_of_connection(row: Connection) -> ConnectionView:
    """What may be shown of a connection."""
    return ConnectionView(
        id=row.id,
        name=row.name,
        type=row.type,
        kind={"type": row.type, **_JSON.validate_python(row.settings)},
        has_secret=True,
        secret_hint=row.secret_hint,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


async def live_key_of(ctx: Context, digest: bytes) -> ApiKey:
    """The workspace key of this workspace that has the digest; InvalidError if none is alive."""
    key = await ctx.db.scalar(
        select(ApiKey).where(ApiKey.workspace_id == ctx.workspace_id, ApiKey.secret_digest == digest)
    )
    if key is None or key.kind != "workspace" or not _is_live(key, ctx.now):
        raise InvalidError(
            "connection_key_unknown",
            "This is no living workspace key of this workspace. Make one at POST /v1/keys with the "
            "permissions that the calls need, and enter its secret here.",
            pointer="/kind/key",
        )
    return key


def _is_live(key: ApiKey, now: datetime) -> bool:
    return key.revoked_at is None and (key.expires_at is None or key.expires_at > now)


def _id_in(reference: str) -> UUID | None:
    try:
        return UUID(reference)
    except ValueError:
        return None
