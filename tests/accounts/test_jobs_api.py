"""Jobs over HTTP: progress, pages, cancelling, and who may have their files."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from largesse.accounts.permissions import ALL, Permission
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import Handler, run_job
from largesse.core.seals import Keyring
from largesse.vouchers.jobs import pool_jobs
from tests.factories import a_key, a_pool

MakeKey = Callable[..., Awaitable[str]]


@pytest.fixture
def handlers(tmp_path: Path) -> dict[str, Handler]:
    return pool_jobs(FileStore(tmp_path / "files"))


async def an_import(client: httpx.AsyncClient, pool: UUID, content: bytes) -> UUID:
    answer = await client.post(f"/v1/pools/{pool}/imports", files={"file": ("codes.csv", content)})
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/v1/jobs/{answer.json()['id']}"
    return UUID(answer.json()["id"])


async def test_a_job_tells_how_far_it_is(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, handlers: dict[str, Handler]
) -> None:
    pool = await a_pool(database, workspace_id)
    job = await an_import(client, pool, b"code\nA-1\nA-2\nbad code\n")
    queued = (await client.get(f"/v1/jobs/{job}")).json()
    assert (queued["state"], queued["kind"], queued["done"]) == ("queued", "import_codes", 0)
    assert (queued["started_at"], queued["finished_at"], queued["has_rejections"]) == (None, None, False)
    await run_job(database, workspace_id, job, handlers)
    over = (await client.get(f"/v1/jobs/{job}")).json()
    assert (over["state"], over["done"], over["total"], over["error"]) == ("succeeded", 3, 3, None)
    assert over["has_rejections"] is True
    assert over["has_result_file"] is False
    assert over["created_at"] <= over["started_at"] <= over["finished_at"]
    assert "args" not in over


async def test_jobs_are_listed_newest_first_page_by_page(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id)
    started = [str(await an_import(client, pool, b"code\nA-1\n")) for _ in range(5)]
    found: list[str] = []
    query: dict[str, str] = {"limit": "2", "kind": "import_codes", "object_id": str(pool)}
    while True:
        page = (await client.get("/v1/jobs", params=query)).json()
        assert len(page["items"]) <= 2
        found += [job["id"] for job in page["items"]]
        if not page["has_more"]:
            break
        query["cursor"] = page["next_cursor"]
    assert sorted(found, reverse=True) == found
    assert set(found) == set(started)
    assert (await client.get("/v1/jobs", params={"kind": "nothing"})).json()["items"] == []


async def test_jobs_are_found_by_kinds_and_states(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, handlers: dict[str, Handler]
) -> None:
    pool = await a_pool(database, workspace_id)
    over, waiting = [await an_import(client, pool, b"code\nA-1\n") for _ in range(2)]
    await run_job(database, workspace_id, over, handlers)

    async def found(query: str) -> list[str]:
        return [job["id"] for job in (await client.get(f"/v1/jobs?{query}")).json()["items"]]

    assert await found("kinds=import_codes&kinds=generate_codes&state=succeeded") == [str(over)]
    assert await found("kinds=import_codes&state=queued&state=running") == [str(waiting)]
    assert await found("kinds=generate_codes") == []
    assert (await client.get("/v1/jobs?state=lost")).status_code == 422


async def test_the_first_rejected_rows_are_told_for_the_screen(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, handlers: dict[str, Handler]
) -> None:
    pool = await a_pool(database, workspace_id)
    job = await an_import(client, pool, b"code\nA-1\nbad code\nworse code\n")
    await run_job(database, workspace_id, job, handlers)
    rows = (await client.get(f"/v1/jobs/{job}/rejected-rows?limit=1")).json()
    assert rows["has_more"] is True
    [row] = rows["items"]
    assert (row["row"], row["column"], row["value"]) == (3, "code", "bad code")
    assert row["reason"]
    assert len((await client.get(f"/v1/jobs/{job}/rejected-rows")).json()["items"]) == 2
    view = (await client.get(f"/v1/jobs/{job}")).json()
    assert (view["dry_run"], bool(view["file_name"])) == (False, True)


async def test_a_cancelled_job_never_runs(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, handlers: dict[str, Handler]
) -> None:
    pool = await a_pool(database, workspace_id)
    job = await an_import(client, pool, b"code\nA-1\n")
    cancelled = await client.post(f"/v1/jobs/{job}/cancellations")
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    await run_job(database, workspace_id, job, handlers)
    assert (await client.get(f"/v1/jobs/{job}")).json()["state"] == "cancelled"
    assert (await client.get(f"/v1/pools/{pool}")).json()["total"] == 0


@pytest.mark.parametrize("path", ["", "/rejections", "/result"])
async def test_an_unknown_job_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"/v1/jobs/{uuid4()}{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "job_not_found")


async def test_a_job_without_files_says_so(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, handlers: dict[str, Handler]
) -> None:
    pool = await a_pool(database, workspace_id)
    job = await an_import(client, pool, b"code\nA-1\n")
    await run_job(database, workspace_id, job, handlers)
    for path, code in (("rejections", "no_rejections"), ("result", "no_result_file")):
        answer = await client.get(f"/v1/jobs/{job}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, code)


async def test_rejected_rows_come_back_as_they_were_however_many(
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    tmp_path: Path,
    handlers: dict[str, Handler],
) -> None:
    pool = await a_pool(database, workspace_id)
    rows = [f"bad code {number};note {number}" for number in range(12_345)]
    job = await an_import(client, pool, "\r\n".join(["code;note", "GOOD;1", *rows, ""]).encode("utf-16"))
    await run_job(database, workspace_id, job, handlers)
    answer = await client.get(f"/v1/jobs/{job}/rejections")
    assert answer.headers["content-type"].startswith("text/csv")
    head, *lines = answer.content.decode("utf-16").splitlines()
    assert head == "code;note;row;column;value;reason"
    assert [line.split(";")[:4] for line in lines] == [
        [*row.split(";"), str(number), "code"] for number, row in enumerate(rows, start=3)
    ]
    assert list((tmp_path / "files" / str(workspace_id)).iterdir()) == []


async def test_files_with_codes_are_not_for_those_who_may_only_see_progress(
    app: FastAPI,
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    keyring: Keyring,
    handlers: dict[str, Handler],
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    imported = await an_import(client, pool, b"code\nbad code\n")
    wish = {"profiles": [{"custom_id": "c1"}]}
    bulk = UUID((await client.post(f"/v1/pools/{pool}/bulk-assignments", json=wish)).json()["id"])
    for job in (imported, bulk):
        await run_job(database, workspace_id, job, handlers)
    cases = (
        (f"/v1/jobs/{imported}/rejections", Permission.VOUCHERS_ITEM_IMPORT_CREATE),
        (f"/v1/jobs/{bulk}/result", Permission.VOUCHERS_ITEM_ASSIGN_CREATE),
    )
    for path, needed in cases:
        answers = []
        for permissions in ([Permission.JOBS_JOB_READ], [Permission.JOBS_JOB_READ, needed], ALL - {needed}):
            key = await a_key(database, workspace_id, keyring, permissions=permissions)
            answers.append(await client.get(path, headers={"Authorization": f"Bearer {key}"}))
        assert [answer.status_code for answer in answers] == [403, 200, 403]
        assert answers[0].json()["permission"] == needed
