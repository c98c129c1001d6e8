"""A worker that is killed while it scores all customers: another goes on where it was."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg
import httpx
import pytest

from largesse.core.db import Database
from largesse.core.jobs import run_job
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.seals import Keyring
from largesse.personalization.engine.commands import REFRESH
from largesse.personalization.engine.jobs import engine_jobs
from tests.conftest import SetClock
from tests.personalization.engine.killed import KEY, PARTITION, begin, is_there
from tests.personalization.engine.shop import (
    CUSTOMERS,
    NOON,
    a_shop,
    means,
    rows_of,
    the_job,
    train,
)

# Every write of a score or a ranking, by whoever.
WATCH: Final = """
create table if not exists engine_writes (tab text, profile_id bigint, at timestamptz);
grant all on engine_writes to public;
create or replace function engine_watch() returns trigger language plpgsql as $$
begin
    insert into engine_writes values (tg_table_name, new.profile_id, clock_timestamp());
    return null;
end $$;
create or replace trigger engine_watch after insert or update on profile_scores
    for each row execute function engine_watch();
create or replace trigger engine_watch after insert or update on profile_rankings
    for each row execute function engine_watch();
"""
UNWATCH: Final = """
drop trigger engine_watch on profile_scores;
drop trigger engine_watch on profile_rankings;
drop function engine_watch();
drop table engine_writes;
"""


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


@pytest.fixture
async def watched(postgres: EmbeddedPostgres) -> AsyncIterator[asyncpg.Connection]:
    """A connection as owner, while every write is noted; nothing else writes scores in this process."""
    owner = await asyncpg.connect(postgres.dsn())
    await owner.execute(WATCH)
    try:
        yield owner
    finally:
        await owner.execute(UNWATCH)
        await owner.close()


async def waiting_job(database: Database, workspace_id: UUID) -> UUID:
    [row] = await rows_of(
        database, workspace_id, f"select id from jobs where kind = '{REFRESH}' and state = 'queued'"
    )
    found: UUID = row["id"]
    return found


async def begun_and_killed(
    database: Database, workspace_id: UUID, job_id: UUID, folder: Path, done: int, clock: SetClock
) -> int:
    """A worker that is killed after some partitions; returns how many customers are scored then."""
    worker = await begin(database, workspace_id, job_id, folder, clock())
    try:
        async with asyncio.timeout(240):
            while (now := (await the_job(database, workspace_id, job_id))["done"]) < done + 9:
                assert worker.process.returncode is None
                await asyncio.sleep(0.01)
    finally:
        children = await worker.kill()
    assert len(children) >= 2
    async with asyncio.timeout(30):
        while any(is_there(pid) for pid in children):  # noqa: ASYNC110  they are not ours to wait for
            await asyncio.sleep(0.05)
    left = await the_job(database, workspace_id, job_id)
    assert (left["state"], left["done"] % PARTITION) == ("running", 0)
    assert now <= left["done"] < CUSTOMERS
    assert list((folder / "tmp").iterdir()) == []
    return int(left["done"])


async def test_every_customer_is_scored_once_when_the_worker_is_killed_twice(
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    tmp_path: Path,
    clock: SetClock,
    watched: asyncpg.Connection,
) -> None:
    await a_shop(client, database, workspace_id)
    kept = means(tmp_path, Keyring(KEY), partition=PARTITION)
    await train(database, workspace_id, kept)
    job_id = await waiting_job(database, workspace_id)
    done = 0
    for _ in range(2):
        done = await begun_and_killed(database, workspace_id, job_id, tmp_path, done, clock)
        clock.now = (clock.now or NOON) + timedelta(minutes=1)
    await run_job(database, workspace_id, job_id, engine_jobs(kept))
    over = await the_job(database, workspace_id, job_id)
    assert (over["state"], over["done"], over["attempts"]) == ("succeeded", CUSTOMERS, 3), over["error"]
    moments = await rows_of(
        database,
        workspace_id,
        "select distinct ranked_at as at from profile_rankings union select scored_at from profile_scores",
    )
    assert [row["at"] for row in moments] == [NOON]
    counts = await watched.fetch("select tab, profile_id, count(*) as many from engine_writes group by 1, 2")
    assert {row["many"] for row in counts} == {1}
    assert len(counts) == 2 * CUSTOMERS
