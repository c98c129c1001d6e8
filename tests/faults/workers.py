"""Worker processes that are killed and stopped while they move journeys, by a plan from a seed."""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal
from uuid import UUID

import asyncpg

from largesse.workflows.engine.leases import SECONDS
from tests.faults.scene import Scene, is_over

PAUSE: Final = 0.02
LONGER_THAN_A_LEASE: Final = SECONDS + 2
Launch = Callable[[Path], subprocess.Popen[bytes]]


@dataclass(frozen=True)
class Blow:
    """What happens to a worker once so many calls were made."""

    at: int
    kind: Literal["kill", "stop"]


@dataclass
class Crew:
    """So many workers; a killed one is replaced, as `largesse up` does."""

    launch: Launch
    folder: Path
    rng: random.Random
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    blows: Counter[str] = field(default_factory=Counter)
    _log: int = 0

    def hire(self) -> None:
        """Starts one more."""
        self._log += 1
        self.workers.append(self.launch(self.folder / f"worker-{self._log}.log"))

    def kill(self) -> None:
        """SIGKILL to one of them, and another one in its place."""
        worker = self.rng.choice(self.workers)
        worker.kill()
        worker.wait()
        self.workers.remove(worker)
        self.blows["kill"] += 1
        self.hire()

    async def stop(self) -> None:
        """SIGSTOP to one of them, which comes back when its leases are another's."""
        worker = self.rng.choice(self.workers)
        os.kill(worker.pid, signal.SIGSTOP)
        self.blows["stop"] += 1
        await asyncio.sleep(LONGER_THAN_A_LEASE)
        if worker.poll() is None:
            os.kill(worker.pid, signal.SIGCONT)

    def logs(self) -> str:
        """What the workers said, for a test that fails."""
        return "\n".join(path.read_text()[-4000:] for path in sorted(self.folder.glob("worker-*.log")))


@contextmanager
def crew(launch: Launch, folder: Path, *, size: int, rng: random.Random | None = None) -> Iterator[Crew]:
    """Workers until the end of the block."""
    found = Crew(launch, folder, rng or random.Random())
    try:
        for _ in range(size):
            found.hire()
        yield found
    finally:
        for worker in found.workers:
            worker.kill()  # a stopped one would not hear anything gentler
        for worker in found.workers:
            worker.wait()


def plan_of(rng: random.Random, *, kills: int, stops: int, total: int) -> list[Blow]:
    """Blows at random moments between the first and the last calls."""
    kinds: list[Literal["kill", "stop"]] = [*(["kill"] * kills), *(["stop"] * stops)]  # type: ignore[list-item]
    rng.shuffle(kinds)
    moments = sorted(rng.sample(range(total // 20, total * 9 // 10), len(kinds)))
    return [Blow(at, kind) for at, kind in zip(moments, kinds, strict=True)]


async def rage(crew: Crew, plan: Sequence[Blow], *, made: Callable[[], int], limit: float) -> None:
    """Deals the blows, each once so many calls were made."""
    stopped: list[asyncio.Task[None]] = []
    async with asyncio.timeout(limit):
        for blow in plan:
            while made() < blow.at:  # noqa: ASYNC110  calls come from other processes
                await asyncio.sleep(PAUSE)
            if blow.kind == "kill":
                crew.kill()
            else:
                stopped.append(asyncio.create_task(crew.stop()))
                await asyncio.sleep(PAUSE)
        await asyncio.gather(*stopped)


async def until_over(owner_url: str, scene: Scene, *, limit: float, sent: bool = False) -> bool:
    """Waits until the run is finished, and its mails are `sent`; False when that never comes."""
    try:
        async with asyncio.timeout(limit):
            while not await _is_over(owner_url, scene, sent=sent):  # noqa: ASYNC110  nobody tells
                await asyncio.sleep(0.2)
    except TimeoutError:
        return False
    return True


async def _is_over(owner_url: str, scene: Scene, *, sent: bool) -> bool:
    try:
        owner = await asyncpg.connect(owner_url)
    except (OSError, asyncpg.PostgresError):
        return False
    try:
        return await is_over(owner, scene, sent=sent)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    finally:
        await owner.close(timeout=5)


def largesse_work(environment: dict[str, str]) -> Launch:
    """The product's own worker."""

    def launch(log: Path) -> subprocess.Popen[bytes]:
        return _spawn(["-m", "largesse", "work"], environment, log)

    return launch


def bare_engine(url: str, workspace_id: UUID, folder: Path, *, allow: str) -> Launch:
    """Only the engine, with every event through the matcher; see engine_child.py."""

    def launch(log: Path) -> subprocess.Popen[bytes]:
        told = ["-m", "tests.faults.engine_child", url, str(workspace_id), str(folder), allow]
        return _spawn(told, {}, log)

    return launch


def _spawn(arguments: Sequence[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, *arguments], env={**os.environ, **environment}, stdout=out, stderr=out
        )
