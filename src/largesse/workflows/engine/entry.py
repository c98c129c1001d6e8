"""How journeys come into being: slices of an audience, and one journey without a profile."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.profiles.conditions import Condition, compile_sql, local_now
from largesse.workflows.engine.engine import count
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.engine.rows import place_in_order

# Profiles in a slice: one slice lasts about half a second, so that runs share the workers fairly.
RANGE: Final = 2000
LANES: Final = 4
# After so many slices of a run the planner is told how the tables have grown.
ANALYZED: Final = frozenset({1, 5, 8, 25, 125, 625, 3125})
CONDITION: Final[TypeAdapter[Condition]] = TypeAdapter(Condition)

SPLIT: Final = (
    "insert into workflow_ranges (workspace_id, run, ordinal, first, last)"
    " select :workspace, :run, row_number() over (order by g.slice), min(g.id), max(g.id) from ("
    "  select id, (row_number() over (order by id) - 1) / :size as slice from profiles"
    "  where workspace_id = :workspace) g group by g.slice"
)
ALONE: Final = (
    "select not exists (select from workflow_runs where workspace_id = $1 and workflow_id = $2"
    " and number <> $3"
    " and state in ('running', 'paused'))"
)
NEXT_RANGE: Final = (
    # materialized: a join may run a subquery with skip locked once for each row, and take them all
    "with n as materialized ("
    " select ordinal from workflow_ranges where workspace_id = $1 and run = $2 and entered is null"
    " order by ordinal limit 1 for update skip locked)"
    " update workflow_ranges r set entered = 0 from n"
    " where r.workspace_id = $1 and r.run = $2 and r.ordinal = n.ordinal"
    " returning r.ordinal, r.first, r.last"
)
ENTER: Final = (
    "with open_runs as materialized ("
    " select array_agg(number) as numbers from workflow_runs where workspace_id = $1 and workflow_id"
    " = $8::uuid"
    " and state in ('running', 'paused')"
    "), chosen as materialized ("
    " select p.id from profiles p, open_runs o where p.workspace_id = $1 and p.id between $3::bigint"
    " and $4::bigint"
    " and ({conditions})"
    " and ($9::bigint is null or (select count(*) from (select from journeys j where j.profile_id = p.id"
    "  and j.status < 4 and j.workspace_id = $1 and j.run = any(o.numbers) limit $9) open) < $9)"
    " and ($10::bigint is null or (select count(*) from (select from journey_starts s where"
    " s.workspace_id = $1"
    "  and s.workflow_id = $8 and s.profile_id = p.id and s.started_at > $11::timestamptz limit $10)"
    " started) < $10)"
    " order by p.id"
    "), entered as ("
    " insert into journeys (workspace_id, run, profile_id, armed, started_at, node, lane)"
    " select $1::uuid, $2::bigint, c.id, $5::bigint, $6::timestamptz, $12::smallint, $7::smallint"
    " from chosen c order by c.id returning id, profile_id"
    "), capped as ("
    " insert into journey_starts (workspace_id, workflow_id, profile_id, started_at, journey_id)"
    " select $1, $8, e.profile_id, $6, e.id from entered e where $10::bigint is not null"
    ") select count(*) from entered"
)


async def split_audience(ctx: Context, run: int) -> int:
    """Cuts the workspace's profiles into slices for a run; answers how many there are."""
    done = await ctx.db.execute(text(SPLIT), {"workspace": ctx.workspace_id, "run": run, "size": RANGE})
    return int(done.rowcount)  # type: ignore[attr-defined]  # an INSERT gives a cursor result


async def enter_next_range(ctx: Context, run: LiveRun, lane: int) -> tuple[int, int] | None:
    """Begins the journeys of the next slice, on this lane; answers its ordinal and how many there are.

    None when no slice is left.

    Slice and journeys are written together, so a crash neither loses a slice nor begins one twice.
    """
    driver = await driver_connection(ctx.db)
    slice_ = await driver.fetchrow(NEXT_RANGE, ctx.workspace_id, run.number)
    if slice_ is None:
        return None
    tree = CONDITION.validate_python(run.params["conditions"])
    now = await local_now(ctx, tree)
    compiled = compile_sql(tree, workspace_id=ctx.workspace_id, now=now, first_argument=13)
    limit, starts, since = limits_of(run.plan.settings)
    await _keep_others_out(ctx, run)
    trigger = run.plan.steps[run.node]
    node = trigger.edges["default"]
    entered: int = await driver.fetchval(
        ENTER.format(conditions=compiled.sql),
        ctx.workspace_id,
        run.number,
        slice_["first"],
        slice_["last"],
        await place_in_order(ctx),
        ctx.now,
        lane,
        run.workflow_id,
        limit,
        starts,
        ctx.now - since,
        node,
        *compiled.args,
    )
    await driver.execute(
        "update workflow_ranges set entered = $4 where workspace_id = $1 and run = $2 and ordinal = $3",
        ctx.workspace_id,
        run.number,
        slice_["ordinal"],
        entered,
    )
    if entered:
        await _count_start(ctx, run, node, entered)
    return slice_["ordinal"], entered


async def _keep_others_out(ctx: Context, run: LiveRun) -> None:
    """Lets no other run of the workflow begin journeys until the commit: both would find the profile free.

    Lanes of the only run share their lock, since they begin the journeys of different profiles.
    """
    driver = await driver_connection(ctx.db)
    alone = await driver.fetchval(ALONE, ctx.workspace_id, run.workflow_id, run.number)
    lock = "pg_advisory_xact_lock_shared" if alone else "pg_advisory_xact_lock"
    await driver.execute(f"select {lock}(hashtextextended('workflow ' || $1, 0))", str(run.workflow_id))


async def refresh_statistics(ctx: Context) -> None:
    """Tells the planner of tables that were filled a moment ago."""
    await ctx.db.execute(text("select workflows_analyze(:day)"), {"day": ctx.now.date()})


async def enter_once(ctx: Context, run: LiveRun) -> None:
    """Begins the one journey of a run without profiles."""
    node = run.plan.steps[run.node].edges["default"]
    await ctx.db.execute(
        text(
            "insert into journeys (workspace_id, run, profile_id, armed, started_at, node, lane)"
            " values (:workspace, :run, 0, :armed, :now, :node, 0)"
        ),
        {
            "workspace": ctx.workspace_id,
            "run": run.number,
            "armed": await place_in_order(ctx),
            "now": ctx.now,
            "node": node,
        },
    )
    await _count_start(ctx, run, node, 1)


def limits_of(settings: Mapping[str, object]) -> tuple[int | None, int | None, timedelta]:
    """How many paths a profile may have open, how many starts it has in a window, and the window."""
    capping = settings.get("capping")
    open_paths = settings.get("open_paths", 1)
    limit = open_paths if isinstance(open_paths, int) else None
    if not isinstance(capping, dict):
        return limit, None, timedelta(0)
    return limit, int(str(capping["starts"])), timedelta(seconds=float(str(capping["seconds"])))


async def _count_start(ctx: Context, run: LiveRun, node: int, number: int) -> None:
    for at, what in ((run.node, "+"), (run.node, "default"), (node, "+"), (run.node, "!started")):
        await count(ctx, run.number, at, what, number)
