"""Uploaded and produced files on disk, one folder for each workspace."""

from __future__ import annotations

import hashlib
import os
from asyncio import to_thread
from collections.abc import AsyncIterable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from largesse.core.files.errors import FileTooLargeError

MAX_BYTES = 512 << 20
PART = ".part"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is safely on disk; `sha256` is in hexadecimal, `size` in bytes."""

    id: UUID
    size: int
    sha256: str


class FileStore:
    """Files at `<root>/<workspace>/<id>`; no part of a name comes from a user.

    A file is there whole or not at all, also after a power cut.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, workspace_id: UUID, file_id: UUID) -> Path:
        """Where a file is, or would be."""
        return self._root / str(workspace_id) / str(file_id)

    def new_path(self, workspace_id: UUID) -> tuple[UUID, Path]:
        """A free name in the workspace's folder, for a writer that needs a path (a result file)."""
        file_id = uuid4()
        path = self.path(workspace_id, file_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        return file_id, path

    def new_part(self, workspace_id: UUID) -> tuple[UUID, Path]:
        """A path for a writer that needs time, such as a download; it counts as a file when it is kept."""
        file_id, path = self.new_path(workspace_id)
        return file_id, path.with_suffix(PART)

    def keep_part(self, workspace_id: UUID, file_id: UUID) -> StoredFile:
        """Make a part that is whole a file. Blocks while its hash is taken."""
        path = self.path(workspace_id, file_id)
        part = path.with_suffix(PART)
        with part.open("rb+") as file:
            digest = hashlib.file_digest(file, "sha256")
            size = file.tell()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
        return StoredFile(file_id, size, digest.hexdigest())

    async def save(
        self, workspace_id: UUID, blocks: AsyncIterable[bytes], *, max_bytes: int = MAX_BYTES
    ) -> StoredFile:
        """Keep a stream. Raises FileTooLargeError past `max_bytes`; then nothing stays on disk."""
        incoming = await to_thread(_Incoming, self, workspace_id, max_bytes=max_bytes)
        try:
            async for block in blocks:
                await to_thread(incoming.write, block)
            return await to_thread(incoming.keep)
        finally:
            incoming.discard()

    def save_blocks(
        self, workspace_id: UUID, blocks: Iterable[bytes], *, max_bytes: int = MAX_BYTES
    ) -> StoredFile:
        """The same for a stream that does not wait, such as a local file or an export."""
        incoming = _Incoming(self, workspace_id, max_bytes=max_bytes)
        try:
            for block in blocks:
                incoming.write(block)
            return incoming.keep()
        finally:
            incoming.discard()

    def open(self, workspace_id: UUID, file_id: UUID) -> BinaryIO:
        """Open for reading. Raises FileNotFoundError when it was deleted or never was."""
        return self.path(workspace_id, file_id).open("rb")

    def delete(self, workspace_id: UUID, file_id: UUID) -> None:
        """Delete; no error when it is gone already."""
        self.path(workspace_id, file_id).unlink(missing_ok=True)

    def ids_before(self, workspace_id: UUID, moment: datetime) -> list[UUID]:
        """The workspace's files last written before a moment; parts of uploads that broke off go at once."""
        folder = self._root / str(workspace_id)
        if not folder.is_dir():
            return []
        old = [path for path in folder.iterdir() if path.stat().st_mtime < moment.timestamp()]
        for part in (path for path in old if path.suffix == PART):
            part.unlink(missing_ok=True)
        return [UUID(path.name) for path in old if not path.suffix]


class _Incoming:
    """A file being written under another name until it is whole."""

    def __init__(self, store: FileStore, workspace_id: UUID, *, max_bytes: int) -> None:
        self._id, self._path = store.new_path(workspace_id)
        self._part = self._path.with_suffix(PART)
        self._file = self._part.open("xb")
        self._hash = hashlib.sha256()
        self._size = 0
        self._max_bytes = max_bytes

    def write(self, block: bytes) -> None:
        self._size += len(block)
        if self._size > self._max_bytes:
            raise FileTooLargeError(self._max_bytes)
        self._hash.update(block)
        self._file.write(block)

    def keep(self) -> StoredFile:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self._path)
        _sync_folder(self._path.parent)
        return StoredFile(self._id, self._size, self._hash.hexdigest())

    def discard(self) -> None:
        """Remove what was not kept."""
        self._file.close()
        self._part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    # A rename is on disk only when its folder is; Windows has no such handle and needs none.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
