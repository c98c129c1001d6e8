"""Reads message templates."""

from uuid import UUID

from sqlalchemy import select

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.messages.templates.models import MessageTemplate, TemplateRevision
from largesse.messages.templates.rendering import MailTemplate, compile_stored
from largesse.messages.templates.schemas import (
    RevisionPage,
    TemplatePage,
    TemplateRevisionView,
    TemplateSummary,
    TemplateView,
)


async def load_mail_template(ctx: Context, template_id: UUID, *, revision: int | None = None) -> MailTemplate:
    """The template as it is now, or as it was at a revision, ready to be rendered; NotFoundError.

    A revision can be loaded even of a deleted template, so that what began with it can end with it.
    """
    if revision is None:
        row = await get_revision(ctx, (await get_template(ctx, template_id)))
    else:
        row = await _revision(ctx, template_id, revision)
    return compile_stored(row.subject, html=row.compiled_html, text=row.compiled_text)


async def get_template(ctx: Context, template_id: UUID) -> MessageTemplate:
    """The template's row; NotFoundError, also when it was deleted."""
    template = await ctx.db.get(MessageTemplate, (ctx.workspace_id, template_id))
    if template is None or template.deleted_at is not None:
        raise NotFoundError(
            "message_template_not_found", f"There is no message template {template_id} in this workspace."
        )
    return template


async def get_revision(ctx: Context, template: MessageTemplate) -> TemplateRevision:
    """What the template says now."""
    return await _revision(ctx, template.id, template.revision)


async def view_template(ctx: Context, template: MessageTemplate) -> TemplateView:
    """The template with what it says now."""
    row = await get_revision(ctx, template)
    return TemplateView(
        id=template.id,
        name=template.name,
        revision=template.revision,
        format=row.format,
        subject=row.subject,
        html=row.html,
        text=row.text,
        created_at=template.created_at,
        updated_at=template.updated_at,
    )


async def list_templates(ctx: Context, *, limit: int, cursor: UUID | None = None) -> TemplatePage:
    """A page of templates, newest first."""
    query = (
        select(
            MessageTemplate.id,
            MessageTemplate.name,
            MessageTemplate.revision,
            MessageTemplate.created_at,
            MessageTemplate.updated_at,
            TemplateRevision.subject,
            TemplateRevision.format,
        )
        .join(
            TemplateRevision,
            (TemplateRevision.workspace_id == MessageTemplate.workspace_id)
            & (TemplateRevision.template_id == MessageTemplate.id)
            & (TemplateRevision.revision == MessageTemplate.revision),
        )
        .where(MessageTemplate.workspace_id == ctx.workspace_id, MessageTemplate.deleted_at.is_(None))
    )
    if cursor is not None:
        query = query.where(MessageTemplate.id < cursor)
    rows = (await ctx.db.execute(query.order_by(MessageTemplate.id.desc()).limit(limit + 1))).all()
    items = [TemplateSummary.model_validate(row, from_attributes=True) for row in rows[:limit]]
    more = len(rows) > limit
    return TemplatePage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def list_revisions(
    ctx: Context, template_id: UUID, *, limit: int, cursor: int | None = None
) -> RevisionPage:
    """A page of what the template said, the latest first; NotFoundError."""
    await get_template(ctx, template_id)
    query = select(TemplateRevision).where(
        TemplateRevision.workspace_id == ctx.workspace_id, TemplateRevision.template_id == template_id
    )
    if cursor is not None:
        query = query.where(TemplateRevision.revision < cursor)
    rows = (await ctx.db.scalars(query.order_by(TemplateRevision.revision.desc()).limit(limit + 1))).all()
    items = [TemplateRevisionView.model_validate(row) for row in rows[:limit]]
    more = len(rows) > limit
    return RevisionPage(items=items, has_more=more, next_cursor=str(items[-1].revision) if more else None)


async def _revision(ctx: Context, template_id: UUID, revision: int) -> TemplateRevision:
    row = await ctx.db.get(TemplateRevision, (ctx.workspace_id, template_id, revision))
    if row is None:
        raise NotFoundError(
            "message_template_not_found",
            f"There is no revision {revision} of a message template {template_id} in this workspace.",
        )
    return row
