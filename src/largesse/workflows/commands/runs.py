"""Begins runs: by hand, or when a schedule says so."""

from datetime import datetime
from uuid import UUID

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError, InvalidError
from largesse.core.ids import new_id
from largesse.profiles.audiences.queries import get_audience
from largesse.workflows.commands.publications import trace_every
from largesse.workflows.engine.entry import LANES, RANGE, enter_once, split_audience
from largesse.workflows.engine.plans import Plans
from largesse.workflows.engine.second_look import hint_lane
from largesse.workflows.graph import Plan
from largesse.workflows.models import Run
from largesse.workflows.paths import Step
from largesse.workflows.queries import get_workflow
from largesse.workflows.triggers import Audience

SHORT_RUN = 2


async def run_now(ctx: Context, workflow_id: UUID, *, node: str | None = None) -> UUID:
    """Begins a run of the active version at once; answers its id.

    ConflictError `workflow_not_active`; InvalidError `unknown_trigger` when the workflow has none that a run
    begins with, or several and none is named.
    """
    row = await get_workflow(ctx, workflow_id, lock=True)
    if row.state != "active" or row.active_version is None:
        raise ConflictError("workflow_not_active", f"Publish the workflow first; it is {row.state}.")
    plan = await Plans().of_version(ctx, workflow_id, row.active_version)
    steps = [step for step, trigger in plan.starts if trigger.schedule_of() is not None]
    chosen = [step for step in steps if node is None or step.node.id == node]
    if len(chosen) != 1:
        names = ", ".join(step.node.id for step in steps) or "none"
        raise InvalidError(
            "unknown_trigger",
            f"Name the Audience or Scheduled Run to begin with; this workflow has: {names}.",
            pointer="/body/node",
        )
    run_id = await begin_run(ctx, workflow_id, row.active_version, step=chosen[0], plan=plan)
    record(ctx, "workflow.run_started", object_type="workflow", object_id=workflow_id, after={"run": run_id})
    return run_id


async def begin_run(
    ctx: Context,
    workflow_id: UUID,
    version: int,
    *,
    step: Step,
    plan: Plan,
    scheduled_for: datetime | None = None,
) -> UUID:
    """Writes a run with its slices; the lanes begin on commit."""
    params: JsonObject = {"kind": "profile" if isinstance(step.node, Audience) else "business"}
    if isinstance(step.node, Audience):
        params["conditions"] = await _conditions(ctx, step.node)
    run = Run(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        workflow_id=workflow_id,
        version=version,
        node=step.index,
        kind="audience" if isinstance(step.node, Audience) else "scheduled",
        scheduled_for=scheduled_for,
        state="running",
        trace_every=1,
        params=params,
        started_at=ctx.now,
        started_by=ctx.actor.label,
    )
    ctx.db.add(run)
    await ctx.db.flush()
    await ctx.db.refresh(run, ["number"])
    lanes = 1
    if isinstance(step.node, Audience):
        slices = await split_audience(ctx, run.number)
        run.trace_every = trace_every(dict(plan.settings), size=slices * RANGE)
        lanes = 1 if slices < SHORT_RUN else LANES
    else:
        run.trace_every = trace_every(dict(plan.settings), size=1)
        live = (await Plans().of_runs(ctx, [run.number]))[run.number]
        await enter_once(ctx, live)
    for lane in range(lanes):
        await hint_lane(ctx, run.number, lane)
    return run.id


async def _conditions(ctx: Context, node: Audience) -> object:
    """Who takes part, as it is now: a saved audience may change while the run goes on."""
    if node.audience_id is not None:
        return (await get_audience(ctx, node.audience_id)).conditions
    return node.model_dump(mode="json")["conditions"]
