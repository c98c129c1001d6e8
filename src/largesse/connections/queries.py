"""Reads stored connections."""

from uuid import UUID

from sqlalchemy import select

from largesse.connections.models import SmtpAccount
from largesse.connections.schemas import SmtpAccountPage, SmtpAccountView
from largesse.core.context import Context
from largesse.core.errors import NotFoundError


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
