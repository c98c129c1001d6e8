"""The server's log: a file beside the data folder that never grows past a bound."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

ROTATE_BYTES = 16 * 1024 * 1024
TAIL_BYTES = 16 * 1024


class ServerLog:
    """The log that the server appends to, and one older generation with the ending `.1`.

    A file and not a pipe: the server must neither block when Largesse is busy nor lose its last
    words when Largesse is killed.
    """

    def __init__(self, path: Path, *, rotate_bytes: int = ROTATE_BYTES) -> None:
        self.path = path
        self._rotate_bytes = rotate_bytes

    def open(self) -> BinaryIO:
        """Open the log for appending, readable by its owner only."""
        return os.fdopen(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab")

    def size(self) -> int:
        """Give the present length in bytes, the mark from which `tail` can read."""
        return self.path.stat().st_size if self.path.exists() else 0

    def tail(self, since: int) -> str:
        """Give what was written after a mark, but at most the last 16 KiB."""
        size = self.size()
        start = since if since <= size else 0
        with self.path.open("rb") as log:
            log.seek(max(start, size - TAIL_BYTES))
            return log.read().decode(errors="replace")

    def rotate(self) -> None:
        """Keep a long log as the older generation and begin it anew.

        The file is emptied in place, because the server holds it open; its appends go on from zero.
        """
        if self.size() <= self._rotate_bytes:
            return
        # On a full disk the bound matters more than the old lines.
        with contextlib.suppress(OSError):
            shutil.copy(self.path, self.path.with_name(self.path.name + ".1"))
        os.truncate(self.path, 0)
