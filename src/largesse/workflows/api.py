"""Routes of workflows: definitions, publication and state."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.workflows import queries
from largesse.workflows.commands import definitions, publications
from largesse.workflows.schemas import (
    CheckView,
    ScheduleView,
    VersionPage,
    WorkflowInput,
    WorkflowPage,
    WorkflowPatch,
    WorkflowView,
)

router = APIRouter(prefix="/v1/workflows", route_class=TransactionRoute, tags=["workflows"])

WorkflowId = Annotated[UUID, Path(description="Id of the workflow.")]


@router.post("", status_code=201, operation_id="createWorkflow", responses=failures(409))
async def create_workflow(
    workflow: WorkflowInput, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_CREATE)
) -> WorkflowView:
    """Create a workflow as a draft."""
    return await definitions.create_workflow(ctx, workflow)


@router.get("", operation_id="listWorkflows")
async def list_workflows(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    name: Annotated[
        str | None, Query(max_length=200, pattern=r"^[^\x00]*$", description="Only the one of this name.")
    ] = None,
    ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_READ),
) -> WorkflowPage:
    """List workflows, newest first."""
    return await queries.list_workflows(ctx, limit=limit, cursor=cursor, name=name)


@router.get("/{workflow_id}", operation_id="getWorkflow", responses=failures(404))
async def get_workflow(
    workflow_id: WorkflowId, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_READ)
) -> WorkflowView:
    """Read a workflow with its draft."""
    return await queries.view_workflow(ctx, workflow_id)


@router.patch("/{workflow_id}", operation_id="changeWorkflow", responses=failures(404, 409))
async def change_workflow(
    workflow_id: WorkflowId,
    patch: WorkflowPatch,
    ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_UPDATE),
) -> WorkflowView:
    """Change the draft; what runs stays as it was published."""
    return await definitions.change_workflow(ctx, workflow_id, patch)


@router.delete("/{workflow_id}", status_code=204, operation_id="deleteWorkflow", responses=failures(404, 409))
async def delete_workflow(
    workflow_id: WorkflowId, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_DELETE)
) -> None:
    """Delete a workflow that does not run."""
    await definitions.delete_workflow(ctx, workflow_id)


@router.post("/{workflow_id}/check", operation_id="checkWorkflow", responses=failures(404))
async def check_workflow(
    workflow_id: WorkflowId, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_READ)
) -> CheckView:
    """Tell everything that keeps the draft from being published."""
    return await definitions.check_workflow(ctx, workflow_id)


@router.post(
    "/{workflow_id}/publications",
    status_code=201,
    operation_id="publishWorkflow",
    responses=failures(404, 409),
)
async def publish_workflow(
    workflow_id: WorkflowId, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_PUBLISH_CREATE)
) -> WorkflowView:
    """Publish the draft: it runs from now on, and journeys under way end on their own version."""
    return await publications.publish(ctx, workflow_id)


@router.post(
    "/{workflow_id}/pauses", status_code=201, operation_id="pauseWorkflow", responses=failures(404, 409)
)
async def pause_workflow(
    workflow_id: WorkflowId, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_PUBLISH_CREATE)
) -> WorkflowView:
    """Freeze every journey where it stands."""
    return await publications.pause(ctx, workflow_id)


@router.post(
    "/{workflow_id}/resumptions", status_code=201, operation_id="resumeWorkflow", responses=failures(404, 409)
)
async def resume_workflow(
    workflow_id: WorkflowId, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_PUBLISH_CREATE)
) -> WorkflowView:
    """Let a paused workflow go on."""
    return await publications.resume(ctx, workflow_id)


@router.post(
    "/{workflow_id}/stops", status_code=201, operation_id="stopWorkflow", responses=failures(404, 409)
)
async def stop_workflow(
    workflow_id: WorkflowId, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_PUBLISH_CREATE)
) -> WorkflowView:
    """End every journey of the workflow."""
    return await publications.stop(ctx, workflow_id)


@router.get("/{workflow_id}/versions", operation_id="listWorkflowVersions", responses=failures(404))
async def list_versions(
    request: Request, workflow_id: WorkflowId, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_READ)
) -> VersionPage:
    """List published versions with the addresses of their Incoming Integrations."""
    state = request.app.state
    return await queries.list_versions(ctx, workflow_id, state.keyring, public_url=state.settings.public_url)


@router.get("/{workflow_id}/schedules", operation_id="listWorkflowSchedules", responses=failures(404))
async def list_schedules(
    workflow_id: WorkflowId, ctx: Context = requires(Permission.WORKFLOWS_WORKFLOW_READ)
) -> list[ScheduleView]:
    """Tell when the workflow's runs begin."""
    return await queries.list_schedules(ctx, workflow_id)
