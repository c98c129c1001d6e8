"""The file of an import's job: what its job keeps of it, and when it goes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from largesse.core.context import Actor, Context
from largesse.core.db import JsonObject
from largesse.core.errors import AppError
from largesse.core.files import FileStore, TableFacts
from largesse.core.jobs import JobCancelledError, RunningJob


def import_args(
    ctx: Context,
    *,
    file_id: UUID,
    options: BaseModel,
    facts: TableFacts | None,
    keep_file: bool,
    files_for: str,
    file_name: str = "",
) -> JsonObject:
    """What the job of an import keeps: its file, how that is read, and who starts it.

    `files_for` is the permission that may download what is made of the file, `file_name` what its sender
    calls it. Without `facts` the job looks at the file when it begins.
    """
    args: JsonObject = {
        "file_id": str(file_id),
        "file_name": file_name,
        "options": options.model_dump(mode="json"),
        "keep_file": keep_file,
        "files_for": files_for,
        "sender": {
            "kind": ctx.actor.kind,
            "id": ctx.actor.id,
            "denied_events": list(ctx.actor.denied_events),
        },
    }
    return args if facts is None else {**args, "facts": _stored(facts)}


def sender_of(job: RunningJob) -> Actor:
    """Who started the import: what it writes is his, and his deny list of events holds."""
    sender: Any = job.args["sender"]
    return Actor(
        kind=sender["kind"],
        id=sender["id"],
        workspace_id=job.workspace_id,
        denied_events=tuple(sender.get("denied_events", ())),
    )


@asynccontextmanager
async def file_of(job: RunningJob, files: FileStore) -> AsyncIterator[Path]:
    """Where the job's file is; once the job is over it is deleted, unless it was asked to be kept.

    A job whose worker dies, or whose database is away, is not over.
    """
    file_id = UUID(str(job.args["file_id"]))
    try:
        yield files.path(job.workspace_id, file_id)
    except (AppError, JobCancelledError):
        await _let_go(job, files, file_id)
        raise
    await _let_go(job, files, file_id)


async def facts_when_begun(job: RunningJob, look: Callable[[], Awaitable[TableFacts]]) -> TableFacts:
    """The facts of the job's file; found out now, and kept, when it was started without them."""
    if "facts" not in job.args:
        facts = await look()
        async with job.step() as ctx:
            await job.learn(ctx, {"facts": _stored(facts)})
    return facts_of(job)


def facts_of(job: RunningJob) -> TableFacts:
    """The facts of the job's file, which are known."""
    stored: Any = job.args["facts"]
    return TableFacts(**{**stored, "columns": tuple(stored["columns"]), "sheets": ()})


def _stored(facts: TableFacts) -> JsonObject:
    return {**asdict(facts), "columns": list(facts.columns), "sheets": []}


async def _let_go(job: RunningJob, files: FileStore, file_id: UUID) -> None:
    if not job.args["keep_file"]:
        await asyncio.to_thread(files.delete, job.workspace_id, file_id)
