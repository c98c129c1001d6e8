"""A process of its own with Redeemers and clients; it tells line by line what it was told."""

import argparse
import asyncio
import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from largesse.core.db import Database
from largesse.core.logs import configure_logs
from tests.faults.redemption_crowd import Crowd, Mix
from tests.faults.redemption_history import Note
from tests.faults.redemption_scene import Scene


@dataclass(frozen=True)
class Share:
    """The wishes of one process."""

    url: str
    scene: Scene
    mix: Mix
    seed: int
    numbers: range
    clients: int


@dataclass
class Child:
    """Such a process, begun again with the same wishes after it was killed."""

    share: Share
    folder: Path
    note: Callable[[Note], None]
    kills: int = 0
    _process: asyncio.subprocess.Process | None = field(default=None, repr=False)

    async def run(self) -> None:
        """Until all wishes were answered to one and the same process."""
        told = self.folder / f"share-{self.share.numbers.start}.pickle"
        told.write_bytes(pickle.dumps(self.share))
        code = None
        while code != 0:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.faults.redemption_child",
                str(told),
                stdout=asyncio.subprocess.PIPE,
            )
            assert self._process.stdout is not None
            async for line in self._process.stdout:
                with suppress(ValueError):  # the last line of one that was killed
                    self.note(Note.read(line))
            code = await self._process.wait()
            if code > 0:
                msg = f"a process of the storm ended with {code}"
                raise RuntimeError(msg)

    def kill(self) -> None:
        """SIGKILL, wherever it is."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            self.kills += 1


async def _work(share: Share) -> None:
    database = Database(share.url, pool_size=8)
    await database.open()
    out = sys.stdout.fileno()
    crowd = Crowd(database, share.scene, lambda note: _tell(out, note), seed=share.seed, mix=share.mix)
    await crowd.run(share.numbers, clients=share.clients)
    await database.close()


def _tell(out: int, note: Note) -> None:
    os.write(out, note.line())


def main() -> None:
    """Makes all wishes of the share whose pickle is named, each once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("share", type=Path)
    configure_logs("ERROR")
    asyncio.run(_work(pickle.loads(parser.parse_args().share.read_bytes())))


if __name__ == "__main__":
    main()
