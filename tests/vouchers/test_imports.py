"""Imports: every row counted once, whatever the file, the chunk size and the crash."""

from pathlib import Path
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.vouchers.jobs import pool_jobs
from tests.factories import a_pool

NASTY = "code;expires_at;note\r\n A-1 ;2027-03-31;x\r\n\r\na-1;;again\r\nB 2;;space\r\nC-3;31/03/2027;bad date\r\n;;\r\n;;no code\r\nD-4;;\r\nE-5;2027-03-31T10:00:00Z;\r\nOLD-1;;\r\nOLD-1;;\r\n"


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
