"""Starts bulk assignments and reads what became of them."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.vouchers.jobs import pool_jobs


async def fill(database: Database, workspace_id: UUID, pool: UUID, count: int) -> None:
    """Puts so many codes into an empty pool at once."""
    async with database.session(workspace_id) as session:
        values = {"workspace": workspace_id, "pool": pool, "count": count, "mark": pool.hex[-8:].upper()}
        await session.execute(
            text(
                "insert into codes (workspace_id, pool_id, position, code, created_at)"
                " select :workspace, :pool, n, cast(:mark as text) || '-' || n, now()"
                " from generate_series(1, :count) n"
            ),
            values,
        )
        await session.execute(
            text(
                "insert into pool_count_deltas (workspace_id, pool_id, valid_until, unassigned, at)"
                " values (:workspace, :pool, 'infinity', :count, now())"
            ),
            values,
        )
        await session.execute(
            text("update pool_heads set tail = :count where workspace_id = :workspace and pool_id = :pool"),
            values,
        )


def customers(numbers: Iterable[int]) -> list[dict[str, str]]:
    """Identifiers of customers by number."""
    return [{"custom_id": f"c{number}"} for number in numbers]


async def begin(client: httpx.AsyncClient, pool: UUID, **wish: Any) -> UUID:  # noqa: ANN401  any JSON
    """Starts a bulk assignment; returns its job."""
    answer = await client.post(f"/v1/pools/{pool}/bulk-assignments", json=wish)
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/v1/jobs/{answer.json()['id']}"
    return UUID(answer.json()["id"])


async def run(database: Database, workspace_id: UUID, job: UUID, folder: Path, *, chunk: int = 5000) -> None:
    """Runs the job as a worker does, with result files where the app looks for them."""
    handlers = pool_jobs(FileStore(folder / "files"), bulk_chunk=chunk)
    await run_job(database, workspace_id, job, handlers)


async def read_job(client: httpx.AsyncClient, job: UUID) -> dict[str, Any]:
    """The job."""
    answer: dict[str, Any] = (await client.get(f"/v1/jobs/{job}")).json()
    return answer


async def read_result(client: httpx.AsyncClient, job: UUID) -> list[dict[str, str]]:
    """The lines of the job's result file."""
    answer = await client.get(f"/v1/jobs/{job}/result")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


async def count_rows(database: Database, workspace_id: UUID, pool: UUID) -> dict[str, int]:
    """What the tables say, row by row."""
    async with database.session(workspace_id) as session:
        row = (
            await session.execute(
                text(
                    "select (select count(*) from codes where pool_id = :pool and state = 1) as remaining,"
                    " (select count(*) from codes where pool_id = :pool and state = 2) as assigned,"
                    " (select count(distinct position) from assignments where pool_id = :pool) as positions,"
                    " (select count(*) from assignments where pool_id = :pool) as assignments,"
                    " (select count(*) from assignments a"
                    "  join codes c using (workspace_id, pool_id, position)"
                    "  where a.pool_id = :pool and c.profile_id = a.profile_id) as matching,"
                    " (select count(*) from events where name = 'code.assigned'"
                    "  and params ->> 'pool_id' = cast(:pool as text)) as events"
                ),
                {"pool": pool},
            )
        ).mappings()
        return dict(row.one())


async def check_books(client: httpx.AsyncClient, database: Database, workspace_id: UUID, pool: UUID) -> int:
    """Counts, codes, assignments and events agree; returns how many codes are assigned."""
    rows = await count_rows(database, workspace_id, pool)
    told = (await client.get(f"/v1/pools/{pool}")).json()
    assert (told["remaining"], told["assigned"]) == (rows["remaining"], rows["assigned"])
    assert rows["positions"] == rows["assignments"] == rows["matching"] == rows["assigned"] == rows["events"]
    return rows["assigned"]
