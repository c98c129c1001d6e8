"""Transformations as the worker and the API do them: results, rejections, crashes, previews."""

import csv
import io
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.core.db import Database, JsonObject
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.profiles.imports.jobs import import_jobs
from largesse.profiles.imports.schemas import ProfileImportOptions
from largesse.profiles.imports.start import start_profile_import
from largesse.vouchers.commands.start_imports import start_code_import
from largesse.vouchers.import_schemas import ImportOptions
from largesse.vouchers.jobs import pool_jobs
from largesse.workflows.transformations import Transformation
from largesse.workflows.transformations.jobs import RESULT_FORMAT, start_transformation, transformation_jobs
from tests.factories import a_pool
from tests.profiles.imports.runs import KilledError, watched

OPERATIONS = [
    {"type": "rename_columns", "columns": {"Nr": "customId"}},
    {"type": "cast", "columns": ["since"], "to": "date", "input_format": "%d.%m.%Y"},
    {"type": "filter_rows", "conditions": [{"column": "city", "test": "is_not_empty"}]},
    {"type": "deduplicate", "columns": ["customId"]},
    {"type": "add_column", "name": "note", "value": 'of "{{ root.city }}",\n=1+1'},
]
LINES = [
    "Nr;city;since", "1;Oslo;31.03.2027", "2;;01.01.2020", "3;Łódź;30.02.2027", '4;"open;1', "", "5;Rome;",
    "1;Rome;", *(f"{number};Bergen;01.01.2020" for number in range(10, 40)), "40;x;y;z;z",
]  # fmt: skip
COUNTS = {"read": 38, "written": 32, "filtered": 2, "rejected": 3, "blank": 1}


def transformation(*operations: dict[str, Any], **fields: object) -> Transformation:
    return Transformation.model_validate({"operations": operations or OPERATIONS, **fields})


def store_in(folder: Path) -> FileStore:
    return FileStore(folder / "files")


async def transformed(
    database: Database, workspace_id: UUID, folder: Path, content: str | bytes, done: Transformation
) -> UUID:
    files = store_in(folder)
    stored = files.save_blocks(workspace_id, [content.encode() if isinstance(content, str) else content])
    async with database.context(workspace_id) as ctx:
        job = await start_transformation(ctx, file_id=stored.id, transformation=done)
    await run_job(database, workspace_id, job, transformation_jobs(files, chunk_rows=5))
    return job


async def over(client: httpx.AsyncClient, job: UUID, state: str = "succeeded") -> dict[str, Any]:
    view: dict[str, Any] = (await client.get(f"/v1/jobs/{job}")).json()
    assert view["state"] == state, view
    return view


async def result_of(client: httpx.AsyncClient, job: UUID) -> list[list[str]]:
    answer = await client.get(f"/v1/jobs/{job}/result")
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text, newline="")))


async def test_a_file_becomes_another_and_bad_rows_are_set_apart(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    job = await transformed(database, workspace_id, tmp_path, "\n".join(LINES), transformation())
    view = await over(client, job)
    assert {name: view["result"][name] for name in COUNTS} == COUNTS
    assert (view["done"], view["total"]) == (38, 38)
    rows = await result_of(client, job)
    assert rows[0] == ["customId", "city", "since", "note"]
    assert rows[1] == ["1", "Oslo", "2027-03-31", 'of "Oslo",\n=1+1']
    assert rows[2] == ["5", "Rome", "", 'of "Rome",\n=1+1']
    assert [row[0] for row in rows[3:]] == [str(number) for number in range(10, 40)]
    answer = await client.get(f"/v1/jobs/{job}/rejections")
    rejected = list(csv.reader(io.StringIO(answer.text), delimiter=";"))
    assert rejected[1][:3] == ["3", "Łódź", "30.02.2027"]
    assert rejected[1][-4:] == ["4", "since", "30.02.2027", "not a date in the form %d.%m.%Y"]
    assert [row[-4] for row in rejected[1:]] == ["4", "5", "39"]


async def test_a_transformed_file_goes_on_into_imports(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    files = store_in(tmp_path)
    people = json.dumps([{"client": {"mail": f"{n}@b.c"}, "sums": [n, n]} for n in range(3)])
    done = transformation(
        {"type": "rename_columns", "columns": {"client.mail": "email"}},
        {"type": "add_column", "name": "total", "value": "{{ root.sums | sum }}"},
        {"type": "add_column", "name": "code", "value": "C-{{ root.email[0] }}"},
        {"type": "drop_columns", "columns": ["sums"]},
        input={"type": "json"}, goal="profiles",
    )  # fmt: skip
    job = await transformed(database, workspace_id, tmp_path, people, done)
    file_id = UUID((await over(client, job))["result"]["file_id"])
    pool = await a_pool(database, workspace_id)
    async with database.context(workspace_id) as ctx:
        options = ProfileImportOptions.model_validate(RESULT_FORMAT)
        profiles = await start_profile_import(ctx, file_id=file_id, options=options)
        codes = await start_code_import(
            ctx, pool, file_id=file_id, options=ImportOptions.model_validate(RESULT_FORMAT)
        )
    for following in (profiles, codes):
        await run_job(database, workspace_id, following, {**import_jobs(files), **pool_jobs(files)})
    assert (await over(client, profiles))["result"]["created"] == 3
    assert (await over(client, codes))["result"]["added"] == 3
    found = (await client.get("/v1/profiles?attribute=total:4")).json()["items"]
    assert [profile["email"] for profile in found] == ["2@b.c"]
    listed = (await client.get(f"/v1/pools/{pool}/codes")).json()["items"]
    assert [code["code"] for code in listed] == ["C-0", "C-1", "C-2"]
    assert files.path(workspace_id, file_id).is_file()


@pytest.mark.parametrize("last", range(1, 12, 2))
async def test_a_killed_transformation_begins_again_and_ends_the_same(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, last: int
) -> None:
    files = store_in(tmp_path)
    stored = files.save_blocks(workspace_id, ["\n".join(LINES).encode()])
    async with database.context(workspace_id) as ctx:
        job = await start_transformation(ctx, file_id=stored.id, transformation=transformation())
    handlers = transformation_jobs(files, chunk_rows=5)
    steps = 0

    async def die(number: int) -> None:
        nonlocal steps
        steps = number
        if number >= last:
            raise KilledError

    dying = watched(handlers["transform_file"], die)
    if last <= 9:
        with pytest.raises(KilledError):
            await run_job(database, workspace_id, job, {"transform_file": dying})
        async with database.context(workspace_id) as ctx:
            await ctx.db.execute(text("update jobs set heartbeat_at = now() - interval '1 minute'"))
    await run_job(database, workspace_id, job, handlers)
    view = await over(client, job)
    assert {name: view["result"][name] for name in COUNTS} == COUNTS
    assert len(await result_of(client, job)) == 33
    rejected = await client.get(f"/v1/jobs/{job}/rejections")
    assert len(rejected.text.strip().splitlines()) == 4
    assert sorted(path.suffix for path in (tmp_path / "files").rglob("*-*-*/*")) == ["", ""]


@pytest.mark.parametrize(
    ("content", "done", "words"),
    [
        ("a;b\n1;2", transformation(), "operation 0 (Rename columns): There is no column 'Nr'"),
        ("a;b\n1;2", transformation({"type": "drop_columns", "columns": ["a", "b"]}), "No column is left"),
        ("a;b\n1;2", transformation({"type": "drop_columns", "columns": ["a"]}, goal="codes"), "`code`"),
        ("", transformation(), "empty"),
        ("[{", transformation(input={"type": "json"}), "cannot be read"),
    ],
)
async def test_a_file_that_does_not_fit_fails_the_job_with_the_reason(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, content: str,
    done: Transformation, words: str,
) -> None:  # fmt: skip
    job = await transformed(database, workspace_id, tmp_path, content, done)
    assert words in (await over(client, job, "failed"))["error"]
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


async def test_a_cancelled_transformation_leaves_no_result(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    files = store_in(tmp_path)
    stored = files.save_blocks(workspace_id, ["\n".join(LINES).encode()])
    async with database.context(workspace_id) as ctx:
        job = await start_transformation(
            ctx, file_id=stored.id, transformation=transformation(), keep_file=False
        )

    async def cancel(number: int) -> None:
        if number == 3:
            await client.post(f"/v1/jobs/{job}/cancellations")

    handler = watched(transformation_jobs(files, chunk_rows=5)["transform_file"], cancel)
    await run_job(database, workspace_id, job, {"transform_file": handler})
    await over(client, job, "cancelled")
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


async def test_what_a_transformation_made_is_not_for_everybody(
    app: FastAPI, api_key: Callable[..., Awaitable[str]], client: httpx.AsyncClient, database: Database,
    workspace_id: UUID, tmp_path: Path,
) -> None:  # fmt: skip
    job = await transformed(database, workspace_id, tmp_path, "\n".join(LINES), transformation())
    secret = await api_key(permissions=["JOBS_JOB_READ"])
    for what in ("result", "rejections"):
        answer = await client.get(f"/v1/jobs/{job}/{what}", headers={"Authorization": f"Bearer {secret}"})
        assert (answer.status_code, answer.json()["permission"]) == (403, "WORKFLOWS_FILE_READ")


async def previewed(client: httpx.AsyncClient, done: JsonObject, **sent: Any) -> httpx.Response:  # noqa: ANN401  a sample or the bytes of a file
    form = {"transformation": json.dumps(done)}
    if "sample" in sent:
        form["sample"] = json.dumps(sent["sample"])
    files = {"file": ("sample", sent["content"])} if "content" in sent else {"none": ("", b"")}
    return await client.post("/v1/transformations/previews", data=form, files=files)


async def test_a_preview_of_a_file_shows_rows_and_problems_and_keeps_nothing(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    answer = await previewed(
        client, {"operations": OPERATIONS, "goal": "codes"}, content="\n".join(LINES).encode()
    )
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["input_columns"] == ["Nr", "city", "since"]
    assert told["columns"] == ["customId", "city", "since", "note"]
    assert len(told["rows"]) == 32
    assert [(each["row"], each["operation"]) for each in told["rejected"]] == [(5, None), (39, None), (4, 1)]
    assert (told["read"], told["filtered"], told["runnable"]) == (38, 2, False)
    assert [problem["field"] for problem in told["problems"]] == ["goal"]
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    assert (await client.get("/v1/jobs")).json()["items"] == []


async def test_a_preview_of_given_rows_needs_no_file(client: httpx.AsyncClient) -> None:
    sample = {"columns": ["Nr", "city", "since"], "rows": [["1", "Oslo", "31.03.2027"], ["2"]]}
    told = (await previewed(client, {"operations": OPERATIONS}, sample=sample)).json()
    assert (told["rows"], told["filtered"]) == ([["1", "Oslo", "2027-03-31", 'of "Oslo",\n=1+1']], 1)
    lines = b'{"Nr": 1, "city": "Oslo", "since": null}\n' * 600
    done: JsonObject = {"input": {"type": "jsonl"}, "operations": OPERATIONS[:2]}
    many = (await previewed(client, done, content=lines)).json()
    assert (many["read"], len(many["rows"])) == (500, 500)


@pytest.mark.parametrize(
    ("done", "sent", "code"),
    [
        ({"operations": [{"type": "explode"}]}, {"content": b"a"}, "invalid_options"),
        ({"operations": [{"type": "cast", "time_zone": "Mars"}]}, {"content": b"a"}, "invalid_options"),
        ({}, {"sample": {"columns": [], "rows": []}}, "invalid_options"),
        ({}, {}, "sample_missing"),
        ({}, {"content": b"a", "sample": {"columns": ["a"], "rows": []}}, "sample_missing"),
        ({}, {"content": b""}, "unreadable_file"),
        ({"input": {"type": "xml"}}, {"content": b"a;b"}, "unreadable_file"),
    ],
)
async def test_a_preview_that_cannot_be_is_refused(
    client: httpx.AsyncClient, done: JsonObject, sent: dict[str, Any], code: str
) -> None:
    answer = await previewed(client, done, **sent)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text


async def test_a_preview_does_not_go_on_for_ever(client: httpx.AsyncClient) -> None:
    loop = "{% for n in range(1000) %}{{ root.x | upper | trim }}{% endfor %}"
    operations = [{"type": "add_column", "name": f"c{n}", "value": loop} for n in range(100)]
    sample = {"columns": ["x"], "rows": [[""]] * 500}
    answer = await previewed(client, {"operations": operations}, sample=sample)
    assert (answer.status_code, answer.json()["code"]) == (422, "preview_too_slow")
