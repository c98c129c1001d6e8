"""Files that outsiders fill."""

import asyncio
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from largesse.connections.failures import OutgoingError


class FileSink:
    """A file that is filled from outside, up to `max_bytes`; it is removed if it was not filled to the end.

    OutgoingError when more comes (permanent) or when it cannot be written (temporary: the disk may be full).
    """

    def __init__(self, path: Path, *, max_bytes: int, source: str) -> None:
        self.size = 0
        self._path = path
        self._max_bytes = max_bytes
        self._source = source
        self._file: BinaryIO | None = None

    async def write(self, chunk: bytes) -> None:
        """Adds to the file."""
        self.size += len(chunk)
        if self.size > self._max_bytes:
            reason = f"The file of {self._source} is longer than {self._max_bytes} bytes"
            raise OutgoingError(reason, temporary=False)
        await asyncio.to_thread(self._write, chunk)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._write, b"")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._finish, whole=kind is None)

    def _write(self, chunk: bytes) -> None:
        try:
            if self._file is None:
                self._file = self._path.open("wb")
            self._file.write(chunk)
        except OSError as error:
            raise self._unwritten(error) from error

    def _finish(self, *, whole: bool) -> None:
        try:
            if self._file is not None:
                self._file.close()
        except OSError as error:
            whole = False
            raise self._unwritten(error) from error
        finally:
            if not whole:
                self._path.unlink(missing_ok=True)

    def _unwritten(self, error: OSError) -> OutgoingError:
        reason = f"The file of {self._source} could not be written here: {error.strerror}"
        return OutgoingError(reason, temporary=True)
