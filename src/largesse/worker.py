"""The composition root of the worker: which jobs, listeners and clocks it runs. Decides nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Final
from uuid import UUID

import procrastinate
from procrastinate import PsycopgConnector

from largesse.alerts.jobs import alert_listener
from largesse.catalogs.imports.jobs import catalog_jobs
from largesse.connections.addresses import AddressGuard, allowed_in
from largesse.core.db import APP_ROLE, Database
from largesse.core.disk import DiskWatch
from largesse.core.files import FileStore
from largesse.core.housekeeping import keep_house, sweep_files
from largesse.core.jobs import JOBS, PROMPT, RUN_JOB, WORKFLOWS, Handler, rehint_stalled, run_job
from largesse.core.settings import Settings
from largesse.events.inbox import Listener, ManyListener, deal_with, rehint_waiting
from largesse.fraud.erasure import forget_notes
from largesse.fraud.jobs import look_for_fraud
from largesse.messages.commands import SEND_MESSAGES
from largesse.messages.erasure import forget_messages
from largesse.messages.jobs import create_outbox, hint_due
from largesse.messages.webhooks.jobs import webhook_listener
from largesse.personalization.engine.jobs import Means, engine_jobs, model_files, train_daily
from largesse.personalization.engine.ranker import Engine as Ranking
from largesse.personalization.engine.training import Limits
from largesse.personalization.handbills.jobs import handbill_jobs, turn_over
from largesse.personalization.handbills.results_jobs import count_jobs, count_large
from largesse.profiles.imports.jobs import import_jobs
from largesse.promotions.imports.jobs import promotion_jobs
from largesse.redemptions.back_tests.jobs import back_test_jobs
from largesse.redemptions.checks import check_ledgers
from largesse.redemptions.commands.ends import lapse_holds
from largesse.redemptions.commands.grants import hear as grant
from largesse.redemptions.points.commands import expire_points
from largesse.reports.jobs import count_reports
from largesse.vouchers.commands.counts import fold_counts
from largesse.vouchers.commands.watch import watch_pools
from largesse.vouchers.jobs import pool_jobs
from largesse.workflows.commands.files import uploaded_files
from largesse.workflows.engine.engine import Engine
from largesse.workflows.engine.keeper import keep_runs
from largesse.workflows.engine.schedules import fire_schedules
from largesse.workflows.engine.second_look import ADVANCE, MATCH
from largesse.workflows.fetch import Ways, fetch_jobs
from largesse.workflows.jobs import (
    advance_run,
    create_engine,
    due_tick,
    hear,
    match_pending,
    tidy,
    workflow_jobs,
)
from largesse.workflows.transformations.jobs import transformation_jobs

LISTENERS: Final[dict[str, Callable[[Settings], Listener | ManyListener]]] = {
    "alerts": alert_listener,
    "fraud": lambda _: forget_notes,
    "messages": lambda _: forget_messages,
    "redemptions": lambda _: grant,
    "webhooks": lambda _: webhook_listener(),
    "workflows": lambda _: hear,
}

PROMPT_AT_ONCE: Final = 8
# Slices of work on journeys; while one waits for answers of other systems, others go on.
WORKFLOWS_AT_ONCE: Final = 6

Tick = Callable[[Database], Awaitable[object]]
TICKS: Final[dict[str, tuple[str, Tick]]] = {
    "fold_counts": ("* * * * * */2", fold_counts),
    "watch_pools": ("* * * * * */2", watch_pools),
    "hint_due_messages": ("* * * * * */2", hint_due),
    "rehint_events": ("* * * * * */5", rehint_waiting),
    "fire_schedules": ("* * * * * *", fire_schedules),
    "lapse_holds": ("* * * * * *", lapse_holds),
    "keep_runs": ("* * * * * */2", keep_runs),
    "rehint_stalled": ("* * * * * */10", rehint_stalled),
    "tidy_workflows": ("27 * * * *", tidy),
    "expire_points": ("* * * * *", expire_points),
    "turn_handbills_over": ("* * * * *", turn_over),
    "count_handbills": ("*/5 * * * *", count_large),
    "check_ledgers": ("37 * * * *", check_ledgers),
    "count_reports": ("* * * * *", count_reports),
    "look_for_fraud": ("* * * * * */20", look_for_fraud),
    "keep_house": ("7 * * * *", keep_house),
}


def create_worker(settings: Settings, database: Database, engine: Engine) -> procrastinate.App:
    """The procrastinate application with every task of the product; its jobs are hints."""
    connector = PsycopgConnector(
        conninfo=settings.database_url,
        kwargs={"options": f"-c role={APP_ROLE} -c timezone=UTC"},
        min_size=1,
        max_size=4,
    )
    app = procrastinate.App(connector=connector)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    disk = DiskWatch(settings.data_dir)
    files = FileStore(settings.data_dir / "files")
    jobs = job_handlers(settings, engine, files)
    listeners = {name: create(settings) for name, create in LISTENERS.items()}
    outbox = create_outbox(settings, database)

    @app.task(name=RUN_JOB, queue=JOBS)
    async def run(workspace_id: str, job_id: str) -> None:
        await run_job(database, UUID(workspace_id), UUID(job_id), jobs, disk=disk)

    @app.task(name="deal_with_events", queue=PROMPT)
    async def deal(workspace_id: str, listener: str) -> None:
        if listener in listeners:  # a newer version may listen to more
            await deal_with(database, UUID(workspace_id), listener, listeners[listener])

    @app.task(name=SEND_MESSAGES, queue=PROMPT)
    async def send(workspace_id: str) -> None:
        await outbox.send_due(UUID(workspace_id))

    @app.task(name=ADVANCE, queue=WORKFLOWS)
    async def advance(workspace_id: str, run: int, lane: int) -> None:
        await advance_run(engine, UUID(workspace_id), run, lane)

    @app.task(name=MATCH, queue=WORKFLOWS)
    async def match(workspace_id: str) -> None:
        await match_pending(engine, UUID(workspace_id))

    ticks: dict[str, tuple[str, Tick]] = {
        **TICKS,
        "move_due": ("* * * * * *", due_tick(engine)),
        "train_engine": ("* * * * *", train_daily(settings.ai_train_at)),
        "sweep_files": ("17 * * * *", partial(sweep_files, files=files, kept=[uploaded_files, model_files])),
    }
    for name, (cron, tick) in ticks.items():
        _add_tick(app, name, cron, tick=tick, database=database)
    return app


def job_handlers(settings: Settings, engine: Engine, files: FileStore) -> dict[str, Handler]:
    """What does the work of each kind of job."""
    ways = Ways(
        engine.services.http, AddressGuard(allowed_in(settings.outgoing_allow)), engine.services.keyring
    )
    return {
        **pool_jobs(files),
        **import_jobs(files),
        **promotion_jobs(files),
        **catalog_jobs(files),
        **workflow_jobs(),
        **transformation_jobs(files),
        **fetch_jobs(files, ways),
        **back_test_jobs(),
        **handbill_jobs(lambda base, shelf: Ranking(base, shelf, files, engine.services.keyring)),
        **count_jobs(),
        **engine_jobs(
            Means(
                files,
                engine.services.keyring,
                Limits(settings.ai_memory_mb, settings.ai_threads),
                processes=settings.ai_processes,
                spark=settings.ai_spark,
            )
        ),
    }


async def work(settings: Settings, *, stop: asyncio.Event, concurrency: int = 2) -> None:
    """Runs the worker until it is told to stop; unfinished jobs are given back to the queue."""
    database = Database(settings.database_url, pool_size=settings.db_pool_size)
    await database.open()
    engine = create_engine(settings, database)
    try:
        app = create_worker(settings, database, engine)
        async with app.open_async():
            await _run_until(
                stop,
                _listen(app, PROMPT, PROMPT_AT_ONCE),
                _listen(app, WORKFLOWS, WORKFLOWS_AT_ONCE),
                _listen(app, JOBS, concurrency),
            )
    finally:
        await engine.services.close()
        await database.close()


def _add_tick(app: procrastinate.App, name: str, cron: str, *, tick: Tick, database: Database) -> None:
    @app.periodic(cron=cron)
    @app.task(name=name, queue=PROMPT, queueing_lock=name, pass_context=False)
    async def run_tick(timestamp: int) -> None:
        del timestamp  # procrastinate hands over the intended moment; the ticks act on what is due now
        await tick(database)


async def _listen(app: procrastinate.App, queue: str, concurrency: int) -> None:
    await app.run_worker_async(
        name=queue,
        queues=[queue],
        concurrency=concurrency,
        fetch_job_polling_interval=1.0,
        shutdown_graceful_timeout=2.0,
        delete_jobs="always",
        install_signal_handlers=False,
    )


async def _run_until(stop: asyncio.Event, *workers: Coroutine[None, None, None]) -> None:
    """Ends all workers on the stop, or when one of them fails: a half worker would look whole."""
    running = [asyncio.create_task(worker) for worker in workers]
    stopped = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait({stopped, *running}, return_when=asyncio.FIRST_COMPLETED)
    for task in (stopped, *running):
        task.cancel()
    await asyncio.gather(stopped, *running, return_exceptions=True)
    for task in done - {stopped}:
        task.result()
