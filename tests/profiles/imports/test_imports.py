"""Imports of profiles and events over HTTP, as the worker does them: counts, rejections, refusals."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.profiles.imports.start import start_event_import, start_profile_import
from tests.profiles.imports.books import a_workbook
from tests.profiles.imports.runs import (
    all_events,
    all_profiles,
    handlers_in,
    over,
    rejected,
    send,
    table,
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


async def test_a_file_that_names_nobody_is_refused_and_its_preview_tells_why(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    content = b"city,size\nOslo,4\n"
    answer = await client.post("/v1/profiles/imports", files={"file": ("a.csv", content)})
    assert (answer.status_code, answer.json()["code"]) == (422, "no_identifier_column")
    told = (await client.post("/v1/profiles/import-previews", files={"file": ("a.csv", content)})).json()
    assert told["refusal"]["code"] == "no_identifier_column"
    assert [column["meaning"] for column in told["columns"]] == ["attributes.city", "attributes.size"]
    assert told["problems"] == []
    assert "custom_id" in [offer["meaning"] for offer in told["meanings"]]
    options = '{"columns": {"custom_id": 0}, "ignore": ["size"]}'
    mended = await client.post(
        "/v1/profiles/import-previews", files={"file": ("a.csv", content)}, data={"options": options}
    )
    assert mended.json()["refusal"] is None
    assert [column["meaning"] for column in mended.json()["columns"]] == ["custom_id", None]
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


async def test_a_preview_checks_a_thousand_rows_and_shows_the_first(client: httpx.AsyncClient) -> None:
    rows = [(f"c{number % 400}", "nobody" if number % 10 == 5 else f"{number}@b.c") for number in range(1500)]
    answer = await client.post(
        "/v1/profiles/import-previews", files={"file": ("a.csv", table(("customId", "email"), *rows))}
    )
    told = answer.json()
    assert (told["checked"], len(told["rows"]), len(told["problems"])) == (1000, 20, 100)
    first, second = told["columns"]
    assert (first["filled"], first["distinct"], first["problems"]) == (1000, 400, 0)
    assert (second["filled"], second["problems"]) == (1000, 100)


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
