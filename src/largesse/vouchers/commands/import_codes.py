"""Adds codes in bulk: stages a chunk by COPY and enters it with exact counts; see import.sql."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from io import BytesIO
from uuid import UUID

import asyncpg
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.vouchers.commands.stock import OpenPool, close_pool, look_at_pool, open_pool
from largesse.vouchers.import_rows import Staged


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
    opened = await (look_at_pool if dry_run else open_pool)(ctx, pool_id)
    connection = await driver_connection(ctx.db)
    await _stage(connection, staged)
    bounds = [bound for bound in (opened.room, most) if bound is not None]
    room = max(0, min(bounds) - taken) if bounds else None
    [row] = await connection.fetch(
        "select * from vouchers_enter_chunk($1, $2, $3, $4, $5, $6, $7)",
        ctx.workspace_id,
        pool_id,
        job_id,
        opened.tail,
        room,
        dry_run,
        ctx.now,
    )
    full = []
    if row["filled"]:
        full = await connection.fetch(
            "select r.row from import_rows r join import_looked l using (code)"
            " where l.pool_id is null and l.row >= $1 order by r.row",
            row["full_from"],
        )
    if not dry_run:
        await _close(ctx, opened, row["positions"])
    by_pool: dict[str, int] = row["already_there"]
    already_there = sum(by_pool.values())
    return EnteredChunk(
        added=row["added"],
        already_there=already_there,
        repeated=row["staged"] - row["added"] - already_there - row["filled"],
        by_pool=by_pool,
        full_rows=tuple(record["row"] for record in full),
    )


async def begin_dry_run(ctx: Context) -> None:
    """Prepares the transaction of a dry run."""
    await ctx.db.execute(
        text('create temporary table import_seen (code text collate "C" primary key) on commit drop')
    )


async def _stage(connection: asyncpg.Connection, staged: Sequence[Staged]) -> None:
    await connection.execute(
        "create temporary table if not exists import_rows (row bigint not null,"
        ' code text collate "C" not null, display text collate "C",'
        " valid_until timestamptz not null, attributes jsonb) on commit drop;"
        ' create temporary table if not exists import_looked (code text collate "C" not null,'
        " row bigint not null, copies bigint not null, pool_id uuid, own boolean) on commit drop;"
        " truncate import_rows, import_looked"
    )
    lines = "".join(staged).replace("\\", "\\\\").encode()  # COPY takes a single backslash for its own
    await connection.copy_to_table("import_rows", source=BytesIO(lines), format="text", null="")


async def _close(ctx: Context, opened: OpenPool, positions: int) -> None:
    # The counts were written by the function; the tail moves over every position it used.
    await close_pool(ctx, OpenPool(opened.pool, opened.tail + positions, opened.room), {})
