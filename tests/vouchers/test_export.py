"""Export: every code once, safe in a spreadsheet, and the same again when it is imported."""

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

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.core.files import CsvExport, FileStore
from largesse.core.jobs import run_job
from largesse.core.seals import Keyring
from largesse.vouchers.export import STRETCH, export_codes
from largesse.vouchers.jobs import pool_jobs
from tests.factories import a_key, a_pool
from tests.vouchers.bulk import fill

COLUMNS = [
    "code",
    "state",
    "profile_id",
    "custom_id",
    "assigned_at",
    "expires_at",
    "redeemed_at",
    "attributes",
]
NASTY = ["=1+1", "+48", "-5%", "@SUM(A1)", 'Quo"te', "Com,ma;", "ŻÓŁĆ-1", "'plain", "00123", "spring-Mixed"]


async def export(client: httpx.AsyncClient, pool: UUID, **query: Any) -> str:  # noqa: ANN401  any value
    answer = await client.get(f"/v1/pools/{pool}/codes.csv", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert str(pool) in answer.headers["Content-Disposition"]
    return answer.content.decode()


def rows_of(content: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter))


async def add(client: httpx.AsyncClient, pool: UUID, code: str, **fields: object) -> None:
    answer = await client.post(f"/v1/pools/{pool}/codes", json={"code": code, **fields})
    assert answer.status_code == 201, answer.text


async def test_every_column_tells_what_the_code_is(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes_expire_after="P1D")
    await add(client, pool, "Free-1")
    await add(client, pool, "Held-2")
    await add(
        client, pool, "Dated-3", expires_at="2999-03-31T10:00:00+02:00", attributes={"shop": 'No. "7", Oslo'}
    )
    await client.post("/v1/codes/Free-1/redemptions", json={})
    held = await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "ada"}})
    content = await export(client, pool)
    assert content.splitlines()[0] == ",".join(COLUMNS)
    redeemed, assigned, dated = rows_of(content)
    assert (redeemed["code"], redeemed["state"], redeemed["profile_id"]) == ("Free-1", "redeemed", "")
    assert redeemed["redeemed_at"].endswith("Z")
    assert (assigned["code"], assigned["state"], assigned["custom_id"]) == ("Held-2", "assigned", "ada")
    assert assigned["profile_id"] == str(held.json()["profile_id"])
    assert (assigned["assigned_at"], assigned["expires_at"]) == (
        held.json()["assigned_at"],
        held.json()["expires_at"],
    )
    assert (dated["state"], dated["expires_at"]) == ("unassigned", "2999-03-31T08:00:00Z")
    assert json.loads(dated["attributes"]) == {"shop": 'No. "7", Oslo'}


async def test_cells_that_a_spreadsheet_would_compute_are_disarmed(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id)
    for code in NASTY:
        await add(client, pool, code)
    await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": "=HYPERLINK(1)"}})
    safe = rows_of(await export(client, pool))
    assert [row["code"] for row in safe] == [f"'{code}" if code[0] in "=+-@" else code for code in NASTY]
    assert safe[0]["custom_id"] == "'=HYPERLINK(1)"
    plain = rows_of(await export(client, pool, safe=False))
    assert [row["code"] for row in plain] == NASTY
    assert plain[0]["custom_id"] == "=HYPERLINK(1)"


async def test_an_export_has_the_asked_for_form(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=2)
    content = await export(client, pool, bom=True, delimiter=";")
    assert content.startswith("\ufeffcode;state;")
    assert len(rows_of(content, ";")) == 2
    assert (await client.get(f"/v1/pools/{pool}/codes.csv", params={"delimiter": "x"})).status_code == 422


async def test_an_export_of_one_state_holds_only_those(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=5)
    for number in range(2):
        await client.post(f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": f"c{number}"}})
    counts = {
        state: len(rows_of(await export(client, pool, state=state)))
        for state in ("unassigned", "assigned", "redeemed", "cancelled")
    }
    assert counts == {"unassigned": 3, "assigned": 2, "redeemed": 0, "cancelled": 0}


async def test_an_export_passes_over_many_stretches(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id)
    count = 2 * STRETCH + 1
    await fill(database, workspace_id, pool, count)
    rows = rows_of(await export(client, pool))
    assert [row["code"].rsplit("-", 1)[1] for row in rows] == [str(number) for number in range(1, count + 1)]


async def test_an_export_comes_in_small_blocks(database: Database, workspace_id: UUID) -> None:
    pool = await a_pool(database, workspace_id)
    count = 3 * STRETCH
    await fill(database, workspace_id, pool, count)
    sizes = [
        len(block)
        async for block in export_codes(database, workspace_id, pool, last=count, export=CsvExport())
    ]
    assert len(sizes) == 4
    assert max(sizes) < STRETCH * 100


async def test_an_empty_pool_exports_its_header(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id)
    assert await export(client, pool) == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
@pytest.mark.parametrize("bom", [True, False])
async def test_an_export_imports_as_the_same_codes(
    app: FastAPI,
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    keyring: Keyring,
    tmp_path: Path,
    delimiter: str,
    bom: bool,
) -> None:
    pool = await a_pool(database, workspace_id)
    for code in NASTY:
        await add(client, pool, code)
    await add(client, pool, "Dated", expires_at="2999-03-31T10:00:00Z")
    content = await export(client, pool, safe=False, bom=bom, delimiter=delimiter)
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    again = await a_pool(database, other)
    headers = {"Authorization": f"Bearer {await a_key(database, other, keyring)}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://largesse", headers=headers
    ) as stranger:
        answer = await stranger.post(
            f"/v1/pools/{again}/imports", files={"file": ("codes.csv", content.encode())}
        )
        job = UUID(answer.json()["id"])
        await run_job(database, other, job, pool_jobs(FileStore(tmp_path / "files")))
        result = (await stranger.get(f"/v1/jobs/{job}")).json()["result"]
        assert (result["added"], result["rejected"]) == (len(NASTY) + 1, 0), result
        assert await export(stranger, again, safe=False, bom=bom, delimiter=delimiter) == content


async def test_an_export_is_refused_before_its_first_byte_and_noted_in_the_audit_log(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    nowhere = await client.get("/v1/pools/01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60/codes.csv")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "pool_not_found")
    answer = await client.get(f"/v1/pools/{pool}/codes.csv", headers={"X-Request-Id": "export-0001"})
    assert answer.status_code == 200
    entries = (await client.get("/v1/audit-log")).json()["items"]
    [entry] = [entry for entry in entries if entry["action"] == "codes.exported"]
    assert (entry["object_id"], entry["request_id"]) == (str(pool), "export-0001")
    assert entry["actor"].startswith("api_key:")


async def test_an_export_needs_its_own_permission(
    app: FastAPI, api_key: Callable[..., Awaitable[str]], database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    headers = {"Authorization": f"Bearer {await api_key(permissions=['VOUCHERS_ITEM_LIST_BY_POOL_READ'])}"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://largesse", headers=headers
    ) as reader:
        answer = await reader.get(f"/v1/pools/{pool}/codes.csv")
    assert (answer.status_code, answer.json()["permission"]) == (403, "VOUCHERS_ITEM_EXPORT_READ")
