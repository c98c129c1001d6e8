"""Files from SFTP servers, by the rules of HTTP: checked addresses, known hosts, limits on all sides."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import asyncssh
from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver

from largesse.connections.addresses import AddressGuard, read_literal
from largesse.connections.failures import BlockedAddressError, OutgoingError
from largesse.connections.file_sink import FileSink
from largesse.connections.kinds import SftpConnection
from largesse.connections.opened import OpenedConnection
from largesse.core.errors import InvalidError

CONNECT_SECONDS: Final = 15.0
_CHUNK: Final = 1024 * 1024
_LOST: Final = (asyncssh.ConnectionLost, asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection)


async def fetch_sftp(
    opened: OpenedConnection,
    remote_path: str,
    path: Path,
    *,
    max_bytes: int,
    guard: AddressGuard,
    resolver: AbstractResolver | None = None,
    within_seconds: float = 3600.0,
    idle_seconds: float = 60.0,
) -> int:
    """Copies a file of the server into `path` piece by piece, and returns its size in bytes.

    It may take `within_seconds` in all, and `idle_seconds` for one piece. Nothing stays at `path` unless the
    file came whole.

    Raises InvalidError if the connection is none of SFTP, BlockedAddressError for a forbidden address and
    OutgoingError for everything else. Temporary: no connection, connection lost, time is up, name does not
    resolve. Permanent: another host key, sign-in refused, no such file, over `max_bytes`.
    """
    kind = _sftp_of(opened)
    async with (
        _told(kind, within_seconds),
        _session(kind, guard, resolver) as sftp,
        sftp.open(remote_path, "rb") as remote,
        FileSink(path, max_bytes=max_bytes, source=kind.host) as sink,
    ):
        while True:
            async with asyncio.timeout(idle_seconds):
                chunk: bytes = await remote.read(_CHUNK)
            if not chunk:
                return sink.size
            await sink.write(chunk)


async def list_sftp(
    opened: OpenedConnection,
    remote_path: str,
    *,
    most: int,
    guard: AddressGuard,
    resolver: AbstractResolver | None = None,
    within_seconds: float = 30.0,
) -> list[str]:
    """The first `most` names in a folder of the server, sorted; raises what `fetch_sftp` raises."""
    kind = _sftp_of(opened)
    names: list[str] = []
    async with _told(kind, within_seconds), _session(kind, guard, resolver) as sftp:
        async for entry in sftp.scandir(remote_path):
            name = (
                entry.filename
                if isinstance(entry.filename, str)
                else entry.filename.decode("utf-8", "replace")
            )
            if name not in (".", ".."):
                names.append(name)
            if len(names) >= most:
                break
    return sorted(names)


class _KnownHost(asyncssh.SSHClient):
    """Trusts the one host key whose fingerprint was stored."""

    def __init__(self, expected: str) -> None:
        self._expected = expected
        self.shown: str | None = None

    def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
        """Whether the server's key is the one; asyncssh asks since it is given no known hosts."""
        del host, addr, port
        self.shown = key.get_fingerprint()
        return self.shown == self._expected


def _sftp_of(opened: OpenedConnection) -> SftpConnection:
    if isinstance(opened.kind, SftpConnection):
        return opened.kind
    raise InvalidError(
        "connection_not_sftp",
        f"The connection {opened.name!r} is of the kind {opened.kind.type}. Choose one of the kind sftp.",
    )


@asynccontextmanager
async def _session(
    kind: SftpConnection, guard: AddressGuard, resolver: AbstractResolver | None
) -> AsyncIterator[asyncssh.SFTPClient]:
    address = await _checked_address(kind, guard, resolver or ThreadedResolver())
    client = _KnownHost(kind.host_key)
    key = kind.key_pair()
    try:
        # Nothing of this machine's own SSH set-up is used: no configuration, agent, keys or known hosts.
        connection = await asyncssh.connect(
            address,
            kind.port,
            client_factory=lambda: client,
            config=None,
            known_hosts=([], [], []),
            username=kind.username,
            password=kind.password.get_secret_value() if kind.password else None,
            client_keys=[key] if key else None,
            agent_path=None,
            gss_host=None,
            x509_trusted_certs=None,
            compression_algs=None,
            connect_timeout=CONNECT_SECONDS,
            login_timeout=CONNECT_SECONDS,
            keepalive_interval=15,
        )
    except asyncssh.HostKeyNotVerifiable as error:
        raise OutgoingError(_other_key(kind, client.shown), temporary=False) from error
    async with connection, connection.start_sftp_client() as sftp:
        yield sftp


async def _checked_address(kind: SftpConnection, guard: AddressGuard, resolver: AbstractResolver) -> str:
    """An address of the host, of which every one was checked; what is connected to is this address."""
    literal = read_literal(kind.host)
    if literal is not None:
        found = [str(literal)]
    else:
        results = await resolver.resolve(kind.host, kind.port, socket.AF_UNSPEC)
        found = [result["host"] for result in results]
    if not found:
        raise OutgoingError(f"{kind.host} has no address", temporary=True)
    for address in found:
        because = guard.blocked_because(kind.host, ipaddress.ip_address(address), kind.port)
        if because is not None:
            raise BlockedAddressError(kind.host, because)
    return found[0]


@asynccontextmanager
async def _told(kind: SftpConnection, within_seconds: float) -> AsyncIterator[None]:
    """Turns what can go wrong on the way into sentences."""
    where = f"{kind.host} port {kind.port}"
    try:
        async with asyncio.timeout(within_seconds):
            yield
    except asyncssh.PermissionDenied as error:
        reason = f"{where} refused the sign-in as {kind.username}. Check the account and its password or key."
        raise OutgoingError(reason, temporary=False) from error
    except TimeoutError as error:
        raise OutgoingError(f"{where} did not answer in time", temporary=True) from error
    except _LOST as error:
        raise OutgoingError(f"The connection to {where} was lost: {error}", temporary=True) from error
    except asyncssh.SFTPError as error:
        raise OutgoingError(f"{where} did not hand it over: {error.reason}", temporary=False) from error
    except asyncssh.Error as error:
        raise OutgoingError(f"{where} does not speak SSH as expected: {error}", temporary=False) from error
    except OSError as error:
        raise OutgoingError(f"No connection to {where}: {error}", temporary=True) from error


def _other_key(kind: SftpConnection, shown: str | None) -> str:
    if shown is None:
        return f"{kind.host} shows no host key that could be compared with the stored fingerprint"
    return (
        f"{kind.host} shows the host key {shown} instead of {kind.host_key}: it is another server, or its "
        "key was changed. Ask its owner, and enter the new fingerprint only if it is confirmed."
    )
