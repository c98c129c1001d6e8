"""A real web process on a free port, whose log lines are kept."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from largesse.core.settings import Settings

PROGRAM = "from largesse.cli import main; main()"


@dataclass(frozen=True)
class Served:
    """Where the process answers, and the file its standard error goes to."""

    url: str
    log: Path


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Served]:
    """`largesse serve` as its own process until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = settings.data_dir / "served.log"
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "LARGESSE_SECRET_KEY": settings.secret_key.get_secret_value(),
        "LARGESSE_DATA_DIR": str(settings.data_dir),
        "LARGESSE_OUTGOING_ALLOW": settings.outgoing_allow,
    }
    with log.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, "serve", "--port", str(port)),
            env=environment,
            stdout=stderr,
            stderr=stderr,
        )
    try:
        await _until_ready(process, f"http://127.0.0.1:{port}/readyz", log)
        yield Served(f"http://127.0.0.1:{port}", log)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _until_ready(process: asyncio.subprocess.Process, url: str, log: Path) -> None:
    async with asyncio.timeout(60), httpx.AsyncClient() as client:
        while process.returncode is None:
            try:
                if (await client.get(url)).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.1)
    message = f"the web process ended with {process.returncode}; see {log}"
    raise AssertionError(message)
