"""The files of a job: who may have them, and its rejected rows written like the file they came from."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ForbiddenError, NotFoundError
from largesse.core.files import FileStore, RejectedRow, TableFacts, write_rejected
from largesse.core.jobs import get_job

MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ROWS_AT_ONCE: Final = 5_000


async def job_with_files(ctx: Context, job_id: UUID) -> JsonObject:
    """A job whose files this caller may have: they hold codes, so progress alone is less than they are.

    NotFoundError; ForbiddenError without the permission that the job names as `files_for`.
    """
    job: dict[str, Any] = await get_job(ctx, job_id)
    needed = job["args"].get("files_for")
    if needed is not None and needed not in ctx.actor.permissions:
        raise ForbiddenError(
            "permission_missing",
            f"The files of this job are for those with the permission {needed}.",
            facts={"permission": needed},
        )
    return job


async def write_rejections(
    ctx: Context, job: Mapping[str, Any], *, files: FileStore
) -> tuple[Path, str, str]:
    """The file's path, the name to offer it by, and its media type; NotFoundError without rejections."""
    facts_json = job["args"].get("facts")
    if facts_json is None or not job["has_rejections"]:
        raise NotFoundError("no_rejections", "No row of this job was rejected.")
    facts = TableFacts(**{**facts_json, "columns": tuple(facts_json["columns"]), "sheets": ()})
    width = max(len(facts.columns), await _widest(ctx, job["id"]))
    ending = facts.format if facts.format in ("csv", "tsv") else "xlsx"
    _, path = files.new_path(ctx.workspace_id)
    rows = _read_rows(ctx, job["id"], asyncio.get_running_loop())
    try:
        await asyncio.to_thread(write_rejected, path, facts, rows=rows, width=width)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, f"rejected-{job['id']}.{ending}", MEDIA_TYPES[ending]


async def _widest(ctx: Context, job_id: UUID) -> int:
    widest = await ctx.db.scalar(
        text(
            "select max(cardinality(cells)) from job_rejections"
            " where workspace_id = :workspace and job_id = :job"
        ),
        {"workspace": ctx.workspace_id, "job": job_id},
    )
    return int(widest or 0)


def _read_rows(ctx: Context, job_id: UUID, loop: asyncio.AbstractEventLoop) -> Iterator[RejectedRow]:
    """For the writer's thread: a page of rows at a time, however many there are."""
    after = (0, -1)
    while True:
        page = asyncio.run_coroutine_threadsafe(_read_page(ctx, job_id, after), loop).result()
        if not page:
            return
        for row, ordinal, *told in page:
            after = (row, ordinal)
            cells, column, value, reason = told
            yield RejectedRow(row, tuple(cells), column, value, reason)


async def _read_page(ctx: Context, job_id: UUID, after: tuple[int, int]) -> list[tuple[Any, ...]]:
    rows = await ctx.db.execute(
        text(
            "select row, ordinal, cells, coalesce(column_name, ''), coalesce(value, ''), reason"
            " from job_rejections where workspace_id = :workspace and job_id = :job"
            " and (row, ordinal) > (:row, :ordinal) order by row, ordinal limit :limit"
        ),
        {
            "workspace": ctx.workspace_id,
            "job": job_id,
            "row": after[0],
            "ordinal": after[1],
            "limit": ROWS_AT_ONCE,
        },
    )
    return [tuple(row) for row in rows]
