"""Commands of a production installation: migrate, serve, work; and the OpenAPI document."""

import asyncio
import gc
import json
import os
import resource
import signal
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

import typer
import uvicorn
from fastapi import FastAPI

from largesse.cli.answers import fail, say
from largesse.core.logs import configure_logs
from largesse.core.migrate import migrate as migrate_database
from largesse.core.seals import KEY_BYTES, keyring_from
from largesse.core.settings import Settings

PARENT: Final = "LARGESSE_PARENT_PID"
YOUNG_OBJECTS: Final = 50_000
# Seconds that a thread may keep the interpreter while the one that answers waits; Python's own are 0.005.
HELD_AT_MOST: Final = 0.0005


def migrate() -> None:
    """Bring the database of DATABASE_URL to this version; safe to run again."""
    settings = settings_with_database()
    configure_logs(settings.log_level)
    migrate_database(settings.database_owner_url or settings.database_url)
    say("The database is at this version.")


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8080,
    workers: Annotated[int, typer.Option(help="Web processes.")] = 1,
) -> None:
    """Serve the API on the database of DATABASE_URL."""
    settings = settings_with_database()
    try:
        keyring_from(settings.secret_key.get_secret_value())
    except ValueError as error:
        fail(f"{error}.")
    _allow_connections()
    uvicorn.run(
        "largesse.cli.operate:create_served_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_config=None,
        server_header=False,
        backlog=4096,
        timeout_graceful_shutdown=5,
    )


def work(
    concurrency: Annotated[int, typer.Option(help="Long jobs at the same time.")] = 2,
) -> None:
    """Run imports, alerts and schedules on the database of DATABASE_URL."""
    settings = settings_with_database()
    configure_logs(settings.log_level)
    asyncio.run(_work(settings, concurrency))


def openapi(
    out: Annotated[Path | None, typer.Option(help="File to write; default: standard output.")] = None,
) -> None:
    """Write the OpenAPI document of the API."""
    settings = Settings(database_url="postgresql://nowhere/", secret_key="00" * KEY_BYTES)
    text = json.dumps(_app(settings).openapi(), indent=2, sort_keys=True) + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text)


def create_served_app() -> object:
    """The application as uvicorn's processes make it."""
    settings = Settings()
    configure_logs(settings.log_level)
    _follow_parent()
    app = _app(settings)
    _settle_memory()
    sys.setswitchinterval(HELD_AT_MOST)
    return app


async def _work(settings: Settings, concurrency: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    _follow_parent()
    await import_module("largesse.worker").work(settings, stop=stop, concurrency=concurrency)


def _app(settings: Settings) -> FastAPI:
    """Loaded only where it is needed: that takes seconds, which no other command has to wait for."""
    app: FastAPI = import_module("largesse.app").create_app(settings)
    return app


def _settle_memory() -> None:
    """Keeps the collector away from what lives as long as the process: it costs a pause of 100 ms a walk.

    What a request makes is freed by counting; cycles are looked for less often than by default.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def _allow_connections() -> None:
    """Raises the soft limit of open files to the hard one: each client's connection is one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _follow_parent() -> None:
    """Ends this process when the `largesse up` that made it is gone, however it went."""
    parent = os.environ.get(PARENT)
    if parent is not None:
        threading.Thread(target=_end_when_orphaned, args=(int(parent),), daemon=True).start()


def _end_when_orphaned(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def settings_with_database() -> Settings:
    """The settings, or the end of the program when no database is named."""
    settings = Settings()
    if not settings.database_url:
        fail(
            "DATABASE_URL is not set. Set it to a PostgreSQL database, such as"
            " postgresql://largesse@db/largesse, or use `largesse up`, which brings its own."
        )
    return settings
