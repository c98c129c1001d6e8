"""Imports that die at their worst moments, or meet others: what they say and write stays the same."""

import asyncio
import itertools
import random
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from largesse.core.db import Database
from largesse.core.jobs import run_job
from tests.profiles.imports.runs import (
    all_events,
    all_profiles,
    dying_after,
    dying_at,
    handlers_in,
    kill,
    over,
    rejected,
    send,
    table,
    watched,
)


@pytest.mark.parametrize("last", range(1, 8))
async def test_an_import_killed_before_any_step_ends_as_if_it_were_not(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, last: int
) -> None:
    rows = [(f"c{number:03}", f"City {number % 7}") for number in range(35)]
    bad: list[tuple[str, ...]] = [("x" * 256, ""), ("", "")]
    job = await send(
        client, "imports", table(("customId", "city"), *rows, *bad, *rows[:5], ("c000", "Bergen"))
    )
    handlers = handlers_in(tmp_path)
    await kill(database, workspace_id, job, dying_at(handlers["import_profiles"], last))
    await run_job(database, workspace_id, job, handlers)
    counts = {"read": 43, "created": 35, "changed": 1, "unchanged": 5, "rejected": 1, "blank": 1}
    assert (await over(client, job))["result"] == counts
    assert len(await all_profiles(client)) == 35
    assert len(await rejected(client, job)) == 2


async def test_an_import_killed_after_all_its_work_counts_no_row_twice(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    job = await send(client, "event-imports", table(("action", "customId"), *[("a.b", "c1")] * 25))
    handlers = handlers_in(tmp_path)
    await kill(database, workspace_id, job, dying_after(handlers["import_events"]))
    await run_job(database, workspace_id, job, handlers)
    assert (await over(client, job))["result"]["created"] == 25
    assert len(await all_events(database, workspace_id)) == 25


@pytest.mark.parametrize("last", [2, 3, 4])
async def test_events_without_salt_are_not_doubled_by_a_crash(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, last: int
) -> None:
    rows = [("visit.shop", f"c{number % 5}", number) for number in range(30)]
    job = await send(client, "event-imports", table(("action", "customId", "params.n"), *rows))
    handlers = handlers_in(tmp_path)
    await kill(database, workspace_id, job, dying_at(handlers["import_events"], last))
    await run_job(database, workspace_id, job, handlers)
    assert (await over(client, job))["result"]["created"] == 30
    seen = [event.params["n"] for event in await all_events(database, workspace_id)]
    assert sorted(seen, key=int) == [str(number) for number in range(30)]


async def test_two_imports_of_one_file_share_the_profiles_between_them(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201
    rows = [(f"c{number}", f"{number}@b.c", str(number % 3)) for number in range(600)]
    shuffled = random.Random(seed).sample(rows, len(rows))
    header = ("customId", "email", "group")
    jobs = [await send(client, "imports", table(header, *order)) for order in (rows, shuffled, rows[::-1])]
    handlers = handlers_in(tmp_path, chunk=50)
    await asyncio.gather(*(run_job(database, workspace_id, job, handlers) for job in jobs))
    results = [(await over(client, job))["result"] for job in jobs]
    assert sum(result["created"] for result in results) == 600
    assert sum(result["unchanged"] for result in results) == 1200
    assert len(await all_profiles(client)) == 600


@pytest.mark.parametrize("ending", ["cancelled", "succeeded"])
async def test_the_uploaded_file_goes_when_the_job_is_over(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, ending: str
) -> None:
    job = await send(client, "imports", table(("customId",), *[(f"c{number}",) for number in range(30)]))

    async def disturb(number: int) -> None:
        if number == 3 and ending == "cancelled":
            await client.post(f"/v1/jobs/{job}/cancellations")

    handler = watched(handlers_in(tmp_path)["import_profiles"], disturb)
    await run_job(database, workspace_id, job, {"import_profiles": handler})
    await over(client, job, ending)
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


async def test_an_import_that_meets_a_deadlock_tries_its_chunk_again(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    """Whom PostgreSQL gives up is who waited a second; on a busy machine that may be the other side."""
    for name in ("c1", "c2"):
        await client.post("/v1/profiles", json={"custom_id": name})
    for city in map(str, itertools.count()):
        job = await send(client, "imports", table(("customId", "city"), ("c1", city), ("c2", city)))
        crossing = asyncio.create_task(cross(database, workspace_id, held := asyncio.Event()))
        await held.wait()
        await run_job(database, workspace_id, job, handlers_in(tmp_path))
        assert (await over(client, job))["result"]["changed"] == 2
        assert {item["attributes"]["city"] for item in await all_profiles(client)} == {city}
        if await crossing:
            break


async def cross(database: Database, workspace_id: UUID, held: asyncio.Event) -> bool:
    """Locks the later of two profiles, and asks for the earlier one when the import waits for the later.

    Tells whether it got both, so that the import was given up.
    """
    touch = text("update profiles set updated_at = now() where custom_id = :name")
    waiting = text("select count(*) from pg_locks where not granted")
    try:
        async with database.session(workspace_id) as session:
            await session.execute(touch, {"name": "c2"})
            held.set()
            while not await session.scalar(waiting):  # noqa: ASYNC110  another session's wait
                await asyncio.sleep(0.02)
            await session.execute(touch, {"name": "c1"})
    except DBAPIError as error:
        if "deadlock" not in str(error):
            raise
        return False
    return True
