"""Routes of SMS accounts."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.connections.client import GuardedClient
from largesse.core.context import Context
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.core.ids import new_id
from largesse.messages.channels.errors import PermanentError, TemporaryError
from largesse.messages.channels.sms import measure, send_text
from largesse.messages.outgoing import allowed_hosts
from largesse.messages.sms import accounts
from largesse.messages.sms.schemas import (
    SmsAccountInput,
    SmsAccountPage,
    SmsAccountView,
    TestTextInput,
    TestTextView,
)

TAG: Final = "sms-accounts"

router = APIRouter(prefix="/v1/sms-accounts", route_class=TransactionRoute, tags=[TAG])

AccountId = Annotated[UUID, Path(description="Id of the SMS account.")]


@router.post("", status_code=201, operation_id="createSmsAccount")
async def create_sms_account(
    account: SmsAccountInput,
    request: Request,
    ctx: Context = requires(Permission.MESSAGES_SMS_ACCOUNT_CREATE),
) -> SmsAccountView:
    """Add an SMS account."""
    return await accounts.create_sms_account(ctx, request.app.state.keyring, account)


@router.get("", operation_id="listSmsAccounts")
async def list_sms_accounts(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.MESSAGES_SMS_ACCOUNT_READ),
) -> SmsAccountPage:
    """List SMS accounts, newest first."""
    return await accounts.list_sms_accounts(ctx, request.app.state.keyring, limit=limit, cursor=cursor)


@router.put("/{account_id}/default", operation_id="makeSmsAccountDefault", responses=failures(404))
async def make_default(
    account_id: AccountId,
    request: Request,
    ctx: Context = requires(Permission.MESSAGES_SMS_ACCOUNT_UPDATE),
) -> SmsAccountView:
    """Send the workspace's text messages through this account."""
    return await accounts.make_sms_account_default(ctx, request.app.state.keyring, account_id)


@router.delete("/{account_id}", status_code=204, operation_id="deleteSmsAccount", responses=failures(404))
async def delete_sms_account(
    account_id: AccountId, ctx: Context = requires(Permission.MESSAGES_SMS_ACCOUNT_DELETE)
) -> None:
    """Remove an SMS account."""
    await accounts.delete_sms_account(ctx, account_id)


@router.post("/{account_id}/tests", operation_id="testSmsAccount", responses=failures(404))
async def send_test_text(
    account_id: AccountId,
    test: TestTextInput,
    request: Request,
    caller: Caller = requires_caller(Permission.MESSAGES_SMS_ACCOUNT_TEST_CREATE),
) -> TestTextView:
    """Send a test text now, and say what the gateway answered."""
    # No transaction is held while the gateway takes its time.
    workspace_id = caller.actor.workspace_id
    async with caller.database.context(workspace_id, actor=caller.actor) as ctx:
        stored = await accounts.get_sms_account(ctx, account_id)
        message_id = new_id(ctx.now)
    length = measure(test.text)
    told = {"alphabet": length.alphabet, "characters": length.characters, "parts": length.parts}
    try:
        account = accounts.open_sms_account(stored, request.app.state.keyring)
        async with GuardedClient(allow=allowed_hosts(request.app.state.settings)) as http:
            receipt = await send_text(account, http, to=test.to, text=test.text, message_id=message_id)
    except (PermanentError, TemporaryError) as error:
        return TestTextView(delivered=False, status=error.status, reason=str(error), **told)
    return TestTextView(delivered=True, status=receipt.status, reason=None, **told)
