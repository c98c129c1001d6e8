"""Jobs: fenced, cancelled, given back, found again, and told what went wrong."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Row, text

from largesse.core.db import Database, JsonObject
from largesse.core.errors import ConflictError, NotFoundError
from largesse.core.jobs import (
    STALE,
    Handler,
    JobCancelledError,
    JobLostError,
    RunningJob,
    rehint_stalled,
    request_cancel,
    run_job,
    start_job,
)
from tests.conftest import SetClock

START = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(START)


class Shop:
    """Starts jobs of the kind `count` in one workspace and reads their rows."""

    def __init__(self, database: Database, workspace_id: UUID) -> None:
        self.database = database
        self.workspace_id = workspace_id

    async def start(self, **args: object) -> UUID:
        async with self.database.context(self.workspace_id) as ctx:
            return await start_job(ctx, "count", args=args, object_id="shelf", total=10)

    async def run(self, job_id: UUID, handler: Handler) -> None:
        await run_job(self.database, self.workspace_id, job_id, {"count": handler})

    async def cancel(self, job_id: UUID) -> None:
        async with self.database.context(self.workspace_id) as ctx:
            await request_cancel(ctx, job_id)

    async def row(self, job_id: UUID) -> Row[tuple[object, ...]]:
        async with self.database.context(self.workspace_id) as ctx:
            return (await ctx.db.execute(text("select * from jobs where id = :id"), {"id": job_id})).one()

    async def hints(self, job_id: UUID) -> int:
        async with self.database.context(self.workspace_id) as ctx:
            found: int | None = await ctx.db.scalar(
                text(
                    "select count(*) from procrastinate_jobs"
                    " where task_name = 'run_job' and args ->> 'job_id' = :id"
                ),
                {"id": str(job_id)},
            )
        return found or 0


@pytest.fixture
def shop(database: Database, workspace_id: UUID) -> Shop:
    return Shop(database, workspace_id)


async def succeed(job: RunningJob) -> JsonObject:
    return {"seen": job.args["what"]}


async def test_a_job_is_hinted_at_when_its_transaction_commits_and_only_then(shop: Shop) -> None:
    job_id = await shop.start(what="codes")
    assert await shop.hints(job_id) == 1
    never: list[UUID] = []

    async def start_and_fail() -> None:
        async with shop.database.context(shop.workspace_id) as ctx:
            never.append(await start_job(ctx, "count", args={}))
            raise ConflictError("shelf_locked", "The shelf is locked.")

    with pytest.raises(ConflictError):
        await start_and_fail()
    assert await shop.hints(never[0]) == 0


async def test_a_job_runs_once_and_keeps_its_result(shop: Shop) -> None:
    job_id = await shop.start(what="codes")
    await shop.run(job_id, succeed)
    row = await shop.row(job_id)
    assert (row.state, row.result, row.attempts) == ("succeeded", {"seen": "codes"}, 1)
    assert (row.started_at, row.finished_at, row.error) == (START, START, None)
    await shop.run(job_id, _must_not_run)
    assert (await shop.row(job_id)).attempts == 1


async def test_of_two_workers_with_the_same_hint_one_runs_the_job(shop: Shop) -> None:
    job_id = await shop.start()
    runs: list[int] = []

    async def note(job: RunningJob) -> JsonObject:
        runs.append(job.attempt)
        return {}

    await asyncio.gather(*(shop.run(job_id, note) for _ in range(4)))
    assert runs == [1]


async def test_progress_is_saved_with_the_step_that_made_it(shop: Shop) -> None:
    job_id = await shop.start()

    async def break_in_the_second_step(job: RunningJob) -> JsonObject:
        async with job.step() as ctx:
            await job.save(ctx, done=4, total=10, progress={"line": 4})
        async with job.step() as ctx:
            await job.save(ctx, done=8, total=10, progress={"line": 8})
            raise ConflictError("shelf_locked", "The shelf is locked. Open it.")
        return {}

    await shop.run(job_id, break_in_the_second_step)
    row = await shop.row(job_id)
    assert (row.done, row.total, row.progress) == (4, 10, {"line": 4})
    assert (row.state, row.error) == ("failed", "The shelf is locked. Open it.")


async def test_a_fault_of_ours_is_told_by_its_name(shop: Shop) -> None:
    job_id = await shop.start()

    async def divide(_: RunningJob) -> JsonObject:
        return {"never": 1 // 0}

    await shop.run(job_id, divide)
    row = await shop.row(job_id)
    assert (row.state, row.result) == ("failed", None)
    assert row.error == "ZeroDivisionError: integer division or modulo by zero"


async def test_a_job_whose_worker_fell_silent_is_taken_over_and_the_first_worker_cannot_commit(
    shop: Shop, clock: SetClock
) -> None:
    job_id = await shop.start()
    silent, taken_over = asyncio.Event(), asyncio.Event()

    async def fall_silent(job: RunningJob) -> JsonObject:
        async with job.step() as ctx:
            await job.save(ctx, done=1, total=10, progress={"by": "first"})
        silent.set()
        await taken_over.wait()
        with pytest.raises(JobLostError):
            async with job.step() as ctx:
                await job.save(ctx, done=9, total=10, progress={"by": "the dead"})
        async with job.step():
            pytest.fail("a lost job got another step")
        return {}

    async def take_over(job: RunningJob) -> JsonObject:
        assert (job.attempt, job.done, job.progress) == (2, 1, {"by": "first"})
        async with job.step() as ctx:
            await job.save(ctx, done=2, total=10, progress={"by": "second"})
        taken_over.set()
        await first
        return {"by": "second"}

    first = asyncio.create_task(shop.run(job_id, fall_silent))
    await silent.wait()
    await shop.run(job_id, _must_not_run)
    clock.now = START + STALE + timedelta(seconds=1)
    await shop.run(job_id, take_over)
    row = await shop.row(job_id)
    assert (row.state, row.result, row.done, row.attempts) == ("succeeded", {"by": "second"}, 2, 2)


async def test_a_step_longer_than_the_patience_of_others_is_not_taken_over(
    shop: Shop, clock: SetClock
) -> None:
    job_id = await shop.start()

    async def take_long(job: RunningJob) -> JsonObject:
        async with job.step() as ctx:
            clock.now = START + 3 * STALE
            await job.save(ctx, done=1, total=10, progress={})
        await shop.run(job_id, _must_not_run)
        return {}

    await shop.run(job_id, take_long)
    row = await shop.row(job_id)
    assert (row.state, row.attempts) == ("succeeded", 1)


async def test_a_running_job_stops_at_its_next_step_when_asked_to(shop: Shop) -> None:
    job_id = await shop.start()

    async def be_cancelled(job: RunningJob) -> JsonObject:
        async with job.step() as ctx:
            await job.save(ctx, done=3, total=10, progress={})
        await shop.cancel(job_id)
        with pytest.raises(JobCancelledError):
            async with job.step():
                pass
        async with job.step():
            pytest.fail("a cancelled job got another step")
        return {}

    await shop.run(job_id, be_cancelled)
    row = await shop.row(job_id)
    assert (row.state, row.done, row.finished_at) == ("cancelled", 3, START)


async def test_a_queued_job_is_cancelled_at_once_and_never_runs(shop: Shop) -> None:
    job_id = await shop.start()
    await shop.cancel(job_id)
    row = await shop.row(job_id)
    assert (row.state, row.finished_at) == ("cancelled", START)
    await shop.run(job_id, _must_not_run)


async def test_cancelling_a_finished_or_an_unknown_job_changes_nothing(shop: Shop) -> None:
    job_id = await shop.start(what="x")
    await shop.run(job_id, succeed)
    await shop.cancel(job_id)
    assert (await shop.row(job_id)).state == "succeeded"
    with pytest.raises(NotFoundError) as failure:
        await shop.cancel(uuid4())
    assert failure.value.code == "job_not_found"


async def test_a_worker_that_shuts_down_gives_its_job_back_with_a_new_hint(shop: Shop) -> None:
    job_id = await shop.start(what="codes")
    started = asyncio.Event()

    async def wait_for_ever(job: RunningJob) -> JsonObject:
        started.set()
        await asyncio.Event().wait()
        return {}

    worker = asyncio.create_task(shop.run(job_id, wait_for_ever))
    await started.wait()
    worker.cancel()
    with pytest.raises(asyncio.CancelledError):
        await worker
    assert (await shop.row(job_id)).state == "queued"
    assert await shop.hints(job_id) == 2
    await shop.run(job_id, succeed)
    row = await shop.row(job_id)
    assert (row.state, row.attempts) == ("succeeded", 2)


async def test_a_stalled_job_is_hinted_at_again_once(shop: Shop, clock: SetClock) -> None:
    waiting, done = await shop.start(), await shop.start(what="x")
    await shop.run(done, succeed)
    await rehint_stalled(shop.database)
    assert await shop.hints(waiting) == 1
    clock.now = START + STALE + timedelta(seconds=1)
    await rehint_stalled(shop.database)
    await rehint_stalled(shop.database)
    assert (await shop.hints(waiting), await shop.hints(done)) == (2, 1)


async def test_a_job_that_lost_the_database_is_left_to_be_found_again(shop: Shop, clock: SetClock) -> None:
    job_id = await shop.start(what="codes")

    async def lose_the_database(_: RunningJob) -> JsonObject:
        raise ConnectionResetError("server closed the connection")

    await shop.run(job_id, lose_the_database)
    row = await shop.row(job_id)
    assert (row.state, row.error) == ("running", None)
    clock.now = START + STALE + timedelta(seconds=1)
    await shop.run(job_id, succeed)
    assert (await shop.row(job_id)).state == "succeeded"


async def _must_not_run(_: RunningJob) -> JsonObject:
    pytest.fail("this job must not run")
