"""Counts large handbills every hour, some thousand customers a step, so that a results page need not."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from largesse.core.db import Database, JsonObject
from largesse.core.jobs import Handler, RunningJob, objects_at_work, start_job
from largesse.personalization.handbills.results_counts import (
    Counts,
    count_up,
    keep_counts,
    larger_than,
    next_customer,
)
from largesse.promotions.queries import get_settings

COUNT: Final = "count_handbill"
# A page counts up to so many customers itself.
LARGE: Final = 20_000
CHUNK: Final = 20_000
EVERY: Final = timedelta(hours=1)


def count_jobs(*, chunk: int = CHUNK) -> dict[str, Handler]:
    """The handler; `chunk` is how many customers are counted in one step."""

    async def run(job: RunningJob) -> JsonObject:
        return await _run(job, chunk)

    return {COUNT: run}


async def count_large(database: Database, *, least: int = LARGE) -> int:
    """The clock: starts to count handbills with more customers than that, hourly; returns of how many."""
    started = 0
    for workspace_id in await database.workspace_ids():
        async with database.context(workspace_id) as ctx:
            at_work = await objects_at_work(ctx, [COUNT])
            for handbill_id in await larger_than(ctx, least, before=ctx.now - EVERY):
                if str(handbill_id) not in at_work:
                    args: JsonObject = {"handbill_id": str(handbill_id)}
                    await start_job(ctx, COUNT, args=args, object_id=str(handbill_id))
                    started += 1
    return started


async def _run(job: RunningJob, chunk: int) -> JsonObject:
    """All as of the moment when it began; begins again where a killed worker left off."""
    handbill_id = UUID(str(job.args["handbill_id"]))
    after = int(str(job.progress.get("after", 0)))
    counts = Counts.load(_stored(job)) if "counts" in job.progress else None
    while True:
        async with job.step() as ctx:
            counts = counts or Counts(until=ctx.now)
            upto = await next_customer(ctx, handbill_id, after, chunk)
            if upto is None:
                await keep_counts(ctx, handbill_id, counts)
                return {"customers": sum(arm.customers for arm in counts.arms.values())}
            currency = (await get_settings(ctx)).currency
            found = await count_up(
                ctx, handbill_id, until=counts.until, currency=currency, after=after, upto=upto
            )
            counts, after = counts.joined(found), upto
            progress: JsonObject = {"after": after, "counts": counts.dump()}
            done = sum(arm.customers for arm in counts.arms.values())
            await job.save(ctx, done=done, total=None, progress=progress)


def _stored(job: RunningJob) -> JsonObject:
    stored = job.progress["counts"]
    if not isinstance(stored, dict):
        msg = "counts are an object"
        raise TypeError(msg)
    return stored
