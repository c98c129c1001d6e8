"""Routes of stored connections."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.connections import commands, queries
from largesse.connections.schemas import SmtpAccountInput, SmtpAccountPage, SmtpAccountView
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires

TAG: Final = "smtp-accounts"

router = APIRouter(prefix="/v1/smtp-accounts", route_class=TransactionRoute, tags=[TAG])

AccountId = Annotated[UUID, Path(description="Id of the e-mail account.")]


@router.post("", status_code=201, operation_id="createSmtpAccount")
async def create_smtp_account(
    account: SmtpAccountInput,
    request: Request,
    ctx: Context = requires(Permission.CONNECTIONS_SMTP_CREATE),
) -> SmtpAccountView:
    """Add an e-mail account."""
    return await commands.create_smtp_account(ctx, request.app.state.keyring, account)


@router.get("", operation_id="listSmtpAccounts")
async def list_smtp_accounts(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.CONNECTIONS_SMTP_READ),
) -> SmtpAccountPage:
    """List e-mail accounts, newest first."""
    return await queries.list_smtp_accounts(ctx, limit=limit, cursor=cursor)


@router.put("/{account_id}/default", operation_id="makeSmtpAccountDefault", responses=failures(404))
async def make_default(
    account_id: AccountId, ctx: Context = requires(Permission.CONNECTIONS_SMTP_UPDATE)
) -> SmtpAccountView:
    """Send the workspace's mails through this account."""
    return await commands.set_default_smtp_account(ctx, account_id)


@router.delete("/{account_id}", status_code=204, operation_id="deleteSmtpAccount", responses=failures(404))
async def delete_smtp_account(
    account_id: AccountId, ctx: Context = requires(Permission.CONNECTIONS_SMTP_DELETE)
) -> None:
    """Remove an e-mail account."""
    await commands.delete_smtp_account(ctx, account_id)
