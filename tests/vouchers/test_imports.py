"""Imports: every row counted once, whatever the file, the chunk size and the crash."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject
from largesse.core.files import FileStore
from largesse.core.jobs import RunningJob, run_job
from largesse.vouchers.jobs import pool_jobs
from tests.factories import a_pool

NASTY = "\r\n".join(
    (
        "code;expires_at;note",
        " A-1 ;2027-03-31;x",
        "",
        "a-1;;again",
        "B 2;;space",
        "C-3;31/03/2027;bad date",
        ";;",
        ";;no code",
        "D-4;;",
        "E-5;2027-03-31T10:00:00Z;",
        "OLD-1;;",
        "OLD-1;;",
        "",
    )
)


async def import_file(
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    tmp_path: Path,
    pool: UUID,
    content: bytes,
    *,
    options: str = "{}",
    chunk: int = 100,
) -> dict[str, object]:
    answer = await client.post(
        f"/v1/pools/{pool}/imports", files={"file": ("codes.csv", content)}, data={"options": options}
    )
    assert answer.status_code == 202, answer.text
    job = answer.json()["id"]
    await run_job(
        database, workspace_id, UUID(job), pool_jobs(FileStore(tmp_path / "files"), import_chunk=chunk)
    )
    return (await client.get(f"/v1/jobs/{job}")).json()


@pytest.mark.parametrize("chunk", [1, 3, 100])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1250"])
async def test_a_nasty_file_is_counted_exactly(
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    tmp_path: Path,
    chunk: int,
    encoding: str,
) -> None:
    other = await a_pool(database, workspace_id, name="Other")
    await client.post(f"/v1/pools/{other}/codes", json={"code": "OLD-1"})
    pool = await a_pool(database, workspace_id)
    job = await import_file(
        client, database, workspace_id, tmp_path, pool, NASTY.encode(encoding), chunk=chunk
    )
    assert job["state"] == "succeeded", job
    result = job["result"]
    assert result["already_there_in"] == [{"pool_id": str(other), "name": "Other", "count": 2}]
    counts = {
        name: result[name] for name in ("read", "added", "already_there", "repeated", "rejected", "blank")
    }
    assert counts == {"read": 11, "added": 3, "already_there": 2, "repeated": 1, "rejected": 3, "blank": 2}
    told = (await client.get(f"/v1/pools/{pool}")).json()
    assert (told["remaining"], told["total"]) == (3, 3)
    codes = (await client.get(f"/v1/pools/{pool}/codes")).json()["items"]
    assert [code["code"] for code in codes] == ["A-1", "D-4", "E-5"]
    assert codes[0]["expires_at"] == "2027-04-01T00:00:00Z"
    rejected = await client.get(f"/v1/jobs/{job['id']}/rejections")
    assert rejected.status_code == 200
    assert len(rejected.content.decode(encoding).splitlines()) == 4


def many(count: int, *, start: int = 0) -> bytes:
    return ("code\n" + "\n".join(f"many-{number:06}" for number in range(start, start + count))).encode()


async def test_a_dry_run_tells_the_same_and_writes_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id)
    content = many(50) + b"\n" + b"\n".join(many(80, start=20).splitlines()[1:]) + b"\nbad code\n"
    here = (client, database, workspace_id, tmp_path, pool, content)
    checked = await import_file(*here, options='{"dry_run": true}', chunk=7)
    assert (await client.get(f"/v1/pools/{pool}")).json()["total"] == 0
    done = await import_file(*here, chunk=30)
    assert {**checked["result"], "dry_run": False} == done["result"]
    assert done["result"]["added"] == 100
    assert (await client.get(f"/v1/pools/{pool}")).json()["total"] == 100


@pytest.mark.parametrize("after", [1, 2, 5])
async def test_a_killed_import_goes_on_where_it_was(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, after: int
) -> None:
    """The first worker dies in the middle of a chunk; a second one takes the job over."""
    pool = await a_pool(database, workspace_id)
    answer = await client.post(
        f"/v1/pools/{pool}/imports", files={"file": ("codes.csv", many(100) + b"\nbad code\nmany-000001\n")}
    )
    job_id = UUID(answer.json()["id"])
    handlers = pool_jobs(FileStore(tmp_path / "files"), import_chunk=10)

    class KilledError(BaseException):
        pass

    steps = 0

    async def die_in_the_middle(job: RunningJob) -> JsonObject:
        step = job.step

        @asynccontextmanager
        async def counted_step(*, grows: bool = False) -> AsyncIterator[Context]:
            nonlocal steps
            async with step(grows=grows) as ctx:
                yield ctx
                steps += grows
                if steps > after:
                    raise KilledError

        job.step = counted_step  # type: ignore[method-assign]  # the kill is between work and commit
        return await handlers["import_codes"](job)

    with pytest.raises(KilledError):
        await run_job(database, workspace_id, job_id, {"import_codes": die_in_the_middle})
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update jobs set heartbeat_at = now() - interval '1 minute'"))
    await run_job(database, workspace_id, job_id, handlers)
    job = (await client.get(f"/v1/jobs/{job_id}")).json()
    counts = {name: job["result"][name] for name in ("read", "added", "repeated", "rejected")}
    assert counts == {"read": 102, "added": 100, "repeated": 1, "rejected": 1}
    assert (await client.get(f"/v1/pools/{pool}")).json()["total"] == 100
    rejected = await client.get(f"/v1/jobs/{job_id}/rejections")
    assert len(rejected.text.splitlines()) == 2


async def test_two_imports_of_the_same_codes_share_them_out(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pools = [await a_pool(database, workspace_id, name=name) for name in "AB"]
    jobs = await asyncio.gather(
        *(
            import_file(client, database, workspace_id, tmp_path, pool, many(2000), chunk=100)
            for pool in pools
        )
    )
    assert [job["state"] for job in jobs] == ["succeeded", "succeeded"]
    results = [job["result"] for job in jobs]
    assert sum(result["added"] for result in results) == 2000
    assert all(result["added"] + result["already_there"] == 2000 for result in results)
    views = [(await client.get(f"/v1/pools/{pool}")).json() for pool in pools]
    assert [view["total"] for view in views] == [result["added"] for result in results]


async def test_rows_beyond_the_limit_of_the_pool_are_rejected(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id, code_limit=25)
    job = await import_file(client, database, workspace_id, tmp_path, pool, many(40), chunk=10)
    assert (job["result"]["added"], job["result"]["rejected"]) == (25, 15)
    assert "pool is full" in (await client.get(f"/v1/jobs/{job['id']}/rejections")).text


async def test_an_unused_import_can_be_taken_back_and_a_used_one_cannot(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id)
    handlers = pool_jobs(FileStore(tmp_path / "files"))
    first = await import_file(client, database, workspace_id, tmp_path, pool, many(30))
    second = await import_file(client, database, workspace_id, tmp_path, pool, many(30, start=100))
    undo = await client.delete(f"/v1/pools/{pool}/imports/{first['id']}")
    assert undo.status_code == 202
    await run_job(database, workspace_id, UUID(undo.json()["id"]), handlers)
    view = (await client.get(f"/v1/pools/{pool}")).json()
    assert (view["total"], view["remaining"]) == (30, 30)
    drawn = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "c"}})
    assert drawn.json()["code"] == "many-000100"
    refused = await client.delete(f"/v1/pools/{pool}/imports/{second['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "import_in_use")
    again = await import_file(client, database, workspace_id, tmp_path, pool, many(30))
    assert again["result"]["added"] == 30


async def test_an_undo_and_an_assignment_at_once_never_both_win(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    handlers = pool_jobs(FileStore(tmp_path / "files"))
    for round_number in range(5):
        pool = await a_pool(database, workspace_id)
        imported = await import_file(
            client, database, workspace_id, tmp_path, pool, many(500, start=1000 * round_number)
        )
        undo = (await client.delete(f"/v1/pools/{pool}/imports/{imported['id']}")).json()["id"]
        body = {"profile": {"custom_id": f"racer-{round_number}"}}
        assigned, _ = await asyncio.gather(
            client.post(f"/v1/pools/{pool}/assignments", json=body),
            run_job(database, workspace_id, UUID(undo), handlers),
        )
        undone = (await client.get(f"/v1/jobs/{undo}")).json()["state"] == "succeeded"
        total = (await client.get(f"/v1/pools/{pool}")).json()["total"]
        assert (assigned.status_code, undone, total) in [(201, False, 500), (409, True, 0)]


async def test_generation_makes_exactly_as_many_even_when_most_codes_exist(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id)
    handlers = pool_jobs(FileStore(tmp_path / "files"))
    for count in (950, 50):
        wish = {"count": count, "pattern": "G-###", "charset": "digits"}
        made = await client.post(f"/v1/pools/{pool}/generations", json=wish)
        assert made.status_code == 202, made.text
        assert made.json()["progress"]["warning"]
        await run_job(database, workspace_id, UUID(made.json()["id"]), handlers)
        job = (await client.get(f"/v1/jobs/{made.json()['id']}")).json()
        assert (job["state"], job["result"]["added"]) == ("succeeded", count)
    assert (await client.get(f"/v1/pools/{pool}")).json()["total"] == 1000
    refused = await client.post(
        f"/v1/pools/{pool}/generations", json={"count": 1, "pattern": "G-###", "charset": "digits"}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "capacity_exceeded")
    assert refused.json()["possible"] == 1000


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        (b"", "{}", "unreadable_file"),
        (b"a,b\n1,2\n", '{"columns": {"code": "c"}}', "unknown_column"),
        (b"a\n1\n", '{"colums": {}}', "invalid_options"),
        (b"PK\x03\x04nothing", "{}", "unreadable_file"),
    ],
)
async def test_what_cannot_be_imported_is_said_at_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, content: bytes, options: str, code: str
) -> None:
    pool = await a_pool(database, workspace_id)
    answer = await client.post(
        f"/v1/pools/{pool}/imports", files={"file": ("x.csv", content)}, data={"options": options}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, code)
