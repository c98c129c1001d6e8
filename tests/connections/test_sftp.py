"""SFTP: files from a real server, whose host key must be the stored one, at an address that may be called."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import asyncssh
import httpx
import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter

from largesse.connections.addresses import AddressGuard
from largesse.connections.failures import BlockedAddressError, OutgoingError
from largesse.connections.kinds import ConnectionKind
from largesse.connections.opened import OpenedConnection
from largesse.connections.sftp import fetch_sftp, list_sftp
from largesse.core.errors import InvalidError

if TYPE_CHECKING:
    from conftest import FixedResolver, Trap

KINDS: TypeAdapter[ConnectionKind] = TypeAdapter(ConnectionKind)
PASSWORD = "correct horse"
PAIR = asyncssh.generate_private_key("ssh-ed25519")
HOST_KEY = asyncssh.generate_private_key("ssh-ed25519")


class Doorman(asyncssh.SSHServer):
    """Lets `shop` in, by password or by its key."""

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("shop", PASSWORD)

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return username == "shop" and key.get_fingerprint() == PAIR.get_fingerprint()


@dataclass(frozen=True)
class Server:
    port: int
    root: Path

    @property
    def guard(self) -> AddressGuard:
        return AddressGuard([f"127.0.0.1:{self.port}"])

    def opened(self, **changes: object) -> OpenedConnection:
        settings = {
            "type": "sftp",
            "host": "127.0.0.1",
            "port": self.port,
            "username": "shop",
            "password": PASSWORD,
            "host_key": HOST_KEY.get_fingerprint(),
        }
        return OpenedConnection(
            id=uuid4(), name="Partner", kind=KINDS.validate_python({**settings, **changes})
        )


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    root = tmp_path / "served"
    (root / "out").mkdir(parents=True)
    async with serving(root) as port:
        yield Server(port=port, root=root)


@asynccontextmanager
async def serving(root: Path) -> AsyncIterator[int]:
    def serve_files(channel: asyncssh.SSHServerChannel[bytes]) -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=str(root).encode())

    acceptor = await asyncssh.listen(
        "127.0.0.1", 0, server_factory=Doorman, server_host_keys=[HOST_KEY], sftp_factory=serve_files
    )
    async with acceptor:
        yield acceptor.get_port()


@pytest.mark.parametrize(
    "credential",
    [{}, {"password": None, "private_key": PAIR.export_private_key().decode()}],
    ids=["password", "key"],
)
async def test_a_file_comes_whole(server: Server, tmp_path: Path, credential: dict[str, object]) -> None:
    content = random.Random(9).randbytes(3_500_001)
    (server.root / "out" / "zażółć.csv").write_bytes(content)
    size = await fetch_sftp(
        server.opened(**credential),
        "/out/zażółć.csv",
        tmp_path / "f.csv",
        max_bytes=len(content),
        guard=server.guard,
    )
    assert size == len(content)
    assert (tmp_path / "f.csv").read_bytes() == content


async def test_a_file_over_the_limit_is_dropped(server: Server, tmp_path: Path) -> None:
    (server.root / "big").write_bytes(b"x" * 2_000_000)
    with pytest.raises(OutgoingError, match="longer than 1999999 bytes") as refused:
        await fetch_sftp(server.opened(), "big", tmp_path / "f", max_bytes=1_999_999, guard=server.guard)
    assert not refused.value.temporary
    assert not (tmp_path / "f").exists()


async def test_a_server_with_another_host_key_gets_no_password(server: Server, tmp_path: Path) -> None:
    stored = asyncssh.generate_private_key("ssh-ed25519").get_fingerprint()
    tried: list[str] = []

    class Listening(Doorman):
        def begin_auth(self, username: str) -> bool:
            tried.append(username)
            return True

    acceptor = await asyncssh.listen("127.0.0.1", 0, server_factory=Listening, server_host_keys=[HOST_KEY])
    async with acceptor:
        port = acceptor.get_port()
        with pytest.raises(OutgoingError) as refused:
            await fetch_sftp(
                server.opened(host_key=stored, port=port),
                "f",
                tmp_path / "f",
                max_bytes=10,
                guard=AddressGuard(["127.0.0.1"]),
            )
        assert not refused.value.temporary
        assert HOST_KEY.get_fingerprint() in refused.value.reason
        assert stored in refused.value.reason
        assert tried == []
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(
    ("changes", "path", "told"),
    [
        ({"password": "wrong"}, "f", "refused the sign-in as shop"),
        (
            {
                "password": None,
                "private_key": asyncssh.generate_private_key("ssh-ed25519").export_private_key().decode(),
            },
            "f",
            "refused the sign-in as shop",
        ),
        ({}, "missing.csv", "did not hand it over"),
        ({}, "/out", "did not hand it over"),
    ],
)
async def test_what_another_try_would_not_mend_is_permanent(
    server: Server, tmp_path: Path, changes: dict[str, object], path: str, told: str
) -> None:
    with pytest.raises(OutgoingError, match=told) as refused:
        await fetch_sftp(server.opened(**changes), path, tmp_path / "f", max_bytes=10, guard=server.guard)
    assert not refused.value.temporary
    assert PASSWORD not in refused.value.reason
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "::ffff:127.0.0.1"])
async def test_an_internal_address_is_not_called(
    server: Server, tmp_path: Path, trap: Trap, host: str
) -> None:
    with pytest.raises(BlockedAddressError):
        await fetch_sftp(
            server.opened(host=host, port=trap.port), "f", tmp_path / "f", max_bytes=10, guard=AddressGuard()
        )
    assert trap.connections == 0


async def test_a_name_is_resolved_once_and_every_address_is_checked(
    server: Server, tmp_path: Path, resolve_to: type[FixedResolver]
) -> None:
    (server.root / "f").write_bytes(b"file")
    opened = server.opened(host="files.example")
    rebinding = resolve_to(["127.0.0.1"], ["10.0.0.1"])
    size = await fetch_sftp(opened, "f", tmp_path / "f", max_bytes=10, guard=server.guard, resolver=rebinding)
    assert (size, rebinding.asked) == (4, ["files.example"])
    mixed = resolve_to(["127.0.0.1", "10.0.0.1"])
    with pytest.raises(BlockedAddressError, match=r"files\.example"):
        await fetch_sftp(opened, "f", tmp_path / "g", max_bytes=10, guard=server.guard, resolver=mixed)
    unknown = resolve_to(None)
    with pytest.raises(OutgoingError) as refused:
        await fetch_sftp(opened, "f", tmp_path / "g", max_bytes=10, guard=server.guard, resolver=unknown)
    assert refused.value.temporary


async def test_a_server_that_is_down_or_silent_may_be_tried_again(server: Server, tmp_path: Path) -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    guard = AddressGuard(["127.0.0.1"])
    silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    async with silent:
        with pytest.raises(OutgoingError, match="in time") as refused:
            await fetch_sftp(
                server.opened(port=port), "f", tmp_path / "f", max_bytes=10, guard=guard, within_seconds=0.3
            )
        assert refused.value.temporary
    with pytest.raises(OutgoingError, match="No connection") as refused:
        await fetch_sftp(server.opened(port=port), "f", tmp_path / "f", max_bytes=10, guard=guard)
    assert refused.value.temporary


async def test_what_is_no_ssh_server_is_told_apart(server: Server, tmp_path: Path, trap: Trap) -> None:
    with pytest.raises(OutgoingError):
        await fetch_sftp(
            server.opened(port=trap.port),
            "f",
            tmp_path / "f",
            max_bytes=10,
            guard=AddressGuard(["127.0.0.1"]),
        )


async def test_a_folder_is_listed_in_part(server: Server) -> None:
    for number in range(30):
        (server.root / "out" / f"f{number:02}").touch()
    assert await list_sftp(server.opened(), ".", most=20, guard=server.guard) == ["out"]
    names = await list_sftp(server.opened(), "out", most=20, guard=server.guard)
    assert len(names) == 20
    assert set(names) <= {f"f{number:02}" for number in range(30)}


async def test_a_connection_for_http_fetches_no_files_by_sftp(tmp_path: Path) -> None:
    kind = KINDS.validate_python({"type": "bearer", "base_url": "https://a.example", "token": "t"})
    opened = OpenedConnection(id=uuid4(), name="ERP", kind=kind)
    with pytest.raises(InvalidError) as refused:
        await fetch_sftp(opened, "f", tmp_path / "f", max_bytes=10, guard=AddressGuard())
    assert refused.value.code == "connection_not_sftp"


async def test_a_test_of_a_connection_lists_the_files(
    server: Server, client: httpx.AsyncClient, app: FastAPI
) -> None:
    (server.root / "out" / "codes.csv").touch()
    kind = {
        "type": "sftp",
        "host": "127.0.0.1",
        "port": server.port,
        "username": "shop",
        "password": PASSWORD,
        "host_key": HOST_KEY.get_fingerprint(),
    }
    made = (await client.post("/v1/connections", json={"name": "Partner", "kind": kind})).json()
    assert made["secret_hint"] == ""
    tests = f"/v1/connections/{made['id']}/tests"
    blocked = (await client.post(tests, json={"path": "out"})).json()
    assert (blocked["ok"], "loopback" in blocked["reason"]) == (False, True)
    changes = {"outgoing_allow": f"127.0.0.1:{server.port}"}
    app.state.settings = app.state.settings.model_copy(update=changes)
    answer = (await client.post(tests, json={"path": "out"})).json()
    assert (answer["ok"], answer["files"], answer["status"], answer["reason"]) == (
        True,
        ["codes.csv"],
        None,
        None,
    )
    missing = (await client.post(tests, json={"path": "nowhere"})).json()
    assert (missing["ok"], missing["files"]) == (False, None)
