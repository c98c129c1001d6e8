"""Begins journeys with events: which triggers an event meets, and whether its profile may begin once more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from asyncpg import Record
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.workflows.engine.entry import LANES, limits_of
from largesse.workflows.engine.plans import LiveRun, Plans
from largesse.workflows.paths import READY, Counts, Occurrence, Path
from largesse.workflows.siblings import new_journey_ids
from largesse.workflows.triggers.start import StartNode

STANDING: Final = (
    "select t.event, t.node, r.number from workflow_triggers t"
    " join workflow_runs r on r.workspace_id = t.workspace_id and r.workflow_id = t.workflow_id"
    " and r.version = t.version and r.kind = 'events'"
    " where t.workspace_id = $1 and t.event = any($2::text[])"
)
OPEN: Final = (
    "select j.profile_id, r.workflow_id, count(*) as n from journeys j"
    " join workflow_runs r on r.workspace_id = j.workspace_id and r.number = j.run"
    " where j.workspace_id = $1 and j.profile_id = any($2::bigint[]) and j.status < 4"
    " and r.workflow_id = any($3::uuid[]) and r.state in ('running', 'paused')"
    " group by j.profile_id, r.workflow_id"
)
STARTED: Final = (
    "select count(*) from journey_starts where workspace_id = $1 and workflow_id = $2 and profile_id = $3"
    " and started_at > $4"
)
NOTE: Final = (
    "insert into journey_starts (workspace_id, workflow_id, profile_id, started_at, journey_id)"
    " values ($1, $2, $3, $4, $5) on conflict do nothing"
)


@dataclass(frozen=True, slots=True)
class _Start:
    run: LiveRun
    node: int
    profile_id: int
    event: Occurrence


async def begin_journeys(
    ctx: Context,
    plans: Plans,
    events: Sequence[Record],
    occurrences: Sequence[Occurrence],
    *,
    runs: dict[int, LiveRun],
    counts: Counts,
    only: int | None = None,
) -> list[Path]:
    """Paths of the journeys that these events begin, not yet written; adds to `runs` and `counts`.

    `only`: those of this run.
    """
    starts = await _find_starts(ctx, plans, events, occurrences, runs=runs)
    if only is not None:
        starts = [start for start in starts if start.run.number == only]
    allowed = await _allowed(ctx, starts, counts)
    ids = await new_journey_ids(ctx, len(allowed)) if allowed else []
    paths = []
    for start, journey_id in zip(allowed, ids, strict=True):
        path = Path(
            run=start.run.number,
            id=journey_id,
            profile_id=start.profile_id,
            node=start.node,
            status=READY,
            armed=start.event.seq or 0,
            started_at=ctx.now,
            lane=start.profile_id % LANES,
            event=start.event,
            traced=start.run.traces(journey_id),
            is_new=True,
        )
        step = start.run.plan.steps[start.node]
        if step.remembers:
            path.steps[step.node.title] = {"event": start.event.values}
        paths.append(path)
        counts[start.run.number, start.node, "+"] += 1
        counts[start.run.number, start.node, "!started"] += 1
        await _note(ctx, start, journey_id)
    return paths


async def runs_begun_by(ctx: Context, names: Sequence[str]) -> list[int]:
    """The numbers of the runs to which events of these names may add journeys."""
    driver = await driver_connection(ctx.db)
    rows = await driver.fetch(STANDING, ctx.workspace_id, list(names))
    return sorted({row["number"] for row in rows})


async def _find_starts(
    ctx: Context,
    plans: Plans,
    events: Sequence[Record],
    occurrences: Sequence[Occurrence],
    *,
    runs: dict[int, LiveRun],
) -> list[_Start]:
    driver = await driver_connection(ctx.db)
    names = sorted({occurrence.name for occurrence in occurrences})
    triggers = await driver.fetch(STANDING, ctx.workspace_id, names)
    if not triggers:
        return []
    runs |= await plans.of_runs(ctx, {row["number"] for row in triggers})
    starts = []
    for row, occurrence in zip(events, occurrences, strict=True):
        for trigger in triggers:
            run = runs[trigger["number"]]
            node = run.plan.steps[trigger["node"]].node
            if (
                trigger["event"] != occurrence.name
                or row["journey_id"]
                or not run.running
                or not isinstance(node, StartNode)
                or not node.matches(occurrence.params, ctx.now)
            ):
                continue
            profile_id = row["profile_id"] if run.params.get("kind") == "profile" else 0
            if profile_id is not None:
                event = replace(occurrence, name=node.event_called(occurrence.name), _values=None)
                starts.append(_Start(run, trigger["node"], profile_id, event))
    return starts


async def _allowed(ctx: Context, starts: Sequence[_Start], counts: Counts) -> list[_Start]:
    """Those that stay within the limits of their workflow, the first ones first."""
    if not starts:
        return []
    driver = await driver_connection(ctx.db)
    workflows = {start.run.workflow_id for start in starts}
    for workflow_id in sorted(workflows):  # an audience of the same workflow may begin at this moment too
        await ctx.db.execute(
            text("select pg_advisory_xact_lock(hashtextextended('workflow ' || :id, 0))"),
            {"id": str(workflow_id)},
        )
    rows = await driver.fetch(
        OPEN, ctx.workspace_id, sorted({start.profile_id for start in starts}), sorted(workflows)
    )
    open_paths: dict[tuple[UUID, int], int] = {
        (row["workflow_id"], row["profile_id"]): row["n"] for row in rows
    }
    begun: dict[tuple[UUID, int], int] = {}
    allowed = []
    for start in starts:
        limit, most, window = limits_of(start.run.plan.settings)
        key = (start.run.workflow_id, start.profile_id)
        if start.profile_id:
            if limit is not None and open_paths.get(key, 0) >= limit:
                counts[start.run.number, start.node, "!limited"] += 1
                continue
            if most is not None and begun.get(key, 0) + await _started(ctx, key, window) >= most:
                counts[start.run.number, start.node, "!limited"] += 1
                continue
        open_paths[key] = open_paths.get(key, 0) + 1
        begun[key] = begun.get(key, 0) + 1
        allowed.append(start)
    return allowed


async def _started(ctx: Context, key: tuple[UUID, int], window: timedelta) -> int:
    driver = await driver_connection(ctx.db)
    started: int = await driver.fetchval(STARTED, ctx.workspace_id, key[0], key[1], ctx.now - window)
    return started


async def _note(ctx: Context, start: _Start, journey_id: int) -> None:
    if start.profile_id and limits_of(start.run.plan.settings)[1] is not None:
        driver = await driver_connection(ctx.db)
        await driver.execute(
            NOTE, ctx.workspace_id, start.run.workflow_id, start.profile_id, ctx.now, journey_id
        )
