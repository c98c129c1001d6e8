"""Bulk assignment beside others: races, deadlocks, leases of other processes, and workers that die."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.errors import AppError
from largesse.core.files import FileStore
from largesse.core.jobs import JobLostError, RunningJob, run_job
from largesse.vouchers.bulk_jobs import assign_in_bulk
from largesse.vouchers.commands.assign import Assigner, AssignRequest
from tests.factories import a_pool
from tests.vouchers.bulk import begin, check_books, customers, fill, read_job, read_result, run


async def draw(assigner: Assigner, database: Database, workspace_id: UUID, pool: UUID, name: str) -> str:
    """One single assignment: its outcome, or the code of its refusal."""
    request = AssignRequest(
        workspace_id, pool, "custom_id", name, "get_or_assign", now=database.clock(), source="test"
    )
    try:
        return (await assigner.assign(request)).outcome
    except AppError as error:
        return error.code


async def test_leases_of_other_processes_do_not_hold_codes_back(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id)
    await fill(database, workspace_id, pool, 600)
    for number in range(3):  # each a process of its own, which leases and vanishes
        await draw(Assigner(database, lease=10), database, workspace_id, pool, f"early-{number}")
    leased = await database.hot.fetchval(
        "select sum(last - first + 1) from (select set_config('largesse.workspace', $1, false)) s,"
        " pool_leases where pool_id = $2",
        str(workspace_id),
        pool,
    )
    assert leased == 30
    job = await begin(client, pool, profiles=customers(range(597)))
    await run(database, workspace_id, job, tmp_path, chunk=100)
    assert (await read_job(client, job))["result"]["assigned"] == 597
    assert await check_books(client, database, workspace_id, pool) == 600


@pytest.mark.parametrize("codes", [1500, 5000])
async def test_two_jobs_and_single_requests_at_once_give_no_code_twice(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, codes: int
) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print(f"seed: {seed}")  # noqa: T201  shown when the test fails
    chosen = random.Random(seed)
    pool = await a_pool(database, workspace_id)
    await fill(database, workspace_id, pool, codes)
    everybody = list(range(1600))
    jobs = []
    for part in (everybody[:1000], everybody[600:]):  # 400 profiles are in both lists
        listed = chosen.sample(part, len(part))
        jobs.append(await begin(client, pool, profiles=customers(listed), partial=True))
    assigner = Assigner(database, lease=16, sweep_seconds=float("inf"))
    singles = [f"c{number}" for number in chosen.sample(everybody, 400)] + [f"other-{n}" for n in range(200)]
    outcomes: list[str] = []

    async def ask_singly() -> None:
        for start in range(0, len(singles), 40):
            outcomes.extend(
                await asyncio.gather(
                    *(
                        draw(assigner, database, workspace_id, pool, name)
                        for name in singles[start : start + 40]
                    )
                )
            )

    runs = (run(database, workspace_id, job, tmp_path, chunk=150) for job in jobs)
    await asyncio.gather(*runs, ask_singly())
    told = [await read_job(client, job) for job in jobs]
    assert [job["state"] for job in told] == ["succeeded", "succeeded"], told
    given = sum(job["result"]["assigned"] for job in told) + outcomes.count("assigned")
    assert given == min(codes, 1800)
    assert set(outcomes) <= {"assigned", "existing", "pool_empty"}
    assert given == await check_books(client, database, workspace_id, pool)
    lines = [line for job in jobs for line in await read_result(client, job)]
    assert len(lines) == 2000
    by_profile = {(line["profile_id"], line["code"]) for line in lines if line["code"]}
    assert (
        len(by_profile)
        == len({profile for profile, _ in by_profile})
        == len({code for _, code in by_profile})
    )


async def test_a_job_killed_after_each_chunk_goes_on_where_it_was(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=20)
    job = await begin(client, pool, profiles=customers(range(20)), mode="assign")
    kills = 0
    while (await read_job(client, job))["state"] in ("queued", "running"):
        done = (await read_job(client, job))["done"]
        task = asyncio.create_task(run(database, workspace_id, job, tmp_path, chunk=6))
        while not task.done() and (await read_job(client, job))["done"] == done:
            pass  # asking lets the job go on
        kills += task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert kills > 0
    told = await read_job(client, job)
    assert told["result"].items() >= {"assigned": 20, "existing": 0, "refused": {}}.items()
    lines = await read_result(client, job)
    assert [line["value"] for line in lines] == [f"c{number}" for number in range(20)]
    assert len({line["code"] for line in lines}) == 20
    assert await check_books(client, database, workspace_id, pool) == 20


async def test_a_chunk_that_dies_before_its_commit_leaves_nothing_behind(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=20)
    job = await begin(client, pool, profiles=customers(range(20)))
    for dies_at in (2, 3, 4, 6, 8, 9, 10):
        await run_dying(database, workspace_id, job, tmp_path, dies_at=dies_at)
        assert await check_books(client, database, workspace_id, pool) <= 20
        async with database.session(workspace_id) as session:
            await session.execute(
                text("update jobs set heartbeat_at = '2001-01-01' where id = :id"), {"id": job}
            )
    await run(database, workspace_id, job, tmp_path, chunk=6)
    told = await read_job(client, job)
    assert told["result"].items() >= {"assigned": 20, "existing": 0, "refused": {}}.items(), told
    assert len(await read_result(client, job)) == 20
    assert await check_books(client, database, workspace_id, pool) == 20


async def run_dying(database: Database, workspace_id: UUID, job: UUID, folder: Path, *, dies_at: int) -> None:
    """Runs the job until its n-th transaction, which does its work and never commits."""
    files = FileStore(folder / "files")

    async def handle(running: RunningJob) -> dict[str, object]:
        return await assign_in_bulk(DyingJob.of(running, dies_at), files, chunk_rows=6)

    await run_job(database, workspace_id, job, {"assign_in_bulk": handle})


class DyingJob(RunningJob):
    """A job whose worker dies at the end of a certain step."""

    steps_left = 0

    @classmethod
    def of(cls, job: RunningJob, dies_at: int) -> "DyingJob":
        dying = cls(**{name: getattr(job, name) for name in RunningJob.__dataclass_fields__})
        dying.steps_left = dies_at
        return dying

    @asynccontextmanager
    async def step(self, *, grows: bool = False) -> AsyncIterator[Context]:
        async with super().step(grows=grows) as ctx:
            yield ctx
            self.steps_left -= 1
            if self.steps_left == 0:
                raise JobLostError


@asynccontextmanager
async def a_request_under_way(
    database: Database, workspace_id: UUID, pool: UUID, *, profile: str, position: int
) -> AsyncIterator[AsyncSession]:
    """A single assignment that has done its work and commits at the end of the block."""
    async with database.session(workspace_id) as session:
        row = await session.execute(
            text(
                "select outcome from vouchers_assign("
                "array[cast(:workspace as uuid)], array[cast(:pool as uuid)],"
                " array['custom_id'], array[cast(:profile as text)], array['get_or_assign'], array[null],"
                " array[cast(null as bytea)], array[cast(:position as bigint)], array['test'], :now)"
            ),
            {
                "workspace": workspace_id,
                "pool": pool,
                "profile": profile,
                "position": position,
                "now": database.clock(),
            },
        )
        assert row.scalar_one() == "assigned"
        yield session


async def somebody_waits(database: Database) -> None:
    """Returns once a transaction waits for another one."""
    while not await database.hot.fetchval("select exists (select from pg_locks where not granted)"):
        pass  # asking lets the others go on


async def cross(
    database: Database, workspace_id: UUID, pool: UUID, job: UUID, folder: Path
) -> tuple[asyncio.Task[None], bool]:
    """Runs the job into a deadlock with a request; tells whether the request got through."""
    task = None
    try:
        async with a_request_under_way(database, workspace_id, pool, profile="ada", position=5) as session:
            task = asyncio.create_task(run(database, workspace_id, job, folder))
            await somebody_waits(database)
            await session.execute(  # the job holds this code, and waits for us
                text("select from codes where pool_id = :pool and position = 1 for update"), {"pool": pool}
            )
    except DBAPIError as error:
        if task is None or "deadlock" not in str(error):
            raise
        return task, False
    return task, True


async def test_a_profile_served_at_this_moment_by_a_request_keeps_that_code(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, codes=5)
    for name in ("ada", "bob"):
        await client.post("/v1/profiles", json={"custom_id": name})
    job = await begin(client, pool, profiles=[{"custom_id": "ada"}, {"custom_id": "bob"}])
    async with a_request_under_way(database, workspace_id, pool, profile="ada", position=5):
        task = asyncio.create_task(run(database, workspace_id, job, tmp_path))
        await somebody_waits(database)
    await task
    told = await read_job(client, job)
    assert told["result"].items() >= {"assigned": 1, "existing": 1, "refused": {}}.items(), told
    assert [line["code"][-1] for line in await read_result(client, job)] == ["5", "2"]
    late = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "late"}})
    assert late.json()["code"].endswith("1")  # the code that was taken for ada and not needed
    assert await check_books(client, database, workspace_id, pool) == 3


async def test_a_deadlock_with_a_request_runs_the_chunk_again(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    for name in ("ada", "bob"):
        await client.post("/v1/profiles", json={"custom_id": name})
    while True:  # PostgreSQL may give up either of the two: again, until it was the job
        pool = await a_pool(database, workspace_id, codes=5)
        job = await begin(client, pool, profiles=[{"custom_id": "ada"}, {"custom_id": "bob"}])
        task, job_was_given_up = await cross(database, workspace_id, pool, job, tmp_path)
        await task
        if job_was_given_up:
            break
    told = await read_job(client, job)
    assert told["result"].items() >= {"assigned": 1, "existing": 1, "refused": {}}.items(), told
    assert await check_books(client, database, workspace_id, pool) == 2
