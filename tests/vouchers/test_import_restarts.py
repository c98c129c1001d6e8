"""Jobs that die at their worst moments: what they say and write is what an undisturbed run would."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject
from largesse.core.files import FileStore
from largesse.core.jobs import Handler, RunningJob, run_job
from largesse.vouchers.jobs import pool_jobs
from tests.factories import a_pool

LINES = [f"again-{number:03}" for number in range(40)]
FILE = "\n".join(["code", *LINES, *LINES[:10], "bad code", *LINES[5:25], "", "last-one"]).encode()
COUNTS = {"read": 73, "added": 41, "already_there": 0, "repeated": 30, "rejected": 1, "blank": 1}

BeforeStep = Callable[[int], Awaitable[None]]


class KilledError(BaseException):
    """The end of a worker: nothing of ours may catch it."""


def handlers_in(folder: Path, *, chunk: int = 10) -> dict[str, Handler]:
    return pool_jobs(FileStore(folder / "files"), import_chunk=chunk)


def watched(handler: Handler, before: BeforeStep) -> Handler:
    """The handler, with a word before each of its steps, counted from 1."""

    async def handle(job: RunningJob) -> JsonObject:
        step, number = job.step, 0

        @asynccontextmanager
        async def told_step(*, grows: bool = False) -> AsyncIterator[Context]:
            nonlocal number
            number += 1
            await before(number)
            async with step(grows=grows) as ctx:
                yield ctx

        job.step = told_step  # type: ignore[method-assign]  # the word comes between two transactions
        return await handler(job)

    return handle


def dying_at(handler: Handler, last: int) -> Handler:
    """The handler of a worker that is killed before its step of that number."""

    async def die(number: int) -> None:
        if number >= last:
            raise KilledError

    return watched(handler, die)


def dying_at_the_end(handler: Handler) -> Handler:
    """The handler of a worker that is killed after all its work, before it could say so."""

    async def handle(job: RunningJob) -> JsonObject:
        await handler(job)
        raise KilledError

    return handle


async def kill(database: Database, workspace_id: UUID, job: UUID, kind: str, *, handler: Handler) -> None:
    with pytest.raises(KilledError):
        await run_job(database, workspace_id, job, {kind: handler})
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update jobs set heartbeat_at = now() - interval '1 minute'"))


async def start(client: httpx.AsyncClient, pool: UUID, *, options: str = "{}") -> UUID:
    answer = await client.post(
        f"/v1/pools/{pool}/imports", files={"file": ("codes.csv", FILE)}, data={"options": options}
    )
    assert answer.status_code == 202, answer.text
    return UUID(answer.json()["id"])


async def read_job(client: httpx.AsyncClient, job: UUID) -> JsonObject:
    view = (await client.get(f"/v1/jobs/{job}")).json()
    assert view["state"] == "succeeded", view
    return {**view, "counts": {name: view["result"].get(name) for name in COUNTS}}


async def events(database: Database, workspace_id: UUID, name: str) -> int:
    async with database.session(workspace_id) as session:
        found = await session.scalar(text("select count(*) from events where name = :name"), {"name": name})
    return int(found or 0)


@pytest.mark.parametrize("last", [3, 5, 7])
async def test_a_dry_run_that_was_killed_counts_like_one_that_was_not(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, last: int
) -> None:
    pool = await a_pool(database, workspace_id)
    job = await start(client, pool, options='{"dry_run": true}')
    handlers = handlers_in(tmp_path)
    await kill(database, workspace_id, job, "import_codes", handler=dying_at(handlers["import_codes"], last))
    await run_job(database, workspace_id, job, handlers)
    assert (await read_job(client, job))["counts"] == COUNTS
    rejected = await client.get(f"/v1/jobs/{job}/rejections")
    assert len(rejected.text.splitlines()) == 2
    assert (await client.get(f"/v1/pools/{pool}")).json()["total"] == 0


async def test_codes_are_added_while_a_dry_run_goes_on(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id)
    job = await start(client, pool, options='{"dry_run": true}')
    handlers = handlers_in(tmp_path)
    added: list[int] = []

    async def add_one(number: int) -> None:
        request = client.post(f"/v1/pools/{pool}/codes", json={"code": f"by-hand-{number}"})
        added.append((await asyncio.wait_for(request, 5)).status_code)

    await run_job(database, workspace_id, job, {"import_codes": watched(handlers["import_codes"], add_one)})
    assert (await read_job(client, job))["counts"] == COUNTS
    assert set(added) == {201}
    assert (await client.get(f"/v1/pools/{pool}")).json()["total"] == len(added)


async def test_an_import_killed_after_its_last_row_is_told_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id)
    job = await start(client, pool)
    handlers = handlers_in(tmp_path)
    await kill(
        database, workspace_id, job, "import_codes", handler=dying_at_the_end(handlers["import_codes"])
    )
    await run_job(database, workspace_id, job, handlers)
    assert (await read_job(client, job))["counts"] == COUNTS
    assert await events(database, workspace_id, "codes.imported") == 1


async def test_an_undo_killed_after_its_work_is_told_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id)
    job = await start(client, pool)
    handlers = handlers_in(tmp_path)
    await run_job(database, workspace_id, job, handlers)
    undo = UUID((await client.delete(f"/v1/pools/{pool}/imports/{job}")).json()["id"])
    await kill(database, workspace_id, undo, "undo_import", handler=dying_at_the_end(handlers["undo_import"]))
    await run_job(database, workspace_id, undo, handlers)
    assert (await read_job(client, undo))["result"] == {"removed": 41, "import_id": str(job)}
    assert await events(database, workspace_id, "codes.import_undone") == 1
    again = await client.delete(f"/v1/pools/{pool}/imports/{job}")
    assert (again.status_code, again.json()["code"]) == (409, "import_undone")


async def test_blank_lines_by_the_million_are_counted(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    """So many that whole blocks of the file hold no row: behind the header, in between, at the end."""
    pool = await a_pool(database, workspace_id)
    blank = b"\n" * 2_500_000
    content = b"code\n" + blank + b"A-1\n" + blank + b"A-2\n" + blank
    answer = await client.post(f"/v1/pools/{pool}/imports", files={"file": ("codes.csv", content)})
    job = UUID(answer.json()["id"])
    handlers = handlers_in(tmp_path, chunk=1)
    for last in (3, 4):
        dying = dying_at(handlers["import_codes"], last)
        await kill(database, workspace_id, job, "import_codes", handler=dying)
    await run_job(database, workspace_id, job, handlers)
    counts = (await read_job(client, job))["counts"]
    assert counts == {**dict.fromkeys(COUNTS, 0), "read": 7_500_002, "added": 2, "blank": 7_500_000}


@pytest.mark.parametrize("ending", ["cancelled", "failed", "succeeded"])
async def test_the_uploaded_file_goes_when_the_job_is_over(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, ending: str
) -> None:
    pool = await a_pool(database, workspace_id)
    job = await start(client, pool)
    stored = tmp_path / "files" / str(workspace_id)
    assert len(list(stored.iterdir())) == 1
    handlers = handlers_in(tmp_path)

    async def disturb(number: int) -> None:
        if number == 3 and ending == "cancelled":
            await client.post(f"/v1/jobs/{job}/cancellations")
        if number == 3 and ending == "failed":
            assert (await client.delete(f"/v1/pools/{pool}")).status_code == 204

    await run_job(database, workspace_id, job, {"import_codes": watched(handlers["import_codes"], disturb)})
    view = (await client.get(f"/v1/jobs/{job}")).json()
    assert view["state"] == ending, view
    assert list(stored.iterdir()) == []
