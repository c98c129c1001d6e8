"""Routes of messages, test mails and the secret of webhooks."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.connections.queries import get_smtp_account
from largesse.core.context import Context
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.messages import commands, queries
from largesse.messages.accounts import open_account
from largesse.messages.channels.email import OutgoingEmail, send_email
from largesse.messages.channels.errors import PermanentError, TemporaryError
from largesse.messages.channels.webhook import secret_text
from largesse.messages.schemas import (
    ChannelName,
    MessagePage,
    MessageState,
    MessageView,
    ProfileNumber,
    RetriesInput,
    RetriesView,
    TestMailInput,
    TestMailView,
    WebhookSecretView,
)
from largesse.messages.webhooks.secrets import workspace_key

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

MESSAGES: Final = "messages"
TEST_SECONDS: Final = 10.0


@router.get("/messages", tags=[MESSAGES], operation_id="listMessages")
async def list_messages(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    state: Annotated[MessageState | None, Query(description="Only messages in this state.")] = None,
    channel: Annotated[ChannelName | None, Query(description="Only messages of this channel.")] = None,
    recipient: Annotated[
        str | None,
        Query(max_length=2000, pattern=r"^[^\x00]*$", description="Only messages to this address."),
    ] = None,
    profile_id: Annotated[ProfileNumber | None, Query(description="Only messages to this profile.")] = None,
    ctx: Context = requires(Permission.MESSAGES_MESSAGE_READ),
) -> MessagePage:
    """List messages with how far they are, newest first."""
    return await queries.list_messages(
        ctx,
        limit=limit,
        cursor=cursor,
        state=state,
        channel=channel,
        recipient=recipient,
        profile_id=profile_id,
    )


@router.post("/messages/retries", status_code=201, tags=[MESSAGES], operation_id="retryFailedMessages")
async def retry_messages(
    wanted: RetriesInput, ctx: Context = requires(Permission.MESSAGES_MESSAGE_RETRY_CREATE)
) -> RetriesView:
    """Send all messages again that failed and were made since a moment, 10,000 at a time."""
    return await commands.retry_failed(ctx, since=wanted.since, channel=wanted.channel)


@router.post(
    "/messages/{message_id}/retries",
    status_code=201,
    tags=[MESSAGES],
    operation_id="retryMessage",
    responses=failures(404, 409),
)
async def retry_message(
    message_id: Annotated[UUID, Path(description="Id of the message.")],
    ctx: Context = requires(Permission.MESSAGES_MESSAGE_RETRY_CREATE),
) -> MessageView:
    """Send a failed message again."""
    return await commands.retry(ctx, message_id)


@router.get("/webhook-secret", tags=[MESSAGES], operation_id="getWebhookSecret")
async def get_webhook_secret(
    request: Request, ctx: Context = requires(Permission.MESSAGES_WEBHOOK_SECRET_READ)
) -> WebhookSecretView:
    """Read the secret that outgoing webhooks are signed with."""
    return WebhookSecretView(secret=secret_text(workspace_key(request.app.state.keyring, ctx.workspace_id)))


@router.post(
    "/smtp-accounts/{account_id}/tests",
    tags=["smtp-accounts"],
    operation_id="testSmtpAccount",
    responses=failures(404),
)
async def send_test_mail(
    account_id: Annotated[UUID, Path(description="Id of the e-mail account.")],
    test: TestMailInput,
    request: Request,
    caller: Caller = requires_caller(Permission.CONNECTIONS_SMTP_TEST_CREATE),
) -> TestMailView:
    """Send a test mail now, and say what the mail server answered."""
    # No transaction is held while the mail server takes its time.
    workspace_id = caller.actor.workspace_id
    async with caller.database.context(workspace_id, actor=caller.actor) as ctx:
        stored = await get_smtp_account(ctx, account_id)
    mail = OutgoingEmail(
        to=test.to,
        subject="Test mail from Largesse",
        text=f"The e-mail account {stored.name} works.",
        message_id=f"{caller.request_id}:{account_id}",
    )
    try:
        account = open_account(stored, request.app.state.keyring)
        receipt = await send_email(account, mail, timeout=TEST_SECONDS)
    except (PermanentError, TemporaryError) as error:
        return TestMailView(delivered=False, response=None, reason=str(error))
    return TestMailView(delivered=True, response=receipt.response, reason=None)
