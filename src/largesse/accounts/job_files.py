"""Writes the rejected rows of a job as a file like the one they came from."""

from asyncio import to_thread
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.core.files import FileStore, RejectedRow, TableFacts, write_rejected

MEDIA_TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


async def write_rejections(
    ctx: Context, job: Mapping[str, Any], *, files: FileStore
) -> tuple[Path, str, str]:
    """The file's path, the name to offer it by, and its media type; NotFoundError without rejections."""
    facts_json = job["args"].get("facts")
    if facts_json is None or not job["has_rejections"]:
        raise NotFoundError("no_rejections", "No row of this job was rejected.")
    facts = TableFacts(**{**facts_json, "columns": tuple(facts_json["columns"]), "sheets": ()})
    rows = (
        await ctx.db.execute(
            text(
                "select row, cells, column_name, value, reason from job_rejections"
                " where workspace_id = :workspace and job_id = :job order by row, ordinal"
            ),
            {"workspace": ctx.workspace_id, "job": job["id"]},
        )
    ).all()
    rejected = [
        RejectedRow(r.row, tuple(r.cells), r.column_name or "", r.value or "", r.reason) for r in rows
    ]
    width = max(len(facts.columns), *(len(row.cells) for row in rejected))
    ending = facts.format if facts.format in ("csv", "tsv") else "xlsx"
    _, path = files.new_path(ctx.workspace_id)
    await to_thread(write_rejected, path, facts, rows=rejected, width=width)
    return path, f"rejected-{job['id']}.{ending}", MEDIA_TYPES[ending]
