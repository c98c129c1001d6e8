"""Stores, chooses and removes connections to outside systems."""

from uuid import UUID

from sqlalchemy import text, update

from largesse.accounts.audit import record
from largesse.connections.models import SmtpAccount
from largesse.connections.queries import default_smtp_account, get_smtp_account
from largesse.connections.schemas import SmtpAccountInput, SmtpAccountView
from largesse.core.context import Context
from largesse.core.ids import new_id
from largesse.core.seals import Keyring


async def create_smtp_account(ctx: Context, keyring: Keyring, account: SmtpAccountInput) -> SmtpAccountView:
    """Stores an e-mail account, its password sealed; the first one becomes the default."""
    await _lock_default(ctx)
    password = account.password.get_secret_value() if account.password else None
    row = SmtpAccount(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        created_at=ctx.now,
        password_sealed=keyring.seal(password) if password is not None else None,
        **account.model_dump(exclude={"password", "is_default"}),
        is_default=False,
    )
    becomes_default = account.is_default or await default_smtp_account(ctx) is None
    ctx.db.add(row)
    await ctx.db.flush()
    record(
        ctx,
        "smtp_account.created",
        object_type="smtp_account",
        object_id=row.id,
        after=account.model_dump(mode="json", exclude={"password"}),
    )
    if becomes_default:
        await set_default_smtp_account(ctx, row.id)
    return SmtpAccountView.model_validate(row)


async def set_default_smtp_account(ctx: Context, account_id: UUID) -> SmtpAccountView:
    """Sends the workspace's mails through this account from now on; NotFoundError."""
    await _lock_default(ctx)
    row = await get_smtp_account(ctx, account_id)
    await ctx.db.execute(
        update(SmtpAccount)
        .where(SmtpAccount.workspace_id == ctx.workspace_id, SmtpAccount.is_default)
        .values(is_default=False)
    )
    row.is_default = True
    await ctx.db.flush()
    record(ctx, "smtp_account.made_default", object_type="smtp_account", object_id=account_id)
    return SmtpAccountView.model_validate(row)


async def delete_smtp_account(ctx: Context, account_id: UUID) -> None:
    """Removes an account and its password; without a default, mails use the installation's server."""
    row = await get_smtp_account(ctx, account_id)
    await ctx.db.delete(row)
    record(
        ctx,
        "smtp_account.deleted",
        object_type="smtp_account",
        object_id=account_id,
        before={"name": row.name, "host": row.host},
    )


async def _lock_default(ctx: Context) -> None:
    await ctx.db.execute(
        text(
            "select pg_advisory_xact_lock(hashtextextended('smtp_accounts ' || cast(:workspace as text), 0))"
        ),
        {"workspace": str(ctx.workspace_id)},
    )
