"""Rows that a job could not take, kept for download until somebody mends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.core.files import RejectedRow


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a row was rejected; `row` is its line in the file, the value is cut to what a screen shows."""

    row: int
    column: str | None
    value: str
    reason: str


async def save_rejections(ctx: Context, job_id: UUID, rows: Sequence[RejectedRow]) -> None:
    """Keeps rejected rows for download, in the transaction of the chunk they stood in."""
    if not rows:
        return
    connection = await driver_connection(ctx.db)
    await connection.executemany(  # COPY is not to be had under row-level security
        "insert into job_rejections (workspace_id, job_id, row, ordinal, column_name, value, reason, cells)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            (
                ctx.workspace_id,
                job_id,
                row.line,
                ordinal,
                row.column or None,
                row.value,
                row.reason,
                row.cells,
            )
            for ordinal, row in enumerate(rows)
        ],
    )


async def first_rejections(ctx: Context, job_id: UUID, *, limit: int) -> list[Rejection]:
    """The first rows that a job rejected, in the order of the file."""
    rows = await ctx.db.execute(
        text(
            "select row, column_name, left(coalesce(value, ''), 500), reason from job_rejections"
            " where workspace_id = :workspace and job_id = :job order by row, ordinal limit :limit"
        ),
        {"workspace": ctx.workspace_id, "job": job_id, "limit": limit},
    )
    return [Rejection(*row) for row in rows]


async def forget_rejections(ctx: Context, job_id: UUID) -> None:
    """Removes what a job kept of rejected rows, before it reads them again."""
    await ctx.db.execute(
        text("delete from job_rejections where workspace_id = :workspace and job_id = :job"),
        {"workspace": ctx.workspace_id, "job": job_id},
    )
