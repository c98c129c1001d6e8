"""Imports of profiles and events over HTTP, as the worker does them: counts, rejections, crashes, races."""

import asyncio
import csv
import io
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.context import Context
from largesse.core.db import Database, JsonObject
from largesse.core.files import FileStore
from largesse.core.jobs import Handler, RunningJob, run_job
from largesse.profiles.imports.jobs import import_jobs
from largesse.profiles.imports.start import start_event_import, start_profile_import
from tests.profiles.imports.books import a_workbook

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


async def test_profiles_are_created_changed_and_left_alone(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    await client.post("/v1/profiles", json={"custom_id": "c1", "attributes": {"city": "Oslo", "hat": "L"}})
    await client.post("/v1/profiles", json={"custom_id": "c2", "attributes": {"firstname": "Bo"}})
    content = table(
        ("customId", "email", "firstName", "city", "tags", "agreements.email"),
        ("c1", "ada@shop.example", "Ada", "Łódź", "gold,new", "1"),
        ("c2", "", "Bo", "", "", ""),
        ("00123", "zoë@shop.example", "Zoë", "=1+1", "", "no"),
        ("", "", "", "", "", ""),
        ("c1", "", "Adah", "", "", ""),
        ("c9", "nobody", "", "", "", ""),
    )
    job = await send(client, "imports", content)
    await run_job(database, workspace_id, job, handlers_in(tmp_path))
    counts = {"read": 6, "created": 1, "changed": 2, "unchanged": 1, "rejected": 1, "blank": 1}
    assert (await over(client, job))["result"] == counts
    found = {item["custom_id"]: item for item in await all_profiles(client)}
    assert found.keys() == {"c1", "c2", "00123"}
    assert found["c1"]["attributes"] == {"city": "Łódź", "hat": "L", "firstname": "Adah"}
    assert (found["c1"]["tags"], found["c1"]["agreements"]) == (["gold", "new"], {"email": True})
    assert (found["00123"]["email"], found["00123"]["attributes"]["city"]) == ("zoë@shop.example", "=1+1")
    assert (await rejected(client, job))[1:] == [
        ["c9", "nobody", "", "", "", "", "7", "email", "nobody", "not an e-mail address"]
    ]


async def test_empty_cells_clear_when_they_are_told_to(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    full = {
        "custom_id": "c1", "email": "a@b.c", "attributes": {"city": "Oslo", "hat": "L"}, "tags": ["gold"],
        "agreements": {"sms": True},
    }  # fmt: skip
    await client.post("/v1/profiles", json=full)
    content = table(("customId", "email", "city", "tags", "agreements.sms"), ("c1", "", "", "", ""))
    kept = await send(client, "imports", content)
    await run_job(database, workspace_id, kept, handlers_in(tmp_path))
    assert (await over(client, kept))["result"]["unchanged"] == 1
    job = await send(client, "imports", content, '{"empty": "clear"}')
    await run_job(database, workspace_id, job, handlers_in(tmp_path))
    [profile] = await all_profiles(client)
    assert (profile["email"], profile["attributes"], profile["tags"], profile["agreements"]) == (
        None, {"hat": "L"}, ["gold"], {},
    )  # fmt: skip


async def test_rows_the_database_refuses_are_rejected_with_their_column(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    for number in (1, 2):
        await client.post("/v1/profiles", json={"custom_id": f"c{number}", "email": f"{number}@b.c"})
    content = table(("id", "customId", "email"), ("", "c1", "2@b.c"), (2**62, "", ""), ("", "c3", "3@b.c"))
    job = await send(client, "imports", content)
    await run_job(database, workspace_id, job, handlers_in(tmp_path))
    assert (await over(client, job))["result"]["created"] == 1
    first, second = (await rejected(client, job))[1:]
    assert first[3:6] == ["2", "email", "2@b.c"]
    assert "belongs to another profile" in first[6]
    assert second[3:6] == ["3", "id", str(2**62)]


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

    async def die_at_the_end(running: RunningJob) -> JsonObject:
        await handlers["import_events"](running)
        raise KilledError

    await kill(database, workspace_id, job, die_at_the_end)
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


async def test_events_with_salt_are_overwritten_and_keep_their_sender(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    header = ("action", "client.customId", "time", "eventSalt", "amount", "note")
    rows = [("buy.tea", "c1", "2026-01-02T10:00:00+01:00", "s1", "5", "")]
    options = '{"types": {"amount": "number"}}'
    first = await send(client, "event-imports", table(header, *rows), options)
    await run_job(database, workspace_id, first, handlers_in(tmp_path))
    again = [(*rows[0][:4], "7", "milk"), ("buy.tea", "c1", "2026-01-03", "", "1", "")]
    second = await send(
        client, "event-imports", table(header, *again, ("pool.low", "c1", "", "", "", "")), options
    )
    await run_job(database, workspace_id, second, handlers_in(tmp_path))
    counts = {"read": 3, "created": 1, "overwritten": 1, "rejected": 1, "blank": 0}
    assert (await over(client, second))["result"] == counts
    one, two = await all_events(database, workspace_id)
    assert (one.params, one.salt, one.time.isoformat()) == (
        {"amount": 7, "note": "milk"}, "s1", "2026-01-02T09:00:00+00:00",
    )  # fmt: skip
    assert (two.params, two.time.isoformat()) == ({"amount": 1}, "2026-01-03T00:00:00+00:00")
    assert one.source.startswith("api_key:")
    assert (await rejected(client, second))[1][6:9] == ["4", "action", "pool.low"]


async def test_the_deny_list_of_a_key_holds_for_its_imports(
    app: FastAPI, api_key: Callable[..., Awaitable[str]], client: httpx.AsyncClient, database: Database,
    workspace_id: UUID, tmp_path: Path,
) -> None:  # fmt: skip
    secret = await api_key(denied_events=["points.granted"])
    content = table(("action", "customId"), ("points.granted", "c1"), ("visit.shop", "c1"))
    answer = await client.post(
        "/v1/profiles/event-imports",
        files={"file": ("a.csv", content)},
        headers={"Authorization": f"Bearer {secret}"},
    )
    job = UUID(answer.json()["id"])
    await run_job(database, workspace_id, job, handlers_in(tmp_path))
    assert (await over(client, job))["result"]["rejected"] == 1
    assert "deny list" in (await rejected(client, job))[1][-1]


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


async def test_a_workflow_starts_imports_of_stored_files_which_stay(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    files = FileStore(tmp_path / "files")
    people = files.save_blocks(workspace_id, [table(("email", "city"), ("a@b.c", "Oslo"))])
    visits = files.save_blocks(workspace_id, [table(("action", "email"), ("shop.visited", "a@b.c"))])
    async with database.context(workspace_id) as ctx:
        jobs = [
            await start_profile_import(ctx, file_id=people.id),
            await start_event_import(ctx, file_id=visits.id),
        ]
    for job in jobs:
        await run_job(database, workspace_id, job, handlers_in(tmp_path))
        assert (await over(client, job))["result"]["created"] == 1
    assert files.path(workspace_id, people.id).is_file()
    async with database.context(workspace_id) as ctx:
        last = await start_profile_import(ctx, file_id=people.id, keep_file=False)
    await run_job(database, workspace_id, last, handlers_in(tmp_path))
    assert (await over(client, last))["result"]["unchanged"] == 1
    assert not files.path(workspace_id, people.id).exists()


async def test_a_stored_file_that_cannot_be_imported_fails_the_job_with_the_reason(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    files = FileStore(tmp_path / "files")
    nameless = files.save_blocks(workspace_id, [table(("city", "size"), ("Oslo", "4"))])
    async with database.context(workspace_id) as ctx:
        jobs = [
            await start_profile_import(ctx, file_id=nameless.id),
            await start_profile_import(ctx, file_id=workspace_id),
        ]
    for job, reason in zip(jobs, ("No column names the profiles", "not there any more"), strict=True):
        await run_job(database, workspace_id, job, handlers_in(tmp_path))
        assert reason in (await over(client, job, "failed"))["error"]


@pytest.mark.parametrize(
    ("content", "options", "status", "code"),
    [
        (b"", "{}", 422, "unreadable_file"),
        (b"city,size\nOslo,4\n", "{}", 422, "no_identifier_column"),
        (b"email\na@b.c\n", '{"empty": "wipe"}', 422, "invalid_options"),
        (b"email\na@b.c\n", "{", 422, "invalid_options"),
        (b"email\na@b.c\n", '{"columns": {"custom_id": "Nr"}}', 422, "unknown_column"),
    ],
)
async def test_what_cannot_be_imported_is_refused_at_once_and_not_kept(
    client: httpx.AsyncClient, tmp_path: Path, content: bytes, options: str, status: int, code: str
) -> None:
    for route in ("imports", "import-previews"):
        answer = await client.post(
            f"/v1/profiles/{route}", files={"file": ("a.csv", content)}, data={"options": options}
        )
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    assert (await client.get("/v1/jobs")).json()["items"] == []


async def test_a_preview_tells_what_would_be_taken_and_what_not(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    answer = await client.post(
        "/v1/profiles/import-previews",
        files={
            "file": (
                "a.xlsx",
                a_workbook(("E-Mail", "Ort", "created_at"), ("a@b.c", "Oslo", ""), ("x", "", "")),
            )
        },
    )
    assert answer.status_code == 200, answer.text
    told = answer.json()
    meanings = [(column["column"], column["meaning"]) for column in told["columns"]]
    assert meanings == [("E-Mail", "email"), ("Ort", "attributes.Ort"), ("created_at", None)]
    assert told["rows"] == [["a@b.c", "Oslo", ""], ["x", "", ""]]
    assert told["problems"] == [
        {"row": 3, "column": "E-Mail", "value": "x", "reason": "not an e-mail address"}
    ]
    visits = await client.post(
        "/v1/profiles/event-import-previews",
        files={"file": ("a.csv", b"action;email;amount\nbuy.tea;a@b.c;5\n;a@b.c;5\n")},
    )
    assert [column["meaning"] for column in visits.json()["columns"]] == ["name", "email", "params.amount"]
    assert [problem["row"] for problem in visits.json()["problems"]] == [3]
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


async def test_an_import_stays_in_its_workspace(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    job = await send(client, "imports", table(("customId",), ("c1",)))
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    await run_job(database, other, job, handlers_in(tmp_path))
    assert (await over(client, job, "queued"))["done"] == 0
    await run_job(database, workspace_id, job, handlers_in(tmp_path))
    assert (await over(client, job))["done"] == 1
    async with database.session(other) as session:
        assert await session.scalar(text("select count(*) from profiles")) == 0


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


async def _kind(ctx: Context, job: UUID) -> str:
    kind: str = (await ctx.db.execute(text("select kind from jobs where id = :id"), {"id": job})).scalar_one()
    return kind
