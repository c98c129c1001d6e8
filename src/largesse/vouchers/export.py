"""The codes of a pool as CSV: a stream that is as flat for ten million codes as for ten."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping, text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.files import CsvExport
from largesse.core.files.exports import Cell
from largesse.profiles.queries import custom_ids_of
from largesse.vouchers.models import STATE_NUMBERS, STATES, PoolHead
from largesse.vouchers.queries import get_pool
from largesse.vouchers.schemas import CodeState

STRETCH: Final = 20_000
COLUMNS: Final = (
    "code",
    "state",
    "profile_id",
    "custom_id",
    "assigned_at",
    "expires_at",
    "redeemed_at",
    "attributes",
)


async def begin_export(ctx: Context, pool_id: UUID) -> int:
    """Notes in the audit log who exports, and returns the pool's last position; NotFoundError."""
    await get_pool(ctx, pool_id)
    head = await ctx.db.get(PoolHead, (ctx.workspace_id, pool_id))
    record(ctx, "codes.exported", object_type="pool", object_id=pool_id)
    return head.tail if head else 0


async def export_codes(
    database: Database,
    workspace_id: UUID,
    pool_id: UUID,
    *,
    last: int,
    state: CodeState | None = None,
    export: CsvExport,
) -> AsyncIterator[bytes]:
    """Blocks of CSV: the codes at positions 1 to `last` in the order they are handed out.

    Each stretch is read in a short transaction of its own, since a long snapshot would slow down
    everybody; so a code that changes meanwhile is told as it stands when its stretch is read.
    """
    yield export.begin(COLUMNS)
    for first in range(1, last + 1, STRETCH):
        lines = await _read_stretch(
            database, workspace_id, pool_id, first=first, last=min(last, first + STRETCH - 1), state=state
        )
        if lines:
            yield await to_thread(export.encode, lines)


async def _read_stretch(
    database: Database, workspace_id: UUID, pool_id: UUID, *, first: int, last: int, state: CodeState | None
) -> list[Sequence[Cell]]:
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("set transaction read only"))
        rows = (
            (
                await ctx.db.execute(
                    text(
                        "select coalesce(display, code) as shown, state, profile_id, assigned_at,"
                        " coalesce(expires_at, nullif(valid_until, 'infinity')) as until, redeemed_at,"
                        " nullif(attributes, '{}')::text as attributes"
                        " from codes where workspace_id = :workspace and pool_id = :pool"
                        " and position between :first and :last"
                        " and (cast(:state as smallint) is null or state = cast(:state as smallint))"
                        " order by position"
                    ),
                    {
                        "workspace": workspace_id,
                        "pool": pool_id,
                        "first": first,
                        "last": last,
                        "state": STATE_NUMBERS[state] if state else None,
                    },
                )
            )
            .mappings()
            .all()
        )
        holders = {row["profile_id"] for row in rows} - {None}
        names = await custom_ids_of(ctx, holders)
    return await to_thread(lambda: [_line(row, names) for row in rows])


def _line(row: RowMapping, names: dict[int, str]) -> Sequence[Cell]:
    moments = (row["assigned_at"], row["until"], row["redeemed_at"])
    return (
        row["shown"],
        STATES[row["state"]],
        row["profile_id"],
        names.get(row["profile_id"]),
        *(moment.isoformat().replace("+00:00", "Z") if moment else None for moment in moments),
        row["attributes"],
    )
