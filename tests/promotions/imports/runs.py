"""What tests of imports share: files, jobs from their start to their end, and what came of them."""

import csv
import io
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import orjson

from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.promotions.imports.jobs import promotion_jobs

Json = dict[str, Any]
COUNTS = ("read", "created", "changed", "unchanged", "rejected", "blank")


def table(*rows: tuple[object, ...], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


class Desk:
    """Imports files of promotions over HTTP, with a worker of its own."""

    def __init__(self, client: httpx.AsyncClient, database: Database, workspace: UUID, folder: Path) -> None:
        self.client, self.database, self.workspace, self.folder = client, database, workspace, folder

    async def send(self, content: bytes, **options: object) -> httpx.Response:
        return await self.client.post(
            "/v1/promotions/imports",
            files={"file": ("promotions.csv", content)},
            data={"options": orjson.dumps(options).decode()},
        )

    async def work(self, job: str, *, chunk: int = 10) -> None:
        handlers = promotion_jobs(FileStore(self.folder / "files"), chunk_rows=chunk)
        await run_job(self.database, self.workspace, UUID(job), handlers)

    async def take(self, content: bytes, *, chunk: int = 10, **options: object) -> Json:
        """The job of an import that came to its end."""
        answer = await self.send(content, **options)
        assert answer.status_code == 202, answer.text
        assert answer.headers["Location"] == f"/v1/jobs/{answer.json()['id']}"
        await self.work(answer.json()["id"], chunk=chunk)
        job: Json = (await self.client.get(f"/v1/jobs/{answer.json()['id']}")).json()
        assert job["state"] == "succeeded", job
        counts = job["result"]
        assert counts["read"] == sum(counts[name] for name in COUNTS[1:]), counts
        return job

    async def counts(self, content: bytes, *, chunk: int = 10, **options: object) -> dict[str, int]:
        """What became of the rows, the counts that are not 0."""
        result = (await self.take(content, chunk=chunk, **options))["result"]
        return {name: result[name] for name in COUNTS[1:] if result[name]}

    async def faults(self, content: bytes, **options: object) -> list[tuple[int, str, str, str]]:
        """Row, column, value and reason of each rejected row."""
        job = await self.take(content, **options)
        if not job["has_rejections"]:
            return []
        rows = await self.rejected(job["id"])
        return [(int(row[-4]), row[-3], row[-2], row[-1]) for row in rows[1:]]

    async def rejected(self, job: str) -> list[list[str]]:
        answer = await self.client.get(f"/v1/jobs/{job}/rejections")
        assert answer.status_code == 200, answer.text
        return list(csv.reader(io.StringIO(answer.text)))

    async def promotions(self) -> dict[str, Json]:
        """All promotions by their codes."""
        items: list[Json] = []
        cursor = None
        while True:
            params = {"limit": "200", **({"cursor": cursor} if cursor else {})}
            page = (await self.client.get("/v1/promotions", params=params)).json()
            items += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return {item["code"]: item for item in items}

    async def outside(self, code: str) -> Json:
        """The promotion in Synerise's fields."""
        answer = await self.client.get(f"/v4/promotions/promotion/code/{code}")
        assert answer.status_code == 200, answer.text
        data: Json = answer.json()["data"]
        return data
