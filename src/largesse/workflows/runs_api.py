"""Routes of runs and journeys, and of test walks."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.workflows import statistics
from largesse.workflows.commands.runs import run_now
from largesse.workflows.commands.walks import walk
from largesse.workflows.schemas import (
    JourneyPage,
    JourneyPath,
    JourneyState,
    RunInput,
    RunPage,
    RunView,
    TestInput,
    TestView,
)

router = APIRouter(prefix="/v1/workflows/{workflow_id}", route_class=TransactionRoute, tags=["workflow-runs"])

WorkflowId = Annotated[UUID, Path(description="Id of the workflow.")]
RunId = Annotated[UUID, Path(description="Id of the run.")]


@router.post("/runs", status_code=201, operation_id="startRun", responses=failures(404, 409))
async def start_run(
    workflow_id: WorkflowId,
    run: RunInput,
    ctx: Context = requires(Permission.WORKFLOWS_RUN_CREATE),
) -> RunView:
    """Begin a run now."""
    return await statistics.view_run(ctx, workflow_id, await run_now(ctx, workflow_id, node=run.node))


@router.get("/runs", operation_id="listRuns", responses=failures(404))
async def list_runs(
    workflow_id: WorkflowId,
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.WORKFLOWS_RUN_READ),
) -> RunPage:
    """List the runs of a workflow, newest first."""
    return await statistics.list_runs(ctx, workflow_id, limit=limit, cursor=cursor)


@router.get("/runs/{run_id}", operation_id="getRun", responses=failures(404))
async def get_run(
    workflow_id: WorkflowId, run_id: RunId, ctx: Context = requires(Permission.WORKFLOWS_RUN_READ)
) -> RunView:
    """Read a run with the counts of its nodes."""
    return await statistics.view_run(ctx, workflow_id, run_id)


@router.get("/runs/{run_id}/journeys", operation_id="listJourneys", responses=failures(404))
async def list_journeys(
    workflow_id: WorkflowId,
    run_id: RunId,
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[
        int | None, Query(ge=0, lt=2**63, description="`next_cursor` of the page before.")
    ] = None,
    state: Annotated[JourneyState | None, Query(description="Only journeys in this state.")] = None,
    profile_id: Annotated[
        int | None, Query(ge=1, lt=2**63, description="Only those of this profile.")
    ] = None,
    ctx: Context = requires(Permission.WORKFLOWS_RUN_READ),
) -> JourneyPage:
    """List the journeys of a run in the order they began."""
    return await statistics.list_journeys(
        ctx, workflow_id, run_id, limit=limit, cursor=cursor, state=state, profile_id=profile_id
    )


@router.get("/runs/{run_id}/journeys/{journey_id}", operation_id="getJourney", responses=failures(404))
async def get_journey(
    workflow_id: WorkflowId,
    run_id: RunId,
    journey_id: Annotated[int, Path(ge=1, lt=2**63, description="Number of the journey.")],
    ctx: Context = requires(Permission.WORKFLOWS_RUN_READ),
) -> JourneyPath:
    """Read the way of one journey: its steps with events and rendered values, and its errors."""
    return await statistics.view_journey(ctx, workflow_id, run_id, journey_id)


@router.post("/tests", operation_id="testWorkflow", responses=failures(404, 409))
async def walk_profile(
    request: Request,
    workflow_id: WorkflowId,
    test: TestInput,
    caller: Caller = requires_caller(Permission.WORKFLOWS_RUN_CREATE),
) -> TestView:
    """Walk a profile through the draft: waits are skipped, nothing is kept or counted."""
    services = request.app.state.workflow_services
    return await walk(caller.database, caller.actor, workflow_id, test, services=services)
