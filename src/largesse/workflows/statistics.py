"""Runs as people look at them: how many paths went where, one journey's way, and what went wrong."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select, text

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.workflows.models import Run, WorkflowVersion
from largesse.workflows.queries import get_workflow
from largesse.workflows.schemas import (
    JOURNEY_STATES,
    JourneyError,
    JourneyPage,
    JourneyPath,
    JourneyState,
    JourneyStep,
    JourneyView,
    NodeCounts,
    RunPage,
    RunSummary,
    RunView,
)

STATE_NUMBERS = {name: number for number, name in JOURNEY_STATES.items()}


async def view_run(ctx: Context, workflow_id: UUID, run_id: UUID) -> RunView:
    """A run with the counts of its nodes; NotFoundError `run_not_found`."""
    run = await _get_run(ctx, workflow_id, run_id)
    nodes = await _nodes(ctx, run)
    counts = await _counts(ctx, run)
    total: dict[str, int] = defaultdict(int)
    for of_node in counts.values():
        for what, number in of_node.items():
            total[what] += number
    started, ended, dead = total["!started"] + total["!branched"], total["!ended"], total["!dead"]
    return RunView(
        id=run.id,
        workflow_id=run.workflow_id,
        version=run.version,
        kind=run.kind,
        state=run.state,
        trigger=nodes[run.node]["id"],
        scheduled_for=run.scheduled_for,
        started_at=run.started_at,
        started_by=run.started_by,
        finished_at=run.finished_at,
        started=total["!started"],
        open=started - ended,
        ended=ended - dead,
        dead=dead,
        nodes=[node_counts(node, counts.get(index, {})) for index, node in enumerate(nodes)],
    )


async def list_runs(ctx: Context, workflow_id: UUID, *, limit: int, cursor: UUID | None = None) -> RunPage:
    """A page of a workflow's runs, newest first."""
    await get_workflow(ctx, workflow_id)
    query = select(Run).where(Run.workspace_id == ctx.workspace_id, Run.workflow_id == workflow_id)
    if cursor is not None:
        query = query.where(Run.id < cursor)
    rows = (await ctx.db.scalars(query.order_by(Run.id.desc()).limit(limit + 1))).all()
    items = [RunSummary.model_validate(row, from_attributes=True) for row in rows[:limit]]
    more = len(rows) > limit
    return RunPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def list_journeys(
    ctx: Context,
    workflow_id: UUID,
    run_id: UUID,
    *,
    limit: int,
    cursor: int | None = None,
    state: JourneyState | None = None,
    profile_id: int | None = None,
) -> JourneyPage:
    """A page of a run's journeys in the order they began."""
    run = await _get_run(ctx, workflow_id, run_id)
    nodes = await _nodes(ctx, run)
    rows = (
        await ctx.db.execute(
            text(
                "select j.*, e.error from journeys j left join lateral (select error from journey_errors e"
                "  where e.workspace_id = j.workspace_id and e.journey_id = j.id order by e.at desc limit 1"
                " ) e on true where j.workspace_id = :workspace and j.run = :run and j.id > :cursor"
                " and (cast(:status as smallint) is null or j.status = :status)"
                " and (cast(:profile as bigint) is null or j.profile_id = :profile)"
                " order by j.id limit :limit"
            ),
            {
                "workspace": ctx.workspace_id,
                "run": run.number,
                "cursor": cursor or 0,
                "status": STATE_NUMBERS[state] if state else None,
                "profile": profile_id,
                "limit": limit + 1,
            },
        )
    ).mappings()
    items = [journey_view(row, run.id, nodes) for row in rows]
    more = len(items) > limit
    return JourneyPage(
        items=items[:limit], has_more=more, next_cursor=str(items[limit - 1].id) if more else None
    )


async def view_journey(ctx: Context, workflow_id: UUID, run_id: UUID, journey_id: int) -> JourneyPath:
    """A journey with its steps and errors; NotFoundError `journey_not_found`."""
    run = await _get_run(ctx, workflow_id, run_id)
    nodes = await _nodes(ctx, run)
    key = {"workspace": ctx.workspace_id, "run": run.number, "id": journey_id}
    row = (
        (
            await ctx.db.execute(
                text(
                    "select j.*, null as error from journeys j where j.workspace_id = :workspace"
                    " and j.id = :id and j.run = :run"
                ),
                key,
            )
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise NotFoundError("journey_not_found", f"There is no journey {journey_id} in this run.")
    steps = await ctx.db.execute(
        text(
            "select at, node, port, event, rendered from journey_steps where workspace_id = :workspace"
            " and journey_id = :id order by step"
        ),
        key,
    )
    errors = await ctx.db.execute(
        text(
            "select at, node, final, error from journey_errors where workspace_id = :workspace"
            " and journey_id = :id order by at"
        ),
        key,
    )
    return JourneyPath(
        **journey_view(row, run.id, nodes).model_dump(),
        is_traced=run.trace_every > 0 and journey_id % run.trace_every == 0,
        steps=[
            JourneyStep(
                at=step.at,
                node=nodes[step.node]["id"],
                title=nodes[step.node]["title"],
                port=step.port,
                event=step.event,
                rendered=step.rendered,
            )
            for step in steps
        ],
        errors=[
            JourneyError(at=error.at, node=nodes[error.node]["id"], final=error.final, error=error.error)
            for error in errors
        ],
    )


async def _get_run(ctx: Context, workflow_id: UUID, run_id: UUID) -> Run:
    run = await ctx.db.get(Run, (ctx.workspace_id, run_id))
    if run is None or run.workflow_id != workflow_id:
        raise NotFoundError("run_not_found", f"There is no run {run_id} of this workflow.")
    return run


async def _nodes(ctx: Context, run: Run) -> list[dict[str, Any]]:
    version = await ctx.db.get(WorkflowVersion, (ctx.workspace_id, run.workflow_id, run.version))
    if version is None:
        raise NotFoundError("run_not_found", "The version of this run is gone.")
    nodes: list[dict[str, Any]] = version.graph["nodes"]  # type: ignore[assignment]  # as published
    return nodes


async def _counts(ctx: Context, run: Run) -> dict[int, dict[str, int]]:
    rows = await ctx.db.execute(
        text(
            "select node, what, sum(n) as n from node_stats where workspace_id = :workspace and run = :run"
            " group by node, what"
        ),
        {"workspace": ctx.workspace_id, "run": run.number},
    )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.node, {})[row.what] = int(row.n)
    return found


def node_counts(node: dict[str, Any], counts: dict[str, int]) -> NodeCounts:
    """What the counts of a node say."""
    left = {what: number for what, number in counts.items() if what not in ("+",) and what[0] != "!"}
    entered = counts.get("+", 0) + counts.get("!branched", 0)
    return NodeCounts(
        node=node["id"],
        title=node["title"],
        type=node["type"],
        entered=counts.get("+", 0),
        left=left,
        waiting=max(0, entered - sum(left.values()) - counts.get("!stayed", 0)),
        failed=counts.get("!failed", 0),
        retried=counts.get("!retried", 0),
        skipped=counts.get("!skipped", 0) + counts.get("!limited", 0),
        dead=counts.get("!dead", 0),
    )


def journey_view(row: RowMapping, run_id: UUID, nodes: list[dict[str, Any]]) -> JourneyView:
    """A row of `journeys` with its last error."""
    return JourneyView(
        id=row["id"],
        run_id=run_id,
        profile_id=row["profile_id"] or None,
        state=JOURNEY_STATES[row["status"]],
        node=nodes[row["node"]]["id"],
        started_at=row["started_at"],
        due_at=row["due_at"] if row["status"] in (1, 2) else None,
        attempt=row["attempt"],
        error=row["error"],
    )
