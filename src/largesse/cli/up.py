"""`largesse up`: database, API, worker and mail catcher in one process tree, from nothing to ready."""

import asyncio
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import httpx
import typer

from largesse.cli.answers import fail, say, say_json
from largesse.cli.first_start import FirstStart, prepare
from largesse.cli.operate import PARENT
from largesse.core.db import APP_ROLE
from largesse.core.logs import configure_logs
from largesse.core.migrate import migrate
from largesse.core.postgres import EmbeddedPostgres, PostgresError
from largesse.core.seals import key_in
from largesse.messages.catcher import start_catcher

READY_SECONDS: Final = 60
SLOW: Final = "The API is not ready yet. It is slow, or it fails: see logs/serve.log in the data folder.\n"
STOP_SECONDS: Final = 10
QUICK_SECONDS: Final = 6
LONGEST_PAUSE: Final = 5
HOST: Final = "127.0.0.1"


def up(
    data: Annotated[Path, typer.Option(help="Folder of the database, files and mail.")] = Path("data"),
    port: Annotated[int, typer.Option(help="Port of the API; 0 takes a free one.")] = 8080,
    demo: Annotated[bool, typer.Option("--demo", help="Fill an empty database with a demo shop.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON line when ready.")] = False,
) -> None:
    """Start everything on this machine: PostgreSQL, API, worker, mail catcher. Ctrl-C stops it."""
    configure_logs("WARNING")
    data = data.resolve()
    port = port or free_port()
    _check_port(port)
    server = EmbeddedPostgres(data / "postgres")
    try:
        server.start()
    except PostgresError as error:
        fail(str(error))
    try:
        asyncio.run(_run(server, data, port=port, demo=demo, as_json=json))
    finally:
        server.stop()


async def _run(server: EmbeddedPostgres, data: Path, *, port: int, demo: bool, as_json: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await asyncio.to_thread(migrate, server.dsn())
    url = f"http://{HOST}:{port}"
    secret_key = key_in(data)
    first = await prepare(server.dsn(user=APP_ROLE), secret_key, data, demo=demo)
    with start_catcher(data / "mail", host=HOST) as catcher:
        environment = {
            **os.environ,
            "DATABASE_URL": server.dsn(user=APP_ROLE),
            "LARGESSE_SECRET_KEY": secret_key,
            "LARGESSE_DATA_DIR": str(data),
            "LARGESSE_PUBLIC_URL": url,
            "LARGESSE_API_URL": url,
            "LARGESSE_MAIL_DIR": str(data / "mail"),
            "LARGESSE_SMTP_URL": os.environ.get("LARGESSE_SMTP_URL", f"smtp://{HOST}:{catcher.port}"),
            PARENT: str(os.getpid()),
        }
        programs = [
            _Program("serve", ["serve", "--host", HOST, "--port", str(port)], environment, data / "logs"),
            _Program("work", ["work"], environment, data / "logs"),
        ]
        keepers = [asyncio.create_task(program.keep(stop)) for program in programs]
        try:
            if await _become_ready(url, stop):
                _announce(url, first, as_json=as_json)
                await stop.wait()
        finally:
            stop.set()
            await asyncio.gather(*keepers)


@dataclass
class _Program:
    """A child that is started again when it dies, until the stop."""

    name: str
    arguments: list[str]
    environment: dict[str, str]
    logs: Path

    async def keep(self, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            started = asyncio.get_running_loop().time()
            await self._run_once(stop)
            if stop.is_set():
                return
            quick = asyncio.get_running_loop().time() - started < QUICK_SECONDS
            failures = failures + 1 if quick else 0
            await asyncio.sleep(min(failures, LONGEST_PAUSE))

    @property
    def log(self) -> Path:
        return self.logs / f"{self.name}.log"

    async def _run_once(self, stop: asyncio.Event) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "largesse",
                *self.arguments,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        ended = asyncio.create_task(process.wait())
        asked = asyncio.create_task(stop.wait())
        await asyncio.wait({ended, asked}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(ended, STOP_SECONDS)
            except TimeoutError:
                process.kill()
        await process.wait()


async def _become_ready(url: str, stop: asyncio.Event) -> bool:
    """Waits as long as it takes: who gave up would take the only sight of the first password with him."""
    tries = 0
    async with httpx.AsyncClient(timeout=2) as client:
        while not stop.is_set():
            tries += 1
            if tries == READY_SECONDS * 5:
                sys.stderr.write(SLOW)  # programs read the standard output
            try:
                if (await client.get(f"{url}/readyz")).status_code == httpx.codes.OK:
                    return True
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.2)
    return False


def _announce(url: str, first: FirstStart, *, as_json: bool) -> None:
    if as_json:
        say_json({"url": url, "email": first.email, "password": first.password, "api_key": first.api_key})
        return
    say(f"\n  Largesse is ready at {url}\n")
    say(f"  API documentation   {url}/docs")
    say(f"  Caught e-mails      {url}/mail")
    say(f"  Sign-in             {first.email}" + (f"  {first.password}" if first.password else ""))
    if first.api_key:
        say(f"  API key             {first.api_key}")
        say("\n  Password and key are shown this once. Try:\n")
        say(f"  curl -H 'Authorization: Bearer {first.api_key}' {url}/v1/pools")
    else:
        say("  API key             make one: largesse keys create --name mine --all")
    say("\n  Ctrl-C stops everything.\n")


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            fail(f"Port {port} is taken. Choose another one: largesse up --port 0")


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
