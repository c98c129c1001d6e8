"""What tests of imports share: files, jobs from their start to their end, and workers that die."""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject
from largesse.core.files import FileStore
from largesse.core.jobs import Handler, RunningJob, run_job
from largesse.profiles.imports.jobs import import_jobs

KINDS = {"imports": "import_profiles", "event-imports": "import_events"}


class KilledError(BaseException):
    """The end of a worker: nothing of ours may catch it."""


def table(*rows: tuple[object, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def handlers_in(folder: Path, *, chunk: int = 10) -> dict[str, Handler]:
    return import_jobs(FileStore(folder / "files"), chunk_rows=chunk)


async def send(client: httpx.AsyncClient, kind: str, content: bytes, options: str = "{}") -> UUID:
    answer = await client.post(
        f"/v1/profiles/{kind}", files={"file": ("a.csv", content)}, data={"options": options}
    )
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/v1/jobs/{answer.json()['id']}"
    assert answer.json()["kind"] == KINDS[kind]
    return UUID(answer.json()["id"])


async def over(client: httpx.AsyncClient, job: UUID, state: str = "succeeded") -> dict[str, Any]:
    view: dict[str, Any] = (await client.get(f"/v1/jobs/{job}")).json()
    assert view["state"] == state, view
    return view


async def rejected(client: httpx.AsyncClient, job: UUID) -> list[list[str]]:
    answer = await client.get(f"/v1/jobs/{job}/rejections")
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text)))


async def all_profiles(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor = "0"
    while cursor:
        page = (await client.get(f"/v1/profiles?limit=200&cursor={cursor}")).json()
        items += page["items"]
        cursor = page["next_cursor"]
    return items


async def all_events(database: Database, workspace_id: UUID) -> list[Any]:
    async with database.session(workspace_id) as session:
        return list(
            await session.execute(
                text(
                    "select p.custom_id, e.name, e.params, e.time, e.salt, e.source from events e"
                    " join profiles p on p.workspace_id = e.workspace_id and p.id = e.profile_id"
                    " order by p.custom_id, e.time, e.id"
                )
            )
        )


def watched(handler: Handler, before: Callable[[int], Awaitable[None]]) -> Handler:
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


async def kill(database: Database, workspace_id: UUID, job: UUID, handler: Handler) -> None:
    async with database.context(workspace_id) as ctx:
        kind = await _kind(ctx, job)
    with pytest.raises(KilledError):
        await run_job(database, workspace_id, job, {kind: handler})
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update jobs set heartbeat_at = now() - interval '1 minute'"))


def dying_after(handler: Handler) -> Handler:
    """A worker that dies when all is done but the job's own end."""

    async def die_at_the_end(running: RunningJob) -> JsonObject:
        await handler(running)
        raise KilledError

    return die_at_the_end


async def _kind(ctx: Context, job: UUID) -> str:
    kind: str = (await ctx.db.execute(text("select kind from jobs where id = :id"), {"id": job})).scalar_one()
    return kind
