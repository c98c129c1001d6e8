"""What happened at the nodes of a version in the last hours, and which journeys that was."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.workflows.models import WorkflowVersion
from largesse.workflows.queries import get_workflow
from largesse.workflows.schemas import JourneyPage, VersionCounts
from largesse.workflows.statistics import journey_view, node_counts

At = Literal["here", "entered", "failed"]
# How many journeys one page looks through at most, so that a rare node costs no more than a common one.
MOST_LOOKED_AT: Final = 100_000
LEAST_OF_A_RUN: Final = 500

BY_HOUR: Final = (
    "select h.node, h.what, sum(h.n) as n from workflow_runs r join node_hours h"
    " on h.workspace_id = r.workspace_id and h.run = r.number and h.hour >= :since"
    " where r.workspace_id = :workspace and r.workflow_id = :workflow and r.version = :version"
    " and (r.finished_at is null or r.finished_at >= :since) group by h.node, h.what"
)
OF_OPEN_RUNS: Final = (
    "select s.node, s.what, sum(s.n) as n from workflow_runs r join node_stats s"
    " on s.workspace_id = r.workspace_id and s.run = r.number"
    " where r.workspace_id = :workspace and r.workflow_id = :workflow and r.version = :version"
    " and r.state in ('running', 'paused') group by s.node, s.what"
)
RUNS: Final = (
    "select number from workflow_runs where workspace_id = :workspace and workflow_id = :workflow"
    " and version = :version and (finished_at is null or finished_at >= :since)"
    " order by number desc limit 1000"
)
MET: Final[Mapping[At, str]] = {
    "here": "j.node = :node and j.status < 4",
    "entered": "((j.node = :node and j.started_at >= :since) or exists (select from journey_steps s"
    " where s.workspace_id = j.workspace_id and s.journey_id = j.id and s.node = :node and s.at >= :since))",
    "failed": "exists (select from journey_errors e where e.workspace_id = j.workspace_id"
    " and e.journey_id = j.id and e.node = :node and e.at >= :since)",
}


async def view_counts(ctx: Context, workflow_id: UUID, *, version: int, hours: int) -> VersionCounts:
    """The counts of a version's nodes; NotFoundError for workflow and version."""
    nodes = await _nodes(ctx, workflow_id, version)
    since = _since(ctx, hours)
    key = {"workspace": ctx.workspace_id, "workflow": workflow_id, "version": version, "since": since}
    lately, now = await _sums(ctx, BY_HOUR, key), await _sums(ctx, OF_OPEN_RUNS, key)
    total: dict[str, int] = defaultdict(int)
    for of_node in lately.values():
        for what, number in of_node.items():
            total[what] += number
    runs = await ctx.db.scalar(
        text(
            "select count(*) from workflow_runs where workspace_id = :workspace"
            " and workflow_id = :workflow and version = :version and started_at >= :since"
        ),
        key,
    )
    counted = []
    for index, node in enumerate(nodes):
        told = node_counts(node, lately.get(index, {}))
        told.waiting = node_counts(node, now.get(index, {})).waiting
        counted.append(told)
    return VersionCounts(
        version=version,
        hours=hours,
        since=since,
        runs=runs or 0,
        started=total["!started"],
        ended=total["!ended"] - total["!dead"],
        dead=total["!dead"],
        nodes=counted,
    )


async def list_node_journeys(
    ctx: Context,
    workflow_id: UUID,
    *,
    version: int,
    node: str,
    at: At,
    hours: int,
    limit: int,
    cursor: int | None = None,
    profile_id: int | None = None,
) -> JourneyPage:
    """A page of the journeys that stand at a node, came to it or failed there, newest first.

    Who came is told by the kept steps: of a large run, those of one journey in a hundred.
    """
    nodes = await _nodes(ctx, workflow_id, version)
    place = next((index for index, given in enumerate(nodes) if given["id"] == node), None)
    if place is None:
        raise NotFoundError("node_not_found", f"Version {version} has no node {node}.")
    since = _since(ctx, hours)
    key = {"workspace": ctx.workspace_id, "workflow": workflow_id, "version": version, "since": since}
    runs = (await ctx.db.scalars(text(RUNS), key)).all()
    rows = await ctx.db.execute(
        text(
            "select j.*, e.error, r.id as run_id from workflow_runs r cross join lateral ("
            "  select * from (select * from journeys j where j.run = r.number"
            "   and j.workspace_id = :workspace and j.id < :cursor order by j.id desc limit :looked) j"
            f"  where {MET[at]} and (cast(:profile as bigint) is null or j.profile_id = :profile)"
            "  order by j.id desc limit :limit) j"
            " left join lateral (select error from journey_errors e where e.workspace_id = j.workspace_id"
            "  and e.journey_id = j.id order by e.at desc limit 1) e on true"
            " where r.workspace_id = :workspace and r.number = any(:runs) order by j.id desc limit :limit"
        ),
        {
            "workspace": ctx.workspace_id,
            "runs": list(runs),
            "node": place,
            "since": since,
            "cursor": cursor or 2**62,
            "profile": profile_id,
            "looked": max(LEAST_OF_A_RUN, MOST_LOOKED_AT // max(1, len(runs))),
            "limit": limit + 1,
        },
    )
    items = [journey_view(row, row["run_id"], nodes) for row in rows.mappings()]
    more = len(items) > limit
    return JourneyPage(
        items=items[:limit], has_more=more, next_cursor=str(items[limit - 1].id) if more else None
    )


def _since(ctx: Context, hours: int) -> datetime:
    return (ctx.now - timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)


async def _sums(ctx: Context, statement: str, key: Mapping[str, object]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for row in await ctx.db.execute(text(statement), key):
        found.setdefault(row.node, {})[row.what] = int(row.n)
    return found


async def _nodes(ctx: Context, workflow_id: UUID, version: int) -> list[dict[str, Any]]:
    await get_workflow(ctx, workflow_id)
    found = await ctx.db.get(WorkflowVersion, (ctx.workspace_id, workflow_id, version))
    if found is None:
        raise NotFoundError("workflow_version_not_found", f"The workflow has no version {version}.")
    nodes: list[dict[str, Any]] = found.graph["nodes"]  # type: ignore[assignment]  # as published
    return nodes
