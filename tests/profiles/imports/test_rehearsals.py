"""Dry runs of imports: they count what the import then does, and leave nothing behind."""

import random
from asyncio import timeout
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.jobs import run_job
from tests.profiles.imports.runs import (
    all_events,
    all_profiles,
    dying_at,
    handlers_in,
    kill,
    over,
    rejected,
    send,
    table,
    watched,
)

CHUNK = 4


async def run(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, folder: Path, kind: str,
    content: bytes, options: str = "{}",
) -> UUID:  # fmt: skip
    job = await send(client, kind, content, options)
    await run_job(database, workspace_id, job, handlers_in(folder, chunk=CHUNK))
    return job


async def traces(database: Database, workspace_id: UUID) -> list[Any]:
    """Everything an import could leave behind but its own job."""
    tables = ("profiles", "events", "event_inbox", "event_pending", "audit_log")
    async with database.session(workspace_id) as session:
        found = [await session.scalar(text(f"select to_regclass('{name}') is not null")) for name in tables]
        return [
            list(await session.execute(text(f"select t::text from {name} t order by 1")))
            for name, is_there in zip(tables, found, strict=True)
            if is_there
        ]


async def compare(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, folder: Path, kind: str,
    content: bytes, options: Sequence[str] = ("",),
) -> dict[str, Any]:  # fmt: skip
    """The counts of the import, which are those of the check before it."""
    extra = ", ".join(option for option in options if option)
    before = await traces(database, workspace_id)
    checking = f'{{"dry_run": true{", " + extra if extra else ""}}}'
    check = await run(client, database, workspace_id, folder, kind, content, checking)
    assert await traces(database, workspace_id) == before
    foreseen = await over(client, check)
    assert foreseen["dry_run"] is True
    job = await run(client, database, workspace_id, folder, kind, content, f"{{{extra}}}")
    done = await over(client, job)
    assert done["dry_run"] is False
    assert foreseen["result"] == {**done["result"], "dry_run": True}
    assert foreseen["has_rejections"] == done["has_rejections"]
    if done["has_rejections"]:
        assert await rejected(client, check) == await rejected(client, job)
    counts: dict[str, Any] = done["result"]
    return counts


async def test_a_check_counts_what_the_import_does_over_many_chunks(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    await client.post("/v1/profiles", json={"custom_id": "c1", "email": "one@shop.example"})
    await client.post("/v1/profiles", json={"custom_id": "c2", "phone": "111", "tags": ["old"]})
    rows = [
        ("customId", "email", "phone", "city", "tags"),
        ("c1", "", "", "Oslo", ""),  # changed
        ("c3", "three@shop.example", "", "", ""),  # created
        ("c2", "", "", "", "old"),  # unchanged
        ("c4", "", "", "", ""),  # created
        ("c3", "", "", "Oslo", ""),  # changed, a chunk later
        ("c3", "", "", "Oslo", ""),  # unchanged by then
        ("", "THREE@shop.example", "", "Rome", ""),  # changed: the one of the first chunk
        ("c1", "new@shop.example", "", "", ""),  # changed: its e-mail is free for the next chunk
        ("c5", "one@shop.example", "", "", ""),  # created with the e-mail that was given up
        ("c6", "new@shop.example", "", "", ""),  # refused: it is c1's now
        ("c9", "nobody", "", "", ""),  # refused
        ("", "", "111", "", "new"),  # changed: c2
    ]
    counts = await compare(client, database, workspace_id, tmp_path, "imports", table(*rows))
    assert counts == {
        "read": 12, "created": 3, "changed": 5, "unchanged": 2, "rejected": 2, "blank": 0,
    }  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_check_foresees_any_import_of_profiles(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)

    def cells() -> tuple[str, ...]:
        return (
            chance.choice(["", "c1", "c2", "c3", "c4"]),
            chance.choice(["", "", "a@b.c", "A@B.C", "d@e.f", "wrong"]),
            chance.choice(["", "", "111", "222"]),
            chance.choice(["", "Oslo", "Rome"]),
        )

    header = ("customId", "email", "phone", "city")
    some = table(header, *(cells() for _ in range(6)))
    await run(client, database, workspace_id, tmp_path, "imports", some)
    many = table(header, *(cells() for _ in range(40)))
    await compare(client, database, workspace_id, tmp_path, "imports", many, ['"empty": "clear"'])


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_check_foresees_any_import_of_events(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)

    def cells() -> tuple[str, ...]:
        return (
            chance.choice(["shop.visited", "tea.bought", "pool.low"]),
            chance.choice(["", "c1", "c2"]),
            chance.choice(["", "a@b.c", "d@e.f"]),
            chance.choice(["2026-01-02", "2026-01-03T10:00:00Z"]),
            chance.choice(["", "s1", "s2"]),
        )

    header = ("action", "customId", "email", "time", "salt")
    some = table(header, *(cells() for _ in range(10)))
    await run(client, database, workspace_id, tmp_path, "event-imports", some)
    many = table(header, *(cells() for _ in range(40)))
    counts = await compare(client, database, workspace_id, tmp_path, "event-imports", many)
    assert counts["created"]
    assert counts["overwritten"]
    assert counts["rejected"]


async def test_a_check_writes_no_profile_and_no_event(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    people = table(("email", "city"), ("a@b.c", "Oslo"))
    visits = table(("action", "email"), ("shop.visited", "a@b.c"))
    for kind, content in (("imports", people), ("event-imports", visits)):
        check = await run(client, database, workspace_id, tmp_path, kind, content, '{"dry_run": true}')
        assert (await over(client, check))["result"]["created"] == 1
    assert await all_profiles(client) == []
    assert await all_events(database, workspace_id) == []
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    actions = {item["action"] for item in (await client.get("/v1/audit-log")).json().get("items", [])}
    assert not {"profiles.import_started", "events.import_started"} & actions


async def test_a_check_that_was_killed_begins_anew(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    rows = [(f"c{number % 7}", "nobody" if number == 2 else "", str(number)) for number in range(20)]
    content = table(("customId", "email", "size"), *rows)
    job = await send(client, "imports", content, '{"dry_run": true}')
    handler = handlers_in(tmp_path, chunk=CHUNK)["import_profiles"]
    await kill(database, workspace_id, job, dying_at(handler, 4))
    await run_job(database, workspace_id, job, {"import_profiles": handler})
    counts = (await over(client, job))["result"]
    assert (counts["read"], counts["created"], counts["changed"], counts["rejected"]) == (20, 7, 12, 1)
    assert len(await rejected(client, job)) == 2
    assert await all_profiles(client) == []


async def test_a_check_stands_in_nobodys_way(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    content = table(("customId", "email"), ("c1", "a@b.c"), *((f"x{n}", "") for n in range(9)))
    job = await send(client, "imports", content, '{"dry_run": true}')
    made = []

    async def make(number: int) -> None:
        if number == 4:  # by now the check has dealt with the row of c1
            made.append(await client.post("/v1/profiles", json={"custom_id": "c1", "email": "a@b.c"}))

    handler = watched(handlers_in(tmp_path, chunk=CHUNK)["import_profiles"], make)
    async with timeout(20):
        await run_job(database, workspace_id, job, {"import_profiles": handler})
    assert [answer.is_success for answer in made] == [True]
    assert (await over(client, job))["result"]["created"] == 10
