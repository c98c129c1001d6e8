"""Brings files of other systems into the store: over HTTP, or from an SFTP server."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, Literal
from urllib.parse import unquote, urlsplit
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from largesse.accounts.permissions import Permission
from largesse.connections.addresses import AddressGuard
from largesse.connections.client import GuardedClient
from largesse.connections.failures import OutgoingError
from largesse.connections.opened import open_connection
from largesse.connections.sftp import fetch_sftp
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import InvalidError
from largesse.core.files import FileStore
from largesse.core.jobs import Handler, RunningJob, start_job
from largesse.core.seals import Keyring

FETCH_FILE: Final = "fetch_file"
MAX_BYTES: Final = 5 << 30
# Seconds before the second try and those after it; a failure that time does not mend is not tried again.
PAUSES: Final = (2.0, 10.0)

OneLine = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00-\x1f\x7f]+$")]


class HttpSource(BaseModel):
    """A file at a web address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["http"] = "http"
    url: OneLine = Field(
        description="Address of the file.", examples=["https://files.shop.example/codes.csv"]
    )
    connection_id: UUID | None = Field(
        default=None, description="Connection whose credential signs the call."
    )


class SftpSource(BaseModel):
    """A file on an SFTP server."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["sftp"] = "sftp"
    connection_id: UUID = Field(description="Connection of the kind sftp.")
    path: OneLine = Field(description="Path of the file on the server.", examples=["outgoing/codes.csv"])


FileSource = Annotated[HttpSource | SftpSource, Field(discriminator="type")]


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out of a worker, and the key to stored credentials."""

    http: GuardedClient
    guard: AddressGuard
    keyring: Keyring


class FetchArgs(BaseModel):
    """What a job is told."""

    model_config = ConfigDict(extra="ignore")

    source: FileSource
    max_bytes: StrictInt = Field(default=MAX_BYTES, ge=1, le=MAX_BYTES)


async def start_fetch(ctx: Context, source: FileSource, *, max_bytes: int = MAX_BYTES) -> UUID:
    """Starts to fetch a file in the caller's transaction; the job's result names it as `file_id`."""
    args: JsonObject = {
        "source": source.model_dump(mode="json"),
        "max_bytes": max_bytes,
        "files_for": Permission.WORKFLOWS_FILE_READ,
    }
    return await start_job(ctx, FETCH_FILE, args=args)


def fetch_jobs(files: FileStore, ways: Ways, *, pauses: Sequence[float] = PAUSES) -> dict[str, Handler]:
    """The handlers by kind."""
    return {FETCH_FILE: partial(fetch_file, files=files, ways=ways, pauses=pauses)}


async def fetch_file(
    job: RunningJob, files: FileStore, ways: Ways, *, pauses: Sequence[float] = PAUSES
) -> JsonObject:
    """Fetches the file of the job's `source` and stores it; a killed worker begins again.

    InvalidError `file_not_fetched` with what the other side said, and what opening the connection raises.
    """
    args = FetchArgs.model_validate(job.args)
    async with job.step(grows=True) as ctx:
        fetch = await _prepare(ctx, args, ways)
    file_id, part = await asyncio.to_thread(files.new_part, job.workspace_id)
    try:
        await _tried(partial(fetch, part), pauses)
        stored = await asyncio.to_thread(files.keep_part, job.workspace_id, file_id)
    finally:
        part.unlink(missing_ok=True)
    async with job.step() as ctx:
        await job.save(ctx, done=stored.size, total=stored.size, progress={})
    return {
        "file_id": str(stored.id),
        "bytes": stored.size,
        "sha256": stored.sha256,
        "name": _name_of(args.source),
    }


async def _prepare(ctx: Context, args: FetchArgs, ways: Ways) -> Callable[[Path], Awaitable[int]]:
    """Opens the connection, so that no transaction is open while the file is on its way."""
    source = args.source
    if isinstance(source, SftpSource):
        opened = await open_connection(ctx, ways.keyring, source.connection_id)

        async def from_server(path: Path) -> int:
            return await fetch_sftp(opened, source.path, path, max_bytes=args.max_bytes, guard=ways.guard)

        return from_server
    headers: dict[str, str] = {}
    if source.connection_id is not None:
        opened = await open_connection(ctx, ways.keyring, source.connection_id)
        headers = opened.headers_for(source.url)

    async def from_web(path: Path) -> int:
        return await ways.http.download(source.url, path, max_bytes=args.max_bytes, headers=headers)

    return from_web


async def _tried(fetch: Callable[[], Awaitable[int]], pauses: Sequence[float]) -> None:
    for pause in (*pauses, None):
        try:
            await fetch()
        except OutgoingError as error:
            if pause is None or not error.temporary:
                raise InvalidError(
                    "file_not_fetched", f"The file could not be fetched: {error.reason}."
                ) from error
            await asyncio.sleep(pause)
        else:
            return


def _name_of(source: FileSource) -> str:
    path = source.path if isinstance(source, SftpSource) else unquote(urlsplit(source.url).path)
    return PurePosixPath(path).name[:255]
