"""One Largesse process for a data folder: an advisory lock on a file beside it."""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path

from largesse.core.postgres.errors import AlreadyRunningError


class FolderLock:
    """Holds `flock` on a file; the kernel frees it when this process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock at once; raises AlreadyRunningError when another process holds it."""
        # Close-on-exec: an orphaned server must not keep the lock of a dead Largesse.
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 32).decode(errors="replace").strip() or "unknown"
            os.close(handle)
            data = self._path.with_suffix("")
            raise AlreadyRunningError(
                f"Another Largesse process (pid {holder}) already runs the database in {data}."
                " Stop it first, or choose another data folder."
            ) from None
        except OSError:
            os.close(handle)
            raise
        self._handle = handle
        # The number only helps the message above; a full disk must not keep us from starting.
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Give the lock back; the file stays, since removing it would race with the next holder."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
