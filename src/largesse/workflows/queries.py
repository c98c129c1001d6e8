"""Reads workflows, versions and schedules."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select, text

from largesse.core.context import Context
from largesse.core.drafts import draft_tag
from largesse.core.errors import NotFoundError
from largesse.core.seals import Keyring
from largesse.workflows.calendar import Schedule
from largesse.workflows.checks import check_graph
from largesse.workflows.graph import Graph
from largesse.workflows.incoming import token_of
from largesse.workflows.models import Workflow, WorkflowVersion
from largesse.workflows.schemas import (
    RunSummary,
    ScheduleView,
    VersionPage,
    VersionView,
    WorkflowPage,
    WorkflowSettings,
    WorkflowView,
)

ACTIVE_GRAPHS: Final = (
    "select v.workflow_id, v.graph from workflows w join workflow_versions v on"
    " v.workspace_id = w.workspace_id and v.workflow_id = w.id and v.version = w.active_version"
    " where w.workspace_id = :workspace and w.id = any(:ids)"
)
NEXT_RUNS: Final = (
    "select workflow_id, min(next_at) as next_at from workflow_schedules"
    " where workspace_id = :workspace and workflow_id = any(:ids) group by workflow_id"
)
LAST_RUNS: Final = (
    "select w.id as workflow_id, r.id, r.version, r.kind, r.state, r.scheduled_for, r.started_at,"
    " r.finished_at from unnest(cast(:ids as uuid[])) w (id) cross join lateral ("
    "  select * from workflow_runs where workspace_id = :workspace and workflow_id = w.id"
    "  order by id desc limit 1) r"
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
    return (await _views(ctx, [await get_workflow(ctx, workflow_id)]))[0]


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
    items = await _views(ctx, rows[:limit])
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


async def _views(ctx: Context, rows: Sequence[Workflow]) -> list[WorkflowView]:
    keys = {"workspace": ctx.workspace_id, "ids": [row.id for row in rows]}
    active = {row.workflow_id: row.graph for row in await ctx.db.execute(text(ACTIVE_GRAPHS), keys)}
    nexts = {row.workflow_id: row.next_at for row in await ctx.db.execute(text(NEXT_RUNS), keys)}
    lasts = {
        row.workflow_id: RunSummary.model_validate(row, from_attributes=True)
        for row in await ctx.db.execute(text(LAST_RUNS), keys)
    }
    views = []
    for row in rows:
        has_changes = active.get(row.id) != row.draft
        views.append(
            WorkflowView(
                id=row.id,
                name=row.name,
                description=row.description,
                kind=row.kind,
                state=row.state,
                settings=WorkflowSettings.model_validate(row.settings),
                graph=row.draft,
                draft_tag=draft_tag(row.draft),
                active_version=row.active_version,
                has_changes=has_changes,
                problem_count=_problem_count(row) if has_changes else 0,
                next_run_at=nexts.get(row.id) if row.state == "active" else None,
                last_run=lasts.get(row.id),
                created_at=row.created_at,
                updated_at=row.updated_at,
            )
        )
    return views


def _problem_count(row: Workflow) -> int:
    found = check_graph(Graph.model_validate(row.draft), row.kind)
    return sum(not problem.is_warning for problem in found)
