"""Downloads: into a file, piece by piece, under the same guards as any call; a half file never stays."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from largesse.connections.client import BlockedAddressError, GuardedClient, OutgoingError
from tests.connections.serving_http import serve

if TYPE_CHECKING:
    from conftest import FixedResolver, Trap


async def test_a_file_comes_whole_and_its_size_is_told(tmp_path: Path) -> None:
    content = random.Random(3).randbytes(5_000_001)

    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.headers["X-Token"] == "s"
        return web.Response(body=content)

    async with serve(answer) as port, GuardedClient(allow=["127.0.0.1"], max_body=10) as client:
        size = await client.download(
            f"http://127.0.0.1:{port}/f.csv",
            tmp_path / "f.csv",
            max_bytes=len(content),
            headers={"X-Token": "s"},
        )
    assert size == len(content)
    stored = (tmp_path / "f.csv").read_bytes()
    assert hashlib.sha256(stored).digest() == hashlib.sha256(content).digest()


async def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"")

    async with serve(answer) as port, GuardedClient(allow=["127.0.0.1"]) as client:
        assert await client.download(f"http://127.0.0.1:{port}/", tmp_path / "f", max_bytes=10) == 0
    assert (tmp_path / "f").read_bytes() == b""


async def test_a_file_over_the_limit_is_dropped(tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        body = b"x" * 1001
        if request.path == "/packed":
            return web.Response(body=gzip.compress(b"x" * 10_000_000), headers={"Content-Encoding": "gzip"})
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(body)
        return response

    async with serve(answer) as port, GuardedClient(allow=["127.0.0.1"]) as client:
        for path in ("chunked", "packed"):
            with pytest.raises(OutgoingError, match="longer than 1000 bytes") as refused:
                await client.download(f"http://127.0.0.1:{port}/{path}", tmp_path / "f", max_bytes=1000)
            assert not refused.value.temporary
    assert not (tmp_path / "f").exists()


async def test_a_file_that_breaks_off_is_dropped_and_may_be_tried_again(tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000000"})
        await response.prepare(request)
        await response.write(b"x" * 1000)
        assert request.transport is not None
        request.transport.abort()
        return response

    async with serve(answer) as port, GuardedClient(allow=["127.0.0.1"]) as client:
        with pytest.raises(OutgoingError) as refused:
            await client.download(f"http://127.0.0.1:{port}/", tmp_path / "f", max_bytes=10_000_000)
    assert refused.value.temporary
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(("within", "idle"), [(0.3, 60.0), (3600.0, 0.3)])
async def test_a_server_that_falls_silent_holds_nobody_up(tmp_path: Path, within: float, idle: float) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"x")
        await asyncio.sleep(3600)
        return response

    async with serve(answer) as port, GuardedClient(allow=["127.0.0.1"]) as client:
        with pytest.raises(OutgoingError) as refused:
            await client.download(
                f"http://127.0.0.1:{port}/",
                tmp_path / "f",
                max_bytes=10,
                within_seconds=within,
                idle_seconds=idle,
            )
    assert refused.value.temporary
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(("status", "temporary"), [(404, False), (403, False), (503, True), (429, True)])
async def test_an_answer_that_is_no_file_leaves_none(tmp_path: Path, status: int, temporary: bool) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text="sorry")

    async with serve(answer) as port, GuardedClient(allow=["127.0.0.1"]) as client:
        with pytest.raises(OutgoingError, match=f"answered {status} instead of a file") as refused:
            await client.download(f"http://127.0.0.1:{port}/", tmp_path / "f", max_bytes=10)
    assert refused.value.temporary is temporary
    assert not (tmp_path / "f").exists()


async def test_redirects_are_followed_only_to_where_one_may_go_and_without_the_credential(
    tmp_path: Path, trap: Trap, resolve_to: type[FixedResolver]
) -> None:
    seen: list[str | None] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append(request.headers.get("X-Token"))
        if request.path == "/away":
            raise web.HTTPFound(f"http://files.example:{request.url.port}/f")
        if request.path == "/inside":
            raise web.HTTPFound(f"http://[::ffff:127.0.0.1]:{trap.port}/")
        return web.Response(text="file")

    resolver = resolve_to(["127.0.0.1"])
    async with serve(answer) as port, GuardedClient(allow=[f"127.0.0.1:{port}"], resolver=resolver) as client:
        headers = {"X-Token": "s"}
        size = await client.download(
            f"http://api.example:{port}/away", tmp_path / "f", max_bytes=10, headers=headers
        )
        assert (size, seen) == (4, ["s", None])
        with pytest.raises(BlockedAddressError):
            await client.download(f"http://api.example:{port}/inside", tmp_path / "g", max_bytes=10)
    assert trap.connections == 0
    assert not (tmp_path / "g").exists()


async def test_a_file_that_cannot_be_written_here_may_be_tried_again(tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(text="file")

    async with serve(answer) as port, GuardedClient(allow=["127.0.0.1"]) as client:
        with pytest.raises(OutgoingError, match="could not be written here") as refused:
            await client.download(f"http://127.0.0.1:{port}/", tmp_path / "no" / "f", max_bytes=10)
    assert refused.value.temporary
