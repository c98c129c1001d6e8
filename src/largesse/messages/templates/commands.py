"""Creates, changes and deletes message templates; what one says is compiled before it is kept."""

import asyncio
from uuid import UUID

from sqlalchemy import func, select

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError, InvalidError
from largesse.core.ids import new_id
from largesse.messages.locks import lock
from largesse.messages.templates.markup import Markup
from largesse.messages.templates.models import MessageTemplate, TemplateRevision
from largesse.messages.templates.queries import get_revision, get_template, view_template
from largesse.messages.templates.rendering import MailTemplate, MailTemplateError, compile_written
from largesse.messages.templates.schemas import TemplateDraft, TemplateInput, TemplatePatch, TemplateView


async def create_template(ctx: Context, given: TemplateInput) -> TemplateView:
    """Makes a template with its first revision.

    ConflictError `message_template_exists`; InvalidError `invalid_template` with the field and line.
    """
    await _check_name(ctx, given.name)
    template = MessageTemplate(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        name=given.name,
        revision=1,
        created_at=ctx.now,
        created_by=ctx.actor.label,
        updated_at=ctx.now,
    )
    ctx.db.add(template)
    await ctx.db.flush()
    await _add_revision(ctx, template, given)
    after: JsonObject = {"name": given.name, "subject": given.subject}
    record(
        ctx, "message_template.created", object_type="message_template", object_id=template.id, after=after
    )
    return await view_template(ctx, template)


async def change_template(ctx: Context, template_id: UUID, patch: TemplatePatch) -> TemplateView:
    """Changes what the patch names, as a new revision if the mail itself changes.

    NotFoundError; ConflictError `message_template_exists`; InvalidError `invalid_template`.
    """
    template = await get_template(ctx, template_id)
    await ctx.db.refresh(template, with_for_update=True)
    current = await get_revision(ctx, template)
    written = {name: getattr(current, name) for name in ("format", "subject", "html", "text")}
    changes = {
        name: value
        for name, value in patch.model_dump(exclude_unset=True).items()
        if value is not None or name == "text"
    }
    wanted = TemplateInput.model_validate({"name": template.name, **written, **changes})
    if wanted.name != template.name:
        await _check_name(ctx, wanted.name, own=template_id)
    before = {"name": template.name, "revision": template.revision}
    template.name, template.updated_at = wanted.name, ctx.now
    if any(getattr(wanted, name) != value for name, value in written.items()):
        template.revision += 1
        await _add_revision(ctx, template, wanted)
    await ctx.db.flush()
    record(
        ctx,
        "message_template.changed",
        object_type="message_template",
        object_id=template_id,
        before=before,
        after={"name": template.name, "revision": template.revision},
    )
    return await view_template(ctx, template)


async def delete_template(ctx: Context, template_id: UUID) -> None:
    """Removes a template from all lists; its revisions stay for what began with them. NotFoundError."""
    template = await get_template(ctx, template_id)
    template.deleted_at = ctx.now
    record(
        ctx,
        "message_template.deleted",
        object_type="message_template",
        object_id=template_id,
        before={"name": template.name},
    )


async def compile_draft(draft: TemplateDraft) -> tuple[MailTemplate, Markup]:
    """The template of what was written, and its bodies as they are kept; InvalidError `invalid_template`."""
    try:
        # In a thread: a long mail takes a second or two.
        return await asyncio.to_thread(
            compile_written, draft.subject, html=draft.html, form=draft.format, text=draft.text
        )
    except MailTemplateError as error:
        where = f", line {error.line}" if error.line is not None else ""
        raise InvalidError(
            "invalid_template",
            f"The {error.part} cannot be used{where}: {error.message}",
            pointer=f"/body/{error.part}",
            facts={"line": error.line},
        ) from error


async def _add_revision(ctx: Context, template: MessageTemplate, wanted: TemplateInput) -> None:
    _, markup = await compile_draft(wanted)
    ctx.db.add(
        TemplateRevision(
            workspace_id=ctx.workspace_id,
            template_id=template.id,
            revision=template.revision,
            format=wanted.format,
            subject=wanted.subject,
            html=wanted.html,
            text=wanted.text,
            compiled_html=markup.html,
            compiled_text=markup.text,
            created_at=ctx.now,
            created_by=ctx.actor.label,
        )
    )
    await ctx.db.flush()


async def _check_name(ctx: Context, name: str, *, own: UUID | None = None) -> None:
    await lock(ctx, "message_templates")
    taken = await ctx.db.scalar(
        select(MessageTemplate.id).where(
            MessageTemplate.workspace_id == ctx.workspace_id,
            func.lower(MessageTemplate.name) == func.lower(name),
            MessageTemplate.deleted_at.is_(None),
        )
    )
    if taken is not None and taken != own:
        raise ConflictError("message_template_exists", f"There is a message template named {name} already.")
