"""What the worker does for the engine: trains daily and on demand, then scores and ranks all customers."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject
from largesse.core.errors import ConflictError
from largesse.core.files import FileStore
from largesse.core.jobs import Handler, RunningJob
from largesse.core.seals import Keyring
from largesse.personalization.engine.bench import Bench
from largesse.personalization.engine.commands import (
    REFRESH,
    SEED,
    TRAIN,
    Finished,
    add_model,
    fail_model,
    finish_model,
    forget_before,
    keep_propensity,
    start_refresh,
    start_training,
    write_rankings,
    write_scores,
)
from largesse.personalization.engine.lesson import SETTINGS, Task, summary
from largesse.personalization.engine.loading import load_dealings, load_history, load_receipts, load_stock
from largesse.personalization.engine.pool import Outcome, Partition, Pool, open_pool
from largesse.personalization.engine.queries import (
    articles_bought,
    began_since,
    customers_after,
    has_orders,
    sampled_customers,
    time_zone_of,
)
from largesse.personalization.engine.ranker import Engine
from largesse.personalization.engine.stock import day_of
from largesse.personalization.engine.training import Limits, train_apart
from largesse.personalization.engine.values import learn_propensity
from largesse.personalization.engine.vault import sealed
from largesse.personalization.handbills.candidates import Candidates
from largesse.personalization.propensity.model import PropensityModel
from largesse.personalization.scorer.lessons import Settings
from largesse.promotions.queries import get_settings
from largesse.promotions.shelf import Shelf

log = structlog.get_logger()

# Below so many orders nothing is trained by the clock; on demand always.
LEAST_ORDERS: Final = 100
PARTITION: Final = 4_000


@dataclass(frozen=True, slots=True)
class Means:
    """What the jobs work with."""

    files: FileStore
    keyring: Keyring
    limits: Limits = field(default_factory=Limits)
    processes: int = 1
    # The master of a Spark cluster that scores in their place.
    spark: str = ""
    partition: int = PARTITION
    settings: Settings = SETTINGS


def engine_jobs(means: Means) -> dict[str, Handler]:
    """The handlers of training and of scoring."""

    async def train(job: RunningJob) -> JsonObject:
        return await _train(job, means)

    async def refresh(job: RunningJob) -> JsonObject:
        return await _refresh(job, means)

    return {TRAIN: train, REFRESH: refresh}


def train_daily(at: str) -> Callable[[Database], Awaitable[int]]:
    """The clock: at this time of the day (HH:MM) in each workspace's zone; never for an empty text."""

    async def tick(database: Database) -> int:
        return await train_due(database, time.fromisoformat(at)) if at else 0

    return tick


async def train_due(database: Database, at: time) -> int:
    """Starts trainings that are due and were not begun since; returns how many."""
    started = 0
    for workspace_id in await database.workspace_ids():
        async with database.context(workspace_id) as ctx:
            due = last_due(ctx.now, at, ZoneInfo(await time_zone_of(ctx)))
            if not await began_since(ctx, TRAIN, due) and await has_orders(ctx, LEAST_ORDERS):
                await start_training(ctx)
                started += 1
    return started


def last_due(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The latest moment up to now at which the clocks of the zone showed that time of the day."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), at, tzinfo=zone)
    return today if today <= now else datetime.combine(local.date() - timedelta(days=1), at, tzinfo=zone)


async def model_files(session: AsyncSession) -> set[UUID]:
    """The files that models need, of the workspace of the transaction."""
    rows = await session.scalars(text("select file from ai_models where file is not null"))
    return {UUID(file) for file in rows}


async def _train(job: RunningJob, means: Means) -> JsonObject:
    """Trains a model; too little data is no failure, the stages before it answer then."""
    seed = int(str(job.args.get("seed", SEED)))
    task = await task_of(job.database, job.workspace_id, seed, settings=means.settings)
    if not len(task.history) or not task.promotions.count:
        what = "purchases of known customers" if not len(task.history) else "active promotions"
        async with job.step() as ctx:
            await start_refresh(ctx)
        return {"stage": "trend", "reason": f"There are no {what} to learn from yet."}
    model_id = await _row_of(job, task)
    try:
        trained = await train_apart(task, means.limits)
    except ConflictError as error:
        async with job.step() as ctx:
            await fail_model(ctx, model_id, error.detail)
            await start_refresh(ctx)
        raise
    content = sealed(trained.payload, means.keyring, workspace_id=job.workspace_id, model_id=model_id)
    stored = await asyncio.to_thread(means.files.save_blocks, job.workspace_id, [content])
    async with job.step() as ctx:
        gone = await finish_model(ctx, model_id, Finished(stored.id, trained.figures))
        await start_refresh(ctx)
    for file in gone:
        await asyncio.to_thread(means.files.delete, job.workspace_id, file)
    stage = "ranker" if trained.figures["is_trained"] else "frequency"
    return {"model_id": str(model_id), "stage": stage, "figures": trained.figures}


async def task_of(
    database: Database, workspace_id: UUID, seed: int, *, settings: Settings = SETTINGS
) -> Task:
    """A sample of the customers, drawn by seed, with all that they bought, and the active promotions."""
    book = await Shelf(database).book(workspace_id)
    async with database.context(workspace_id) as ctx:
        customers = await sampled_customers(ctx, settings.most_customers, seed=seed)
        bought = await articles_bought(ctx, customers)
        stock = await load_stock(ctx, book, Candidates(database), bought)
        history = await load_history(ctx, customers, stock)
    day = day_of(ctx.now)
    return Task(history, stock.goods, stock.promotions, stock.articles, day, seed, settings)


async def _row_of(job: RunningJob, task: Task) -> UUID:
    """The row of this training: a run that was killed goes on with its own."""
    if "model_id" in job.progress:
        return UUID(str(job.progress["model_id"]))
    async with job.step() as ctx:
        data: JsonObject = dict(summary(task.history, task.promotions))
        model_id = await add_model(ctx, seed=task.seed, data=data)
        await job.save(ctx, done=0, total=None, progress={"model_id": str(model_id)})
    return model_id


async def _refresh(job: RunningJob, means: Means) -> JsonObject:
    """Scores and ranks everybody as of one moment; begins again where a killed worker left off."""
    at = await _moment(job)
    engine = Engine(job.database, Shelf(job.database), means.files, means.keyring)
    bench = await engine.settled(job.workspace_id, now=at)
    propensity = await _propensity(job, at)
    async with scoring(means, bench, propensity) as pool:
        await _score_all(job, means, bench, pool, at)
    async with job.step() as ctx:
        await forget_before(ctx, at)
    changed = int(str(job.progress.get("changed", 0)))
    return {"customers": job.done, "profiles_changed": changed, "ranked": bench is not None}


def scoring(
    means: Means, bench: Bench | None, propensity: PropensityModel | None
) -> AbstractAsyncContextManager[Pool]:
    """What scores: processes of this machine, or the cluster; ConflictError `spark_not_installed`."""
    if not means.spark:
        return open_pool(bench, propensity, processes=means.processes)
    if find_spec("pyspark") is None:
        raise ConflictError(
            "spark_not_installed",
            "LARGESSE_AI_SPARK names a cluster, and pyspark is not installed. Install largesse[spark].",
        )
    spark: Any = import_module("largesse.personalization.engine.spark")
    opened: AbstractAsyncContextManager[Pool] = spark.open_spark(
        bench, propensity, master=means.spark, tasks=means.processes
    )
    return opened


async def _moment(job: RunningJob) -> datetime:
    if "at" in job.progress:
        return datetime.fromisoformat(str(job.progress["at"]))
    async with job.step() as ctx:
        await job.save(ctx, done=0, total=None, progress={"at": ctx.now.isoformat()})
        return ctx.now


async def _propensity(job: RunningJob, at: datetime) -> PropensityModel:
    async with job.database.context(job.workspace_id) as now:
        ctx = replace(now, now=at)
        customers = await sampled_customers(ctx, SETTINGS.most_customers, seed=SEED)
        receipts = await load_receipts(ctx, customers, currency=(await get_settings(ctx)).currency)
        dealings = await load_dealings(ctx, customers)
    model = await asyncio.to_thread(learn_propensity, receipts, dealings, day=day_of(at))
    async with job.step() as ctx:
        await keep_propensity(ctx, model.record(), seed=SEED)
    return model


async def _score_all(job: RunningJob, means: Means, bench: Bench | None, pool: Pool, at: datetime) -> None:
    """Partition after partition in the order of customers; some are read while others are scored."""
    under_way: deque[tuple[int, int, asyncio.Future[Outcome]]] = deque()
    after = int(str(job.progress.get("after", 0)))
    more = True
    try:
        while more or under_way:
            while more and len(under_way) <= means.processes:
                customers, partition = await _partition(job, means, bench, after, at)
                more = len(customers) == means.partition
                if customers:
                    after = customers[-1]
                    under_way.append((after, len(customers), pool.begin(partition)))
            if under_way:
                last, count, outcome = under_way.popleft()
                await _keep(job, bench, await outcome, at=at, last=last, count=count)
    finally:
        for *_, outcome in under_way:
            outcome.cancel()


async def _partition(
    job: RunningJob, means: Means, bench: Bench | None, after: int, at: datetime
) -> tuple[list[int], Partition]:
    async with job.database.context(job.workspace_id) as now:
        ctx: Context = replace(now, now=at)
        customers = await customers_after(ctx, after, means.partition)
        history = await load_history(ctx, customers, bench.stock) if bench is not None else None
        receipts = await load_receipts(ctx, customers, currency=(await get_settings(ctx)).currency)
        dealings = await load_dealings(ctx, customers)
    return customers, Partition(history, receipts, dealings, day_of(at))


async def _keep(
    job: RunningJob, bench: Bench | None, outcome: Outcome, *, at: datetime, last: int, count: int
) -> None:
    async with job.step(grows=True) as ctx:
        changed = await write_scores(ctx, outcome.scores, at=at)
        if bench is not None and outcome.rankings is not None:
            among = bench.stock.fingerprint
            await write_rankings(ctx, outcome.rankings, model_id=bench.model_id, among=among, at=at)
        before = int(str(job.progress.get("changed", 0)))
        progress: JsonObject = {"at": at.isoformat(), "after": last, "changed": before + changed}
        await job.save(ctx, done=job.done + count, total=None, progress=progress)
