"""Free disk space, and what must stop before it runs out.

A full disk makes PostgreSQL panic and stay down, so writing stops while there is room left: first
the imports, which are large and can wait, and only much later the sales.
"""

from __future__ import annotations

import enum
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MIB = 1024 * 1024
READ_EVERY_S = 2.0
RESUME_FACTOR = 1.2


class DiskLevel(enum.IntEnum):
    """What the free space still permits; a higher number permits less."""

    OK = 0
    IMPORTS_STOPPED = 1
    WRITES_STOPPED = 2


@dataclass(frozen=True)
class Watermark:
    """A share of the disk, but within bounds: least and most bytes that must be free."""

    share: float
    least: int
    most: int

    def free_bytes(self, total_bytes: int) -> int:
        """Give the free bytes below which this watermark is crossed on a disk of this size."""
        return max(self.least, min(self.most, int(total_bytes * self.share)))


# The share rules small disks and the upper bound large ones: nobody wants sales refused with 80 GB
# free. The lower bound is for tiny disks: PostgreSQL takes its log in pieces of 16 MiB and panics
# when one no longer fits.
IMPORTS_WATERMARK = Watermark(0.10, least=128 * MIB, most=1_000_000_000)
WRITES_WATERMARK = Watermark(0.02, least=64 * MIB, most=200_000_000)


def level(free_bytes: int, total_bytes: int, *, before: DiskLevel = DiskLevel.OK) -> DiskLevel:
    """Decide what a disk permits, from bytes free to ordinary users and bytes in all.

    Imports stop below 10 % or 1 GB free, whichever is less; all writes below 2 % or 200 MB. A level
    that was reached `before` is left only at 1.2 times its watermark, so that it does not flicker.
    """
    marks = (
        (DiskLevel.WRITES_STOPPED, WRITES_WATERMARK),
        (DiskLevel.IMPORTS_STOPPED, IMPORTS_WATERMARK),
    )
    for reached, watermark in marks:
        factor = RESUME_FACTOR if before >= reached else 1.0
        if free_bytes < watermark.free_bytes(total_bytes) * factor:
            return reached
    return DiskLevel.OK


class Usage(Protocol):
    """What `shutil.disk_usage` answers, in bytes."""

    @property
    def total(self) -> int:
        """The size of the disk."""

    @property
    def free(self) -> int:
        """What an ordinary user may still write."""


class DiskWatch:
    """Reads the level of the disk that holds a path, at most every few seconds; safe in threads.

    Cheap enough to be asked before every write. `usage` and `clock` (in seconds) are arguments so
    that other disks and other times can be tried.
    """

    def __init__(
        self,
        path: Path,
        *,
        every_s: float = READ_EVERY_S,
        usage: Callable[[Path], Usage] = shutil.disk_usage,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = path
        self._every_s = every_s
        self._usage = usage
        self._clock = clock
        self._lock = threading.Lock()
        self._level = DiskLevel.OK
        self._free = 0
        self._read_at: float | None = None

    def level(self) -> DiskLevel:
        """Give the present level; raises OSError when the path cannot be asked."""
        with self._lock:
            now = self._clock()
            if self._read_at is None or now - self._read_at >= self._every_s:
                found = self._usage(self.path)
                self._level = level(found.free, found.total, before=self._level)
                self._free = found.free
                self._read_at = now
            return self._level

    def free_bytes(self) -> int:
        """Give the bytes that were free at the last reading, for messages to people."""
        self.level()
        return self._free
