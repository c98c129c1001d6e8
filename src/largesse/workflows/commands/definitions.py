"""Creates, changes and deletes workflows; their drafts may have faults."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.drafts import check_base
from largesse.core.errors import ConflictError
from largesse.core.ids import new_id
from largesse.workflows.checks import check_graph, read_nodes
from largesse.workflows.graph import Graph
from largesse.workflows.models import Workflow
from largesse.workflows.needs import missing_needs
from largesse.workflows.queries import get_workflow, view_workflow
from largesse.workflows.schemas import CheckView, WorkflowInput, WorkflowPatch, WorkflowView


async def create_workflow(ctx: Context, workflow: WorkflowInput) -> WorkflowView:
    """Makes a draft; ConflictError `workflow_name_taken`."""
    row = Workflow(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        name=workflow.name,
        description=workflow.description,
        kind=workflow.kind,
        state="draft",
        draft=workflow.graph.model_dump(mode="json", by_alias=True),
        settings=workflow.settings.model_dump(mode="json"),
        created_at=ctx.now,
        created_by=ctx.actor.label,
        updated_at=ctx.now,
    )
    ctx.db.add(row)
    await _flush(ctx, workflow.name)
    record(
        ctx,
        "workflow.created",
        object_type="workflow",
        object_id=row.id,
        after={"name": row.name, "nodes": len(workflow.graph.nodes)},
    )
    return await view_workflow(ctx, row.id)


async def change_workflow(ctx: Context, workflow_id: UUID, patch: WorkflowPatch) -> WorkflowView:
    """Changes the draft; journeys under way keep the version they began with.

    ConflictError `draft_changed`, `workflow_kind_fixed`, `workflow_name_taken`.
    """
    row = await get_workflow(ctx, workflow_id, lock=True)
    check_base(row.draft, patch.based_on)
    changes = patch.model_dump(
        mode="json", exclude_unset=True, exclude_none=True, by_alias=True, exclude={"based_on"}
    )
    if "kind" in changes and changes["kind"] != row.kind and row.active_version is not None:
        raise ConflictError(
            "workflow_kind_fixed",
            "A workflow that was published keeps its kind. Make a new one.",
        )
    if "graph" in changes:
        changes["draft"] = changes.pop("graph")
    for name, value in changes.items():
        setattr(row, name, value)
    row.updated_at = ctx.now
    await _flush(ctx, row.name)
    await ctx.db.refresh(row, ["draft"])  # as everybody else reads it
    record(
        ctx,
        "workflow.changed",
        object_type="workflow",
        object_id=workflow_id,
        after={name: value for name, value in changes.items() if name != "draft"},
    )
    return await view_workflow(ctx, workflow_id)


async def check_workflow(ctx: Context, workflow_id: UUID) -> CheckView:
    """All problems of the draft."""
    row = await get_workflow(ctx, workflow_id)
    graph = Graph.model_validate(row.draft)
    problems = check_graph(graph, row.kind)
    problems += await missing_needs(ctx, read_nodes(graph).values())
    return CheckView(
        is_publishable=not any(not problem.is_warning for problem in problems), problems=problems
    )


async def delete_workflow(ctx: Context, workflow_id: UUID) -> None:
    """Hides a workflow; ConflictError `workflow_active` while it runs."""
    row = await get_workflow(ctx, workflow_id)
    if row.state in ("active", "paused"):
        raise ConflictError("workflow_active", "Stop the workflow before you delete it.")
    row.deleted_at = ctx.now
    record(ctx, "workflow.deleted", object_type="workflow", object_id=workflow_id, before={"name": row.name})


async def _flush(ctx: Context, name: str) -> None:
    try:
        async with ctx.db.begin_nested():
            await ctx.db.flush()
    except IntegrityError as error:
        raise ConflictError(
            "workflow_name_taken",
            f"There is a workflow named {name} already. Choose another name.",
            pointer="/body/name",
        ) from error
