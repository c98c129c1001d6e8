"""Makes sets for all customers of a handbill, some hundred at a time, and again when periods end."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject
from largesse.core.errors import ConflictError
from largesse.core.jobs import Handler, RunningJob
from largesse.personalization.handbills.commands.publications import PRECOMPUTE, precompute_in_time
from largesse.personalization.handbills.dispenser import Dispenser, dispense
from largesse.personalization.handbills.queries import get_handbill
from largesse.personalization.handbills.sets import members_of, read_edition
from largesse.personalization.handbills.trend import TrendRanker
from largesse.personalization.ranking import Ranker
from largesse.promotions.shelf import Shelf

log = structlog.get_logger()

CHUNK: Final = 200
RankerOf = Callable[[Database, Shelf], Ranker]
COUNT: Final = "select count(*) from profiles where workspace_id = :workspace"
# Who has no live set, in the order of their numbers; `next` is where the following batch begins.
NEXT: Final = (
    "select p.id, not exists (select from handbill_sets s where s.workspace_id = :workspace"
    " and s.handbill_id = :handbill and s.profile_id = p.id and s.ends_at > :now) as is_open"
    " from profiles p where p.workspace_id = :workspace and p.id > :after order by p.id limit :limit"
)
DUE: Final = (
    "select id from handbills where workspace_id = :workspace and status = 'published'"
    " and precompute_at <= :now order by precompute_at"
)


def handbill_jobs(ranker_of: RankerOf = TrendRanker, *, chunk: int = CHUNK) -> dict[str, Handler]:
    """The handler; `chunk` is how many customers go into one step."""

    async def run(job: RunningJob) -> JsonObject:
        return await _run(job, ranker_of, chunk)

    return {PRECOMPUTE: run}


async def turn_over(database: Database) -> int:
    """Starts the jobs of handbills whose period ended; returns how many."""
    shelf = Shelf(database)
    dispenser = Dispenser(database, shelf, TrendRanker(database, shelf))
    started = 0
    for workspace_id in await database.workspace_ids():
        async with database.context(workspace_id) as ctx:
            due = await _due(ctx)
        for handbill_id in due:
            shop = await dispenser.shop(workspace_id)
            async with database.context(workspace_id) as ctx:
                row = await get_handbill(ctx, handbill_id, lock=True)
                if row.precompute_at is None or row.precompute_at > ctx.now or row.status != "published":
                    continue
                edition = await read_edition(ctx, handbill_id)
                started += await precompute_in_time(ctx, row, edition.definition, shop) is not None
    return started


async def _due(ctx: Context) -> Sequence[UUID]:
    rows = await ctx.db.scalars(text(DUE), {"workspace": ctx.workspace_id, "now": ctx.now})
    return rows.all()


async def _run(job: RunningJob, ranker_of: RankerOf, chunk: int) -> JsonObject:
    """Begins again where a killed worker left off; who has a live set is left as he is."""
    handbill_id = UUID(str(job.args["handbill_id"]))
    shelf = Shelf(job.database)
    dispenser = Dispenser(job.database, shelf, ranker_of(job.database, shelf))
    after, made = int(str(job.progress.get("after", 0))), int(str(job.progress.get("made", 0)))
    total = job.total
    while True:
        try:
            async with job.database.context(job.workspace_id) as ctx:
                if total is None:
                    total = await ctx.db.scalar(text(COUNT), {"workspace": job.workspace_id})
                edition = await read_edition(ctx, handbill_id)
                batch, due = await _next(ctx, handbill_id, after, chunk)
                known = await members_of(ctx, handbill_id, due)
            shop = await dispenser.shop(job.workspace_id)
            plans = await dispenser.plan(edition, shop, due, known=known, now=ctx.now)
            async with job.step(grows=True) as step:
                if plans:
                    made += len(await dispense(step, edition, shop, plans))
                after = batch[-1] if batch else after
                await job.save(
                    step, done=job.done + len(batch), total=total, progress={"after": after, "made": made}
                )
        except ConflictError as error:  # paused, archived or over meanwhile: nothing is left to do
            log.info("precomputation_ended", handbill_id=str(handbill_id), reason=error.code)
            return {"sets": made, "ended": error.code}
        if len(batch) < chunk:
            return {"sets": made}


async def _next(ctx: Context, handbill_id: UUID, after: int, limit: int) -> tuple[list[int], list[int]]:
    """The next customers in the order of their numbers, and those of them without a live set."""
    rows = (
        await ctx.db.execute(
            text(NEXT),
            {
                "workspace": ctx.workspace_id,
                "handbill": handbill_id,
                "after": after,
                "now": ctx.now,
                "limit": limit,
            },
        )
    ).all()
    return [row.id for row in rows], [row.id for row in rows if row.is_open]
