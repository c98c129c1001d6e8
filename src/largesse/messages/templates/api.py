"""Routes of message templates."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.core.ids import new_id
from largesse.messages.accounts import account_of_url, default_account
from largesse.messages.channels.email import OutgoingEmail, send_email
from largesse.messages.channels.errors import PermanentError, TemporaryError
from largesse.messages.schemas import TestMailView
from largesse.messages.templates import commands, queries
from largesse.messages.templates.preview import Preview, preview_mail
from largesse.messages.templates.rendering import MailTemplate
from largesse.messages.templates.schemas import (
    DraftPreviewInput,
    PreviewInput,
    PreviewView,
    RevisionPage,
    TemplateInput,
    TemplatePage,
    TemplatePatch,
    TemplateTestInput,
    TemplateView,
)
from largesse.profiles.queries import view_profile_of

TAG: Final = "message-templates"
TEST_SECONDS: Final = 10.0

router = APIRouter(prefix="/v1/message-templates", route_class=TransactionRoute, tags=[TAG])

TemplateId = Annotated[UUID, Path(description="Id of the message template.")]


@router.post("", status_code=201, operation_id="createMessageTemplate", responses=failures(409))
async def create_template(
    given: TemplateInput, ctx: Context = requires(Permission.MESSAGES_TEMPLATE_CREATE)
) -> TemplateView:
    """Create a mail template."""
    return await commands.create_template(ctx, given)


@router.get("", operation_id="listMessageTemplates")
async def list_templates(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.MESSAGES_TEMPLATE_READ),
) -> TemplatePage:
    """List mail templates, newest first."""
    return await queries.list_templates(ctx, limit=limit, cursor=cursor)


@router.post("/previews", operation_id="previewMailDraft", responses=failures(404))
async def preview_draft(
    wanted: DraftPreviewInput, ctx: Context = requires(Permission.MESSAGES_TEMPLATE_PREVIEW_CREATE)
) -> PreviewView:
    """Show how a mail that is being written comes out for one customer; nothing is kept or drawn."""
    template, _ = await commands.compile_draft(wanted)
    return _view(await _preview(ctx, template, wanted))


@router.get("/{template_id}", operation_id="getMessageTemplate", responses=failures(404))
async def get_template(
    template_id: TemplateId, ctx: Context = requires(Permission.MESSAGES_TEMPLATE_READ)
) -> TemplateView:
    """Read a mail template as it is now."""
    return await queries.view_template(ctx, await queries.get_template(ctx, template_id))


@router.patch("/{template_id}", operation_id="changeMessageTemplate", responses=failures(404, 409))
async def change_template(
    template_id: TemplateId,
    patch: TemplatePatch,
    ctx: Context = requires(Permission.MESSAGES_TEMPLATE_UPDATE),
) -> TemplateView:
    """Change a mail template; what is left out stays, and what it said is kept as a revision."""
    return await commands.change_template(ctx, template_id, patch)


@router.delete(
    "/{template_id}", status_code=204, operation_id="deleteMessageTemplate", responses=failures(404)
)
async def delete_template(
    template_id: TemplateId, ctx: Context = requires(Permission.MESSAGES_TEMPLATE_DELETE)
) -> None:
    """Delete a mail template."""
    await commands.delete_template(ctx, template_id)


@router.get("/{template_id}/revisions", operation_id="listMessageTemplateRevisions", responses=failures(404))
async def list_revisions(
    template_id: TemplateId,
    limit: Annotated[int, Query(ge=1, le=50, description="Items on the page.")] = 10,
    cursor: Annotated[
        int | None, Query(ge=1, lt=2**31, description="`next_cursor` of the page before.")
    ] = None,
    ctx: Context = requires(Permission.MESSAGES_TEMPLATE_READ),
) -> RevisionPage:
    """List what a mail template said, the latest first."""
    return await queries.list_revisions(ctx, template_id, limit=limit, cursor=cursor)


@router.post("/{template_id}/previews", operation_id="previewMessageTemplate", responses=failures(404))
async def preview_template(
    template_id: TemplateId,
    wanted: PreviewInput,
    ctx: Context = requires(Permission.MESSAGES_TEMPLATE_PREVIEW_CREATE),
) -> PreviewView:
    """Show how a mail comes out for one customer; no code is drawn."""
    return _view(await _preview(ctx, await queries.load_mail_template(ctx, template_id), wanted))


@router.post("/{template_id}/tests", operation_id="testMessageTemplate", responses=failures(404))
async def send_test(
    template_id: TemplateId,
    test: TemplateTestInput,
    request: Request,
    caller: Caller = requires_caller(Permission.MESSAGES_TEMPLATE_TEST_CREATE),
) -> TestMailView:
    """Send the mail to yourself now, with samples in place of codes."""
    state = request.app.state
    fallback = account_of_url(state.settings.smtp_url, sender=state.settings.mail_from)
    # No transaction is held while the mail server takes its time.
    try:
        async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
            preview = await _preview(ctx, await queries.load_mail_template(ctx, template_id), test)
            account = await default_account(ctx, state.keyring, fallback=fallback)
            key = str(new_id(ctx.now))
        if preview.mail is None:
            return TestMailView(delivered=False, response=None, reason=" ".join(preview.problems))
        mail = OutgoingEmail(
            to=test.to,
            subject=f"[Test] {preview.mail.subject}",
            text=preview.mail.text,
            html=preview.mail.html,
            message_id=key,
        )
        receipt = await send_email(account, mail, timeout=TEST_SECONDS)
    except (PermanentError, TemporaryError) as error:
        return TestMailView(delivered=False, response=None, reason=str(error))
    return TestMailView(delivered=True, response=receipt.response, reason=None)


def _view(preview: Preview) -> PreviewView:
    mail = preview.mail
    return PreviewView(
        subject=mail.subject if mail else None,
        html=mail.html if mail else None,
        text=mail.text if mail else None,
        undefined=preview.undefined,
        problems=preview.problems,
    )


async def _preview(ctx: Context, template: MailTemplate, wanted: PreviewInput) -> Preview:
    profile = await view_profile_of(ctx, wanted.profile) if wanted.profile is not None else None
    return preview_mail(template, profile, wanted.event)
