"""The bench's own server, database and API process, in a folder that is removed afterwards."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx

from largesse.accounts.commands.keys import create_key
from largesse.accounts.commands.workspaces import create_workspace
from largesse.accounts.permissions import ALL
from largesse.accounts.schemas import KeyInput
from largesse.cli.up import free_port
from largesse.core.db import APP_ROLE, Database
from largesse.core.migrate import migrate
from largesse.core.postgres import EmbeddedPostgres, find_binaries
from largesse.core.seals import Keyring
from largesse.vouchers.commands.pools import create_pool
from largesse.vouchers.schemas import PoolInput

SECRET_KEY = "5e" * 32


@dataclass(frozen=True)
class Bed:
    """A migrated database with one workspace and a key of every permission."""

    folder: Path
    server: EmbeddedPostgres
    workspace_id: UUID
    api_key: str

    @property
    def url(self) -> str:
        return self.server.dsn(user=APP_ROLE)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "LARGESSE_SECRET_KEY": SECRET_KEY,
            "LARGESSE_DATA_DIR": str(self.folder),
            "LARGESSE_RATE_LIMIT_PER_MINUTE": "100000000",
        }

    def program(self, name: str) -> str:
        """The path of a PostgreSQL program, such as pgbench."""
        return str(find_binaries().postgres.parent / name)


@contextmanager
def make_bed() -> Iterator[Bed]:
    """Starts everything the bench needs and removes it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="largesse-bench-"))
    with EmbeddedPostgres(folder / "postgres", settings={"shared_buffers": "1GB"}) as server:
        migrate(server.dsn())
        workspace_id, api_key = asyncio.run(_make_workspace(server.dsn(user=APP_ROLE)))
        yield Bed(folder, server, workspace_id, api_key)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serve(bed: Bed) -> Iterator[str]:
    """A `largesse serve` process, ready; gives its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (bed.folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "largesse", "serve", "--port", str(port)],
            env=bed.environment,
            stdout=log,
            stderr=log,
        )
        try:
            asyncio.run(_wait_until_ready(url))
            yield url
        finally:
            process.terminate()
            process.wait()


async def make_pool(bed: Bed, codes: int) -> UUID:
    """A pool with so many codes, written straight into the tables in one statement."""
    database = Database(bed.url, pool_size=2)
    try:
        async with database.context(bed.workspace_id) as ctx:
            pool = await create_pool(ctx, PoolInput(name=f"Bench {codes}"))
    finally:
        await database.close()
    owner = await asyncpg.connect(bed.server.dsn())
    try:
        await owner.execute(
            "insert into codes (workspace_id, pool_id, position, code, created_at)"
            f" select $1, $2, n, upper('{pool.id.hex[-10:]}' || lpad(n::text, 8, '0')), now()"
            " from generate_series(1, $3::bigint) n",
            bed.workspace_id,
            pool.id,
            codes,
            timeout=600,
        )
        await owner.execute("update pool_heads set tail = $2 where pool_id = $1", pool.id, codes)
        await owner.execute(
            "insert into pool_counts (workspace_id, pool_id, valid_until, unassigned) values ($1,"
            " $2, 'infinity', $3)",
            bed.workspace_id,
            pool.id,
            codes,
        )
        await owner.execute("vacuum analyze codes", timeout=600)
        await owner.execute("checkpoint", timeout=600)
    finally:
        await owner.close()
    return pool.id


async def _make_workspace(url: str) -> tuple[UUID, str]:
    database = Database(url, pool_size=2)
    try:
        async with database.session() as session:
            ctx = await create_workspace(session, "Bench", now=database.clock())
            key = await create_key(
                ctx, Keyring(bytes.fromhex(SECRET_KEY)), KeyInput(name="bench", permissions=sorted(ALL))
            )
            return ctx.workspace_id, key.secret
    finally:
        await database.close()


async def _wait_until_ready(url: str) -> None:
    async with httpx.AsyncClient() as client:
        for _ in range(300):
            try:
                if (await client.get(f"{url}/readyz")).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.1)
    msg = "the API did not become ready"
    raise RuntimeError(msg)
