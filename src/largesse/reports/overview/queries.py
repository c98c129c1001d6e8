"""Finds what needs somebody now; each part is read by an index or from a small table."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

from pydantic import BaseModel
from sqlalchemy import RowMapping, text

from largesse.accounts.permissions import Permission
from largesse.accounts.queries import get_workspace
from largesse.core.context import Context
from largesse.core.ids import first_id
from largesse.core.jobs import STALE
from largesse.reports.overview.schemas import (
    BrokenRun,
    DeadMessages,
    EndingHolds,
    EndingPromotion,
    FailingWebhook,
    FirstSteps,
    LowPool,
    OpenFraudCases,
    OverviewView,
    RunningJob,
    RunningRun,
    StuckRun,
    TroubledJob,
)
from largesse.vouchers.queries import list_pools

LATELY: Final = timedelta(days=7)
HOLDS_END: Final = timedelta(hours=1)
PROMOTIONS_END: Final = timedelta(days=7)
STUCK: Final = timedelta(minutes=15)
SHOWN: Final = 8
COUNTED: Final = 1000
POOLS_ON_A_PAGE: Final = 200

BROKEN: Final = """
select r.workflow_id, w.name as workflow, r.id as run_id, e.dead, l.at as last_at, left(l.error, 500) as error
from workflow_runs r join workflows w on w.workspace_id = r.workspace_id and w.id = r.workflow_id
cross join lateral (
    select count(*) as dead from (
        select from journey_errors e where e.workspace_id = r.workspace_id and e.run = r.number and e.final
          and e.at >= :since limit :most) e) e
cross join lateral (
    select e.at, e.error from journey_errors e where e.workspace_id = r.workspace_id and e.run = r.number
      and e.final and e.at >= :since order by e.at desc limit 1) l
where r.workspace_id = :workspace and (r.state in ('running', 'paused') or r.id >= :since_id)
  and w.deleted_at is null
order by l.at desc limit :shown
"""
STUCK_RUNS: Final = """
select distinct on (r.id) r.workflow_id, w.name as workflow, r.id as run_id, l.leased_until as due_at
from workflow_runs r join workflows w on w.workspace_id = r.workspace_id and w.id = r.workflow_id
join workflow_lanes l on l.workspace_id = r.workspace_id and l.run = r.number
where r.workspace_id = :workspace and r.state = 'running' and w.deleted_at is null
  and l.owner is not null and l.leased_until < :before
order by r.id desc, l.leased_until limit :shown
"""
RUNNING_RUNS: Final = """
select r.workflow_id, w.name as workflow, r.id as run_id, r.started_at, c.paths, c.ended
from workflow_runs r join workflows w on w.workspace_id = r.workspace_id and w.id = r.workflow_id
cross join lateral (
    select coalesce(sum(s.n) filter (where s.what in ('!started', '!branched')), 0) as paths,
        coalesce(sum(s.n) filter (where s.what = '!ended'), 0) as ended
    from node_stats s where s.workspace_id = r.workspace_id and s.run = r.number) c
where r.workspace_id = :workspace and r.state = 'running' and r.kind <> 'events' and w.deleted_at is null
order by r.id limit :shown
"""
CASES: Final = """
with waiting as materialized (
    select id, score, findings from fraud_cases
    where workspace_id = :workspace and state = 'open' order by score desc, id desc limit :most
)
select (select count(*) from waiting) as count, w.id as worst_id, w.score as worst_score,
    array(select f.key from jsonb_each(w.findings) f
          order by cast(f.value ->> 'points' as int) desc, f.key) as signals
from (select) one left join (select * from waiting order by score desc, id desc limit 1) w on true
"""
ENDING: Final = """
select 'promotion' as kind, p.id, p.name, cast(v.definition ->> 'ends_at' as timestamptz) as ends_at
from promotions p join promotion_versions v on v.workspace_id = p.workspace_id and v.promotion_id = p.id
    and v.version = p.version
where p.workspace_id = :workspace and p.status in ('active', 'hidden')
  and cast(v.definition ->> 'ends_at' as timestamptz) between :now and :until
union all
select 'campaign', c.id, c.name, c.ends_at from campaigns c
where c.workspace_id = :workspace and c.status = 'active' and c.ends_at between :now and :until
order by 4 limit :shown
"""
STEPS: Final = """
select exists (select from pools where workspace_id = :workspace and deleted_at is null) as has_pool,
    exists (select from codes where workspace_id = :workspace) as has_codes,
    exists (select from promotion_versions where workspace_id = :workspace) as has_promotion,
    exists (select from profiles where workspace_id = :workspace) as has_customer,
    exists (select from redemptions where workspace_id = :workspace) as has_redemption,
    exists (select from workflow_versions where workspace_id = :workspace) as has_workflow
"""

View = TypeVar("View", bound=BaseModel)
Part = TypeVar("Part")


async def view_overview(ctx: Context) -> OverviewView:
    """What needs somebody now, as far as the caller may see it."""

    async def part(permission: Permission, read: Callable[[Context], Awaitable[Part]]) -> Part | None:
        return await read(ctx) if permission in ctx.actor.permissions else None

    return OverviewView(
        at=ctx.now,
        time_zone=(await get_workspace(ctx)).time_zone,
        pools=await part(Permission.VOUCHERS_POOL_READ, low_pools),
        broken_runs=await part(Permission.WORKFLOWS_RUN_READ, broken_runs),
        stuck_runs=await part(Permission.WORKFLOWS_RUN_READ, stuck_runs),
        jobs=await part(Permission.JOBS_JOB_READ, troubled_jobs),
        running_jobs=await part(Permission.JOBS_JOB_READ, running_jobs),
        running_runs=await part(Permission.WORKFLOWS_RUN_READ, running_runs),
        messages=await part(Permission.MESSAGES_MESSAGE_READ, dead_messages),
        webhooks=await part(Permission.MESSAGES_WEBHOOK_READ, failing_webhooks),
        fraud_cases=await part(Permission.FRAUD_CASE_READ, open_fraud_cases),
        holds=await part(Permission.PROMOTIONS_REDEMPTION_READ, ending_holds),
        ending=await part(Permission.PROMOTIONS_PROMOTION_READ, ending_promotions),
        first_steps=await first_steps(ctx),
    )


async def low_pools(ctx: Context) -> list[LowPool]:
    """Pools that ran empty, and those below the threshold of their alert, the emptiest first."""
    found: list[LowPool] = []
    cursor = None
    while True:
        page = await list_pools(ctx, limit=POOLS_ON_A_PAGE, cursor=cursor)
        found += [
            LowPool(
                id=pool.id,
                name=pool.name,
                state="low" if pool.remaining else "empty",
                remaining=pool.remaining,
                runs_out_on=pool.runs_out_on,
            )
            for pool in page.items
            if pool.active and pool.kind == "static" and (pool.low or (pool.total and not pool.remaining))
        ]
        if page.next_cursor is None:
            return sorted(found, key=lambda pool: (pool.remaining, pool.name))
        cursor = page.items[-1].id


async def broken_runs(ctx: Context) -> list[BrokenRun]:
    """Runs in which journeys died in the last seven days, the latest first."""
    since = ctx.now - LATELY
    return await _all(ctx, BrokenRun, BROKEN, since=since, since_id=first_id(since), most=COUNTED)


async def stuck_runs(ctx: Context) -> list[StuckRun]:
    """Runs whose worker was lost and that nobody took up again."""
    return await _all(ctx, StuckRun, STUCK_RUNS, before=ctx.now - STUCK)


async def troubled_jobs(ctx: Context) -> list[TroubledJob]:
    """Jobs that failed lately, and those that claim to run but do not say so any more."""
    query = (
        "select id, kind, object_id, case state when 'failed' then 'failed' else 'stuck' end as state, error,"
        " coalesce(finished_at, heartbeat_at, created_at) as at from jobs where workspace_id = :workspace"
        " and (state = 'failed' and id >= :since_id or state = 'running' and heartbeat_at < :silent)"
        " order by id desc limit :shown"
    )
    since = first_id(ctx.now - LATELY)
    return await _all(ctx, TroubledJob, query, since_id=since, silent=ctx.now - STALE * 6)


async def running_jobs(ctx: Context) -> list[RunningJob]:
    """Jobs that run or wait, the oldest first."""
    query = (
        "select id, kind, object_id, state, done, total, created_at from jobs where workspace_id = :workspace"
        " and state in ('queued', 'running') order by id limit :shown"
    )
    return await _all(ctx, RunningJob, query)


async def running_runs(ctx: Context) -> list[RunningRun]:
    """Runs that were begun for an audience and go on, the oldest first; runs of events never end."""
    return await _all(ctx, RunningRun, RUNNING_RUNS)


async def dead_messages(ctx: Context) -> DeadMessages:
    """How many messages of the last seven days failed for good, and why the last one did."""
    query = (
        "select count(*) as count, (array_agg(f.error order by f.id desc))[1] as last_error from ("
        " select id, left(error, 500) as error from messages where workspace_id = :workspace"
        "  and state = 'failed' and id >= :since_id order by id desc limit :most) f"
    )
    [found] = await _all(ctx, DeadMessages, query, since_id=first_id(ctx.now - LATELY), most=COUNTED)
    return found


async def failing_webhooks(ctx: Context) -> list[FailingWebhook]:
    """Webhooks whose deliveries fail, and those that were switched off for it."""
    query = (
        "select id, name, failing_since, disabled_at from webhooks where workspace_id = :workspace"
        " and (failing_since is not null and active or disabled_at is not null)"
        " order by coalesce(disabled_at, failing_since) desc limit :shown"
    )
    return await _all(ctx, FailingWebhook, query)


async def open_fraud_cases(ctx: Context) -> OpenFraudCases:
    """How many cases of suspected abuse nobody decided yet, and what the worst one is."""
    [found] = await _all(ctx, OpenFraudCases, CASES, most=COUNTED)
    return found


async def ending_holds(ctx: Context) -> EndingHolds:
    """How many holds end within the hour, and when the first does."""
    query = (
        "select count(*) as count, min(h.held_until) as next_at from (select held_until from redemptions"
        " where workspace_id = :workspace and state = 1 and held_until between :now and :until"
        " order by held_until limit :most) h"
    )
    [found] = await _all(ctx, EndingHolds, query, now=ctx.now, until=ctx.now + HOLDS_END, most=COUNTED)
    return found


async def ending_promotions(ctx: Context) -> list[EndingPromotion]:
    """Promotions and campaigns in force that end within seven days, the first to end first."""
    return await _all(ctx, EndingPromotion, ENDING, now=ctx.now, until=ctx.now + PROMOTIONS_END)


async def first_steps(ctx: Context) -> FirstSteps:
    """What the workspace has already."""
    [found] = await _all(ctx, FirstSteps, STEPS)
    return found


async def _all(ctx: Context, view: type[View], query: str, **values: Any) -> list[View]:  # noqa: ANN401
    given = {"workspace": ctx.workspace_id, "shown": SHOWN, **values}
    bound = {name: value for name, value in given.items() if f":{name}" in query}
    rows: Sequence[RowMapping] = (await ctx.db.execute(text(query), bound)).mappings().all()
    return [view.model_validate(dict(row)) for row in rows]
