"""Files fetched from other systems into the store: over HTTP and from an SFTP server, with real ones."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import asyncssh
import httpx
import pytest
from aiohttp import web

from largesse.connections.addresses import AddressGuard
from largesse.connections.client import GuardedClient
from largesse.connections.connection_commands import create_connection
from largesse.connections.connection_schemas import ConnectionInput
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.core.seals import Keyring
from largesse.workflows.fetch import HttpSource, SftpSource, Ways, fetch_jobs, start_fetch

CONTENT = b"code\n" + b"".join(b"C-%05d\n" % number for number in range(50_000))


@dataclass
class Site:
    """A web server: what it was asked, and how often it fails first."""

    url: str = ""
    failures: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.headers))
        if self.failures:
            self.failures -= 1
            return web.Response(status=503)
        if request.path == "/none":
            return web.Response(status=404)
        return web.Response(body=CONTENT)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    application = web.Application()
    application.router.add_get("/{path:.*}", site.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield site
    await runner.cleanup()


@pytest.fixture
async def ways(keyring: Keyring) -> AsyncIterator[Ways]:
    async with GuardedClient(allow=("127.0.0.1",)) as http:
        yield Ways(http, AddressGuard(("127.0.0.1",)), keyring)


async def fetched(
    database: Database, workspace_id: UUID, files: FileStore, *, source: HttpSource | SftpSource, ways: Ways,
    max_bytes: int = 1_000_000,
) -> UUID:  # fmt: skip
    async with database.context(workspace_id) as ctx:
        job = await start_fetch(ctx, source, max_bytes=max_bytes)
    await run_job(database, workspace_id, job, fetch_jobs(files, ways, pauses=(0.01, 0.01)))
    return job


async def test_a_file_of_the_web_is_stored_whole(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, site: Site, ways: Ways
) -> None:
    files = FileStore(tmp_path / "files")
    site.failures = 2
    source = HttpSource(url=f"{site.url}/shop/codes%201.csv?x=1")
    job = await fetched(database, workspace_id, files, source=source, ways=ways)
    view = (await client.get(f"/v1/jobs/{job}")).json()
    assert view["state"] == "succeeded", view
    result = view["result"]
    assert (result["bytes"], result["name"]) == (len(CONTENT), "codes 1.csv")
    assert result["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert files.path(workspace_id, UUID(result["file_id"])).read_bytes() == CONTENT
    assert len(site.asked) == 3
    assert (await client.get(f"/v1/jobs/{job}/result")).content == CONTENT


@pytest.mark.parametrize(
    ("path", "failures", "max_bytes", "words", "asked"),
    [
        ("/none", 0, 1_000_000, "404", 1),
        ("/file", 9, 1_000_000, "503", 3),
        ("/file", 0, 1_000, "longer than", 1),
    ],
)
async def test_a_file_that_does_not_come_fails_the_job_and_leaves_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, site: Site, ways: Ways,
    path: str, failures: int, max_bytes: int, words: str, asked: int,
) -> None:  # fmt: skip
    site.failures = failures
    files = FileStore(tmp_path / "files")
    source = HttpSource(url=site.url + path)
    job = await fetched(database, workspace_id, files, source=source, ways=ways, max_bytes=max_bytes)
    view = (await client.get(f"/v1/jobs/{job}")).json()
    assert (view["state"], words in view["error"]) == ("failed", True), view
    assert len(site.asked) == asked
    assert [found for found in (tmp_path / "files").rglob("*") if found.is_file()] == []


async def test_our_own_network_is_not_fetched_from(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, site: Site,
    keyring: Keyring,
) -> None:  # fmt: skip
    async with GuardedClient() as http:
        ways = Ways(http, AddressGuard(()), keyring)
        source = HttpSource(url=site.url)
        job = await fetched(database, workspace_id, FileStore(tmp_path / "files"), source=source, ways=ways)
    view = (await client.get(f"/v1/jobs/{job}")).json()
    assert (view["state"], "is not called" in view["error"]) == ("failed", True)
    assert site.asked == []


async def test_a_connection_signs_the_call_and_only_to_its_own_host(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, site: Site, ways: Ways
) -> None:
    files = FileStore(tmp_path / "files")
    connection = await a_connection(
        database,
        workspace_id,
        ways.keyring,
        {"type": "bearer", "base_url": site.url, "token": "secret-token"},
    )
    source = HttpSource(url=f"{site.url}/a.csv", connection_id=connection)
    await fetched(database, workspace_id, files, source=source, ways=ways)
    assert site.asked[0]["Authorization"] == "Bearer secret-token"
    elsewhere = HttpSource(url="http://127.0.0.1:1/a.csv", connection_id=connection)
    job = await fetched(database, workspace_id, files, source=elsewhere, ways=ways)
    view = (await client.get(f"/v1/jobs/{job}")).json()
    assert (view["state"], "is not sent to" in view["error"]) == ("failed", True), view


async def test_a_file_of_an_sftp_server_is_stored_whole(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path, ways: Ways
) -> None:
    (tmp_path / "remote").mkdir()
    (tmp_path / "remote" / "codes.csv").write_bytes(CONTENT)
    key = asyncssh.generate_private_key("ssh-ed25519")
    server = await asyncssh.listen(
        "127.0.0.1", 0, server_host_keys=[key], server_factory=_Door,
        sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(tmp_path / "remote").encode()),
    )  # fmt: skip
    async with server:
        settings = {
            "type": "sftp", "host": "127.0.0.1", "port": server.get_port(), "username": "shop",
            "password": "sesame", "host_key": key.get_fingerprint(),
        }  # fmt: skip
        connection = await a_connection(database, workspace_id, ways.keyring, settings)
        files = FileStore(tmp_path / "files")
        source = SftpSource(connection_id=connection, path="codes.csv")
        job = await fetched(database, workspace_id, files, source=source, ways=ways)
        view = (await client.get(f"/v1/jobs/{job}")).json()
        assert view["state"] == "succeeded", view
        stored = files.path(workspace_id, UUID(view["result"]["file_id"]))
        assert await asyncio.to_thread(stored.read_bytes) == CONTENT
        missing = SftpSource(connection_id=connection, path="none.csv")
        job = await fetched(database, workspace_id, files, source=missing, ways=ways)
        assert (await client.get(f"/v1/jobs/{job}")).json()["state"] == "failed"


class _Door(asyncssh.SSHServer):
    """Lets one account in."""

    def begin_auth(self, username: str) -> bool:  # noqa: ARG002  asyncssh asks so
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("shop", "sesame")


async def a_connection(
    database: Database, workspace_id: UUID, keyring: Keyring, settings: Mapping[str, object]
) -> UUID:
    """The id of a stored connection."""
    given: ConnectionInput = ConnectionInput.model_validate({"name": "Files", "kind": settings})
    async with database.context(workspace_id) as ctx:
        return (await create_connection(ctx, keyring, given)).id
