"""Adds codes in bulk: stages a chunk by COPY and enters it with exact counts; see import.sql."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final
from uuid import UUID

import asyncpg
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.core.files import RejectedRow
from largesse.vouchers.commands.stock import OpenPool, close_pool, open_pool
from largesse.vouchers.import_rows import Staged

STAGED_COLUMNS: Final = ("row", "code", "display", "valid_until", "attributes")


@dataclass(slots=True)
class ImportCounts:
    """What became of the rows: read = added + already_there + repeated + rejected + blank."""

    read: int = 0
    added: int = 0
    already_there: int = 0
    repeated: int = 0
    rejected: int = 0
    blank: int = 0

    def add(self, other: "ImportCounts") -> None:
        """Adds the counts of another part of the same file."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


@dataclass(frozen=True, slots=True)
class EnteredChunk:
    """A chunk's counts, the codes there already by their pool, and the rows that found no room."""

    added: int
    already_there: int
    repeated: int
    by_pool: dict[str, int]
    full_rows: tuple[int, ...]


async def enter_chunk(
    ctx: Context,
    pool_id: UUID,
    job_id: UUID,
    staged: Sequence[Staged],
    *,
    dry_run: bool = False,
    taken: int = 0,
    most: int | None = None,
) -> EnteredChunk:
    """Adds staged codes to a pool in the running transaction.

    A dry run writes nothing but the temporary table of the codes it would have added; call
    `begin_dry_run` first, in the same transaction, and say how many were `taken` before.
    No more than `most` codes are added.
    """
    opened = await open_pool(ctx, pool_id)
    connection = await driver_connection(ctx.db)
    await _stage(connection, staged)
    bounds = [bound for bound in (opened.room, most) if bound is not None]
    room = max(0, min(bounds) - taken) if bounds else None
    [row] = await connection.fetch(
        "select * from vouchers_import_chunk($1, $2, $3, $4, $5, $6, $7)",
        ctx.workspace_id,
        pool_id,
        job_id,
        opened.tail,
        room,
        dry_run,
        ctx.now,
    )
    by_pool = await connection.fetch(
        "select f.pool_id::text, count(*) from import_rows r join import_found f using (code)"
        " where f.elsewhere group by f.pool_id"
    )
    full = []
    if row["filled"]:
        full = await connection.fetch(
            "select r.row from import_rows r join import_new n using (code) where n.rank > $1 order by r.row",
            room,
        )
    if not dry_run:
        await _close(ctx, opened, row["positions"])
    return EnteredChunk(
        added=row["added"],
        already_there=row["already_there"],
        repeated=row["repeated"],
        by_pool={record["pool_id"]: record["count"] for record in by_pool},
        full_rows=tuple(record["row"] for record in full),
    )


async def begin_dry_run(ctx: Context) -> None:
    """Prepares the transaction of a dry run."""
    await ctx.db.execute(
        text('create temporary table import_seen (code text collate "C" primary key) on commit drop')
    )


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


async def _stage(connection: asyncpg.Connection, staged: Sequence[Staged]) -> None:
    await connection.execute(
        "create temporary table if not exists import_rows (row bigint not null,"
        ' code text collate "C" not null, display text collate "C",'
        " valid_until timestamptz default 'infinity', attributes jsonb) on commit drop"
    )
    await connection.execute("truncate import_rows")
    if any(row[3] is not None or row[4] is not None for row in staged):
        await connection.copy_records_to_table("import_rows", columns=STAGED_COLUMNS, records=staged)
        await connection.execute("update import_rows set valid_until = 'infinity' where valid_until is null")
    else:
        await connection.copy_records_to_table(
            "import_rows", columns=STAGED_COLUMNS[:3], records=[row[:3] for row in staged]
        )


async def _close(ctx: Context, opened: OpenPool, positions: int) -> None:
    # The counts were written by the function; the tail moves over every position it used.
    await close_pool(ctx, OpenPool(opened.pool, opened.tail + positions, opened.room), {})
