"""Stores, opens, chooses and removes SMS accounts."""

from uuid import UUID

import orjson
from pydantic import SecretStr
from sqlalchemy import select, update

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import AppError, NotFoundError
from largesse.core.ids import new_id
from largesse.core.seals import Keyring
from largesse.messages.channels.errors import PermanentError, TemporaryError
from largesse.messages.channels.sms import SmsAccount
from largesse.messages.locks import lock
from largesse.messages.sms.models import StoredSmsAccount
from largesse.messages.sms.schemas import SmsAccountInput, SmsAccountPage, SmsAccountView


async def create_sms_account(ctx: Context, keyring: Keyring, account: SmsAccountInput) -> SmsAccountView:
    """Stores an SMS account, its headers sealed; the first one becomes the default."""
    await lock(ctx, "sms_accounts")
    headers = {name: value.get_secret_value() for name, value in account.headers.items()}
    row = StoredSmsAccount(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        created_at=ctx.now,
        headers_sealed=keyring.seal(orjson.dumps(headers).decode()),
        **account.model_dump(mode="json", exclude={"headers", "is_default"}),
        is_default=False,
    )
    becomes_default = account.is_default or await _default(ctx) is None
    ctx.db.add(row)
    await ctx.db.flush()
    after = account.model_dump(mode="json", include={"name", "url", "method", "format", "sender"})
    record(ctx, "sms_account.created", object_type="sms_account", object_id=row.id, after=after)
    if becomes_default:
        await _set_default(ctx, row)
    return view_sms_account(row, keyring)


async def make_sms_account_default(ctx: Context, keyring: Keyring, account_id: UUID) -> SmsAccountView:
    """Sends the workspace's texts through this account from now on; NotFoundError."""
    await lock(ctx, "sms_accounts")
    row = await get_sms_account(ctx, account_id)
    await _set_default(ctx, row)
    record(ctx, "sms_account.made_default", object_type="sms_account", object_id=account_id)
    return view_sms_account(row, keyring)


async def delete_sms_account(ctx: Context, account_id: UUID) -> None:
    """Removes an account; without a default, texts wait until there is one. NotFoundError."""
    row = await get_sms_account(ctx, account_id)
    await ctx.db.delete(row)
    before: JsonObject = {"name": row.name, "url": row.url}
    record(ctx, "sms_account.deleted", object_type="sms_account", object_id=account_id, before=before)


async def get_sms_account(ctx: Context, account_id: UUID) -> StoredSmsAccount:
    """The account's row; NotFoundError."""
    row = await ctx.db.get(StoredSmsAccount, (ctx.workspace_id, account_id))
    if row is None:
        raise NotFoundError(
            "sms_account_not_found", f"There is no SMS account {account_id} in this workspace."
        )
    return row


async def list_sms_accounts(
    ctx: Context, keyring: Keyring, *, limit: int, cursor: UUID | None = None
) -> SmsAccountPage:
    """A page of SMS accounts, newest first."""
    query = select(StoredSmsAccount).where(StoredSmsAccount.workspace_id == ctx.workspace_id)
    if cursor is not None:
        query = query.where(StoredSmsAccount.id < cursor)
    rows = (await ctx.db.scalars(query.order_by(StoredSmsAccount.id.desc()).limit(limit + 1))).all()
    items = [view_sms_account(row, keyring) for row in rows[:limit]]
    more = len(rows) > limit
    return SmsAccountPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def default_sms_account(ctx: Context, keyring: Keyring) -> SmsAccount:
    """The account that texts go out through; TemporaryError when there is none: the text waits for one."""
    row = await _default(ctx)
    if row is None:
        raise TemporaryError("There is no SMS account. Add one to the workspace.")
    return open_sms_account(row, keyring)


def open_sms_account(row: StoredSmsAccount, keyring: Keyring) -> SmsAccount:
    """A stored account with its headers; PermanentError when they were sealed under another key."""
    try:
        headers = orjson.loads(keyring.unseal(row.headers_sealed))
    except AppError as error:
        raise PermanentError(error.detail) from error
    return SmsAccount.model_validate(
        {
            "name": row.name,
            "url": row.url,
            "method": row.method,
            "headers": {name: SecretStr(value) for name, value in headers.items()},
            "format": row.format,
            "body": row.body,
            "sender": row.sender,
        }
    )


def view_sms_account(row: StoredSmsAccount, keyring: Keyring) -> SmsAccountView:
    """The account as it is shown; no header's name is known once the installation's key has changed."""
    try:
        names = sorted(open_sms_account(row, keyring).headers)
    except PermanentError:
        names = []
    fields = {name: getattr(row, name) for name in SmsAccountView.model_fields if name != "header_names"}
    return SmsAccountView.model_validate({**fields, "header_names": names})


async def _default(ctx: Context) -> StoredSmsAccount | None:
    return await ctx.db.scalar(
        select(StoredSmsAccount).where(
            StoredSmsAccount.workspace_id == ctx.workspace_id, StoredSmsAccount.is_default
        )
    )


async def _set_default(ctx: Context, row: StoredSmsAccount) -> None:
    await ctx.db.execute(
        update(StoredSmsAccount)
        .where(StoredSmsAccount.workspace_id == ctx.workspace_id, StoredSmsAccount.is_default)
        .values(is_default=False)
    )
    row.is_default = True
    await ctx.db.flush()
