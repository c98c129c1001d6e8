"""The file store: a file is there whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from largesse.core.files import FileStore, FileTooLargeError

WORKSPACE = uuid4()


async def stream(*blocks: bytes) -> AsyncIterator[bytes]:
    for block in blocks:
        yield block


async def test_a_stream_is_kept_and_read_back(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    stored = await store.save(WORKSPACE, stream(b"code\n", b"A1\n"))
    assert (stored.size, stored.sha256) == (8, hashlib.sha256(b"code\nA1\n").hexdigest())
    with store.open(WORKSPACE, stored.id) as file:
        assert file.read() == b"code\nA1\n"
    expected = tmp_path / "files" / str(WORKSPACE) / str(stored.id)
    assert store.path(WORKSPACE, stored.id) == expected
    assert list(expected.parent.iterdir()) == [expected]


def test_blocks_that_do_not_wait_are_kept_too(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    first = store.save_blocks(WORKSPACE, [b"a", b"b"])
    second = store.save_blocks(WORKSPACE, [b"ab"])
    assert first.id != second.id
    assert first.sha256 == second.sha256


async def test_a_stream_past_the_limit_leaves_nothing(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    with pytest.raises(FileTooLargeError, match="larger than 4 bytes"):
        await store.save(WORKSPACE, stream(b"abc", b"de"), max_bytes=4)
    assert list((tmp_path / str(WORKSPACE)).iterdir()) == []
    assert (await store.save(WORKSPACE, stream(b"abcd"), max_bytes=4)).size == 4


def test_a_stream_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"abc"
        raise ConnectionError("the sender went away")

    store = FileStore(tmp_path)
    with pytest.raises(ConnectionError):
        store.save_blocks(WORKSPACE, broken())
    assert list((tmp_path / str(WORKSPACE)).iterdir()) == []


def test_a_deleted_file_is_gone_and_may_be_deleted_again(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    stored = store.save_blocks(WORKSPACE, [b"a"])
    store.delete(WORKSPACE, stored.id)
    store.delete(WORKSPACE, stored.id)
    with pytest.raises(FileNotFoundError):
        store.open(WORKSPACE, stored.id)


def test_workspaces_do_not_share_files(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    stored = store.save_blocks(WORKSPACE, [b"a"])
    with pytest.raises(FileNotFoundError):
        store.open(uuid4(), stored.id)
