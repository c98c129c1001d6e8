"""Generations: exactly as many codes as wished, whatever exists and whenever the worker dies."""

from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database, JsonObject
from largesse.core.files import FileStore
from largesse.core.jobs import Handler, RunningJob, run_job
from largesse.vouchers.jobs import pool_jobs
from tests.factories import a_pool


@pytest.fixture
def handlers(tmp_path: Path) -> dict[str, Handler]:
    return pool_jobs(FileStore(tmp_path / "files"))


async def generate(client: httpx.AsyncClient, pool: UUID, **wish: object) -> httpx.Response:
    return await client.post(f"/v1/pools/{pool}/generations", json=wish)


async def read(client: httpx.AsyncClient, path: str) -> JsonObject:
    answer: JsonObject = (await client.get(path)).json()
    return answer


async def test_codes_of_another_look_do_not_use_a_pattern_up(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, handlers: dict[str, Handler]
) -> None:
    """As long and with the same beginning, but of letters, or with another middle."""
    pool = await a_pool(database, workspace_id)
    for wish in (
        {"count": 90, "pattern": "G-#-#", "charset": "ABCDEFGHIJ"},
        {"count": 90, "pattern": "G-#+#", "charset": "digits"},
        {"count": 100, "pattern": "G-#-#", "charset": "digits"},
    ):
        made = await generate(client, pool, **wish)
        assert made.status_code == 202, made.text
        await run_job(database, workspace_id, UUID(made.json()["id"]), handlers)
        assert (await read(client, f"/v1/jobs/{made.json()['id']}"))["state"] == "succeeded"
    refused = await generate(client, pool, count=11, pattern="g-#-#", charset="ABCDEFGHIJ")
    assert (refused.status_code, refused.json()["code"]) == (409, "capacity_exceeded")
    assert (refused.json()["possible"], refused.json()["existing"]) == (100, 90)


async def test_the_prefix_of_the_pool_stands_before_each_code(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, handlers: dict[str, Handler]
) -> None:
    pool = await a_pool(database, workspace_id, prefix="SUMMER-")
    for wish in ({"length": 8}, {"pattern": "SUMMER-########"}, {"length": 8, "prefix": "SUMMER-"}):
        made = await generate(client, pool, count=3, **wish)
        await run_job(database, workspace_id, UUID(made.json()["id"]), handlers)
    codes = (await client.get(f"/v1/pools/{pool}/codes")).json()["items"]
    assert len(codes) == 9
    assert {(code["code"][:7], len(code["code"])) for code in codes} == {("SUMMER-", 15)}


async def test_a_generation_beyond_the_limit_of_the_pool_is_refused(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, code_limit=10)
    refused = await generate(client, pool, count=11)
    assert (refused.status_code, refused.json()["code"], refused.json()["room"]) == (409, "pool_full", 10)


async def test_a_generation_killed_after_its_work_makes_no_code_more_and_can_be_taken_back(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, handlers: dict[str, Handler]
) -> None:
    class KilledError(BaseException):
        pass

    async def die_at_the_end(job: RunningJob) -> JsonObject:
        await handlers["generate_codes"](job)
        raise KilledError

    pool = await a_pool(database, workspace_id)
    job = UUID((await generate(client, pool, count=500)).json()["id"])
    with pytest.raises(KilledError):
        await run_job(database, workspace_id, job, {"generate_codes": die_at_the_end})
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update jobs set heartbeat_at = now() - interval '1 minute'"))
    await run_job(database, workspace_id, job, handlers)
    assert (await read(client, f"/v1/jobs/{job}"))["result"]["added"] == 500  # type: ignore[index]  # JSON
    assert (await read(client, f"/v1/pools/{pool}"))["total"] == 500
    undo = (await client.delete(f"/v1/pools/{pool}/imports/{job}")).json()["id"]
    await run_job(database, workspace_id, UUID(undo), handlers)
    assert (await read(client, f"/v1/pools/{pool}"))["total"] == 0
    listed = await read(client, f"/v1/pools/{pool}/imports")
    assert [item["kind"] for item in listed["items"]] == ["undo_import", "generate_codes"]  # type: ignore[attr-defined]
