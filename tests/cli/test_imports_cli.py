"""`largesse promotions import` and `largesse catalogs import`: a file sent, waited for, its counts told."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from largesse.catalogs.imports.jobs import catalog_jobs
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.core.settings import Settings
from largesse.promotions.imports.jobs import promotion_jobs
from tests.serving import serving

EXAMPLE = Path(__file__).parents[2] / "examples" / "promotions.csv"


@asynccontextmanager
async def working(database: Database, workspace: UUID, settings: Settings) -> AsyncIterator[None]:
    """A worker that takes jobs until the block ends."""
    files = FileStore(settings.data_dir / "files")
    handlers = {**promotion_jobs(files), **catalog_jobs(files)}

    async def work() -> None:
        while True:
            async with database.session(workspace) as session:
                rows = await session.scalars(text("select id from jobs where state = 'queued'"))
                jobs = list(rows)
            for job in jobs:
                await run_job(database, workspace, job, handlers)
            await asyncio.sleep(0.05)

    task = asyncio.create_task(work())
    yield
    task.cancel()
    await asyncio.wait([task])


async def test_files_are_imported_and_told_of(
    database: Database,
    workspace_id: UUID,
    settings: Settings,
    api_key: Callable[..., Awaitable[str]],
    tmp_path: Path,
) -> None:
    async with serving(settings) as served, working(database, workspace_id, settings):
        environment = {**os.environ, "LARGESSE_URL": served.url, "LARGESSE_API_KEY": await api_key()}

        async def largesse(*words: object) -> subprocess.CompletedProcess[str]:
            return await asyncio.to_thread(
                subprocess.run,
                [sys.executable, "-m", "largesse", *map(str, words)],
                env=environment,
                capture_output=True,
                text=True,
                timeout=240,
            )

        async def result(*words: object) -> dict[str, Any]:
            done = await largesse(*words, "--json")
            assert done.returncode == 0, done.stderr
            found: dict[str, Any] = json.loads(done.stdout)["result"]
            return found

        send = ("promotions", "import", EXAMPLE, "--delimiter", ";")
        assert (await result(*send, "--dry-run", "--create-tags"))["created"] == 60
        report = tmp_path / "rejected.csv"
        assert (await result(*send, "--rejected", report))["rejected"] == 60
        assert "there is no promotion tag" in report.read_text()
        assert (await result(*send, "--create-tags"))["created"] == 60
        goods = tmp_path / "stores.csv"
        goods.write_text("store_id,name\n12,Rynek\n")
        fill = ("catalogs", "import", goods, "--catalog", "stores", "--kind", "stores")
        assert (await result(*fill))["added"] == 1
        told = await largesse(*fill)
        assert "unchanged  1" in told.stdout
        wrong = tmp_path / "wrong.csv"
        wrong.write_text("name,colour\nTea,green\n")
        refused = await largesse("promotions", "import", wrong)
        assert refused.returncode == 1
        assert "unknown_column" in refused.stderr
        assert (await result("promotions", "import", wrong, "--ignore-others"))["created"] == 1
