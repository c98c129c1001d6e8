"""Reads workflows, versions and schedules."""

from typing import Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select, text

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.core.seals import Keyring
from largesse.workflows.calendar import Schedule
from largesse.workflows.incoming import token_of
from largesse.workflows.models import Workflow, WorkflowVersion
from largesse.workflows.schemas import (
    ScheduleView,
    VersionPage,
    VersionView,
    WorkflowPage,
    WorkflowSettings,
    WorkflowView,
)

SCHEDULE: Final[TypeAdapter[Schedule]] = TypeAdapter(Schedule)


async def get_workflow(ctx: Context, workflow_id: UUID, *, lock: bool = False) -> Workflow:
    """The workflow's row; NotFoundError."""
    row = await ctx.db.get(
        Workflow, (ctx.workspace_id, workflow_id), with_for_update=lock, populate_existing=lock
    )
    if row is None or row.deleted_at is not None:
        raise NotFoundError("workflow_not_found", f"There is no workflow {workflow_id} in this workspace.")
    return row


async def view_workflow(ctx: Context, workflow_id: UUID) -> WorkflowView:
    """A workflow."""
    return await _view(ctx, await get_workflow(ctx, workflow_id))


async def list_workflows(
    ctx: Context, *, limit: int, cursor: UUID | None = None, name: str | None = None
) -> WorkflowPage:
    """A page of workflows, newest first; those of this very name only, if one is given."""
    query = select(Workflow).where(Workflow.workspace_id == ctx.workspace_id, Workflow.deleted_at.is_(None))
    if cursor is not None:
        query = query.where(Workflow.id < cursor)
    if name is not None:
        query = query.where(Workflow.name == name)
    rows = (await ctx.db.scalars(query.order_by(Workflow.id.desc()).limit(limit + 1))).all()
    items = [await _view(ctx, row) for row in rows[:limit]]
    more = len(rows) > limit
    return WorkflowPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def list_versions(ctx: Context, workflow_id: UUID, keyring: Keyring, *, public_url: str) -> VersionPage:
    """Published versions, latest first, with the addresses of their Incoming Integrations."""
    await get_workflow(ctx, workflow_id)
    rows = await ctx.db.scalars(
        select(WorkflowVersion)
        .where(WorkflowVersion.workspace_id == ctx.workspace_id, WorkflowVersion.workflow_id == workflow_id)
        .order_by(WorkflowVersion.version.desc())
        .limit(200)
    )
    items = []
    for row in rows:
        view = VersionView.model_validate(row, from_attributes=True)
        nodes: list[dict[str, str]] = row.graph["nodes"]  # type: ignore[assignment]  # as published
        view.webhooks = {
            node["id"]: f"{public_url.rstrip('/')}/hooks/{ctx.workspace_id}/{workflow_id}/{node['id']}/"
            + token_of(keyring, ctx.workspace_id, workflow_id, node["id"])
            for node in nodes
            if node["type"] == "incoming"
        }
        items.append(view)
    return VersionPage(items=items)


async def list_schedules(ctx: Context, workflow_id: UUID) -> list[ScheduleView]:
    """When the triggers of a workflow begin their next runs."""
    await get_workflow(ctx, workflow_id)
    rows = await ctx.db.execute(
        text(
            "select node, next_at, last_at, skipped, schedule from workflow_schedules"
            " where workspace_id = :workspace and workflow_id = :workflow order by node"
        ),
        {"workspace": ctx.workspace_id, "workflow": workflow_id},
    )
    return [
        ScheduleView(
            node=row.node,
            next_at=row.next_at,
            last_at=row.last_at,
            skipped=row.skipped,
            in_words=SCHEDULE.validate_python(row.schedule).in_words(),
        )
        for row in rows
    ]


async def open_run_numbers(ctx: Context, workflow_id: UUID) -> list[int]:
    """The numbers of a workflow's runs that are not over."""
    rows = await ctx.db.scalars(
        text(
            "select number from workflow_runs where workspace_id = :workspace and workflow_id = :workflow"
            " and state in ('running', 'paused')"
        ),
        {"workspace": ctx.workspace_id, "workflow": workflow_id},
    )
    return list(rows.all())


async def _view(ctx: Context, row: Workflow) -> WorkflowView:
    version = None
    if row.active_version is not None:
        version = await ctx.db.get(WorkflowVersion, (ctx.workspace_id, row.id, row.active_version))
    return WorkflowView(
        id=row.id,
        name=row.name,
        description=row.description,
        kind=row.kind,
        state=row.state,
        settings=WorkflowSettings.model_validate(row.settings),
        graph=row.draft,
        active_version=row.active_version,
        has_changes=version is None or version.graph != row.draft,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
