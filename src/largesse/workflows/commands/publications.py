"""Publishes drafts as versions, and pauses, resumes and stops what runs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject, dump_json
from largesse.core.errors import ConflictError, InvalidError
from largesse.core.ids import new_id
from largesse.core.jobs import start_job
from largesse.workflows.calendar import first_fire
from largesse.workflows.checks import check_graph, read_nodes
from largesse.workflows.engine.second_look import look_at_runs
from largesse.workflows.graph import Graph, Plan, checksum, compile_plan
from largesse.workflows.incoming import start_name
from largesse.workflows.models import Workflow, WorkflowVersion
from largesse.workflows.needs import missing_needs
from largesse.workflows.queries import get_workflow, open_run_numbers, view_workflow
from largesse.workflows.schemas import WorkflowSettings, WorkflowView
from largesse.workflows.triggers import IncomingIntegration


async def publish(ctx: Context, workflow_id: UUID) -> WorkflowView:
    """Makes the draft the version that runs from now on; journeys under way keep theirs.

    InvalidError `graph_has_problems` with the list. Publishing the same draft twice changes nothing.
    """
    row = await get_workflow(ctx, workflow_id, lock=True)
    graph = Graph.model_validate(row.draft)
    found = [*check_graph(graph, row.kind), *await missing_needs(ctx, read_nodes(graph).values())]
    problems = [problem for problem in found if not problem.is_warning]
    if problems:
        raise InvalidError(
            "graph_has_problems",
            f"The workflow cannot be published: {len(problems)} problems, the first: {problems[0].message}",
            facts={"problems": [problem.model_dump() for problem in problems]},
        )
    settings = engine_settings(WorkflowSettings.model_validate(row.settings))
    latest = await _latest(ctx, workflow_id)
    digest = checksum(graph)
    is_other = latest is None or latest.checksum != digest or latest.settings != settings
    # After a stop a new version too, since the journeys of the old one may still be about to end.
    if latest is None or is_other or row.state == "stopped":
        latest = WorkflowVersion(
            workspace_id=ctx.workspace_id,
            workflow_id=workflow_id,
            version=latest.version + 1 if latest else 1,
            graph=row.draft,
            settings=settings,
            checksum=digest,
            published_at=ctx.now,
            published_by=ctx.actor.label,
        )
        ctx.db.add(latest)
    elif row.active_version == latest.version and row.state == "active":
        return await view_workflow(ctx, workflow_id)
    was_paused = row.state == "paused"
    row.active_version, row.state, row.updated_at = latest.version, "active", ctx.now
    await ctx.db.flush()
    if was_paused:
        await look_at_runs(ctx, await open_run_numbers(ctx, workflow_id))
    plan = compile_plan(graph, settings)
    await _listen(ctx, row, plan, latest.version)
    await _schedule(ctx, row, plan, latest.version)
    record(
        ctx,
        "workflow.published",
        object_type="workflow",
        object_id=workflow_id,
        after={"version": latest.version, "checksum": digest},
    )
    return await view_workflow(ctx, workflow_id)


async def pause(ctx: Context, workflow_id: UUID) -> WorkflowView:
    """Freezes every journey where it stands, and begins none; ConflictError `workflow_not_active`."""
    row = await get_workflow(ctx, workflow_id, lock=True)
    if row.state != "active":
        raise ConflictError(
            "workflow_not_active", f"Only an active workflow is paused; this one is {row.state}."
        )
    return await _set_state(ctx, row, "paused", "workflow.paused")


async def resume(ctx: Context, workflow_id: UUID) -> WorkflowView:
    """Lets a paused workflow go on: with what became due and the events that came meanwhile."""
    row = await get_workflow(ctx, workflow_id, lock=True)
    if row.state != "paused":
        raise ConflictError(
            "workflow_not_paused", f"Only a paused workflow is resumed; this one is {row.state}."
        )
    view = await _set_state(ctx, row, "active", "workflow.resumed")
    await look_at_runs(ctx, await open_run_numbers(ctx, workflow_id))
    return view


async def stop(ctx: Context, workflow_id: UUID) -> WorkflowView:
    """Ends every journey of a workflow where it stands, in the background; it can be published again."""
    row = await get_workflow(ctx, workflow_id, lock=True)
    if row.state not in ("active", "paused"):
        raise ConflictError("workflow_not_active", f"The workflow does not run; it is {row.state}.")
    view = await _set_state(ctx, row, "stopped", "workflow.stopped")
    for statement in (
        "update workflow_runs set state = 'stopped', finished_at = :now where workspace_id = :workspace"
        " and workflow_id = :workflow and state in ('running', 'paused')",
        "delete from workflow_triggers where workspace_id = :workspace and workflow_id = :workflow",
        "delete from workflow_schedules where workspace_id = :workspace and workflow_id = :workflow",
    ):
        await ctx.db.execute(
            text(statement), {"workspace": ctx.workspace_id, "workflow": workflow_id, "now": ctx.now}
        )
    await _wait_for(ctx, f"trigger:{workflow_id}", [])
    await start_job(ctx, "stop_journeys", args={"workflow_id": str(workflow_id)}, object_id=str(workflow_id))
    return view


def engine_settings(settings: WorkflowSettings) -> JsonObject:
    """The settings as the engine reads them."""
    capping = settings.capping
    return {
        "open_paths": settings.open_paths,
        "trace": settings.trace,
        "capping": {"starts": capping.starts, "seconds": capping.per.length.total_seconds()}
        if capping
        else None,
    }


def trace_every(settings: JsonObject, *, size: int | None) -> int:
    """Of how many journeys one is traced; 0: none. `size`: how many profiles a run may have at most."""
    match settings.get("trace"):
        case "all":
            return 1
        case "off":
            return 0
        case "sample":
            return 100
        case _:
            return 1 if size is None or size <= 2000 else 100


async def _latest(ctx: Context, workflow_id: UUID) -> WorkflowVersion | None:
    version = await ctx.db.scalar(
        text(
            "select max(version) from workflow_versions where workspace_id = :workspace"
            " and workflow_id = :workflow"
        ),
        {"workspace": ctx.workspace_id, "workflow": workflow_id},
    )
    if version is None:
        return None
    return await ctx.db.get(WorkflowVersion, (ctx.workspace_id, workflow_id, version))


async def _set_state(ctx: Context, row: Workflow, state: str, event: str) -> WorkflowView:
    before, row.state, row.updated_at = row.state, state, ctx.now
    await ctx.db.flush()
    record(
        ctx,
        event,
        object_type="workflow",
        object_id=row.id,
        before={"state": before},
        after={"state": state},
    )
    return await view_workflow(ctx, row.id)


async def _listen(ctx: Context, row: Workflow, plan: Plan, version: int) -> None:
    """Lets events of the names that the version waits for or begins with come to the engine."""
    await _wait_for(ctx, f"version:{row.id}:{version}", sorted(plan.waits))
    starts = [
        (name, step.index)
        for step, node in plan.starts
        for name in (
            [start_name(row.id, node.id)] if isinstance(node, IncomingIntegration) else node.start_events()
        )
    ]
    await _wait_for(ctx, f"trigger:{row.id}", sorted({name for name, _ in starts}))
    await ctx.db.execute(
        text("delete from workflow_triggers where workspace_id = :workspace and workflow_id = :workflow"),
        {"workspace": ctx.workspace_id, "workflow": row.id},
    )
    for name, node_index in starts:
        await ctx.db.execute(
            text(
                "insert into workflow_triggers (workspace_id, event, workflow_id, version, node)"
                " values (:workspace, :event, :workflow, :version, :node)"
            ),
            {
                "workspace": ctx.workspace_id,
                "event": name,
                "workflow": row.id,
                "version": version,
                "node": node_index,
            },
        )
    if starts:
        await _stand(ctx, row, version, starts[0][1], plan)


async def _stand(ctx: Context, row: Workflow, version: int, node: int, plan: Plan) -> None:
    """The run of all journeys that begin with events."""
    await ctx.db.execute(
        text(
            "insert into workflow_runs (workspace_id, id, workflow_id, version, node, kind,"
            " trace_every, params,"
            " started_at, started_by) values (:workspace, :id, :workflow, :version, :node, 'events', :trace,"
            " cast(:params as jsonb), :now, :by)"
            " on conflict (workspace_id, workflow_id, version) where kind = 'events'"
            " do update set state = 'running', finished_at = null"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": new_id(ctx.now),
            "workflow": row.id,
            "version": version,
            "node": node,
            "trace": trace_every(dict(plan.settings), size=None),
            "params": dump_json({"kind": row.kind}),
            "now": ctx.now,
            "by": ctx.actor.label,
        },
    )


async def _schedule(ctx: Context, row: Workflow, plan: Plan, version: int) -> None:
    """Clocks of the version; a schedule that did not change goes on, and one that is over stays over."""
    kept = []
    for _, node in plan.starts:
        found = node.schedule_of()
        if found is None:
            continue
        schedule, misfire = found
        kept.append(node.id)
        next_at: datetime | None = first_fire(schedule, anchor=ctx.now)
        await ctx.db.execute(
            text(
                "insert into workflow_schedules as s (workspace_id, workflow_id, node, version,"
                " schedule, anchor,"
                " next_at, misfire) values (:workspace, :workflow, :node, :version, cast(:schedule as jsonb),"
                " :now, :next, :misfire) on conflict (workspace_id, workflow_id, node) do update set"
                " version = excluded.version, misfire = excluded.misfire, schedule = excluded.schedule,"
                " anchor = case when s.schedule = excluded.schedule then s.anchor else excluded.anchor end,"
                " next_at = case when s.schedule = excluded.schedule then s.next_at else excluded.next_at end"
            ),
            {
                "workspace": ctx.workspace_id,
                "workflow": row.id,
                "node": node.id,
                "version": version,
                "schedule": dump_json(schedule.model_dump(mode="json")),
                "now": ctx.now,
                "next": next_at,
                "misfire": misfire.value,
            },
        )
    await ctx.db.execute(
        text(
            "delete from workflow_schedules where workspace_id = :workspace and workflow_id = :workflow"
            " and node <> all(:kept)"
        ),
        {"workspace": ctx.workspace_id, "workflow": row.id, "kept": kept},
    )


async def _wait_for(ctx: Context, waiter: str, names: list[str]) -> None:
    await ctx.db.execute(
        text("select events_wait_for(:workspace, :waiter, cast(:names as text[]))"),
        {"workspace": ctx.workspace_id, "waiter": waiter, "names": names},
    )
