"""A worker that scores all customers in a process of its own, to be killed."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from largesse.core.db import Database
from largesse.core.jobs import run_job
from largesse.core.seals import Keyring
from largesse.personalization.engine.jobs import engine_jobs
from tests.personalization.engine.shop import means

KEY = b"s" * 32
PARTITION = 3


@dataclass(frozen=True, slots=True)
class Worker:
    """A running one."""

    process: asyncio.subprocess.Process

    async def kill(self) -> list[int]:
        """SIGKILL; returns the processes that it had."""
        children = [int(pid) for pid in children_of(self.process.pid)]
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        return children


async def begin(database: Database, workspace_id: UUID, job_id: UUID, folder: Path, at: datetime) -> Worker:
    """Starts one whose temporary files go to `folder/tmp`."""
    (folder / "tmp").mkdir(exist_ok=True)
    arguments = [database.url, str(workspace_id), str(job_id), str(folder), at.isoformat()]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.personalization.engine.killed", *arguments),
        env={**os.environ, "TMPDIR": str(folder / "tmp"), "OMP_NUM_THREADS": "1"},
    )
    return Worker(process)


def children_of(pid: int | None = None) -> list[str]:
    """The processes that a process (this one) began and that are still there."""
    found: list[str] = []
    for path in Path(f"/proc/{pid or 'self'}/task").glob("*/children"):
        with suppress(OSError):
            found += path.read_text().split()
    return sorted(found)


def is_there(pid: int) -> bool:
    """Whether a process goes on; one that nobody waited for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


async def _main(url: str, workspace_id: str, job_id: str, folder: str, at: str) -> None:
    moment = datetime.fromisoformat(at)
    database = Database(url, pool_size=4, clock=lambda: moment)
    await database.open()
    kept = means(Path(folder), Keyring(KEY), partition=PARTITION, processes=2)
    await run_job(database, UUID(workspace_id), UUID(job_id), engine_jobs(kept))
    await database.close()


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
