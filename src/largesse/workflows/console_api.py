"""Routes of what people see while they draw: shipped workflows, counts of nodes, how texts come out."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.workflows import counts
from largesse.workflows.previews import preview_node
from largesse.workflows.schemas import JourneyPage, NodePreview, NodePreviewInput, VersionCounts
from largesse.workflows.shipped import ShippedPage, shipped_workflows

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

WorkflowId = Annotated[UUID, Path(description="Id of the workflow.")]
Version = Annotated[int, Query(ge=1, lt=2**31, description="A published version.")]
Hours = Annotated[int, Query(ge=1, le=720, description="How far back, in whole hours.")]


@router.get("/workflow-templates", tags=["workflows"], operation_id="listWorkflowTemplates")
async def list_templates(ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_READ)) -> ShippedPage:
    """List the workflows that come with Largesse, to begin with."""
    del ctx
    return shipped_workflows()


@router.post(
    "/workflows/{workflow_id}/previews",
    tags=["workflows"],
    operation_id="previewWorkflowNode",
    responses=failures(404),
)
async def preview(
    workflow_id: WorkflowId,
    wanted: NodePreviewInput,
    ctx: Context = requires(Permission.WORKFLOWS_RUN_CREATE),
) -> NodePreview:
    """Show how the texts of a node's settings come out for one customer; nothing is sent or drawn."""
    return await preview_node(ctx, workflow_id, wanted)


@router.get(
    "/workflows/{workflow_id}/counts",
    tags=["workflow-runs"],
    operation_id="getWorkflowCounts",
    responses=failures(404),
)
async def view_counts(
    workflow_id: WorkflowId,
    version: Version,
    hours: Hours = 24,
    ctx: Context = requires(Permission.WORKFLOWS_RUN_READ),
) -> VersionCounts:
    """Tell how many journeys came to each node of a version in the last hours, and what became of them."""
    return await counts.view_counts(ctx, workflow_id, version=version, hours=hours)


@router.get(
    "/workflows/{workflow_id}/journeys",
    tags=["workflow-runs"],
    operation_id="listNodeJourneys",
    responses=failures(404),
)
async def list_journeys(
    workflow_id: WorkflowId,
    version: Version,
    node: Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$", description="Id of the node.")],
    at: Annotated[
        counts.At, Query(description="Those that stand `here`, that `entered`, or that `failed` here.")
    ] = "entered",
    hours: Hours = 24,
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[
        int | None, Query(ge=0, lt=2**63, description="`next_cursor` of the page before.")
    ] = None,
    profile_id: Annotated[
        int | None, Query(ge=1, lt=2**63, description="Only those of this profile.")
    ] = None,
    ctx: Context = requires(Permission.WORKFLOWS_RUN_READ),
) -> JourneyPage:
    """List the journeys at a node of a version, newest first, as far as their steps are kept."""
    return await counts.list_node_journeys(
        ctx,
        workflow_id,
        version=version,
        node=node,
        at=at,
        hours=hours,
        limit=limit,
        cursor=cursor,
        profile_id=profile_id,
    )
